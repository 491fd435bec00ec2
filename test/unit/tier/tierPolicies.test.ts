import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { RulesetError } from "../../../src/domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import {
  addToBuckets,
  EMPTY_BUCKETS,
  foldBuckets,
  qualifyingAtEnd,
  qualifyingIn,
} from "../../../src/domain/tier/buckets.ts";
import { decideTier } from "../../../src/domain/tier/decideTier.ts";
import { periodStart, termEnd } from "../../../src/domain/tier/period.ts";
import type { DayBuckets, TierState } from "../../../src/domain/tier/state.ts";
import { formatQualifying, qualifyingUnit } from "../../../src/domain/tier/unit.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_DAY,
} from "../../../src/domain/time/instant.ts";
import { localDateOf } from "../../../src/domain/time/zone.ts";
import { memberRules } from "../../support/lives/memberRules.ts";
import { at } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

type Policy = Partial<RulesetDocument["tierPolicy"]>;

function rules(policy: Policy, more: Partial<RulesetDocument> = {}, joined?: string) {
  const tierPolicy = { ...DEFAULT_RULESET_DOCUMENT.tierPolicy, ...policy };
  return memberRules({ ...DEFAULT_RULESET_DOCUMENT, ...more, tierPolicy }, joined);
}

function spent(amounts: Readonly<Record<string, bigint>>): DayBuckets {
  return Object.entries(amounts).reduce(
    (buckets, [day, minor]) => addToBuckets(buckets, day as LocalDate, minor),
    EMPTY_BUCKETS,
  );
}

describe("the calendar period of a day", () => {
  test.each([
    [1, 1, "2026-02-28", "2026-02-01"],
    [3, 1, "2026-03-31", "2026-01-01"],
    [3, 1, "2026-04-01", "2026-04-01"],
    [12, 1, "2026-12-31", "2026-01-01"],
    [12, 4, "2026-03-31", "2025-04-01"],
    [12, 4, "2026-04-01", "2026-04-01"],
    [6, 2, "2026-01-15", "2025-08-01"],
    [3, 3, "2028-02-29", "2027-12-01"],
  ])(
    "of %i months, years from month %i on: %s is in that of %s",
    (windowMonths, yearStartsInMonth, day, start) => {
      const ruleset = rules({ period: "CALENDAR", windowMonths, yearStartsInMonth });
      expect(periodStart(day as LocalDate, ruleset)).toBe(start);
    },
  );
});

describe("a tier that is reached is looked at again", () => {
  test.each<[string, Policy, string, string | null]>([
    ["after its term", {}, "2026-03-10T10:00:00Z", "2027-03-10T10:00:00.000000Z"],
    ["on 28 February after 29 February", {}, "2028-02-29T10:00:00Z", "2029-02-28T10:00:00.000000Z"],
    [
      "after its term and grace",
      { graceDays: 30 },
      "2026-03-10T10:00:00Z",
      "2027-04-09T09:00:00.000000Z",
    ],
    [
      "at the end of the year after",
      { expiry: "PERIOD_END", termMonths: 12 },
      "2026-03-10T10:00:00Z",
      "2028-01-01T00:00:00.000000Z",
    ],
    [
      "at the end of this year",
      { expiry: "PERIOD_END", termMonths: 0 },
      "2026-12-31T23:59:59Z",
      "2027-01-01T00:00:00.000000Z",
    ],
    [
      "at the end of this quarter, by the clock of summer",
      { expiry: "PERIOD_END", windowMonths: 3, termMonths: 0 },
      "2026-05-10T10:00:00Z",
      "2026-06-30T23:00:00.000000Z",
    ],
    [
      "a month after the end of the year",
      { expiry: "PERIOD_END", termMonths: 0, graceDays: 31 },
      "2026-03-10T10:00:00Z",
      "2027-02-01T00:00:00.000000Z",
    ],
    ["never", { expiry: "NEVER" }, "2026-03-10T10:00:00Z", null],
  ])("%s", (_name, policy, start, end) => {
    const until = termEnd(rules(policy), at(start));
    expect(until === null ? null : formatInstant(until)).toBe(end);
  });

  test("renewed at the end of a period with grace, it is held to the end of the next, not a grace longer", () => {
    const ruleset = rules({
      period: "CALENDAR",
      expiry: "PERIOD_END",
      termMonths: 0,
      graceDays: 31,
    });
    const first = termEnd(ruleset, at("2026-03-10T10:00:00Z")) as Instant;
    expect(formatInstant(termEnd(ruleset, first) as Instant)).toBe("2028-02-01T00:00:00.000000Z");
  });
});

describe("the period of a day, counted from the day of joining", () => {
  test.each([
    [12, "2024-02-29", "2025-02-27", "2024-02-29"],
    [12, "2024-02-29", "2025-02-28", "2025-02-28"],
    [12, "2024-02-29", "2028-02-28", "2027-02-28"],
    [12, "2024-02-29", "2028-02-29", "2028-02-29"],
    [1, "2026-01-31", "2026-02-27", "2026-01-31"],
    [1, "2026-01-31", "2026-03-30", "2026-02-28"],
    [1, "2026-01-31", "2026-03-31", "2026-03-31"],
    [5, "2026-01-10", "2026-06-10", "2026-06-10"],
    [6, "2026-08-10", "2026-08-09", "2026-08-10"],
  ])("of %i months, joined on %s: %s is in that of %s", (windowMonths, joined, day, start) => {
    const policy = { period: "CALENDAR", periodsFrom: "JOIN", windowMonths } as const;
    const ruleset = rules(policy, {}, `${joined}T12:00:00Z`);
    expect(periodStart(day as LocalDate, ruleset)).toBe(start);
  });

  test("a tier ends with it", () => {
    const policy = { expiry: "PERIOD_END", periodsFrom: "JOIN", termMonths: 0 } as const;
    const yearly = rules(policy, {}, "2024-07-20T12:00:00Z");
    const until = termEnd(yearly, at("2026-07-19T10:00:00Z")) as Instant;
    expect(formatInstant(until)).toBe("2026-07-19T23:00:00.000000Z");
    expect(formatInstant(termEnd(yearly, until) as Instant)).toBe("2027-07-19T23:00:00.000000Z");
    // From a shorter month the next period is not a shorter one.
    const monthly = rules({ ...policy, windowMonths: 1 }, {}, "2026-01-31T12:00:00Z");
    const march = termEnd(monthly, at("2026-03-01T10:00:00Z")) as Instant;
    expect(formatInstant(march)).toBe("2026-03-30T23:00:00.000000Z");
  });
});

const joinedText = "2026-01-01T00:30:00Z";
const joined = at(joinedText);

describe("what counts", () => {
  const buckets = spent({
    "2024-06-01": 1_000n,
    "2025-12-31": 200n,
    "2026-01-01": 30n,
    "2026-02-10": 4n,
  });
  test.each<[string, Policy, bigint]>([
    ["in the last twelve months", {}, 234n],
    ["in the calendar year", { period: "CALENDAR" }, 34n],
    ["in the financial year", { period: "CALENDAR", yearStartsInMonth: 4 }, 234n],
    ["in the month", { period: "CALENDAR", windowMonths: 1 }, 4n],
    ["since ever", { period: "LIFETIME" }, 1_234n],
    ["since the day of joining", { period: "SINCE_JOIN" }, 34n],
    ["in the member's own year", { period: "CALENDAR", periodsFrom: "JOIN" }, 34n],
    ["in the member's own month", { period: "CALENDAR", periodsFrom: "JOIN", windowMonths: 1 }, 4n],
  ])("%s", (_name, policy, sum) => {
    const ruleset = rules(policy, {}, joinedText);
    expect(qualifyingIn(buckets, ruleset, at("2026-02-15T12:00:00Z"))).toBe(sum);
  });

  test("nothing counts from joining on for who has not joined", () => {
    const now = at("2026-02-15T12:00:00Z");
    const ruleset = { ...rules({ period: "SINCE_JOIN" }), joinedOn: null };
    expect(qualifyingIn(buckets, ruleset, now)).toBe(0n);
  });

  test("at the end of a calendar year is that year's, and with grace also what came in it", () => {
    const end = at("2026-01-01T00:00:00Z");
    expect(qualifyingAtEnd(buckets, rules({ period: "CALENDAR" }), end)).toBe(200n);
    const grace = rules({ period: "CALENDAR", graceDays: 31 });
    expect(qualifyingAtEnd(buckets, grace, at("2026-02-01T00:00:00Z"))).toBe(230n);
  });

  test("since ever is kept when days become too old to be told apart", () => {
    const ruleset = rules({ period: "LIFETIME" });
    const now = at("2033-01-01T12:00:00Z");
    const folded = foldBuckets(buckets, ruleset, joined, now);
    expect(folded.size).toBe(2);
    expect(qualifyingIn(folded, ruleset, now)).toBe(1_234n);
    expect(qualifyingIn(folded, rules({ period: "SINCE_JOIN" }, {}, joinedText), now)).toBe(34n);
    expect(foldBuckets(folded, ruleset, joined, now)).toBe(folded);
    const later = addToBuckets(folded, "2025-01-01" as LocalDate, 6n);
    expect(qualifyingIn(foldBuckets(later, ruleset, joined, now), ruleset, now)).toBe(1_240n);
  });
});

describe("a floor", () => {
  const gold: TierState = {
    tier: "GOLD",
    since: at("2025-03-01T10:00:00Z"),
    until: at("2026-03-01T10:00:00Z"),
  };
  test.each([
    ["REASSESS", "SILVER", "SILVER"],
    ["ONE_LEVEL", "GOLD", "GOLD"],
    ["REASSESS", null, "BASE"],
  ] as const)(
    "under %s with the floor %s a Gold member who buys nothing falls to %s",
    (downgrade, floor, tier) => {
      const tiers = DEFAULT_RULESET_DOCUMENT.tiers.map((one) => ({
        ...one,
        floor: one.code === floor,
      }));
      const ruleset = rules({ downgrade }, { tiers });
      const { state } = decideTier({
        state: gold,
        buckets: EMPTY_BUCKETS,
        ruleset,
        now: at("2026-03-02T00:00:00Z"),
      });
      expect(state.tier).toBe(tier);
    },
  );
});

test.each([
  ["POINTS", "500", 500n, "points"],
  ["ORDERS", "5", 5n, "orders"],
  ["SPEND", "500.00", 50_000n, "GBP"],
] as const)(
  "thresholds of %s are read and shown in their unit",
  (basis, threshold, minor, unit) => {
    const [base, silver] = DEFAULT_RULESET_DOCUMENT.tiers;
    const tiers = [
      { ...base, threshold: "0" },
      { ...silver, threshold },
    ] as RulesetDocument["tiers"];
    const ruleset = rules({ basis }, { tiers });
    expect(ruleset.tiers[1]?.thresholdMinor).toBe(minor);
    expect(formatQualifying(minor, ruleset)).toBe(threshold);
    expect(qualifyingUnit(ruleset)).toBe(unit);
  },
);

test.each<[string, Policy, RegExp]>([
  [
    "a calendar period of five months",
    { period: "CALENDAR", windowMonths: 5 },
    /tierPolicy\.windowMonths/,
  ],
  ["periods of members where there are none", { periodsFrom: "JOIN" }, /tierPolicy\.periodsFrom/],
  ["a term of nothing", { termMonths: 0 }, /tierPolicy\.termMonths/],
  [
    "a tier that begins with a period that no tier ends with",
    { effective: "NEXT_PERIOD" },
    /tierPolicy\.effective/,
  ],
  [
    "an immediate end with grace",
    { expiry: "IMMEDIATE", downgrade: "REASSESS", graceDays: 3 },
    /tierPolicy\.expiry/,
  ],
  [
    "a term that ends within a period",
    { expiry: "PERIOD_END", windowMonths: 12, termMonths: 5 },
    /tierPolicy\.termMonths/,
  ],
])("%s is refused at its place", (_name, policy, place) => {
  expect(() => rules(policy)).toThrow(RulesetError);
  expect(() => rules(policy)).toThrow(place);
});

/**
 * Guarantee: under any policy a server that looked often and one that stood still end in the same
 * state, nobody falls below a floor they have reached, and only what time alone cannot take away
 * has no end.
 */
test("many small steps end where one large step ends, under any policy", () => {
  const anyRules = fc
    .record({
      period: fc.constantFrom(
        ...([
          "ROLLING",
          "CALENDAR",
          "LIFETIME",
          "SINCE_JOIN",
        ] as const satisfies readonly unknown[]),
      ),
      fromJoin: fc.boolean(),
      expiry: fc.constantFrom(
        ...(["TERM", "PERIOD_END", "IMMEDIATE", "NEVER"] as const satisfies readonly unknown[]),
      ),
      waits: fc.boolean(),
      windowMonths: fc.constantFrom(1, 3, 12),
      terms: fc.integer({ min: 1, max: 2 }),
      graceDays: fc.constantFrom(0, 14),
      downgrade: fc.constantFrom("NONE" as const, "ONE_LEVEL" as const, "REASSESS" as const),
      zone: fc.constantFrom("Europe/London", "America/New_York", "Asia/Tokyo", "Pacific/Auckland"),
      floor: fc.constantFrom("NOBODY", "SILVER", "GOLD"),
    })
    .map(({ windowMonths, terms, zone, floor, waits, fromJoin, ...policy }) =>
      rules(
        {
          ...(fromJoin && (policy.period === "CALENDAR" || policy.expiry === "PERIOD_END")
            ? { periodsFrom: "JOIN" as const }
            : {}),
          ...{ ...policy, windowMonths, termMonths: windowMonths * terms },
          ...(waits && policy.expiry === "PERIOD_END" ? { effective: "NEXT_PERIOD" } : {}),
          ...(policy.expiry === "IMMEDIATE" ? { downgrade: "REASSESS", graceDays: 0 } : {}),
        },
        {
          programme: { ...DEFAULT_RULESET_DOCUMENT.programme, timeZone: zone },
          tiers: DEFAULT_RULESET_DOCUMENT.tiers.map((one) => ({
            ...one,
            floor: one.code === floor,
          })),
        },
        "2023-08-31T12:00:00Z",
      ),
    );
  const purchases = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 200_000 })),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(anyRules, purchases, fc.integer({ min: 5, max: 90 }), (ruleset, bought, step) => {
      const start = at("2024-01-10T12:00:00Z");
      // All bought before: then only time is left to decide.
      let buckets = EMPTY_BUCKETS;
      for (const [days, minor] of bought) {
        const day = localDateOf(
          addMicros(start, -days * MICROS_PER_DAY),
          ruleset.programme.timeZone,
        );
        buckets = addToBuckets(buckets, day, BigInt(minor));
      }
      const first = decideTier({ state: null, buckets, ruleset, now: start }).state;
      const end = addMicros(start, 1_200 * MICROS_PER_DAY);
      const large = decideTier({ state: first, buckets, ruleset, now: end }).state;
      let small = first;
      const floor = ruleset.tiers.find((one) => one.floor);
      const rankOf = (code: string) => ruleset.tiers.find((one) => one.code === code)?.rank ?? 0;
      for (let now = start; now <= end; now = addMicros(now, step * MICROS_PER_DAY)) {
        const before = rankOf(small.tier);
        small = decideTier({ state: small, buckets, ruleset, now }).state;
        if (floor !== undefined && before >= floor.rank) {
          expect(rankOf(small.tier)).toBeGreaterThanOrEqual(floor.rank);
        }
      }
      small = decideTier({ state: small, buckets, ruleset, now: end }).state;
      expect(small).toEqual(large);
      const isOpen = small.until === null;
      const { expiry, effective, period } = ruleset.tierPolicy;
      if (effective === "NEXT_PERIOD") {
        expect(isOpen).toBe(false);
      } else if (expiry !== "IMMEDIATE") {
        expect(isOpen).toBe(small.tier === "BASE" || expiry === "NEVER");
      }
      // What time alone cannot take away has no end: the base tier, a floor, what counts for ever.
      else if (small.tier === "BASE" || ["LIFETIME", "SINCE_JOIN"].includes(period)) {
        expect(isOpen).toBe(true);
      } else if (floor === undefined) {
        expect(isOpen).toBe(false);
      }
    }),
    { seed: testSeed(), numRuns: 200 },
  );
});
