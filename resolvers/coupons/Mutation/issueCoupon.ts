import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { unseenCustomerBy } from "../../customerBy.ts";
import { instantOf } from "../../inputs.ts";

export const issueCoupon: NonNullable<MutationResolvers["issueCoupon"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "coupon:issue");
  const said = input.customer ?? null;
  const rootId = said === null ? null : await unseenCustomerBy(loaders, said);
  const { couponId, userErrors } = await commands.issueCoupon({
    viewer,
    idempotencyKey: input.idempotencyKey,
    customer: said === null ? null : { rootId, said },
    code: input.code ?? null,
    names: input.names,
    value: input.value,
    campaign: input.campaign ?? null,
    validFrom: input.validFrom == null ? null : instantOf(input.validFrom),
    validUntil: instantOf(input.validUntil),
    usesMax: input.uses ?? null,
    usesPerCustomerMax: input.usesPerCustomer ?? null,
    basis: input.basis ?? null,
    segments: input.segments ?? [],
    issuedBecause: input.issuedBecause ?? null,
    conditions: input.conditions ?? null,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  return {
    coupon: couponId === null ? null : await loaders.coupons.byPublicId(couponId),
    userErrors,
  };
};
