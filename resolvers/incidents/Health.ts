import type { HealthResolvers } from "../__generated__/types.ts";

export const Health: HealthResolvers = {
  ok: (_health, _args, { loaders }) => loaders.incidents.isOk(),
  slos: (_health, _args, { loaders }) => loaders.incidents.slos(),
  incidents: (_health, { open, first }, { loaders }) => loaders.incidents.list(open ?? null, first),
  mutes: (_health, _args, { loaders }) => loaders.incidents.mutes(),
  mttdMinutes: async (_health, { days }, { loaders }) =>
    (await loaders.incidents.means(days)).detect,
  mttrMinutes: async (_health, { days }, { loaders }) =>
    (await loaders.incidents.means(days)).repair,
};
