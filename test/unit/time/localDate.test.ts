import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import {
  addDaysToDate,
  addMonthsToDate,
  parseLocalDate,
  parseLocalDateDetailed,
} from "../../../src/domain/time/localDate.ts";

const anyDate = fc
  .integer({ min: 0, max: 109_572 })
  .map((days) => Temporal.PlainDate.from("1900-01-01").add({ days }).toString() as LocalDate);

describe("parseLocalDate", () => {
  test.each(["1900-01-01", "2024-02-29", "2026-12-31", "2200-01-01"])("reads %s", (text) => {
    expect(parseLocalDate(text)).toBe(text);
  });

  test.each([
    ["2026-02-29", "MALFORMED"],
    ["2026-13-01", "MALFORMED"],
    ["2026-1-1", "MALFORMED"],
    ["26-01-01", "MALFORMED"],
    ["2026/01/01", "MALFORMED"],
    ["2026-01-01T00:00:00Z", "MALFORMED"],
    ["", "MALFORMED"],
    ["0000-01-01", "OUT_OF_RANGE"],
    ["1899-12-31", "OUT_OF_RANGE"],
    ["2200-01-02", "OUT_OF_RANGE"],
    ["9999-12-31", "OUT_OF_RANGE"],
  ])("refuses %s as %s", (text, reason) => {
    expect(parseLocalDateDetailed(text)).toEqual({ ok: false, reason });
    expect(parseLocalDate(text)).toBeNull();
  });

  test("reads every day that exists", () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseLocalDate(date)).toBe(date);
      }),
    );
  });
});

describe("date arithmetic", () => {
  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-01-31", -2, "2025-11-30"],
    ["2026-12-15", 1, "2027-01-15"],
  ])("%s + %i months is %s", (date, months, expected) => {
    expect(addMonthsToDate(date as LocalDate, months)).toBe(expected);
  });

  test("agrees with Temporal for days and months", () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: -40_000, max: 40_000 }),
        fc.integer({ min: -1_200, max: 1_200 }),
        (date, days, months) => {
          const byTemporal = Temporal.PlainDate.from(date);
          expect(addDaysToDate(date, days)).toBe(byTemporal.add({ days }).toString());
          expect(addMonthsToDate(date, months)).toBe(byTemporal.add({ months }).toString());
        },
      ),
    );
  });

  test("a day that four digits cannot say throws", () => {
    expect(() => addDaysToDate("2026-01-01" as LocalDate, 4_000_000)).toThrow(RangeError);
    expect(() => addMonthsToDate("2026-01-01" as LocalDate, -24_400)).toThrow(RangeError);
  });
});
