import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { type MemberRules, rulesFor } from "../../../src/domain/tier/memberRules.ts";
import { at } from "../receiver.ts";

/** The rules of a document as they hold for who joined then. */
export function memberRules(
  document: RulesetDocument,
  joined = "2020-01-15T12:00:00Z",
): MemberRules {
  return rulesFor(parseRuleset(document), at(joined));
}
