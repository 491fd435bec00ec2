import { currencyExponent } from "../money/currency.ts";
import { convertMinor, parseRate } from "../money/rate.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";
import { walletOf } from "../ruleset/walletOf.ts";

/**
 * What points of a wallet buy, minor units of the programme's currency, rounded down: a promise is
 * never more than it says. Null for a wallet without a price; 0 for a balance below zero.
 */
export function worthOf(points: bigint, wallet: string, ruleset: Ruleset): bigint | null {
  const { pointValue } = walletOf(ruleset, wallet);
  const rate = pointValue === undefined ? null : parseRate(pointValue);
  const exponent = currencyExponent(ruleset.programme.currency);
  if (rate === null || exponent === null) {
    return null;
  }
  return points <= 0n ? 0n : convertMinor(points, 0, exponent, rate, "FLOOR");
}
