import type { RoundingMode } from "../ruleset/ruleset.ts";

/**
 * numerator / denominator as an integer.
 *
 * Modes: FLOOR towards minus infinity, CEIL towards plus infinity, HALF_UP to the nearest with
 * halves away from zero, so that a return takes back exactly what its sale gave.
 * Throws: RangeError when the denominator is 0.
 */
export function divideRounded(
  numerator: bigint,
  denominator: bigint,
  rounding: RoundingMode,
): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const dividend = numerator < 0n ? -numerator : numerator;
  const divisor = denominator < 0n ? -denominator : denominator;
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const awayFromZero = roundsAway(rounding, isNegative, remainder, divisor);
  const magnitude = awayFromZero ? quotient + 1n : quotient;
  return isNegative ? -magnitude : magnitude;
}

/** a x b / c with halves away from zero; the product is exact however large. */
export function mulDivHalfUp(a: bigint, b: bigint, c: bigint): bigint {
  return divideRounded(a * b, c, "HALF_UP");
}

function roundsAway(
  rounding: RoundingMode,
  isNegative: boolean,
  remainder: bigint,
  divisor: bigint,
): boolean {
  switch (rounding) {
    case "FLOOR":
      return isNegative && remainder > 0n;
    case "CEIL":
      return !isNegative && remainder > 0n;
    case "HALF_UP":
      return remainder * 2n >= divisor;
  }
}
