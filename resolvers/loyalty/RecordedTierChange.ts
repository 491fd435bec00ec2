import type { RecordedTierChangeResolvers } from "../__generated__/types.ts";

export const RecordedTierChange: RecordedTierChangeResolvers = {
  kind: ({ row }) => row.kind,
  cause: (change) => change,
  order: (change, _args, { loaders }) => loaders.tierHistory.orderOf(change),
};
