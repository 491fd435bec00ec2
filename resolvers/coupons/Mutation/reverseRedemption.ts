import { requireScope } from "../../../src/access/authorise.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";

export const reverseRedemption: NonNullable<MutationResolvers["reverseRedemption"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "coupon:redeem");
  const { redemptionId, userErrors } = await commands.reverseRedemption({
    viewer,
    idempotencyKey: input.idempotencyKey,
    redemptionId: loaders.coupons.redemptionKey(input.redemption),
    reason: input.reason,
    store: input.store ?? null,
    till: input.till,
    cashier: input.cashier ?? null,
  });
  // Whatever this request read before is from before.
  loaders.clear();
  return {
    redemption: redemptionId === null ? null : await loaders.coupons.redemption(redemptionId),
    userErrors,
  };
};
