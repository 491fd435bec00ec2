import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { addToBuckets, EMPTY_BUCKETS } from "../../../src/domain/tier/buckets.ts";
import { decideTier } from "../../../src/domain/tier/decideTier.ts";
import { effectiveTier, type Grant } from "../../../src/domain/tier/grants.ts";
import type { MemberRules } from "../../../src/domain/tier/memberRules.ts";
import {
  changeGrants,
  decideStanding,
  earnedOf,
  nextDueOf,
  type Standing,
  type StandingChange,
} from "../../../src/domain/tier/standing.ts";
import type { DayBuckets, TierState } from "../../../src/domain/tier/state.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_DAY,
} from "../../../src/domain/time/instant.ts";
import { localDateOf } from "../../../src/domain/time/zone.ts";
import { grant, march, spentOn } from "../../support/grants.ts";
import { memberRules } from "../../support/lives/memberRules.ts";

/** What may happen to a customer; `days` pass before it. */
type Step = { readonly days: number } & (
  | { readonly kind: "BUY"; readonly minor: number }
  | {
      readonly kind: "GRANT";
      readonly mode: Grant["mode"];
      readonly tier: string;
      readonly lasts: number | null;
      readonly replaces: boolean;
    }
  | { readonly kind: "CLEAR" }
  | { readonly kind: "READ" }
);

const anyStep: fc.Arbitrary<Step> = fc
  .tuple(
    fc.integer({ min: 0, max: 200 }),
    fc.oneof(
      fc.record({
        kind: fc.constant("BUY" as const),
        minor: fc.integer({ min: -5_000, max: 150_000 }),
      }),
      fc.record({
        kind: fc.constant("GRANT" as const),
        mode: fc.constantFrom("FLOOR" as const, "PIN" as const),
        tier: fc.constantFrom("BASE", "SILVER", "GOLD", "PLATINUM"),
        lasts: fc.option(fc.integer({ min: 1, max: 500 })),
        replaces: fc.boolean(),
      }),
      fc.record({ kind: fc.constant("CLEAR" as const) }),
      fc.record({ kind: fc.constant("READ" as const) }),
    ),
  )
  .map(([days, step]) => ({ ...step, days }));

const anyPolicy = fc
  .record({
    downgrade: fc.constantFrom("NONE" as const, "ONE_LEVEL" as const, "REASSESS" as const),
    termMonths: fc.constantFrom(1, 6, 12),
    windowMonths: fc.constantFrom(3, 12),
    period: fc.constantFrom(
      ...(["ROLLING", "CALENDAR", "LIFETIME", "SINCE_JOIN"] as const satisfies readonly unknown[]),
    ),
    periodsFrom: fc.constantFrom("YEAR" as const, "JOIN" as const),
    expiry: fc.constantFrom("TERM" as const, "PERIOD_END" as const, "NEVER" as const),
    graceDays: fc.constantFrom(0, 30),
    hasFloor: fc.boolean(),
  })
  // Without periods they are counted from nowhere.
  .filter(
    ({ period, expiry, periodsFrom }) =>
      periodsFrom === "YEAR" || period === "CALENDAR" || expiry === "PERIOD_END",
  )
  .map(({ hasFloor, ...policy }) =>
    memberRules({
      ...DEFAULT_RULESET_DOCUMENT,
      tiers: DEFAULT_RULESET_DOCUMENT.tiers.map((tier) => ({
        ...tier,
        floor: hasFloor && tier.code === "SILVER",
      })),
      tierPolicy:
        policy.expiry === "PERIOD_END" ? { ...policy, termMonths: policy.windowMonths } : policy,
    }),
  );

/**
 * Everything that happened, in the plainest form: the earned tier on its own, and each grant with
 * its true end.
 */
interface Log {
  earned: TierState | null;
  readonly grants: { grant: Grant; endsAt: number }[];
}

describe("whatever is bought, given, cleared and waited for", () => {
  test("the tier is the fold of the facts from scratch, and tells each of its changes once", () => {
    fc.assert(
      fc.property(anyPolicy, fc.array(anyStep, { maxLength: 25 }), (rules, steps) => {
        let now = march;
        let buckets = EMPTY_BUCKETS;
        let standing: Standing | null = null;
        let told = rules.tiers[0]?.code;
        const log: Log = { earned: null, grants: [] };
        const follow = (changes: readonly StandingChange[]): void => {
          for (const change of changes) {
            expect(change.from).toBe(told);
            expect(change.kind === "RENEWED" || change.kind === "UNCHANGED").toBe(
              change.from === change.to,
            );
            told = change.to;
          }
        };
        for (const [index, step] of steps.entries()) {
          now = addMicros(now, step.days * MICROS_PER_DAY);
          if (step.kind === "BUY") {
            const day = localDateOf(now, rules.programme.timeZone);
            // Time first, as every write does.
            const before = decideStanding({ standing, buckets, ruleset: rules, now });
            follow(before.changes);
            standing = before.standing;
            log.earned = foldEarned(log.earned, buckets, rules, now);
            buckets = addToBuckets(buckets, day, BigInt(step.minor));
          }
          const decision = decideStanding({ standing, buckets, ruleset: rules, now });
          follow(decision.changes);
          standing = decision.standing;
          log.earned = foldEarned(log.earned, buckets, rules, now);
          const inForce = standing.basis?.grants ?? [];
          const moment = { buckets, ruleset: rules, now };
          if (step.kind === "GRANT" || step.kind === "CLEAR") {
            const start =
              step.kind === "CLEAR"
                ? null
                : grant({
                    id: BigInt(index + 1),
                    mode: step.mode,
                    tier: step.tier,
                    grantedAt: now,
                    expiresAt:
                      step.lasts === null ? null : addMicros(now, step.lasts * MICROS_PER_DAY),
                  });
            const clear = step.kind === "CLEAR" || step.replaces ? inForce.slice(0, 1) : [];
            if (start === null && clear.length === 0) {
              continue;
            }
            const given = changeGrants(standing, moment, { start, clear });
            follow(given.changes);
            standing = given.standing;
            for (const known of log.grants) {
              if (clear.some(({ id }) => id === known.grant.id)) {
                known.endsAt = now;
              }
            }
            if (start !== null) {
              log.grants.push({
                grant: start,
                endsAt: start.expiresAt ?? Number.POSITIVE_INFINITY,
              });
            }
          }
          const active = log.grants.filter(({ endsAt }) => now < endsAt).map((one) => one.grant);
          expect(standing.tier.tier).toBe(
            effectiveTier(rules, log.earned as TierState, active, now).tier,
          );
          expect(earnedOf(standing).tier).toBe(log.earned?.tier);
          expect(told).toBe(standing.tier.tier);
        }
      }),
    );
  });

  test("looking at any instant gives what stopping at every due instant before it gives", () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.array(
          fc.record({
            mode: fc.constantFrom("FLOOR" as const, "PIN" as const),
            tier: fc.constantFrom("BASE", "SILVER", "GOLD", "PLATINUM"),
            lasts: fc.option(fc.integer({ min: 1, max: 700 })),
          }),
          { maxLength: 4 },
        ),
        // Just enough, once a return without a sale has left the window.
        fc.constantFrom(0, 26_000, 101_000, 150_000),
        fc.integer({ min: 0, max: 1_500 }),
        (rules, grants, minor, days) => {
          const buckets = addToBuckets(
            spentOn("2026-02-01", BigInt(minor)),
            "2026-01-05" as LocalDate,
            -3_000n,
          );
          let start = decideStanding({
            standing: null,
            buckets,
            ruleset: rules,
            now: march,
          }).standing;
          for (const [index, one] of grants.entries()) {
            const { lasts, ...more } = one;
            const expiresAt = lasts === null ? null : addMicros(march, lasts * MICROS_PER_DAY);
            start = changeGrants(
              start,
              { buckets, ruleset: rules, now: march },
              { start: grant({ ...more, id: BigInt(index + 1), expiresAt }), clear: [] },
            ).standing;
          }
          const now = addMicros(march, days * MICROS_PER_DAY);
          const atOnce = decideStanding({ standing: start, buckets, ruleset: rules, now });
          let stepwise = start;
          const changes: StandingChange[] = [];
          for (
            let due = nextDueOf(stepwise);
            due !== null && due <= now;
            due = nextDueOf(stepwise)
          ) {
            const step = decideStanding({ standing: stepwise, buckets, ruleset: rules, now: due });
            stepwise = step.standing;
            changes.push(...step.changes);
          }
          const last = decideStanding({ standing: stepwise, buckets, ruleset: rules, now });
          expect(last.standing).toEqual(atOnce.standing);
          expect([...changes, ...last.changes]).toEqual(atOnce.changes);
        },
      ),
    );
  });
});

/**
 * The earned tier alone, by the rule that knows no grants, at every end of a term and then at
 * `now`.
 */
function foldEarned(
  state: TierState | null,
  buckets: DayBuckets,
  rules: MemberRules,
  now: Instant,
): TierState {
  return decideTier({ state, buckets, ruleset: rules, now }).state;
}
