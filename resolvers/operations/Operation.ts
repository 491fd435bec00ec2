import type { OperationResolvers } from "../__generated__/types.ts";
import { holdOf } from "../loyalty/points.ts";

export const Operation: OperationResolvers = {
  hold: ({ hold }) => (hold === null ? null : holdOf(hold)),
  redemption: ({ redemptionId }, _args, { loaders }) =>
    redemptionId === null ? null : loaders.coupons.redemption(redemptionId),
};
