import { expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { standingFromRecord } from "../../../src/domain/tier/fromRecord.ts";
import type { Grant } from "../../../src/domain/tier/grants.ts";
import { decideStanding, type Standing } from "../../../src/domain/tier/standing.ts";
import { grant, june, march, spentOn } from "../../support/grants.ts";
import { memberRules } from "../../support/lives/memberRules.ts";
import { at } from "../../support/receiver.ts";

const before = memberRules(DEFAULT_RULESET_DOCUMENT);
const BOUGHT = at("2026-02-01T12:00:00Z");
const CHANGED = at("2026-04-01T00:00:00Z");

/** The rules without Silver, which `replacement` replaces. */
const withoutSilver = (replacement: string | null) =>
  memberRules({
    ...DEFAULT_RULESET_DOCUMENT,
    tiers: DEFAULT_RULESET_DOCUMENT.tiers
      .filter(({ code }) => code !== "SILVER")
      .map((tier) => ({ ...tier, replaces: tier.code === replacement ? ["SILVER"] : [] })),
  });

test.each<[what: string, replacement: string | null, grants: readonly Grant[]]>([
  ["a tier that new rules call something else", "GOLD", []],
  ["a tier that new rules do not have any more", null, []],
  ["both, below a given tier", "GOLD", [grant({ tier: "PLATINUM", expiresAt: june })]],
  ["none left, below a given tier", null, [grant({ tier: "PLATINUM", expiresAt: june })]],
])("what is on record of %s leads to what is held", (_what, replacement, grants) => {
  const after = withoutSilver(replacement);
  const buckets = spentOn("2026-02-01", 25_000n);
  const first = decideStanding({ standing: null, buckets, ruleset: before, now: BOUGHT });
  const given: Standing =
    grants.length === 0
      ? first.standing
      : {
          tier: { tier: "PLATINUM", since: march, until: june },
          basis: { earned: first.standing.tier, grants },
        };
  const second = decideStanding({ standing: given, buckets, ruleset: after, now: CHANGED });
  const recorded = [
    ...first.changes.map((change) => ({ ...change, ruleset: before })),
    ...(grants.length === 0
      ? []
      : [
          {
            ...{ from: "SILVER", to: "PLATINUM", earned: "SILVER", at: march },
            ...{ cause: "GRANT_STARTED" as const, ruleset: before },
          },
        ]),
    ...second.changes.map((change) => ({ ...change, ruleset: after })),
  ];
  expect(standingFromRecord(recorded, grants, { at: BOUGHT, ruleset: before })).toEqual(
    second.standing,
  );
});
