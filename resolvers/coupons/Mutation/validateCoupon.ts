import { requireScope } from "../../../src/access/authorise.ts";
import { customerNotFound } from "../../../src/customers/notFound.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const validateCoupon: NonNullable<MutationResolvers["validateCoupon"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "coupon:redeem");
  const customer = input.customer == null ? null : await customerBy(loaders, input.customer);
  if (input.customer != null && customer === null) {
    return { coupon: null, eligibility: null, userErrors: [customerNotFound()] };
  }
  const { couponId, eligibility } = await commands.validateCoupon({
    viewer,
    code: input.code,
    store: input.store ?? null,
    till: input.till,
    cashier: input.cashier ?? null,
    channel: input.channel ?? null,
    cart: input.cart ?? null,
    customer: customer?.row.rootId ?? null,
  });
  loaders.clear();
  const coupon = couponId === null ? null : await loaders.coupons.byPublicId(couponId);
  return { coupon, eligibility, userErrors: [] };
};
