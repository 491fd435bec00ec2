import type { Catalog } from "../../../core/catalog.ts";
import { prepareRuleset, rateOn } from "../../../domain/ruleset/prepareRuleset.ts";
import { parseInstant } from "../../../domain/time/parseInstant.ts";
import { localDateOf } from "../../../domain/time/zone.ts";

/**
 * Whether the rules can tell what a purchase of that moment is worth, in the currency of the
 * import.
 */
export type HasRate = (occurredAt: string) => boolean;

/**
 * As decidePoints looks for it: by the rules, and on the day in their zone, of the moment of the
 * purchase.
 */
export function rateOf(catalog: Pick<Catalog, "rulesetAt">, currency: string): HasRate {
  return (occurredAt) => {
    const instant = parseInstant(occurredAt);
    if (instant === null) {
      return true;
    }
    const ruleset = catalog.rulesetAt(instant);
    const { currency: own, timeZone } = ruleset.programme;
    const day = localDateOf(instant, timeZone);
    return currency === own || rateOn(prepareRuleset(ruleset), currency, day) !== null;
  };
}
