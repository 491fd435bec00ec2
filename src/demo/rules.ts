import type { Sql } from "../../db/connection/client.ts";
import { listRulesets } from "../../db/queries/programme/rulesets.ts";
import { type Role, scopesOf, type Viewer } from "../domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../domain/ruleset/rulesetSchema.ts";
import { approveRuleset, createRulesetDraft } from "../programme/rulesets/drafts.ts";
import { Simulations } from "../programme/simulations.ts";

/** What the demo's customers earn under: points that nobody spends are lost after a year. */
export const DEMO_RULESET: RulesetDocument = {
  ...DEFAULT_RULESET_DOCUMENT,
  wallets: [{ code: "points", pointValue: "0.01", expiry: { kind: "FIXED", months: 12 } }],
};

/**
 * What the demo's marketing would like to try: Gold for less. On some days nobody stands between
 * 900 and 1,000; between 700 and 1,000 there are 6 at least, on 28 days over a year (2026-11-29).
 */
const DEMO_DRAFT: RulesetDocument = {
  ...DEMO_RULESET,
  tiers: DEMO_RULESET.tiers.map((tier) =>
    tier.code === "GOLD" ? { ...tier, threshold: "700.00" } : tier,
  ),
};

const person = (role: Role, principal: string): Viewer => ({
  principal,
  role,
  scopes: scopesOf(role),
  customerId: null,
  store: null,
  sources: null,
});

/**
 * Leaves a draft that was tried out and that a second person has looked at; nothing when there is
 * any later version already.
 */
export async function draftDemoRules(sql: Sql): Promise<void> {
  const [latest] = await listRulesets(sql, 1);
  if (latest !== undefined && latest.version > 1) {
    return;
  }
  const { version } = await createRulesetDraft(
    { sql },
    { viewer: person("marketer", "n.okafor"), document: JSON.stringify(DEMO_DRAFT) },
  );
  if (version === null) {
    throw new Error("the demo's draft is no ruleset");
  }
  const draft = { version, expectedRevision: 1 };
  await approveRuleset({ sql }, { viewer: person("marketer", "l.brandt"), ...draft });
  const simulations = new Simulations({ sql });
  await simulations.start({ viewer: person("marketer", "n.okafor"), version });
  await simulations.idle();
}
