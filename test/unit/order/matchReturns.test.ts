import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  matchReturns,
  type ReturnToMatch,
  returnToMatch,
  type SaleToMatch,
  saleToMatch,
} from "../../../src/domain/order/matchReturns.ts";
import { RETURN_RULES } from "../../../src/domain/purchase/event.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { factsOfLife, mergeAll } from "../../support/lives/orderLives.ts";

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
    currency: "GBP",
    lines: [{ ...sold(fulfilled, more), ...more }],
  };
}

/** At 1.00 a piece, of which whole returns took their share. */
function sold(fulfilled: bigint, { returned = 0n }: { readonly returned?: bigint }) {
  return {
    ...{ lineId: "1", article: "mug", fulfilled, returned, repaid: 0n },
    paidMinor: fulfilled * PRICE,
    keptMinor: fulfilled > returned ? (fulfilled - returned) * PRICE : 0n,
  };
}

const PRICE = 100n;

function returned(
  returnOrderId: bigint,
  occurredAt: number,
  quantity: bigint,
  article = "mug",
  { repaid = 0n, repaidMinor = 0n, currency = "GBP" } = {},
): ReturnToMatch {
  return {
    returnOrderId,
    occurredAt: occurredAt as Instant,
    salesUpTo: occurredAt as Instant,
    rules: RETURN_RULES,
    currency,
    version: {
      occurredAt: occurredAt as Instant,
      source: "till",
      sequence: null,
      eventId: `r${returnOrderId}`,
    },
    lines: [{ lineId: "r", article, quantity, repaid, repaidMinor }],
  };
}

const byShare = (quantity: bigint) => ({ lineId: "1", quantity, repaid: 0n, repaidMinor: 0n });

describe("matchReturns", () => {
  test("a return takes from the latest earlier sale first, then from the ones before", () => {
    const { matches, unmatched } = matchReturns({
      sales: [sale(1n, 10, 2n), sale(2n, 20, 2n), sale(3n, 40, 9n)],
      returns: [returned(8n, 30, 3n)],
    });
    expect(matches).toEqual(
      new Map([
        [2n, [{ returnOrderId: 8n, lines: [byShare(2n)] }]],
        [1n, [{ returnOrderId: 8n, lines: [byShare(1n)] }]],
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

  describe("an amount", () => {
    const moneyOf = (sales: readonly SaleToMatch[], ...returns: ReturnToMatch[]) =>
      [...matchReturns({ sales, returns }).matches].flatMap(([orderId, matches]) =>
        matches.map(({ lines }) => [orderId, lines[0]?.quantity, lines[0]?.repaidMinor]),
      );
    const paidBack = (id: bigint, at: number, quantity: bigint, repaidMinor: bigint) =>
      returned(id, at, quantity, "mug", { repaid: quantity, repaidMinor });

    test("comes off the sales that gave the goods, in proportion to what was paid for these", () => {
      const dear = { paidMinor: 600n, keptMinor: 600n };
      expect(
        moneyOf([sale(1n, 10, 2n, dear), sale(2n, 20, 2n)], paidBack(8n, 30, 3n, 250n)),
      ).toEqual([
        [2n, 2n, 100n],
        [1n, 1n, 150n],
      ]);
    });

    test("beyond what they have left comes off the other earlier sales of the article", () => {
      expect(moneyOf([sale(1n, 10, 2n), sale(2n, 20, 1n)], paidBack(8n, 30, 1n, 130n))).toEqual([
        [2n, 1n, 100n],
        [1n, 0n, 30n],
      ]);
    });

    test("is taken where money is left and goods are not, and never more than is left", () => {
      expect(
        moneyOf([sale(1n, 10, 1n)], paidBack(8n, 30, 1n, 20n), paidBack(9n, 31, 1n, 90n)),
      ).toEqual([
        [1n, 1n, 20n],
        [1n, 0n, 80n],
      ]);
    });

    test("beside goods that came back without one is at most the rest", () => {
      expect(moneyOf([sale(1n, 10, 3n)], returned(8n, 30, 1n), paidBack(9n, 31, 1n, 250n))).toEqual(
        [
          [1n, 1n, 0n],
          [1n, 1n, 200n],
        ],
      );
    });

    test("in another currency is the goods' share, and does not come off anything else", () => {
      const euros = returned(8n, 30, 2n, "mug", { repaid: 2n, repaidMinor: 80n, currency: "EUR" });
      expect(matchReturns({ sales: [sale(1n, 10, 2n)], returns: [euros] }).matches.get(1n)).toEqual(
        [{ returnOrderId: 8n, lines: [byShare(2n)] }],
      );
    });
  });

  test("never more than is kept; matched and unmatched make the return; no input order matters", () => {
    let withAmounts = 0;
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
          fc.option(fc.tuple(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 0n, max: 400n }))),
        ),
        { selector: ([orderId]) => orderId, maxLength: 6 },
      )
      .map((all) =>
        all.map(([id, at, quantity, article, amount]) => {
          const repaid = amount === null ? 0n : amount[0] < quantity ? amount[0] : quantity;
          return returned(id, at, quantity, article, {
            repaid,
            repaidMinor: repaid === 0n ? 0n : (amount?.[1] ?? 0n),
          });
        }),
      );
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
          const lines = (result.matches.get(one.orderId) ?? []).flatMap((match) => match.lines);
          const repaidMinor = lines.reduce((sum, line) => sum + line.repaidMinor, 0n);
          expect(repaidMinor).toBeLessThanOrEqual(one.lines[0]?.keptMinor ?? 0n);
          withAmounts += repaidMinor > 0n ? 1 : 0;
          expect(lines.every((line) => line.repaid <= line.quantity)).toBe(true);
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
          const takenMinor = [...result.matches.values()]
            .flat()
            .filter((match) => match.returnOrderId === one.returnOrderId)
            .flatMap((match) => match.lines)
            .reduce((sum, line) => sum + line.repaidMinor, 0n);
          expect(takenMinor).toBeLessThanOrEqual(one.lines[0]?.repaidMinor ?? 0n);
        }
      }),
      { numRuns: 300 },
    );
    expect(withAmounts).toBeGreaterThan(100);
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
    return: { id: "r", lines: [{ article: "mug", quantity: "3", amount: "0.70" }] },
  });
  const voided = event("VOIDED", {});
  const facts = (...events: object[]) => mergeAll(factsOfLife(events as Record<string, unknown>[]));
  expect(saleToMatch(1n, facts(sold)).lines).toEqual([
    {
      ...{ lineId: "1", article: "mug", fulfilled: 2_000_000n, returned: 0n, repaid: 0n },
      ...{ paidMinor: 100n, keptMinor: 100n },
    },
  ]);
  expect(saleToMatch(1n, facts(sold, voided)).lines[0]?.keptMinor).toBe(0n);
  expect(saleToMatch(1n, facts(sold, voided)).lines[0]?.fulfilled).toBe(0n);
  expect(returnToMatch(2n, facts(back)).lines).toEqual([
    {
      ...{ lineId: "mug", article: "mug", quantity: 3_000_000n },
      ...{ repaid: 3_000_000n, repaidMinor: 70n },
    },
  ]);
  expect(returnToMatch(2n, facts(back, voided)).lines).toEqual([]);
});
