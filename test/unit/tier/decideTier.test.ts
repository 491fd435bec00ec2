import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { addToBuckets, EMPTY_BUCKETS, qualifyingIn } from "../../../src/domain/tier/buckets.ts";
import { decideTier, nextDueAt } from "../../../src/domain/tier/decideTier.ts";
import { progress } from "../../../src/domain/tier/progress.ts";
import type { DayBuckets, TierState } from "../../../src/domain/tier/state.ts";
import { addMicros, type Instant, type LocalDate } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { memberRules } from "../../support/lives/memberRules.ts";

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new Error(text);
  }
  return instant;
}

function spent(amounts: Readonly<Record<string, bigint>>): DayBuckets {
  return Object.entries(amounts).reduce(
    (buckets, [day, minor]) => addToBuckets(buckets, day as LocalDate, minor),
    EMPTY_BUCKETS,
  );
}

function policy(change: Partial<RulesetDocument["tierPolicy"]>) {
  return memberRules({
    ...DEFAULT_RULESET_DOCUMENT,
    tierPolicy: { ...DEFAULT_RULESET_DOCUMENT.tierPolicy, ...change },
  });
}

const ruleset = memberRules(DEFAULT_RULESET_DOCUMENT);
const march = at("2026-03-01T10:15:00.000001Z");
const base: TierState = { tier: "BASE", since: march, until: null };
const gold: TierState = {
  tier: "GOLD",
  since: at("2025-03-01T10:00:00Z"),
  until: at("2026-03-01T10:00:00Z"),
};
const justBefore = (instant: Instant): Instant => addMicros(instant, -1);
const until = gold.until as Instant;

describe("up at once", () => {
  test.each([
    ["a penny below the threshold is not enough", 24_999n, "BASE"],
    ["the threshold exactly is enough", 25_000n, "SILVER"],
    ["the highest tier reached counts, not the next one", 300_000n, "PLATINUM"],
    ["less than nothing is the base tier", -5n, "BASE"],
  ])("%s", (_guarantee, minor, tier) => {
    const decision = decideTier({
      state: base,
      buckets: spent({ "2026-03-01": minor }),
      ruleset,
      now: march,
    });
    expect(decision.state.tier).toBe(tier);
    expect(decision.changes).toEqual(
      tier === "BASE"
        ? []
        : [{ from: "BASE", to: tier, at: march, kind: "UPGRADED", qualifyingMinor: minor }],
    );
  });

  test("a new member starts in the base tier, which never ends, and rises from there in one go", () => {
    const quiet = decideTier({ state: null, buckets: EMPTY_BUCKETS, ruleset, now: march });
    expect(quiet).toEqual({ state: base, changes: [] });
    expect(nextDueAt(quiet.state)).toBeNull();
    const rich = decideTier({
      state: null,
      buckets: spent({ "2026-02-01": 100_000n }),
      ruleset,
      now: march,
    });
    expect(rich.changes).toMatchObject([{ from: "BASE", to: "GOLD", at: march }]);
    expect(nextDueAt(rich.state)).toBe(at("2027-03-01T10:15:00.000001Z"));
  });

  test("an upgrade starts a new term", () => {
    const { state } = decideTier({
      state: gold,
      buckets: spent({ "2025-12-01": 300_000n }),
      ruleset,
      now: at("2025-12-01T12:00:00Z"),
    });
    expect(state).toEqual({
      tier: "PLATINUM",
      since: at("2025-12-01T12:00:00Z"),
      until: at("2026-12-01T12:00:00Z"),
    });
  });

  test.each([
    [
      "over the start of summer time the wall clock stays",
      "2025-03-30T08:00:00Z",
      "2026-03-30T08:00:00Z",
    ],
    ["into winter time the wall clock stays", "2025-10-25T08:00:00Z", "2026-10-25T09:00:00Z"],
    ["29 February ends on 28 February", "2024-02-29T12:00:00Z", "2025-02-28T12:00:00Z"],
  ])("a term is twelve months in the programme's zone: %s", (_guarantee, start, end) => {
    // With 12 months, 25 October 2026 is the day the clocks go back at 01:00 UTC, so 09:00 local is
    // 09:00 UTC.
    const day = start.slice(0, 10);
    const { state } = decideTier({
      state: null,
      buckets: spent({ [day]: 25_000n }),
      ruleset,
      now: at(start),
    });
    expect(state.until).toBe(at(end));
  });
});

describe("the window", () => {
  test.each([
    ["its first day counts", "2025-03-02", 1n],
    ["the same day a year earlier does not", "2025-03-01", 0n],
    ["today counts", "2026-03-01", 1n],
    ["tomorrow does not yet", "2026-03-02", 0n],
  ])("%s", (_guarantee, day, expected) => {
    expect(qualifyingIn(spent({ [day]: 1n }), ruleset, march)).toBe(expected);
  });

  test("it slides at local midnight, in summer an hour before UTC's", () => {
    const buckets = spent({ "2025-07-01": 7n });
    expect(qualifyingIn(buckets, ruleset, justBefore(at("2026-06-30T23:00:00Z")))).toBe(7n);
    expect(qualifyingIn(buckets, ruleset, at("2026-06-30T23:00:00Z"))).toBe(0n);
  });
});

describe("the end of a term", () => {
  const enough = spent({ "2025-06-01": 100_000n });
  const little = spent({ "2025-06-01": 30_000n });

  test("a return does not demote before the term ends, not even one microsecond before", () => {
    expect(
      decideTier({ state: gold, buckets: EMPTY_BUCKETS, ruleset, now: justBefore(until) }),
    ).toEqual({ state: gold, changes: [] });
  });

  test("at the very instant it ends the tier falls to the one reached", () => {
    expect(decideTier({ state: gold, buckets: little, ruleset, now: until })).toEqual({
      state: { tier: "SILVER", since: until, until: at("2027-03-01T10:00:00Z") },
      changes: [
        { from: "GOLD", to: "SILVER", at: until, kind: "DOWNGRADED", qualifyingMinor: 30_000n },
      ],
    });
  });

  test("reached again it is renewed from its old end, and held since the beginning", () => {
    expect(
      decideTier({ state: gold, buckets: enough, ruleset, now: at("2026-04-01T00:00:00Z") }),
    ).toEqual({
      state: { tier: "GOLD", since: gold.since, until: at("2027-03-01T10:00:00Z") },
      changes: [
        { from: "GOLD", to: "GOLD", at: until, kind: "RENEWED", qualifyingMinor: 100_000n },
      ],
    });
  });

  test.each([
    ["NONE holds it for another term", "NONE", "GOLD", "RENEWED"],
    ["ONE_LEVEL falls one tier, however little was spent", "ONE_LEVEL", "SILVER", "DOWNGRADED"],
    ["REASSESS falls to what is reached", "REASSESS", "BASE", "DOWNGRADED"],
  ] as const)("%s", (_guarantee, downgrade, tier, kind) => {
    const decision = decideTier({
      state: gold,
      buckets: EMPTY_BUCKETS,
      ruleset: policy({ downgrade }),
      now: until,
    });
    expect(decision.state.tier).toBe(tier);
    expect(decision.state.until).toBe(tier === "BASE" ? null : at("2027-03-01T10:00:00Z"));
    expect(decision.changes).toMatchObject([{ to: tier, kind, at: until }]);
  });

  test("several missed ends are handled one by one, each with the window that ended there", () => {
    const platinum: TierState = { ...gold, tier: "PLATINUM" };
    const decision = decideTier({
      state: platinum,
      buckets: enough,
      ruleset,
      now: at("2029-01-01T00:00:00Z"),
    });
    expect(
      decision.changes.map((change) => [change.to, change.at, change.qualifyingMinor]),
    ).toEqual([
      ["GOLD", until, 100_000n],
      ["BASE", at("2027-03-01T10:00:00Z"), 0n],
    ]);
    const slowly = decideTier({
      state: platinum,
      buckets: EMPTY_BUCKETS,
      ruleset: policy({ downgrade: "ONE_LEVEL" }),
      now: at("2035-01-01T00:00:00Z"),
    });
    expect(slowly.changes.map((change) => change.to)).toEqual(["GOLD", "SILVER", "BASE"]);
  });

  test("a tier can fall at the end of its term and be reached again later the same day", () => {
    const buckets = spent({ "2026-03-01": 100_000n });
    const decision = decideTier({ state: gold, buckets: EMPTY_BUCKETS, ruleset, now: until });
    const again = decideTier({ state: decision.state, buckets, ruleset, now: march });
    expect(again.changes).toMatchObject([
      { from: "BASE", to: "GOLD", at: march, kind: "UPGRADED" },
    ]);
  });

  test("the shortest terms over two centuries come to an end", () => {
    const decision = decideTier({
      state: { ...gold, since: at("1900-01-01T00:00:00Z"), until: at("1900-02-01T00:00:00Z") },
      buckets: EMPTY_BUCKETS,
      ruleset: policy({ downgrade: "NONE", termMonths: 1 }),
      now: at("2199-12-31T00:00:00Z"),
    });
    expect(decision.changes).toHaveLength(299 * 12 + 11);
  });

  test("deciding step by step over a quiet time ends like deciding once", () => {
    const days = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 700 }), fc.bigInt({ min: -20_000n, max: 200_000n })),
      { maxLength: 8 },
    );
    const downgrade = fc.constantFrom("NONE" as const, "ONE_LEVEL" as const, "REASSESS" as const);
    const held = { compared: 0, changed: 0 };
    fc.assert(
      fc.property(
        days,
        downgrade,
        fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 6 }),
        (purchases, down, looks) => {
          const rules = policy({ downgrade: down });
          const start = at("2024-06-01T00:00:00Z");
          let buckets = EMPTY_BUCKETS;
          for (const [day, minor] of purchases) {
            buckets = addToBuckets(buckets, dayAfter("2022-07-01", day), minor);
          }
          const first = decideTier({ state: null, buckets, ruleset: rules, now: start }).state;
          const end = addMicros(start, 1_500 * 86_400_000_000);
          const once = decideTier({ state: first, buckets, ruleset: rules, now: end });
          let state = first;
          const changes = [];
          for (const day of [...looks].sort((a, b) => a - b)) {
            const step = decideTier({
              state,
              buckets,
              ruleset: rules,
              now: addMicros(start, day * 86_400_000_000),
            });
            state = step.state;
            changes.push(...step.changes);
          }
          const last = decideTier({ state, buckets, ruleset: rules, now: end });
          // Negative days may leave the window and raise the sum: only then may a look in between
          // matter.
          if ([...buckets.values()].every((minor) => minor > 0n)) {
            held.compared += 1;
            held.changed += once.changes.length > 0 ? 1 : 0;
            expect(last.state).toEqual(once.state);
            expect([...changes, ...last.changes]).toEqual(once.changes);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(held.compared).toBeGreaterThan(30);
    expect(held.changed).toBeGreaterThan(10);
  });
});

describe("a changed ruleset", () => {
  const without = memberRules({
    ...DEFAULT_RULESET_DOCUMENT,
    tiers: DEFAULT_RULESET_DOCUMENT.tiers.filter((tier) => tier.code !== "GOLD"),
  });

  test("a higher threshold grandfathers to the end of the term", () => {
    const dearer = memberRules({
      ...DEFAULT_RULESET_DOCUMENT,
      tiers: DEFAULT_RULESET_DOCUMENT.tiers.map((tier) =>
        tier.code === "GOLD" ? { ...tier, threshold: "2000.00" } : tier,
      ),
    });
    const buckets = spent({ "2025-06-01": 100_000n });
    expect(
      decideTier({ state: gold, buckets, ruleset: dearer, now: justBefore(until) }).changes,
    ).toEqual([]);
    expect(decideTier({ state: gold, buckets, ruleset: dearer, now: until }).state.tier).toBe(
      "SILVER",
    );
  });

  test("a tier that is gone becomes the one that replaces it, and keeps its term", () => {
    const replaced = {
      ...without,
      tiers: without.tiers.map((tier) => ({
        ...tier,
        replaces: tier.code === "SILVER" ? ["GOLD"] : [],
      })),
    };
    const now = at("2026-01-01T00:00:00Z");
    const decision = decideTier({ state: gold, buckets: EMPTY_BUCKETS, ruleset: replaced, now });
    expect(decision.state).toEqual({ ...gold, tier: "SILVER" });
    expect(decision.changes).toMatchObject([{ from: "GOLD", to: "SILVER", kind: "RENEWED" }]);
  });

  test("a tier that nothing replaces becomes the base tier, and changes are told in order", () => {
    const decision = decideTier({
      state: gold,
      buckets: EMPTY_BUCKETS,
      ruleset: without,
      now: march,
    });
    expect(decision).toMatchObject({
      state: { tier: "BASE", until: null },
      changes: [{ from: "GOLD", to: "BASE", at: until }],
    });
  });
});

describe("progress", () => {
  test("says what is missing to the next tier, and to keep this one by the end of its term", () => {
    const now = at("2026-01-01T00:00:00Z");
    const buckets = spent({ "2025-02-01": 40_000n, "2025-06-01": 30_000n });
    expect(progress({ state: gold, buckets, ruleset, now })).toEqual({
      qualifyingMinor: 70_000n,
      next: { tier: "PLATINUM", thresholdMinor: 300_000n, missingMinor: 230_000n },
      keep: { until, thresholdMinor: 100_000n, missingMinor: 70_000n },
    });
  });

  test("there is nothing above the top, and nothing to keep at the bottom or where nobody falls", () => {
    expect(
      progress({
        state: { ...gold, tier: "PLATINUM" },
        buckets: EMPTY_BUCKETS,
        ruleset,
        now: march,
      }).next,
    ).toBeNull();
    expect(progress({ state: base, buckets: EMPTY_BUCKETS, ruleset, now: march }).keep).toBeNull();
    expect(
      progress({
        state: gold,
        buckets: EMPTY_BUCKETS,
        ruleset: policy({ downgrade: "NONE" }),
        now: march,
      }).keep,
    ).toBeNull();
  });
});

function dayAfter(day: string, days: number): LocalDate {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10) as LocalDate;
}
