/** Decimals of a quantity: what a basket may carry. */
export const QUANTITY_DECIMALS = 6;

/**
 * A decimal as somebody types it, with a point or a comma, as a whole number of its smallest units.
 *
 * @returns null for what is no decimal, has more decimals than `decimals`, or is below 0
 */
export function parseDecimal(text: string, decimals: number): bigint | null {
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  const [, whole = "", part = ""] = match ?? [];
  if (match === null || part.length > decimals) {
    return null;
  }
  return BigInt(whole + part.padEnd(decimals, "0"));
}

/** Smallest units as the graph writes a decimal, such as 1250 with 2 decimals: "12.50". */
export function formatDecimal(units: bigint, decimals: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, at)}.${digits.slice(at)}`;
}

/** `value * by / of`, half up. All of them 0 or more, `of` above 0. */
export function ratio(value: bigint, by: bigint, of: bigint): bigint {
  return (2n * value * by + of) / (2n * of);
}

/**
 * Splits an amount by weights, exactly: the parts come to the amount, and nobody's differs from
 * its share by a whole unit. What is left over goes to the largest remainders, the first of equals.
 */
export function split(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) {
    return weights.map(() => 0n);
  }
  const parts = weights.map((weight) => (amount * weight) / total);
  const rests = weights.map((weight, at) => ({ at, rest: (amount * weight) % total }));
  const left = amount - parts.reduce((sum, part) => sum + part, 0n);
  rests.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  const more = new Set(rests.slice(0, Number(left)).map(({ at }) => at));
  return parts.map((part, at) => (more.has(at) ? part + 1n : part));
}

/** Decimals of a currency's smallest unit, such as 2 for GBP and 0 for JPY. */
export function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
