import type { RoundingMode } from "../ruleset/ruleset.ts";
import { DECIMAL_LENGTH_MAX } from "./decimal.ts";
import { divideRounded } from "./rounding.ts";

/** An exact positive fraction: units of the target currency for one unit of the source currency. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Reads a rate or any other positive factor: "0.8573" is 8573/10000, not reduced.
 * Returns: null unless it is plain digits, optionally with a point and digits on both sides, above
 * 0 and at most `DECIMAL_LENGTH_MAX` characters.
 */
export function parseRate(text: string): Rate | null {
  if (text.length > DECIMAL_LENGTH_MAX || !/^[0-9]+(?:\.[0-9]+)?$/.test(text)) {
    return null;
  }
  const point = text.indexOf(".");
  const decimals = point < 0 ? 0 : text.length - point - 1;
  const numerator = BigInt(text.replace(".", ""));
  return numerator === 0n ? null : { numerator, denominator: 10n ** BigInt(decimals) };
}

/**
 * Converts minor units between currencies whose smallest units differ (1 JPY has 0 decimals, 1 KWD
 * 3).
 * Guarantee: exact up to one rounding at the end. The result may exceed 64 bits; the caller stores
 * it.
 */
export function convertMinor(
  amountMinor: bigint,
  fromExponent: number,
  toExponent: number,
  rate: Rate,
  rounding: RoundingMode,
): bigint {
  const numerator = amountMinor * rate.numerator * 10n ** BigInt(toExponent);
  const denominator = rate.denominator * 10n ** BigInt(fromExponent);
  return divideRounded(numerator, denominator, rounding);
}
