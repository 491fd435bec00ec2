import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  INSTANT_MAX,
  INSTANT_MIN,
  type Instant,
  type LocalDate,
} from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import {
  addMonthsLocal,
  isTimeZone,
  localDateOf,
  startOfLocalDay,
} from "../../../src/domain/time/zone.ts";

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Africa/Casablanca",
] as const;

const anyZone = fc.constantFrom(...ZONES);
const anyInstant = fc
  .integer({ min: INSTANT_MIN, max: INSTANT_MAX })
  .map((micros) => micros as Instant);

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new Error(`not an instant: ${text}`);
  }
  return instant;
}

function byTemporal(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochNanoseconds(BigInt(instant) * 1_000n).toZonedDateTimeISO(zone);
}

describe("localDateOf", () => {
  test.each([
    ["2026-11-22T23:00:00Z", "Europe/Berlin", "2026-11-23"],
    ["2026-11-22T22:59:59.999999Z", "Europe/Berlin", "2026-11-22"],
    ["2026-07-22T22:00:00Z", "Europe/Berlin", "2026-07-23"],
    ["2026-11-22T18:14:59Z", "Asia/Kathmandu", "2026-11-22"],
    ["2026-11-22T18:15:00Z", "Asia/Kathmandu", "2026-11-23"],
    // Summer time is half an hour there: +11 in summer, +10:30 in winter.
    ["2026-01-10T13:00:00Z", "Australia/Lord_Howe", "2026-01-11"],
    ["2026-07-10T13:29:59Z", "Australia/Lord_Howe", "2026-07-10"],
    ["2026-07-10T13:30:00Z", "Australia/Lord_Howe", "2026-07-11"],
    // Samoa skipped 30 December 2011.
    ["2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29"],
    ["2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"],
  ])("%s in %s is %s", (text, zone, date) => {
    expect(localDateOf(at(text), zone)).toBe(date);
  });

  test("agrees with Temporal anywhere and whenever", () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        expect(localDateOf(instant, zone)).toBe(byTemporal(instant, zone).toPlainDate().toString());
      }),
      { numRuns: 1_000 },
    );
  });

  test("agrees with Temporal in the microseconds around transitions, in any order of asking", () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (start, zone) => {
        const transition = byTemporal(start, zone).getTimeZoneTransition("next");
        const moment = Number((transition?.epochNanoseconds ?? 0n) / 1_000n);
        for (const shift of [1, -1, 0, 3_600_000_000, -3_600_000_000, 1_800_000_000]) {
          const instant = (moment + shift) as Instant;
          const expected = byTemporal(instant, zone).toPlainDate().toString();
          expect(localDateOf(instant, zone)).toBe(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("an unknown zone throws", () => {
    expect(() => localDateOf(at("2026-11-22T00:00:00Z"), "Mars/Olympus")).toThrow(RangeError);
  });
});

describe("startOfLocalDay", () => {
  test.each([
    ["2026-11-22", "Europe/Berlin", "2026-11-21T23:00:00.000000Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000000Z"],
    ["2026-11-22", "Asia/Kathmandu", "2026-11-21T18:15:00.000000Z"],
    // Midnight did not exist in Sao Paulo that day: it began at 01:00.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000000Z"],
  ])("%s in %s begins at %s", (date, zone, expected) => {
    expect(formatInstant(startOfLocalDay(date as LocalDate, zone))).toBe(expected);
  });

  test("is in its day, and the microsecond before is not", () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const date = localDateOf(instant, zone);
        const start = startOfLocalDay(date, zone);
        expect(start).toBeLessThanOrEqual(instant);
        expect(localDateOf(start, zone)).toBe(date);
        expect(localDateOf((start - 1) as Instant, zone) < date).toBe(true);
      }),
    );
  });
});

describe("addMonthsLocal", () => {
  test.each([
    ["31 January + 1", "2026-01-31T11:00:00Z", 1, "Europe/Berlin", "2026-02-28T11:00:00.000000Z"],
    ["leap year", "2024-01-31T11:00:00Z", 1, "Europe/Berlin", "2024-02-29T11:00:00.000000Z"],
    ["keeps the clock", "2026-03-01T11:00:00Z", 1, "Europe/Berlin", "2026-04-01T10:00:00.000000Z"],
    [
      "the day before a gap",
      "2026-02-28T01:30:00Z",
      1,
      "Europe/Berlin",
      "2026-03-28T01:30:00.000000Z",
    ],
    [
      "a time in the gap moves on",
      "2026-01-29T01:30:00Z",
      2,
      "Europe/Berlin",
      "2026-03-29T01:30:00.000000Z",
    ],
    ["backwards", "2026-03-31T10:00:00Z", -1, "Europe/Berlin", "2026-02-28T11:00:00.000000Z"],
  ])("%s", (_, from, months, zone, expected) => {
    expect(formatInstant(addMonthsLocal(at(from), months, zone))).toBe(expected);
  });

  test("agrees with Temporal to the microsecond", () => {
    const months = fc.integer({ min: -240, max: 240 });
    fc.assert(
      fc.property(anyInstant, months, anyZone, (instant, count, zone) => {
        const expected = byTemporal(instant, zone).add({ months: count }).epochNanoseconds;
        expect(BigInt(addMonthsLocal(instant, count, zone)) * 1_000n).toBe(expected);
      }),
    );
  });
});

describe("isTimeZone", () => {
  test.each(["UTC", "Europe/Berlin", "Asia/Kathmandu"])("%s is one", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });
  test.each(["", "Mars/Olympus", "+02:00", "Europe/Berlin ", "x".repeat(1_000), "../etc/passwd"])(
    "%s is none",
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});
