import { type CouponToIssue, readCouponOrder } from "../coupons/couponOrder.ts";
import { worthOfCoupon } from "../domain/coupon/worth.ts";
import type { GoodwillCoupon } from "../domain/goodwill/goodwillRules.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";

/** A coupon of the set-up as it is issued to one customer at `now`, for one use. */
export function couponToGive(
  { names, value, validDays, basketMin }: GoodwillCoupon,
  issuedBecause: string | null,
  now: Instant,
): CouponToIssue {
  const order = {
    code: null,
    names: Object.entries(names).map(([locale, text]) => ({ locale, text })),
    value: {
      amount: value.amount ?? null,
      percent: value.percent ?? null,
      freeArticle: value.freeArticle ?? null,
    },
    ...{ campaign: null, validFrom: null, usesMax: 1, usesPerCustomerMax: null, basis: null },
    ...{ segments: [], issuedBecause },
    validUntil: addMicros(now, validDays * MICROS_PER_DAY),
    conditions: { basketMin: basketMin ?? null },
  };
  return readCouponOrder(order, true);
}

/** What it counts in points; 0 where it has no price in them, so that gifts alone limit it. */
export function worthOfGift(coupon: CouponToIssue, ruleset: Ruleset): bigint {
  const worth = worthOfCoupon(coupon, ruleset);
  return worth.kind === "POINTS" ? (worth.points ?? 0n) : 0n;
}
