import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import {
  addToBuckets,
  bucketsFrom,
  EMPTY_BUCKETS,
  foldBuckets,
  qualifyingIn,
} from "../../../src/domain/tier/buckets.ts";
import type { DayBuckets } from "../../../src/domain/tier/state.ts";
import { dateOfDayNumber } from "../../../src/domain/time/calendar.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { memberRules } from "../../support/lives/memberRules.ts";
import { at } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

const amount = fc.tuple(
  fc.integer({ min: 0, max: 40 }).map((day) => dateOfDayNumber(20_000 + day)),
  fc.bigInt({ min: -3n, max: 3n }),
);
const added = (amounts: readonly (readonly [LocalDate, bigint])[]) =>
  amounts.reduce<DayBuckets>((sum, [day, minor]) => addToBuckets(sum, day, minor), EMPTY_BUCKETS);

test("buckets of many amounts are those of adding each, in whatever order they come", () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 60 }), (amounts) => {
      expect([...bucketsFrom(amounts)]).toEqual([...added(amounts)]);
    }),
    { seed: testSeed(), numRuns: 300 },
  );
});

test("equal sums give equal buckets in ascending days without zeros, whatever the order", () => {
  const inTwoOrders = fc
    .array(amount, { maxLength: 12 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
  fc.assert(
    fc.property(inTwoOrders, ([all, shuffled]) => {
      const built = [...added(all)];
      expect(built).toEqual([...added(shuffled)]);
      expect(built.map(([day]) => day)).toEqual(built.map(([day]) => day).sort());
      expect(built.every(([, minor]) => minor !== 0n)).toBe(true);
    }),
    { seed: testSeed(), numRuns: 300 },
  );
});

test("adding old days up never changes a window that can still be looked at", () => {
  const days: Readonly<Record<string, bigint>> = {
    ...{ "2018-05-05": 8n, "2019-12-31": 16n, "2020-06-01": 32n, "2021-02-28": 1n },
    ...{ "2021-03-01": 2n, "2025-05-05": 4n },
  };
  const buckets = bucketsFrom(Object.entries(days) as [LocalDate, bigint][]);
  const rolling = memberRules(DEFAULT_RULESET_DOCUMENT);
  const joined = at("2020-01-15T12:00:00Z");
  const now = at("2026-03-01T10:15:00Z");
  const folded = foldBuckets(buckets, rolling, joined, now);
  expect([...folded]).toEqual([
    ["1900-01-01", 24n],
    ["2020-01-15", 33n],
    ["2021-03-01", 2n],
    ["2025-05-05", 4n],
  ]);
  expect(foldBuckets(folded, rolling, joined, now)).toBe(folded);
  const tierPolicy = { ...rolling.tierPolicy, period: "SINCE_JOIN" } as const;
  for (const rules of [rolling, { ...rolling, tierPolicy }]) {
    for (const moment of [at("2026-02-28T23:59:59Z"), now, at("2027-03-01T10:15:00Z")]) {
      expect(qualifyingIn(folded, rules, moment)).toBe(qualifyingIn(buckets, rules, moment));
    }
  }
});
