import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { joinStandings } from "../../../src/domain/tier/joinStandings.ts";
import { changeBetween, type Standing } from "../../../src/domain/tier/standing.ts";
import { addMicros, type Instant } from "../../../src/domain/time/instant.ts";
import { grant, march } from "../../support/grants.ts";
import { memberRules } from "../../support/lives/memberRules.ts";
import { at } from "../../support/receiver.ts";
import { testSeed } from "../../support/seed.ts";

const RULES = memberRules(DEFAULT_RULESET_DOCUMENT);
const NOW = at("2026-04-01T00:00:00Z");
const DAY = 86_400_000_000;
const earned = (tier: string, since: string, until: string | null): Standing => ({
  tier: { tier, since: at(since), until: until === null ? null : at(until) },
  basis: null,
});
const SILVER = earned("SILVER", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
const GOLD = earned("GOLD", "2026-02-01T00:00:00Z", "2027-02-01T00:00:00Z");

test("the higher tier that one of them earned is the joint one, with its own times", () => {
  expect(joinStandings([SILVER, GOLD], RULES, NOW)).toEqual(GOLD);
});

test("of equal tiers the one that lasts longest is kept", () => {
  const longer = earned("SILVER", "2026-03-01T00:00:00Z", "2027-03-01T00:00:00Z");
  expect(joinStandings([SILVER, longer], RULES, NOW)).toEqual(longer);
});

test("grants of both go on, and a pin decides over what the other earned", () => {
  const pinned = grant({ id: 3n, mode: "PIN", tier: "SILVER" });
  const other: Standing = {
    tier: { tier: "SILVER", since: march, until: pinned.expiresAt },
    basis: { earned: GOLD.tier, grants: [pinned] },
  };
  const joined = joinStandings([GOLD, other], RULES, NOW);
  expect(joined?.tier).toEqual({ tier: "SILVER", since: march, until: pinned.expiresAt });
  expect(joined?.basis).toEqual({ earned: GOLD.tier, grants: [pinned] });
});

test("nobody with a tier makes none", () => {
  expect(joinStandings([], RULES, NOW)).toBeNull();
});

test("whose standing comes first makes no difference", () => {
  const one = fc
    .record({
      tier: fc.constantFrom("BASE", "SILVER", "GOLD"),
      since: fc.integer({ min: 1, max: 80 }),
      term: fc.option(fc.integer({ min: 1, max: 400 })),
      granted: fc.option(
        fc.record({ mode: fc.constantFrom("FLOOR", "PIN"), id: fc.bigInt(1n, 9n) }),
      ),
    })
    .map(({ tier, since, term, granted }): Standing => {
      const begun = addMicros(NOW, -since * DAY) as Instant;
      const until = tier === "BASE" || term === null ? null : addMicros(NOW, term * DAY);
      const own = { tier, since: begun, until };
      if (granted === null) {
        return { tier: own, basis: null };
      }
      const given = grant({ id: granted.id, mode: granted.mode as "PIN", tier: "GOLD" });
      const tierOf = { tier: "GOLD", since: begun, until: given.expiresAt };
      return { tier: tierOf, basis: { earned: own, grants: [given] } };
    });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), fc.nat(), (all, turn) => {
      const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
      const ids = (standings: readonly Standing[]) => joinStandings(standings, RULES, NOW)?.tier;
      expect(ids(turned)).toEqual(ids(all));
    }),
    { seed: testSeed(), numRuns: 500 },
  );
});

test("a standing in the place of an equal one is no change", () => {
  const moment = { buckets: new Map(), ruleset: RULES, now: NOW };
  expect(changeBetween(GOLD, structuredClone(GOLD), moment, "MERGED")).toBeNull();
  expect(changeBetween(SILVER, GOLD, moment, "MERGED")).toMatchObject({
    ...{ from: "SILVER", to: "GOLD", kind: "UPGRADED", cause: "MERGED", at: NOW, grant: null },
  });
  const later = earned("GOLD", "2026-02-01T00:00:00Z", "2027-05-01T00:00:00Z");
  expect(changeBetween(GOLD, later, moment, "UNMERGED")).toMatchObject({ kind: "UNCHANGED" });
});
