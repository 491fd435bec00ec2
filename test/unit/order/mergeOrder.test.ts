import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions } from "../../../src/domain/order/compareVersions.ts";
import type { FactVersion, MatchedReturn } from "../../../src/domain/order/facts.ts";
import { wordsOf } from "../../../src/domain/order/mergeFact.ts";
import {
  absorbFacts,
  EMPTY_FACTS,
  mergeOrder,
  orderOpens,
  withMatchedReturns,
} from "../../../src/domain/order/mergeOrder.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { anyDelivery, factsOfLife, mergeAll, orderLife } from "../../support/lives/orderLives.ts";

const version: fc.Arbitrary<FactVersion> = fc.record({
  occurredAt: fc.integer({ min: 0, max: 2 }).map((micros) => micros as Instant),
  source: fc.constantFrom("erp", "shop"),
  sequence: fc.option(fc.bigInt({ min: 0n, max: 2n })),
  eventId: fc.constantFrom("a", "b", "c"),
});

describe("compareVersions", () => {
  test("is a total order: antisymmetric, transitive, 0 only for the same version", () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
        if (compareVersions(a, b) === 0) {
          expect(a).toEqual(b);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [
      "a later moment is newer whatever the sequence",
      { occurredAt: 2, sequence: 1n },
      { occurredAt: 1, sequence: 9n },
    ],
    [
      "within one source and moment the sequence decides",
      { sequence: 10n },
      { sequence: 9n, eventId: "z" },
    ],
    [
      "a message with a sequence is newer than one without",
      { sequence: 0n },
      { sequence: null, eventId: "z" },
    ],
    [
      "between sources the source decides, not the sequence",
      { source: "shop", sequence: 1n },
      { source: "erp", sequence: 9n },
    ],
    ["at last the event id decides", { eventId: "b" }, { eventId: "a" }],
  ])("%s", (_guarantee, newer, older) => {
    const plain = { occurredAt: 1, source: "erp", sequence: null, eventId: "a" };
    const a = { ...plain, ...newer } as FactVersion;
    const b = { ...plain, ...older } as FactVersion;
    expect(compareVersions(a, b)).toBeGreaterThan(0);
  });
});

describe("mergeOrder", () => {
  test("any permutation and repetition of a life gives the same facts", () => {
    fc.assert(
      fc.property(
        orderLife().chain((life) => {
          const facts = factsOfLife(life);
          return fc.tuple(fc.constant(facts), anyDelivery(facts));
        }),
        ([facts, delivered]) => {
          expect(mergeAll(delivered)).toEqual(mergeAll(facts));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("so do lives of which some was recorded when what is left out was read as nothing", () => {
    let inherited = 0;
    let ended = 0;
    fc.assert(
      fc.property(
        fc
          .tuple(orderLife(), fc.infiniteStream(fc.integer({ min: 0, max: 3 })))
          .chain(([life, old]) => {
            const facts = factsOfLife(life).map(({ key, fact }) => {
              const reading = old.next().value === 0 ? 1 : 2;
              return { key, fact: { ...fact, reading } as const };
            });
            return fc.tuple(fc.constant(facts), anyDelivery(facts), fc.nat({ max: 9 }));
          }),
        ([facts, delivered, cut]) => {
          const whole = mergeAll(facts);
          expect(mergeAll(delivered)).toEqual(whole);
          const parts = [
            mergeAll(delivered.slice(0, cut)),
            mergeAll(delivered.slice(cut)),
          ] as const;
          expect(absorbFacts(parts[0], parts[1])).toEqual(whole);
          expect(absorbFacts(parts[1], parts[0])).toEqual(whole);
          expect(absorbFacts(whole, parts[0])).toEqual(whole);
          const kept = [...whole.facts.values()];
          inherited += kept.filter(({ earlier }) => earlier.length > 0).length;
          ended += kept.filter((fact) => wordsOf(fact).some(({ reading }) => reading === 1)).length;
        },
      ),
      { numRuns: 400 },
    );
    // Otherwise nothing was tried.
    expect(inherited).toBeGreaterThan(60);
    expect(ended).toBeGreaterThan(60);
  });

  test("the same event again, or an older one, changes nothing and keeps the object", () => {
    const [placed, first, second] = factsOfLife([
      life("PLACED", 0, { lines: [{ id: "1", quantity: "1", gross: "1" }] }),
      life("CANCELLED", 1, {}),
      life("CANCELLED", 2, {}),
    ]);
    if (placed === undefined || first === undefined || second === undefined) {
      throw new Error();
    }
    const facts = mergeAll([placed, second]);
    expect(mergeOrder(facts, second.key, second.fact)).toEqual({ facts, changed: false });
    expect(mergeOrder(facts, first.key, first.fact).facts).toBe(facts);
    expect(mergeOrder(mergeAll([placed, first]), second.key, second.fact).changed).toBe(true);
  });

  test("only SOLD, PLACED and FULFILLED open an order", () => {
    expect((["SOLD", "PLACED", "FULFILLED"] as const).every(orderOpens)).toBe(true);
    expect(
      (
        ["SETTLED", "AMENDED", "CANCELLED", "RETURNED", "REFUNDED", "EXCHANGED", "VOIDED"] as const
      ).some(orderOpens),
    ).toBe(false);
  });
});

describe("absorbFacts", () => {
  test("splitting a life over two orders and joining them equals one order, from either side", () => {
    fc.assert(
      fc.property(orderLife(), fc.infiniteStream(fc.boolean()), (life_, sides) => {
        const facts = factsOfLife(life_);
        const onLeft = facts.map(() => sides.next().value === true);
        const left = mergeAll(facts.filter((_, index) => onLeft[index]));
        const right = mergeAll(facts.filter((_, index) => !onLeft[index]));
        const whole = mergeAll(facts);
        expect(absorbFacts(left, right)).toEqual(whole);
        expect(absorbFacts(right, left)).toEqual(whole);
        expect(absorbFacts(whole, left)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  test("matched returns of both sides survive, one document never counts twice", () => {
    const a = withMatchedReturns(EMPTY_FACTS, [match(1n, "1", 2n), match(2n, "1", 1n)]).facts;
    const b = withMatchedReturns(EMPTY_FACTS, [match(1n, "1", 3n), match(3n, "2", 1n)]).facts;
    const union = absorbFacts(a, b).matchedReturns;
    expect([...union.values()]).toEqual([
      match(1n, "1", 3n),
      match(2n, "1", 1n),
      match(3n, "2", 1n),
    ]);
    expect(absorbFacts(b, a).matchedReturns).toEqual(union);
    expect(absorbFacts(a, a)).toEqual(a);
  });
});

test("matching again with the same result changes nothing", () => {
  const once = withMatchedReturns(EMPTY_FACTS, [match(1n, "1", 2n)]);
  expect(once.changed).toBe(true);
  expect(withMatchedReturns(once.facts, [match(1n, "1", 2n)])).toEqual({
    facts: once.facts,
    changed: false,
  });
  expect(withMatchedReturns(once.facts, [match(1n, "1", 3n)]).changed).toBe(true);
  expect(withMatchedReturns(once.facts, []).changed).toBe(true);
});

function match(returnOrderId: bigint, lineId: string, quantity: bigint): MatchedReturn {
  return { returnOrderId, lines: [{ lineId, quantity, repaid: 0n, repaidMinor: 0n }] };
}

function life(
  kind: string,
  minute: number,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  return {
    source: "shop",
    eventId: `${kind}/${minute}`,
    kind,
    occurredAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    references: [{ kind: "order", value: "A-1" }],
    currencyCode: "GBP",
    ...fields,
  };
}
