import { formatMinor } from "../../domain/money/decimal.ts";

/**
 * Decimals of an exact amount and of a quantity: files with up to six are added up without a loss.
 */
export const EXACT_SCALE = 6;

/**
 * Millionths as text without a loss: with at least `decimals`, and with more where they are not
 * zero.
 */
export function formatExact(exact: bigint, decimals: number): string {
  const text = formatMinor(exact, EXACT_SCALE);
  const shortest = text.length - EXACT_SCALE + decimals;
  let end = text.length;
  while (end > shortest && text[end - 1] === "0") {
    end -= 1;
  }
  return text.slice(0, decimals === 0 && end === shortest ? end - 1 : end);
}
