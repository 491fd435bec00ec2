import { describe, expect, test } from "vitest";
import {
  addToCounts,
  countedIn,
  decodeCounts,
  decodeEarningBasis,
  type EarningBasis,
  encodeCounts,
  encodeEarningBasis,
  NO_COUNTS,
  periodStart,
} from "../../../src/domain/points/earningBasis.ts";
import type { CapPeriod } from "../../../src/domain/ruleset/ruleset.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";

const day = (text: string) => text as LocalDate;

describe("a limit's period begins", () => {
  test.each<[CapPeriod, string, string]>([
    ["DAY", "2028-02-29", "2028-02-29"],
    ["WEEK", "2026-11-26", "2026-11-23"],
    ["WEEK", "2026-11-23", "2026-11-23"],
    ["WEEK", "2026-11-22", "2026-11-16"],
    ["WEEK", "2026-01-01", "2025-12-29"],
    ["WEEK", "1969-12-31", "1969-12-29"],
    ["MONTH", "2028-02-29", "2028-02-01"],
    ["QUARTER", "2026-12-31", "2026-10-01"],
    ["QUARTER", "2026-01-01", "2026-01-01"],
    ["QUARTER", "2026-06-30", "2026-04-01"],
    ["YEAR", "2026-12-31", "2026-01-01"],
  ])("a %s with %s on %s", (period, of, start) => {
    expect(periodStart(period, day(of))).toBe(start);
  });
});

describe("counts of rules with a limit", () => {
  test("add up per rule and period, and what was given back is nothing again", () => {
    const march = day("2026-03-01");
    const today = day("2026-03-15");
    let counts = addToCounts(NO_COUNTS, "base", march, 40n, today);
    counts = addToCounts(counts, "base", march, 5n, today);
    counts = addToCounts(counts, "bonus", march, 7n, today);
    counts = addToCounts(counts, "base", day("2026-02-01"), 3n, today);
    expect(countedIn(counts, "base", march)).toBe(45n);
    expect(countedIn(counts, "bonus", day("2026-02-01"))).toBe(0n);
    expect(decodeCounts(JSON.parse(JSON.stringify(encodeCounts(counts))))).toEqual(counts);
    counts = addToCounts(counts, "bonus", march, -7n, today);
    expect([...counts.keys()].filter((key) => key.startsWith("bonus"))).toEqual([]);
    expect(encodeCounts(NO_COUNTS)).toBeNull();
  });

  test("periods that are long over are forgotten, those of late orders are not", () => {
    const old = addToCounts(NO_COUNTS, "base", day("2026-03-01"), 40n, day("2026-03-15"));
    const half = addToCounts(old, "base", day("2026-09-01"), 1n, day("2026-09-15"));
    expect(countedIn(half, "base", day("2026-03-01"))).toBe(40n);
    const later = addToCounts(half, "base", day("2028-07-01"), 1n, day("2028-07-15"));
    expect([...later.keys()]).toEqual(["base/2028-07-01"]);
  });
});

test("a basis comes back from the database as it went in", () => {
  const basis: EarningBasis = {
    isPinned: true,
    tier: "GOLD",
    orders: 12n,
    memberDays: 400n,
    ruleRoom: new Map([
      ["base", { most: 9_007_199_254_740_993n, now: 2n, since: day("2026-03-01") }],
    ]),
    walletRoom: new Map([["points", { most: 1n, now: 0n }]]),
  };
  expect(decodeEarningBasis(JSON.parse(JSON.stringify(encodeEarningBasis(basis))))).toEqual(basis);
  expect(decodeEarningBasis(null)).toBeNull();
});
