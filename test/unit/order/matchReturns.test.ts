import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  matchReturns,
  type ReturnToMatch,
  returnToMatch,
  type SaleToMatch,
  saleToMatch,
} from "../../../src/domain/order/matchReturns.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { factsOfLife, mergeAll } from "../../support/orderLives.ts";

function sale(
  orderId: bigint,
  placedAt: number,
  fulfilled: bigint,
  more: Partial<SaleToMatch["lines"][number]> = {},
): SaleToMatch {
  return {
    orderId,
    placedAt: placedAt as Instant,
    version: {
      occurredAt: placedAt as Instant,
      source: "till",
      sequence: null,
      eventId: `s${orderId}`,
    },
    lines: [{ lineId: "1", article: "mug", fulfilled, returned: 0n, ...more }],
  };
}

function returned(
  returnOrderId: bigint,
  occurredAt: number,
  quantity: bigint,
  article = "mug",
): ReturnToMatch {
  return {
    returnOrderId,
    occurredAt: occurredAt as Instant,
    version: {
      occurredAt: occurredAt as Instant,
      source: "till",
      sequence: null,
      eventId: `r${returnOrderId}`,
    },
    lines: [{ lineId: "r", article, quantity }],
  };
}

describe("matchReturns", () => {
  test("a return takes from the latest earlier sale first, then from the ones before", () => {
    const { matches, unmatched } = matchReturns({
      sales: [sale(1n, 10, 2n), sale(2n, 20, 2n), sale(3n, 40, 9n)],
      returns: [returned(8n, 30, 3n)],
    });
    expect(matches).toEqual(
      new Map([
        [2n, [{ returnOrderId: 8n, lines: [{ lineId: "1", quantity: 2n }] }]],
        [1n, [{ returnOrderId: 8n, lines: [{ lineId: "1", quantity: 1n }] }]],
      ]),
    );
    expect(unmatched).toEqual([]);
  });

  test.each([
    ["a later sale", [sale(1n, 31, 5n)]],
    ["a sale of another article", [sale(1n, 10, 5n, { article: "tea" })]],
    ["a sale that came back already", [sale(1n, 10, 5n, { returned: 5n })]],
  ])("%s gives nothing", (_what, sales) => {
    const { matches, unmatched } = matchReturns({ sales, returns: [returned(8n, 30, 3n)] });
    expect(matches.size).toBe(0);
    expect(unmatched).toEqual([{ returnOrderId: 8n, lineId: "r", quantity: 3n }]);
  });

  test("a sale at the moment of the return is early enough", () => {
    expect(
      matchReturns({ sales: [sale(1n, 30, 5n)], returns: [returned(8n, 30, 3n)] }).unmatched,
    ).toEqual([]);
  });

  test("never more than is kept; matched and unmatched make the return; no input order matters", () => {
    const sales = fc
      .uniqueArray(
        fc.tuple(
          fc.bigInt({ min: 1n, max: 9n }),
          fc.nat({ max: 3 }),
          fc.bigInt({ min: 0n, max: 4n }),
          fc.constantFrom("mug", "tea"),
          fc.bigInt({ min: 0n, max: 2n }),
        ),
        { selector: ([orderId]) => orderId, maxLength: 6 },
      )
      .map((all) =>
        all.map(([id, at, fulfilled, article, back]) =>
          sale(id, at, fulfilled, { article, returned: back }),
        ),
      );
    const returns = fc
      .uniqueArray(
        fc.tuple(
          fc.bigInt({ min: 20n, max: 29n }),
          fc.nat({ max: 4 }),
          fc.bigInt({ min: 1n, max: 5n }),
          fc.constantFrom("mug", "tea"),
        ),
        { selector: ([orderId]) => orderId, maxLength: 6 },
      )
      .map((all) => all.map(([id, at, quantity, article]) => returned(id, at, quantity, article)));
    const shuffled = fc
      .tuple(sales, returns)
      .chain(([s, r]) =>
        fc.tuple(
          fc.constant(s),
          fc.constant(r),
          fc.shuffledSubarray(s, { minLength: s.length }),
          fc.shuffledSubarray(r, { minLength: r.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([s, r, s2, r2]) => {
        const result = matchReturns({ sales: s, returns: r });
        expect(matchReturns({ sales: s2, returns: r2 })).toEqual(result);
        for (const one of s) {
          const taken = (result.matches.get(one.orderId) ?? [])
            .flatMap((match) => match.lines)
            .reduce((sum, line) => sum + line.quantity, 0n);
          const kept = (one.lines[0]?.fulfilled ?? 0n) - (one.lines[0]?.returned ?? 0n);
          expect(taken).toBeLessThanOrEqual(kept > 0n ? kept : 0n);
        }
        for (const one of r) {
          const matched = [...result.matches.values()]
            .flat()
            .filter((match) => match.returnOrderId === one.returnOrderId)
            .flatMap((match) => match.lines)
            .reduce((sum, line) => sum + line.quantity, 0n);
          const missing = result.unmatched
            .filter((line) => line.returnOrderId === one.returnOrderId)
            .reduce((sum, line) => sum + line.quantity, 0n);
          expect(matched + missing).toBe(one.lines[0]?.quantity);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("sales and returns are read off their facts; a voided one gives and takes nothing", () => {
  const event = (kind: string, fields: object) => ({
    source: "till",
    eventId: kind,
    kind,
    occurredAt: "2026-03-01T10:00:00Z",
    references: [{ kind: "order", value: "A" }],
    currencyCode: "GBP",
    ...fields,
  });
  const sold = event("SOLD", { lines: [{ id: "1", article: "mug", quantity: "2", gross: "1" }] });
  const back = event("RETURNED", {
    return: { id: "r", lines: [{ article: "mug", quantity: "3" }] },
  });
  const voided = event("VOIDED", {});
  const facts = (...events: object[]) => mergeAll(factsOfLife(events as Record<string, unknown>[]));
  expect(saleToMatch(1n, facts(sold)).lines).toEqual([
    { lineId: "1", article: "mug", fulfilled: 2_000_000n, returned: 0n },
  ]);
  expect(saleToMatch(1n, facts(sold, voided)).lines[0]?.fulfilled).toBe(0n);
  expect(returnToMatch(2n, facts(back)).lines).toEqual([
    { lineId: "mug", article: "mug", quantity: 3_000_000n },
  ]);
  expect(returnToMatch(2n, facts(back, voided)).lines).toEqual([]);
});
