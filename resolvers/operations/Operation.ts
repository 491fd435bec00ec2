import type { OperationResolvers } from "../__generated__/types.ts";

export const Operation: OperationResolvers = {
  redemption: ({ redemptionId }, _args, { loaders }) =>
    redemptionId === null ? null : loaders.coupons.redemption(redemptionId),
};
