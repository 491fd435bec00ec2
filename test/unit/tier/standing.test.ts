import { describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { decodeBasis, encodeBasis } from "../../../src/domain/tier/basisCodec.ts";
import { EMPTY_BUCKETS } from "../../../src/domain/tier/buckets.ts";
import { effectiveTier, type Grant } from "../../../src/domain/tier/grants.ts";
import {
  changeGrants,
  decideStanding,
  nextDueOf,
  type Standing,
} from "../../../src/domain/tier/standing.ts";
import type { TierState } from "../../../src/domain/tier/state.ts";
import { addMicros, type Instant } from "../../../src/domain/time/instant.ts";
import { grant, june, march, spentOn } from "../../support/grants.ts";
import { memberRules } from "../../support/lives/memberRules.ts";
import { at } from "../../support/receiver.ts";

const ruleset = memberRules(DEFAULT_RULESET_DOCUMENT);
const silver: TierState = {
  tier: "SILVER",
  since: at("2025-05-01T00:00:00Z"),
  until: at("2026-05-01T00:00:00Z"),
};
const plain: Standing = { tier: silver, basis: null };

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
    const buckets = spentOn("2026-04-01", 120_000n);
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
      buckets: spentOn("2026-04-01", 30_000n),
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
    const without = memberRules({
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
