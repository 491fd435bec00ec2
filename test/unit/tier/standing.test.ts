import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_RULESET,
  DEFAULT_RULESET_DOCUMENT,
} from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import { decodeBasis, encodeBasis } from "../../../src/domain/tier/basisCodec.ts";
import { addToBuckets, EMPTY_BUCKETS } from "../../../src/domain/tier/buckets.ts";
import { decideTier } from "../../../src/domain/tier/decideTier.ts";
import { effectiveTier, type Grant } from "../../../src/domain/tier/grants.ts";
import {
  changeGrants,
  decideStanding,
  earnedOf,
  nextDueOf,
  type Standing,
  type StandingChange,
} from "../../../src/domain/tier/standing.ts";
import type { DayBuckets, TierState } from "../../../src/domain/tier/state.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { localDateOf } from "../../../src/domain/time/zone.ts";
import { at } from "../../support/receiver.ts";

const ruleset = DEFAULT_RULESET;
const march = at("2026-03-01T12:00:00Z");
const june = at("2026-06-01T00:00:00Z");
const silver: TierState = {
  tier: "SILVER",
  since: at("2025-05-01T00:00:00Z"),
  until: at("2026-05-01T00:00:00Z"),
};
const plain: Standing = { tier: silver, basis: null };

function grant(change: Partial<Grant> = {}): Grant {
  return {
    id: 1n,
    kind: "OVERRIDE",
    mode: "FLOOR",
    tier: "GOLD",
    grantedAt: march,
    expiresAt: june,
    ...change,
  };
}

const spent = (day: string, minor: bigint): DayBuckets =>
  addToBuckets(EMPTY_BUCKETS, day as never, minor);

describe("effectiveTier", () => {
  const pin = grant({ id: 2n, mode: "PIN", tier: "BASE", expiresAt: null });
  test.each<[guarantee: string, grants: Grant[], tier: string, until: Instant | null, by?: bigint]>(
    [
      ["without a grant the earned tier counts", [], "SILVER", silver.until],
      ["a floor above what was earned counts until it ends", [grant()], "GOLD", june, 1n],
      [
        "a floor below what was earned gives nothing",
        [grant({ tier: "BASE" })],
        "SILVER",
        silver.until,
      ],
      [
        "a floor of the earned tier leaves it earned",
        [grant({ tier: "SILVER" })],
        "SILVER",
        silver.until,
      ],
      [
        "the highest floor wins, whatever was given first",
        [
          grant(),
          grant({ id: 3n, tier: "PLATINUM", kind: "PAID", expiresAt: null }),
          grant({ id: 4n }),
        ],
        "PLATINUM",
        null,
        3n,
      ],
      [
        "of equal floors the one that lasts longest counts",
        [grant(), grant({ id: 3n, expiresAt: null }), grant({ id: 4n })],
        "GOLD",
        null,
        3n,
      ],
      ["a pin beats every floor and what was earned", [grant(), pin], "BASE", null, 2n],
      [
        "of two pins the later one counts",
        [pin, grant({ id: 5n, mode: "PIN", tier: "PLATINUM", grantedAt: addMicros(march, 1) })],
        "PLATINUM",
        june,
        5n,
      ],
      [
        "a tier that the rules do not have gives nothing",
        [grant({ tier: "ONYX" })],
        "SILVER",
        silver.until,
      ],
    ],
  )("%s", (_guarantee, grants, tier, until, by) => {
    const now = addMicros(march, 1);
    for (const order of [grants, grants.toReversed()]) {
      const found = effectiveTier(ruleset, silver, order, now);
      expect({ ...found, grant: found.grant?.id }).toEqual({ tier, until, grant: by });
    }
  });

  test("a grant counts from its first instant until just before its end", () => {
    const tierAt = (now: Instant) => effectiveTier(ruleset, silver, [grant()], now).tier;
    expect([addMicros(march, -1), march, addMicros(june, -1), june].map(tierAt)).toEqual([
      "SILVER",
      "GOLD",
      "GOLD",
      "SILVER",
    ]);
  });
});

describe("a standing through time", () => {
  const given = changeGrants(
    plain,
    { buckets: EMPTY_BUCKETS, ruleset, now: march },
    { start: grant(), clear: [] },
  );

  test("a floor gives its tier from now on and is due where the earned term ends first", () => {
    expect(given.standing.tier).toEqual({ tier: "GOLD", since: march, until: june });
    expect(given.changes).toMatchObject([
      { from: "SILVER", to: "GOLD", at: march, kind: "UPGRADED", cause: "GRANT_STARTED" },
    ]);
    expect(nextDueOf(given.standing)).toBe(silver.until);
  });

  test("qualification goes on underneath: the earned term ends unseen, and at the end the earned tier applies", () => {
    const { standing, changes } = decideStanding({
      standing: given.standing,
      buckets: EMPTY_BUCKETS,
      ruleset,
      now: addMicros(june, 5),
    });
    expect(
      changes.map(({ kind, cause, from, to, earned, at: when }) => [
        kind,
        cause,
        from,
        to,
        earned,
        when,
      ]),
    ).toEqual([
      ["UNCHANGED", "TERM_ENDED", "GOLD", "GOLD", "BASE", silver.until],
      ["DOWNGRADED", "GRANT_ENDED", "GOLD", "BASE", "BASE", june],
    ]);
    expect(standing).toEqual({ tier: { tier: "BASE", since: june, until: null }, basis: null });
  });

  test("who earns the given tier meanwhile keeps it without a break", () => {
    const april = at("2026-04-01T10:00:00Z");
    const buckets = spent("2026-04-01", 120_000n);
    const bought = decideStanding({ standing: given.standing, buckets, ruleset, now: april });
    expect(bought.changes).toMatchObject([
      { kind: "UNCHANGED", cause: "QUALIFIED", to: "GOLD", earned: "GOLD" },
    ]);
    const { standing, changes } = decideStanding({
      standing: bought.standing,
      buckets,
      ruleset,
      now: june,
    });
    expect(changes).toMatchObject([{ kind: "UNCHANGED", cause: "GRANT_ENDED", to: "GOLD" }]);
    expect(standing.tier).toEqual({
      tier: "GOLD",
      since: march,
      until: at("2027-04-01T10:00:00Z"),
    });
  });

  test("an earned tier above a floor is renewed as if there were none", () => {
    const low = changeGrants(
      plain,
      { buckets: EMPTY_BUCKETS, ruleset, now: march },
      { start: grant({ tier: "BASE", expiresAt: null }), clear: [] },
    );
    expect(low.changes).toMatchObject([{ kind: "UNCHANGED", from: "SILVER", to: "SILVER" }]);
    const { changes } = decideStanding({
      standing: low.standing,
      buckets: spent("2026-04-01", 30_000n),
      ruleset,
      now: june,
    });
    expect(changes).toMatchObject([{ kind: "RENEWED", cause: "TERM_ENDED", to: "SILVER" }]);
  });

  test("a grant that takes the place of another is one change; clearing it gives the earned tier back", () => {
    const moment = { buckets: EMPTY_BUCKETS, ruleset, now: addMicros(march, 1) };
    const next = grant({ id: 2n, tier: "PLATINUM" });
    const replaced = changeGrants(given.standing, moment, { start: next, clear: [grant()] });
    expect(replaced.changes).toMatchObject([
      { from: "GOLD", to: "PLATINUM", kind: "UPGRADED", cause: "GRANT_STARTED", grant: { id: 2n } },
    ]);
    const cleared = changeGrants(replaced.standing, moment, { start: null, clear: [next] });
    expect(cleared.changes).toMatchObject([{ to: "SILVER", cause: "GRANT_CLEARED" }]);
    expect(cleared.standing.basis).toBeNull();
  });

  test("rules that no longer have the given tier take it away", () => {
    const without = parseRuleset({
      ...DEFAULT_RULESET_DOCUMENT,
      tiers: DEFAULT_RULESET_DOCUMENT.tiers.filter(({ code }) => code !== "GOLD"),
    });
    const { standing, changes } = decideStanding({
      standing: given.standing,
      buckets: EMPTY_BUCKETS,
      ruleset: without,
      now: addMicros(march, 5),
    });
    expect(changes).toMatchObject([{ from: "GOLD", to: "SILVER", cause: "RULES_CHANGED" }]);
    expect(standing.tier.tier).toBe("SILVER");
  });

  test("a basis is written and read without loss", () => {
    const { basis } = given.standing;
    expect(decodeBasis(JSON.parse(JSON.stringify(encodeBasis(basis))))).toEqual(basis);
    expect(decodeBasis(encodeBasis(null))).toBeNull();
  });
});

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
  })
  .map((tierPolicy) => parseRuleset({ ...DEFAULT_RULESET_DOCUMENT, tierPolicy }));

/** Everything that happened, in the plainest form: the earned tier on its own, and each grant with its true end. */
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
            if (start === null && clear.length === 0) continue;
            const given = changeGrants(standing, moment, { start, clear });
            follow(given.changes);
            standing = given.standing;
            for (const known of log.grants) {
              if (clear.some(({ id }) => id === known.grant.id)) known.endsAt = now;
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
        fc.integer({ min: 0, max: 150_000 }),
        fc.integer({ min: 0, max: 1_500 }),
        (rules, grants, minor, days) => {
          const buckets = addToBuckets(
            spent("2026-02-01", BigInt(minor)),
            "2026-02-20" as never,
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

/** The earned tier alone, by the rule that knows no grants, at every end of a term and then at `now`. */
function foldEarned(
  state: TierState | null,
  buckets: DayBuckets,
  rules: typeof ruleset,
  now: Instant,
): TierState {
  return decideTier({ state, buckets, ruleset: rules, now }).state;
}
