import type { PresenceChangeResolvers } from "../__generated__/types.ts";

export const PresenceChange: PresenceChangeResolvers = {
  customer: ({ change }, _args, { loaders }) => loaders.customers.ofChange(change.rootId),
  alsoOpen: ({ change }) => change.alsoOpen,
};
