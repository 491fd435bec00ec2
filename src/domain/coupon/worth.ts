import { currencyExponent } from "../money/currency.ts";
import { parseRate } from "../money/rate.ts";
import { divideRounded } from "../money/rounding.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";
import type { CouponTerms } from "./terms.ts";

/** What a coupon may come to if it is used as often as it can be; null: there is no end to it. */
export type CouponWorth =
  | { readonly kind: "POINTS"; readonly points: bigint | null }
  /** What nobody can price before it is used: a share of a basket, an article, another currency. */
  | { readonly kind: "UNPRICED"; readonly uses: number | null };

/**
 * What a coupon is worth in points: an amount of the programme's currency at the price of a point,
 * for every use it allows. Whatever has no such price is counted by its uses.
 */
export function worthOfCoupon(
  coupon: {
    readonly terms: Pick<CouponTerms, "value">;
    readonly currency: string | null;
    readonly usesMax: number | null;
  },
  ruleset: Ruleset,
): CouponWorth {
  const { terms, currency, usesMax } = coupon;
  const isOwnMoney = terms.value.kind === "AMOUNT" && currency === pricedCurrencyOf(ruleset);
  if (terms.value.kind !== "AMOUNT" || !isOwnMoney) {
    return { kind: "UNPRICED", uses: usesMax };
  }
  if (usesMax === null) {
    return { kind: "POINTS", points: null };
  }
  return { kind: "POINTS", points: pointsFor(terms.value.minor * BigInt(usesMax), ruleset) };
}

/** The currency whose amounts have a worth in points; null: no wallet has a price. */
export function pricedCurrencyOf(ruleset: Ruleset): string | null {
  return priceOf(ruleset) === null ? null : ruleset.programme.currency;
}

/**
 * Points that buy an amount of the programme's currency, rounded up; of the first wallet that has a
 * price.
 */
export function pointsFor(minor: bigint, ruleset: Ruleset): bigint {
  const price = priceOf(ruleset);
  const exponent = currencyExponent(ruleset.programme.currency);
  if (price === null || exponent === null) {
    return 0n;
  }
  const unit = 10n ** BigInt(exponent);
  return divideRounded(minor * price.denominator, unit * price.numerator, "CEIL");
}

function priceOf({ wallets }: Ruleset) {
  const priced = wallets.find(({ pointValue }) => pointValue !== undefined);
  return priced?.pointValue === undefined ? null : parseRate(priced.pointValue);
}
