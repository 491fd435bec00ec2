import type { Resolvers } from "../__generated__/types.ts";
import { Coupon } from "./Coupon.ts";
import { CouponChange } from "./CouponChange.ts";
import { issueCoupon } from "./Mutation/issueCoupon.ts";
import { redeemCoupon } from "./Mutation/redeemCoupon.ts";
import { reverseRedemption } from "./Mutation/reverseRedemption.ts";
import { validateCoupon } from "./Mutation/validateCoupon.ts";
import { coupon } from "./Query/coupon.ts";
import { Refusal } from "./Refusal.ts";

export const coupons: Resolvers = {
  Query: { coupon },
  Mutation: { issueCoupon, redeemCoupon, reverseRedemption, validateCoupon },
  Coupon,
  CouponChange,
  Refusal,
};
