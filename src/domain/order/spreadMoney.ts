import { allocateLargestRemainder } from "../money/allocate.ts";

/** A line that money of a return may come off. Quantities in millionths, amounts in minor units. */
export interface MoneyPlace {
  /** Goods that the return takes of the line. */
  readonly taken: bigint;
  /** Goods and money that were left of it before. */
  readonly goodsLeft: bigint;
  readonly moneyLeft: bigint;
}

/**
 * Splits the amount of a return over the lines of its article: in proportion to what was paid for
 * the goods that each gives, at most what is left of each; what that leaves over comes off what is
 * left of the others, in their order.
 *
 * Guarantee: no part is above its `moneyLeft`; the parts and `overMinor` sum exactly to the amount.
 */
export function spreadMoney(
  amountMinor: bigint,
  places: readonly MoneyPlace[],
): { readonly parts: readonly bigint[]; readonly overMinor: bigint } {
  const worths = places.map(({ taken, goodsLeft, moneyLeft }) =>
    taken === 0n || goodsLeft === 0n ? 0n : (moneyLeft * taken) / goodsLeft,
  );
  const hasWorth = worths.some((worth) => worth > 0n);
  const wanted = hasWorth ? allocateLargestRemainder(amountMinor, worths) : [];
  let overMinor = amountMinor;
  const parts = places.map(({ moneyLeft }, index) => {
    const part = smaller(wanted[index] ?? 0n, moneyLeft);
    overMinor -= part;
    return part;
  });
  for (const [index, { moneyLeft }] of places.entries()) {
    const part = parts[index] ?? 0n;
    const more = smaller(overMinor, moneyLeft - part);
    parts[index] = part + more;
    overMinor -= more;
  }
  return { parts, overMinor };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
