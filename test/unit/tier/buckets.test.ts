import fc from "fast-check";
import { expect, test } from "vitest";
import { addToBuckets, bucketsFrom, EMPTY_BUCKETS } from "../../../src/domain/tier/buckets.ts";
import type { DayBuckets } from "../../../src/domain/tier/state.ts";
import { dateOfDayNumber } from "../../../src/domain/time/calendar.ts";
import { testSeed } from "../../support/seed.ts";

test("buckets of many amounts are those of adding each, in whatever order they come", () => {
  const amount = fc.tuple(
    fc.integer({ min: 0, max: 40 }).map((day) => dateOfDayNumber(20_000 + day)),
    fc.bigInt({ min: -3n, max: 3n }),
  );
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 60 }), (amounts) => {
      const added = amounts.reduce<DayBuckets>(
        (sum, [day, minor]) => addToBuckets(sum, day, minor),
        EMPTY_BUCKETS,
      );
      expect([...bucketsFrom(amounts)]).toEqual([...added]);
    }),
    { seed: testSeed(), numRuns: 300 },
  );
});
