import type { CouponChangeKind, CouponChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

/** As coupons/couponUse.ts writes it. */
type Payload = Readonly<{
  couponId: string;
  change: CouponChangeKind;
}>;

export const CouponChange: CouponChangeResolvers = {
  ...streamFields,
  change: ({ change }) => (change.payload as Payload).change,
  coupon: ({ change }, _args, { loaders }) =>
    loaders.coupons.byPublicId((change.payload as Payload).couponId),
};
