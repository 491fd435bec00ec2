import type { SourceHealthResolvers } from "../__generated__/types.ts";

export const SourceHealth: SourceHealthResolvers = {
  hours: (health, { last }, { loaders }) => loaders.sourceHealth.hours(health, last),
};
