import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { formatInstant, instantToPg } from "../../../src/domain/time/formatInstant.ts";
import { INSTANT_MAX, INSTANT_MIN, type Instant } from "../../../src/domain/time/instant.ts";
import {
  instantFromPg,
  parseInstant,
  parseInstantDetailed,
} from "../../../src/domain/time/parseInstant.ts";

const anyInstant = fc
  .integer({ min: INSTANT_MIN, max: INSTANT_MAX })
  .map((micros) => micros as Instant);

function microsByTemporal(text: string): number {
  return Number(Temporal.Instant.from(text).epochNanoseconds / 1_000n);
}

describe("parseInstantDetailed", () => {
  test.each([
    ["a moment in UTC", "2026-11-22T12:55:00Z", "2026-11-22T12:55:00.000000Z"],
    ["t and z may be lower case", "2026-11-22t12:55:00z", "2026-11-22T12:55:00.000000Z"],
    ["an offset is taken off", "2026-11-22T12:55:00+05:45", "2026-11-22T07:10:00.000000Z"],
    ["an offset may cross midnight", "2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000000Z"],
    ["-00:00 is UTC", "2026-11-22T12:55:00-00:00", "2026-11-22T12:55:00.000000Z"],
    ["one fractional digit is tenths", "2026-11-22T12:55:00.5Z", "2026-11-22T12:55:00.500000Z"],
    ["nanoseconds are cut", "2026-11-22T23:59:59.999999999Z", "2026-11-22T23:59:59.999999Z"],
    ["29 February of a leap year", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"],
    ["29 February 2000", "2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000000Z"],
    ["a leap second stays in its day", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999Z"],
    ["a leap second elsewhere", "2017-01-01T05:29:60+05:30", "2016-12-31T23:59:59.999999Z"],
    ["the first moment", "1900-01-01T00:00:00Z", "1900-01-01T00:00:00.000000Z"],
    ["the last moment", "2200-01-01T00:00:00Z", "2200-01-01T00:00:00.000000Z"],
  ])("reads: %s", (_, text, printed) => {
    const instant = parseInstant(text);
    expect(instant === null ? null : formatInstant(instant)).toBe(printed);
  });

  test.each([
    ["nothing", "", "MALFORMED"],
    ["a date only", "2026-11-22", "MALFORMED"],
    ["a space instead of T", "2026-11-22 12:55:00Z", "MALFORMED"],
    ["month 13", "2026-13-01T00:00:00Z", "MALFORMED"],
    ["month 0", "2026-00-01T00:00:00Z", "MALFORMED"],
    ["day 0", "2026-01-00T00:00:00Z", "MALFORMED"],
    ["29 February of a common year", "2026-02-29T00:00:00Z", "MALFORMED"],
    ["29 February 1900", "1900-02-29T00:00:00Z", "MALFORMED"],
    ["31 April", "2026-04-31T00:00:00Z", "MALFORMED"],
    ["hour 24", "2026-11-22T24:00:00Z", "MALFORMED"],
    ["minute 60", "2026-11-22T12:60:00Z", "MALFORMED"],
    ["second 60 within a day", "2026-11-22T12:55:60Z", "MALFORMED"],
    ["second 61", "2016-12-31T23:59:61Z", "MALFORMED"],
    ["a point without digits", "2026-11-22T12:55:00.Z", "MALFORMED"],
    ["ten fractional digits", "2026-11-22T12:55:00.1234567890Z", "MALFORMED"],
    ["an offset without colon", "2026-11-22T12:55:00+0100", "MALFORMED"],
    ["an offset of 24 hours", "2026-11-22T12:55:00+24:00", "MALFORMED"],
    ["text behind", "2026-11-22T12:55:00Z ", "MALFORMED"],
    ["no seconds", "2026-11-22T12:55Z", "MALFORMED"],
    ["digits of another script", "２026-11-22T12:55:00Z", "MALFORMED"],
    ["a sign in a number", "2026-11-22T-1:55:00Z", "MALFORMED"],
    ["a million characters", "2".repeat(1_000_000), "MALFORMED"],
    ["no offset", "2026-11-22T12:55:00", "OFFSET_MISSING"],
    ["no offset, with a fraction", "2026-11-22T12:55:00.25", "OFFSET_MISSING"],
    ["year 0", "0000-01-01T00:00:00Z", "OUT_OF_RANGE"],
    ["year 9999", "9999-12-31T23:59:59Z", "OUT_OF_RANGE"],
    ["one microsecond early", "1899-12-31T23:59:59.999999Z", "OUT_OF_RANGE"],
    ["one microsecond late", "2200-01-01T00:00:00.000001Z", "OUT_OF_RANGE"],
  ])("refuses: %s", (_, text, reason) => {
    expect(parseInstantDetailed(text)).toEqual({ ok: false, reason });
    expect(parseInstant(text)).toBeNull();
  });

  test("agrees with Temporal for any moment and any offset", () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -1_439, max: 1_439 }), (instant, minutes) => {
        const offset = `${minutes < 0 ? "-" : "+"}${new Date(Math.abs(minutes) * 60_000)
          .toISOString()
          .slice(11, 16)}`;
        const text = Temporal.Instant.fromEpochNanoseconds(BigInt(instant) * 1_000n)
          .toZonedDateTimeISO(offset)
          .toString({ timeZoneName: "never" });
        expect(parseInstant(text)).toBe(microsByTemporal(text));
        expect(parseInstant(text)).toBe(instant);
      }),
    );
  });

  test("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(parseInstantDetailed(text).ok).toBe(false);
      }),
    );
  });
});

describe("formatInstant", () => {
  test("prints what Temporal prints, with six digits", () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const byTemporal = Temporal.Instant.fromEpochNanoseconds(BigInt(instant) * 1_000n);
        expect(formatInstant(instant)).toBe(byTemporal.toString({ fractionalSecondDigits: 6 }));
        expect(parseInstant(formatInstant(instant))).toBe(instant);
      }),
    );
  });
});

describe("instantFromPg", () => {
  test.each([
    ["2026-11-22 12:55:00.123456+00", "2026-11-22T12:55:00.123456Z"],
    ["2026-11-22 12:55:00.12+00", "2026-11-22T12:55:00.120000Z"],
    ["2026-11-22 12:55:00+00", "2026-11-22T12:55:00.000000Z"],
    ["2026-11-22 12:55:00+05:45", "2026-11-22T07:10:00.000000Z"],
    ["2026-11-22 12:55:00-03:30", "2026-11-22T16:25:00.000000Z"],
    ["1890-01-01 00:53:28+00:53:28", "1890-01-01T00:00:00.000000Z"],
  ])("reads %s", (text, printed) => {
    expect(instantToPg(instantFromPg(text))).toBe(printed);
  });

  test.each([
    "infinity",
    "-infinity",
    "0044-03-15 12:00:00+00 BC",
    "2026-11-22T12:55:00Z",
    "2026-11-22 12:55:00",
    "9999-01-01 00:00:00+00",
    "",
  ])("throws for %s, which our columns never hold", (text) => {
    expect(() => instantFromPg(text)).toThrow(RangeError);
  });

  test("gives every moment back, with trailing zeros cut as PostgreSQL cuts them", () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const [date, time] = formatInstant(instant).slice(0, -1).split("T");
        const [clock, fraction = ""] = (time ?? "").split(".");
        const digits = fraction.replace(/0+$/, "");
        const text = `${date} ${clock}${digits === "" ? "" : `.${digits}`}+00`;
        expect(instantFromPg(text)).toBe(instant);
      }),
    );
  });
});
