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
 * @param rules the rules of returns that it was recorded under (RETURN_RULES)
 *
 * Guarantee: no part is above its `moneyLeft`; the parts and `overMinor` sum exactly to the amount.
 */
export function spreadMoney(
  amountMinor: bigint,
  places: readonly MoneyPlace[],
  rules: number,
): { readonly parts: readonly bigint[]; readonly overMinor: bigint } {
  const worths = worthsOf(places, rules < 2);
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

/**
 * What was paid for the goods that each gives: in smallest units cut down, or exactly, all of them
 * over one denominator. Goods are taken line by line, so few lines give a part of theirs: the
 * denominator stays small, however many lines there are.
 */
function worthsOf(places: readonly MoneyPlace[], isCutDown: boolean): readonly bigint[] {
  const gives = ({ taken, goodsLeft }: MoneyPlace) => taken > 0n && goodsLeft > 0n;
  const whole = isCutDown
    ? 1n
    : places
        .filter((place) => gives(place) && place.taken !== place.goodsLeft)
        .reduce((all, { goodsLeft }) => all * goodsLeft, 1n);
  return places.map((place) =>
    gives(place) ? (place.moneyLeft * place.taken * whole) / place.goodsLeft : 0n,
  );
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
