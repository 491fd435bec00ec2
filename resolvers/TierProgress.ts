import { amountOf } from "../src/loaders/money.ts";
import type { TierProgressResolvers } from "./__generated__/types.ts";

export const TierProgress: TierProgressResolvers = {
  pendingCounts: async ({ loyalty, unit }, _args, { loaders }) =>
    amountOf(await loaders.loyalty.pendingMinor(loyalty), unit),
};
