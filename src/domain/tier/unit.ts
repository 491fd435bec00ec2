import { currencyExponent } from "../money/currency.ts";
import { formatMinor } from "../money/decimal.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";

/**
 * Decimals of what counts towards tiers: those of the programme's currency, or none for points and
 * orders.
 */
export function qualifyingExponent({
  programme,
  tierPolicy,
}: Pick<Ruleset, "programme"> & {
  readonly tierPolicy: Pick<Ruleset["tierPolicy"], "basis">;
}): number {
  return tierPolicy.basis === "SPEND" ? (currencyExponent(programme.currency) ?? 0) : 0;
}

/** What counts towards tiers: an ISO 4217 code, `points` or `orders`. */
export function qualifyingUnit({ programme, tierPolicy }: Ruleset): string {
  switch (tierPolicy.basis) {
    case "SPEND":
      return programme.currency;
    case "POINTS":
      return "points";
    case "ORDERS":
      return "orders";
  }
}

/** Decimal text, without the unit. */
export function formatQualifying(qualifyingMinor: bigint, ruleset: Ruleset): string {
  return formatMinor(qualifyingMinor, qualifyingExponent(ruleset));
}
