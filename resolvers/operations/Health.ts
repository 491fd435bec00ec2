import type { HealthResolvers } from "../__generated__/types.ts";

export const Health: HealthResolvers = {
  boundaries: (_health, _args, { loaders }) => loaders.handoffs.boundaries(),
};
