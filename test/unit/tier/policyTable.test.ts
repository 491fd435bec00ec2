import { describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { addToBuckets, EMPTY_BUCKETS } from "../../../src/domain/tier/buckets.ts";
import { decideTier } from "../../../src/domain/tier/decideTier.ts";
import type { TierState } from "../../../src/domain/tier/state.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../../../src/domain/time/instant.ts";
import { memberRules } from "../../support/lives/memberRules.ts";
import { at } from "../../support/receiver.ts";

type Policy = RulesetDocument["tierPolicy"];

/**
 * Who joins and reaches Gold on 29 February 2024 and never buys again: what becomes of it up to the
 * end of 2026, tier and day of each look; OWN_YEAR counts periods from that day. On 28 February
 * 2025 a rolling year still has the leap day; a fortnight of grace later it has not.
 */
const TABLE: readonly [
  Policy["period"] | "OWN_YEAR",
  Policy["expiry"],
  Policy["downgrade"],
  graceDays: number,
  then: string,
][] = [
  ["ROLLING", "TERM", "NONE", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["ROLLING", "TERM", "NONE", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["ROLLING", "TERM", "ONE_LEVEL", 0, "GOLD 2025-02-28, SILVER 2026-02-28"],
  ["ROLLING", "TERM", "ONE_LEVEL", 14, "SILVER 2025-03-14, BASE 2026-03-28"],
  ["ROLLING", "TERM", "REASSESS", 0, "GOLD 2025-02-28, BASE 2026-02-28"],
  ["ROLLING", "TERM", "REASSESS", 14, "BASE 2025-03-14"],
  ["ROLLING", "PERIOD_END", "NONE", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["ROLLING", "PERIOD_END", "NONE", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["ROLLING", "PERIOD_END", "ONE_LEVEL", 0, "GOLD 2025-01-01, SILVER 2026-01-01"],
  ["ROLLING", "PERIOD_END", "ONE_LEVEL", 14, "GOLD 2025-01-15, SILVER 2026-01-15"],
  ["ROLLING", "PERIOD_END", "REASSESS", 0, "GOLD 2025-01-01, BASE 2026-01-01"],
  ["ROLLING", "PERIOD_END", "REASSESS", 14, "GOLD 2025-01-15, BASE 2026-01-15"],
  ["ROLLING", "NEVER", "NONE", 0, ""],
  ["ROLLING", "NEVER", "NONE", 14, ""],
  ["ROLLING", "NEVER", "ONE_LEVEL", 0, ""],
  ["ROLLING", "NEVER", "ONE_LEVEL", 14, ""],
  ["ROLLING", "NEVER", "REASSESS", 0, ""],
  ["ROLLING", "NEVER", "REASSESS", 14, ""],
  ["CALENDAR", "TERM", "NONE", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["CALENDAR", "TERM", "NONE", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["CALENDAR", "TERM", "ONE_LEVEL", 0, "SILVER 2025-02-28, BASE 2026-02-28"],
  ["CALENDAR", "TERM", "ONE_LEVEL", 14, "SILVER 2025-03-14, BASE 2026-03-28"],
  ["CALENDAR", "TERM", "REASSESS", 0, "BASE 2025-02-28"],
  ["CALENDAR", "TERM", "REASSESS", 14, "BASE 2025-03-14"],
  ["CALENDAR", "PERIOD_END", "NONE", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["CALENDAR", "PERIOD_END", "NONE", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["CALENDAR", "PERIOD_END", "ONE_LEVEL", 0, "GOLD 2025-01-01, SILVER 2026-01-01"],
  ["CALENDAR", "PERIOD_END", "ONE_LEVEL", 14, "GOLD 2025-01-15, SILVER 2026-01-15"],
  ["CALENDAR", "PERIOD_END", "REASSESS", 0, "GOLD 2025-01-01, BASE 2026-01-01"],
  ["CALENDAR", "PERIOD_END", "REASSESS", 14, "GOLD 2025-01-15, BASE 2026-01-15"],
  ["CALENDAR", "NEVER", "NONE", 0, ""],
  ["CALENDAR", "NEVER", "NONE", 14, ""],
  ["CALENDAR", "NEVER", "ONE_LEVEL", 0, ""],
  ["CALENDAR", "NEVER", "ONE_LEVEL", 14, ""],
  ["CALENDAR", "NEVER", "REASSESS", 0, ""],
  ["CALENDAR", "NEVER", "REASSESS", 14, ""],
  ["LIFETIME", "TERM", "NONE", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["LIFETIME", "TERM", "NONE", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["LIFETIME", "TERM", "ONE_LEVEL", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["LIFETIME", "TERM", "ONE_LEVEL", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["LIFETIME", "TERM", "REASSESS", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["LIFETIME", "TERM", "REASSESS", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["LIFETIME", "PERIOD_END", "NONE", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["LIFETIME", "PERIOD_END", "NONE", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["LIFETIME", "PERIOD_END", "ONE_LEVEL", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["LIFETIME", "PERIOD_END", "ONE_LEVEL", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["LIFETIME", "PERIOD_END", "REASSESS", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["LIFETIME", "PERIOD_END", "REASSESS", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["LIFETIME", "NEVER", "NONE", 0, ""],
  ["LIFETIME", "NEVER", "NONE", 14, ""],
  ["LIFETIME", "NEVER", "ONE_LEVEL", 0, ""],
  ["LIFETIME", "NEVER", "ONE_LEVEL", 14, ""],
  ["LIFETIME", "NEVER", "REASSESS", 0, ""],
  ["LIFETIME", "NEVER", "REASSESS", 14, ""],
  ["SINCE_JOIN", "TERM", "NONE", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["SINCE_JOIN", "TERM", "NONE", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["SINCE_JOIN", "TERM", "ONE_LEVEL", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["SINCE_JOIN", "TERM", "ONE_LEVEL", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["SINCE_JOIN", "TERM", "REASSESS", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["SINCE_JOIN", "TERM", "REASSESS", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["SINCE_JOIN", "PERIOD_END", "NONE", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["SINCE_JOIN", "PERIOD_END", "NONE", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["SINCE_JOIN", "PERIOD_END", "ONE_LEVEL", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["SINCE_JOIN", "PERIOD_END", "ONE_LEVEL", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["SINCE_JOIN", "PERIOD_END", "REASSESS", 0, "GOLD 2025-01-01, GOLD 2026-01-01"],
  ["SINCE_JOIN", "PERIOD_END", "REASSESS", 14, "GOLD 2025-01-15, GOLD 2026-01-15"],
  ["SINCE_JOIN", "NEVER", "NONE", 0, ""],
  ["SINCE_JOIN", "NEVER", "NONE", 14, ""],
  ["SINCE_JOIN", "NEVER", "ONE_LEVEL", 0, ""],
  ["SINCE_JOIN", "NEVER", "ONE_LEVEL", 14, ""],
  ["SINCE_JOIN", "NEVER", "REASSESS", 0, ""],
  ["SINCE_JOIN", "NEVER", "REASSESS", 14, ""],
  ["OWN_YEAR", "TERM", "NONE", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["OWN_YEAR", "TERM", "NONE", 14, "GOLD 2025-03-14, GOLD 2026-03-28"],
  ["OWN_YEAR", "TERM", "ONE_LEVEL", 0, "GOLD 2025-02-28, SILVER 2026-02-28"],
  ["OWN_YEAR", "TERM", "ONE_LEVEL", 14, "GOLD 2025-03-14, SILVER 2026-03-28"],
  ["OWN_YEAR", "TERM", "REASSESS", 0, "GOLD 2025-02-28, BASE 2026-02-28"],
  ["OWN_YEAR", "TERM", "REASSESS", 14, "GOLD 2025-03-14, BASE 2026-03-28"],
  ["OWN_YEAR", "PERIOD_END", "NONE", 0, "GOLD 2025-02-28, GOLD 2026-02-28"],
  ["OWN_YEAR", "PERIOD_END", "NONE", 14, "GOLD 2025-03-14, GOLD 2026-03-14"],
  ["OWN_YEAR", "PERIOD_END", "ONE_LEVEL", 0, "GOLD 2025-02-28, SILVER 2026-02-28"],
  ["OWN_YEAR", "PERIOD_END", "ONE_LEVEL", 14, "GOLD 2025-03-14, SILVER 2026-03-14"],
  ["OWN_YEAR", "PERIOD_END", "REASSESS", 0, "GOLD 2025-02-28, BASE 2026-02-28"],
  ["OWN_YEAR", "PERIOD_END", "REASSESS", 14, "GOLD 2025-03-14, BASE 2026-03-14"],
  ["OWN_YEAR", "NEVER", "NONE", 0, ""],
  ["OWN_YEAR", "NEVER", "NONE", 14, ""],
  ["OWN_YEAR", "NEVER", "ONE_LEVEL", 0, ""],
  ["OWN_YEAR", "NEVER", "ONE_LEVEL", 14, ""],
  ["OWN_YEAR", "NEVER", "REASSESS", 0, ""],
  ["OWN_YEAR", "NEVER", "REASSESS", 14, ""],
];

const THRESHOLDS: Readonly<Record<NonNullable<Policy["basis"]>, readonly string[]>> = {
  SPEND: ["0.00", "250.00", "1000.00", "3000.00"],
  POINTS: ["0", "250", "1000", "3000"],
  ORDERS: ["0", "3", "10", "30"],
};

describe.each(["SPEND", "POINTS", "ORDERS"] as const)("by %s", (basis) => {
  test.each(TABLE)("%s, %s, %s, %i days of grace: %s", (period, expiry, downgrade, grace, then) => {
    const ruleset = memberRules(
      {
        ...DEFAULT_RULESET_DOCUMENT,
        tiers: DEFAULT_RULESET_DOCUMENT.tiers.map((tier, index) => ({
          ...tier,
          threshold: THRESHOLDS[basis][index] as string,
        })),
        tierPolicy: {
          ...DEFAULT_RULESET_DOCUMENT.tierPolicy,
          ...(period === "OWN_YEAR" ? { period: "CALENDAR", periodsFrom: "JOIN" } : { period }),
          ...{ basis, expiry, downgrade, graceDays: grace, windowMonths: 12 },
          termMonths: expiry === "PERIOD_END" ? 0 : 12,
        },
      },
      "2024-02-29T10:00:00Z",
    );
    const start = at("2024-02-29T10:00:00Z");
    const gold = ruleset.tiers[2]?.thresholdMinor ?? 0n;
    const buckets = addToBuckets(EMPTY_BUCKETS, "2024-02-29" as LocalDate, gold);
    let state: TierState | null = null;
    const looks: string[] = [];
    for (const now of [start, at("2026-12-31T00:00:00Z")]) {
      const decision = decideTier({ state, buckets, ruleset, now });
      state = decision.state;
      looks.push(
        ...decision.changes.map(
          (change) => `${change.to} ${formatInstant(change.at).slice(0, 10)}`,
        ),
      );
    }
    expect(looks.shift()).toBe("GOLD 2024-02-29");
    expect(looks.join(", ")).toBe(then);
  });
});

describe("a return that takes back what had counted", () => {
  const rules = (policy: Partial<Policy>, floor: string | null = null) =>
    memberRules({
      ...DEFAULT_RULESET_DOCUMENT,
      tiers: DEFAULT_RULESET_DOCUMENT.tiers.map((tier) => ({
        ...tier,
        floor: tier.code === floor,
      })),
      tierPolicy: { ...DEFAULT_RULESET_DOCUMENT.tierPolicy, ...policy },
    });
  const held: TierState = {
    tier: "GOLD",
    since: at("2026-01-10T10:00:00Z"),
    until: at("2027-01-10T10:00:00Z"),
  };
  const now = at("2026-03-01T10:00:00Z");
  test.each<[string, Partial<Policy>, string | null, bigint, string]>([
    ["changes nothing before the term ends", {}, null, 30_000n, "GOLD 2027-01-10"],
    [
      "leaves what is still reached, for the rest of the term",
      { onReturn: "REASSESS" },
      null,
      30_000n,
      "SILVER 2027-01-10",
    ],
    ["leaves the base tier, which does not end", { onReturn: "REASSESS" }, null, 0n, "BASE never"],
    ["never goes below a floor", { onReturn: "REASSESS" }, "SILVER", 0n, "SILVER 2027-01-10"],
    [
      "keeps a tier that is still reached",
      { onReturn: "REASSESS" },
      null,
      100_000n,
      "GOLD 2027-01-10",
    ],
  ])("%s", (_name, policy, floor, left, after) => {
    const buckets = addToBuckets(EMPTY_BUCKETS, "2026-01-10" as LocalDate, left);
    const ruleset = rules(policy, floor);
    const { state, changes } = decideTier({ state: held, buckets, ruleset, now, isReturn: true });
    const until = state.until === null ? "never" : formatInstant(state.until).slice(0, 10);
    expect(`${state.tier} ${until}`).toBe(after);
    expect(changes.map(({ kind }) => kind)).toEqual(state.tier === "GOLD" ? [] : ["DOWNGRADED"]);
    // Without a return nobody looks.
    expect(decideTier({ state: held, buckets, ruleset, now }).state).toEqual(held);
  });
});

/** What becomes of a member, tier and day, as time and purchases go by. */
function livedThrough(
  policy: Partial<Policy>,
  bought: Readonly<Record<string, bigint>>,
  until: string,
): string {
  const ruleset = memberRules({
    ...DEFAULT_RULESET_DOCUMENT,
    tierPolicy: { ...DEFAULT_RULESET_DOCUMENT.tierPolicy, ...policy },
  });
  let buckets = EMPTY_BUCKETS;
  let state: TierState | null = null;
  const looks: string[] = [];
  const look = (now: Instant) => {
    const decision = decideTier({ state, buckets, ruleset, now });
    state = decision.state;
    looks.push(
      ...decision.changes.map((change) => `${change.to} ${formatInstant(change.at).slice(0, 10)}`),
    );
  };
  look(at("2026-01-10T12:00:00Z"));
  for (const [day, minor] of Object.entries(bought)) {
    const now = at(`${day}T12:00:00Z`);
    look(now);
    buckets = addToBuckets(buckets, day as LocalDate, minor);
    look(now);
  }
  look(at(`${until}T12:00:00Z`));
  return looks.join(", ");
}

describe("a tier that begins with the next period", () => {
  const policy: Partial<Policy> = {
    effective: "NEXT_PERIOD",
    expiry: "PERIOD_END",
    period: "CALENDAR",
    windowMonths: 3,
    termMonths: 0,
    downgrade: "REASSESS",
  };

  test("is held from its first day on, and another period in the base tier is no news", () => {
    const bought = { "2026-02-01": 30_000n };
    expect(livedThrough(policy, bought, "2026-03-30")).toBe("");
    expect(livedThrough(policy, bought, "2026-12-01")).toBe("SILVER 2026-03-31, BASE 2026-06-30");
  });

  test("counts what came in the whole period, also on its last day", () => {
    const bought = { "2026-02-01": 10_000n, "2026-03-31": 20_000n };
    expect(livedThrough(policy, bought, "2026-05-01")).toBe("SILVER 2026-03-31");
  });
});

describe("a tier that ends as soon as what counts no longer reaches it", () => {
  const policy = { expiry: "IMMEDIATE", downgrade: "REASSESS" } as const;

  test.each<[string, Partial<Policy>, Readonly<Record<string, bigint>>, string]>([
    [
      "ends when its day has left a rolling year",
      {},
      { "2026-02-01": 30_000n },
      "SILVER 2026-02-01, BASE 2027-02-01",
    ],
    [
      "stays while other days carry it, and falls level by level as they leave",
      {},
      { "2026-02-01": 80_000n, "2026-03-15": 30_000n },
      "SILVER 2026-02-01, GOLD 2026-03-15, SILVER 2027-02-01, BASE 2027-03-15",
    ],
    [
      "of 29 February ends with the last day that has it in a year",
      {},
      { "2028-02-29": 30_000n },
      "SILVER 2028-02-29, BASE 2029-03-01",
    ],
    [
      "ends with the calendar year",
      { period: "CALENDAR" },
      { "2026-02-01": 30_000n },
      "SILVER 2026-02-01, BASE 2027-01-01",
    ],
    [
      "never ends where all days count",
      { period: "LIFETIME" },
      { "2026-02-01": 30_000n },
      "SILVER 2026-02-01",
    ],
  ])("%s", (_name, more, bought, then) => {
    expect(livedThrough({ ...policy, ...more }, bought, "2030-01-01")).toBe(then);
  });

  test("goes at once with a return", () => {
    const bought = { "2026-02-01": 30_000n, "2026-04-01": -10_000n };
    expect(livedThrough(policy, bought, "2026-05-01")).toBe("SILVER 2026-02-01, BASE 2026-04-01");
  });
});
