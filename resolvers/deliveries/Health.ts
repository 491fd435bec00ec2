import type { HealthResolvers } from "../__generated__/types.ts";

export const Health: HealthResolvers = {
  destinations: (_health, _args, { loaders }) => loaders.destinations.all(),
};
