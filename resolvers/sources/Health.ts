import type { HealthResolvers } from "../__generated__/types.ts";

export const Health: HealthResolvers = {
  sources: (_health, _args, { loaders }) => loaders.sourceHealth.all(),
};
