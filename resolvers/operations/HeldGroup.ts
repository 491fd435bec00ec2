import type { HeldGroupResolvers } from "../__generated__/types.ts";

export const HeldGroup: HeldGroupResolvers = {
  sample: ({ reason }, { first }, { loaders }) => loaders.handoffs.heldSample(reason, first),
};
