import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dateOfDayNumber, dayNumberOf } from "../../../src/domain/time/calendar.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { PackedDays } from "../../../src/loyalty/packedDays.ts";
import { createEmptyDatabase, type TestDatabase } from "../../support/database.ts";
import { testSeed } from "../../support/seed.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(async () => {
  await database?.drop();
});

const BIGINT_MAX = 2n ** 63n - 1n;
const FIRST = dayNumberOf(1900, 1, 1);
const day = fc.integer({ min: 0, max: 50_000 }).map((days) => dateOfDayNumber(FIRST + days));
const days = fc
  .uniqueArray(fc.tuple(day, fc.bigInt({ min: -BIGINT_MAX - 1n, max: BIGINT_MAX })), {
    selector: ([one]) => one,
    maxLength: 40,
  })
  .map((all) => all.sort(([a], [b]) => (a < b ? -1 : 1)));

test("days as the database sends them are those that were stored, and add up to what they add up to one by one", async () => {
  const span = fc.tuple(fc.option(day), day);
  await fc.assert(
    fc.asyncProperty(days, fc.array(span, { maxLength: 5 }), async (all, spans) => {
      const [row] = await database.sql<{ days: Buffer; minor: Buffer }[]>`
        select array_send(${all.map(([one]) => one)}::text[]::date[]) as days,
               array_send(${all.map(([, minor]) => String(minor))}::text[]::bigint[]) as minor`;
      const packed = new PackedDays(row?.days as Buffer, row?.minor as Buffer);
      expect([...packed]).toEqual(all);
      expect(packed.isEmpty).toBe(all.length === 0);
      const whole: [LocalDate | null, LocalDate] = [null, "2200-01-01" as LocalDate];
      for (const [dayBefore, lastDay] of [...spans, whole]) {
        const sum = all
          .filter(([one]) => (dayBefore === null || one > dayBefore) && one <= lastDay)
          .reduce((total, [, minor]) => total + minor, 0n);
        expect(packed.sumBetween(dayBefore, lastDay)).toBe(sum);
      }
    }),
    { seed: testSeed(), numRuns: 100 },
  );
});
