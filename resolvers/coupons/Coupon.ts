import { nameIn } from "../../src/sentences/locale.ts";
import type { CouponResolvers } from "../__generated__/types.ts";

export const Coupon: CouponResolvers = {
  code: ({ row }) => row.code,
  name: ({ row, rules }, { locale }) => nameIn(rules.terms.name, locale, row.code),
  validFrom: ({ rules }) => rules.validFrom,
  validUntil: ({ rules }) => rules.validUntil,
  eligibility: (coupon, asked, { loaders }) => loaders.coupons.eligibility(coupon, asked),
  issuedBecause: (coupon, _args, { loaders }) => loaders.coupons.issuedBecause(coupon),
  campaign: ({ row }, _args, { loaders }) => loaders.coupons.campaign(row.campaign),
  attempts: (coupon, { first }, { loaders }) => loaders.coupons.attempts(coupon, first),
  redemptions: (coupon, _args, { loaders }) => loaders.coupons.redemptions(coupon),
  // Nothing is sent anywhere yet, so no system can say that it has the coupon.
  endpoints: () => [],
};
