import { formatQualifying } from "../../src/domain/tier/unit.ts";
import type { TierProgressResolvers } from "../__generated__/types.ts";

export const TierProgress: TierProgressResolvers = {
  pendingCounts: async ({ loyalty }, _args, { loaders }) =>
    formatQualifying(await loaders.loyalty.pendingMinor(loyalty), loyalty.ruleset),
};
