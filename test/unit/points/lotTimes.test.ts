import { describe, expect, test } from "vitest";
import { lotTimes } from "../../../src/domain/points/lotTimes.ts";
import type { Activation, Expiry } from "../../../src/domain/ruleset/ruleset.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../../../src/domain/time/instant.ts";
import { at } from "../../support/receiver.ts";

const AT_ONCE: Activation = { kind: "AT_ONCE" };
const NEVER: Expiry = { kind: "NEVER" };

function times(activation: Activation, expiry: Expiry, earned: string, zone = "Europe/London") {
  const { activatesAt, expiresAt, rollsUntil } = lotTimes(
    { code: "points", activation, expiry },
    at(earned),
    zone,
  );
  const text = (instant: Instant | null) => (instant === null ? null : formatInstant(instant));
  return { active: text(activatesAt), gone: text(expiresAt), rolls: text(rollsUntil) };
}

describe("points become active", () => {
  test.each<[string, Activation, string, string, string]>([
    ["at once", AT_ONCE, "2026-03-28T10:00:00Z", "Europe/London", "2026-03-28T10:00:00.000000Z"],
    [
      "a day later, which has 23 hours when clocks go forward",
      { kind: "AFTER_DAYS", days: 2 },
      "2026-03-28T10:00:00Z",
      "Europe/London",
      "2026-03-29T23:00:00.000000Z",
    ],
    [
      "a day later, which has 25 hours when clocks go back",
      { kind: "AFTER_DAYS", days: 1 },
      "2026-10-25T12:00:00Z",
      "Europe/London",
      "2026-10-26T00:00:00.000000Z",
    ],
    [
      "days are those of the zone: it is tomorrow already in Tokyo",
      { kind: "AFTER_DAYS", days: 1 },
      "2026-06-30T20:00:00Z",
      "Asia/Tokyo",
      "2026-07-01T15:00:00.000000Z",
    ],
    [
      "at a date",
      { kind: "ON_DATE", date: "2026-12-01" as LocalDate },
      "2026-06-30T20:00:00Z",
      "America/New_York",
      "2026-12-01T05:00:00.000000Z",
    ],
    [
      "at once when the date has passed",
      { kind: "ON_DATE", date: "2026-01-01" as LocalDate },
      "2026-06-30T20:00:00Z",
      "Europe/London",
      "2026-06-30T20:00:00.000000Z",
    ],
  ])("%s", (_name, activation, earned, zone, active) => {
    expect(times(activation, NEVER, earned, zone)).toEqual({ active, gone: null, rolls: null });
  });
});

describe("points expire at the end of", () => {
  test.each<[string, Expiry, string, string | null]>([
    ["no day", NEVER, "2026-01-31T10:00:00Z", null],
    [
      "the last day of February, earned on 31 January for a month",
      { kind: "FIXED", months: 1 },
      "2026-01-31T10:00:00Z",
      "2026-03-01T00:00:00.000000Z",
    ],
    [
      "29 February in a leap year",
      { kind: "FIXED", months: 1 },
      "2028-01-31T10:00:00Z",
      "2028-03-01T00:00:00.000000Z",
    ],
    [
      "28 February a year after 29 February",
      { kind: "FIXED", months: 12 },
      "2028-02-29T10:00:00Z",
      "2029-03-01T00:00:00.000000Z",
    ],
    [
      "a summer day, which ends at 23:00 UTC",
      { kind: "FIXED", months: 6 },
      "2026-01-15T10:00:00Z",
      "2026-07-15T23:00:00.000000Z",
    ],
    [
      "the month",
      { kind: "END_OF_PERIOD", period: "MONTH", plusMonths: 0 },
      "2026-02-03T10:00:00Z",
      "2026-03-01T00:00:00.000000Z",
    ],
    [
      "the quarter, from its last day",
      { kind: "END_OF_PERIOD", period: "QUARTER", plusMonths: 0 },
      "2026-12-31T23:30:00Z",
      "2027-01-01T00:00:00.000000Z",
    ],
    [
      "the quarter, from its first day",
      { kind: "END_OF_PERIOD", period: "QUARTER", plusMonths: 0 },
      "2026-10-01T00:00:00Z",
      "2027-01-01T00:00:00.000000Z",
    ],
    [
      "a month after the end of the year",
      { kind: "END_OF_PERIOD", period: "YEAR", plusMonths: 1 },
      "2026-05-05T10:00:00Z",
      "2027-02-01T00:00:00.000000Z",
    ],
  ])("%s", (_name, expiry, earned, end) => {
    // An end of their own: buying again does not put it off.
    expect(times(AT_ONCE, expiry, earned)).toMatchObject({ gone: end, rolls: null });
  });

  test("no day of their own in a rolling wallet, which they prolong as a whole", () => {
    expect(times(AT_ONCE, { kind: "ROLLING", months: 12 }, "2026-01-15T10:00:00Z")).toEqual({
      active: "2026-01-15T10:00:00.000000Z",
      gone: null,
      rolls: "2027-01-16T00:00:00.000000Z",
    });
  });

  test("a term that begins when the points become active, not when they are earned", () => {
    expect(
      times({ kind: "AFTER_DAYS", days: 14 }, { kind: "FIXED", months: 1 }, "2026-01-20T10:00:00Z"),
    ).toEqual({
      active: "2026-02-03T00:00:00.000000Z",
      gone: "2026-03-04T00:00:00.000000Z",
      rolls: null,
    });
  });
});
