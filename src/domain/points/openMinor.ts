import { currencyExponent } from "../money/currency.ts";
import { convertMinor } from "../money/rate.ts";
import type { OrderView } from "../order/facts.ts";
import { prepareRuleset, rateOn } from "../ruleset/prepareRuleset.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";
import { localDateOf } from "../time/zone.ts";
import { eligibleAmounts } from "./eligible.ts";
/**
 * Amounts of an order that count towards tiers once they are kept, less those that are already
 * counted.
 */
export function openMinorOf(view: OrderView, ruleset: Ruleset): bigint {
  if (view.test || view.history) {
    return 0n;
  }
  const expected = eligibleAmounts(
    view,
    ruleset,
    view.lines.map((line) => line.expectedMinor),
  );
  const isCounted = view.settledAt !== null && view.firstFulfilledAt !== null;
  const counted = isCounted
    ? eligibleAmounts(
        view,
        ruleset,
        view.lines.map((line) => line.keptMinor),
      ).qualifyingTotal
    : 0n;
  const openMinor = expected.qualifyingTotal - counted;
  const own = ruleset.programme.currency;
  const currency = view.currency ?? own;
  if (openMinor <= 0n || currency === own) {
    return openMinor > 0n ? openMinor : 0n;
  }
  const prepared = prepareRuleset(ruleset);
  const rate = rateOn(prepared, currency, localDateOf(view.placedAt, ruleset.programme.timeZone));
  const exponent = currencyExponent(currency);
  // Without a rate the order is held, or booked without points: nothing to come from it.
  if (rate === null || exponent === null) {
    return 0n;
  }
  return convertMinor(openMinor, exponent, prepared.exponent, rate.exact, "HALF_UP");
}
