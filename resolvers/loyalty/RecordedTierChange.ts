import { encodePartId } from "../../src/platform/globalId.ts";
import type { RecordedTierChangeResolvers } from "../__generated__/types.ts";

export const RecordedTierChange: RecordedTierChangeResolvers = {
  id: ({ row }) => encodePartId("RecordedTierChange", row.id),
  kind: ({ row }) => row.kind,
  cause: (change) => change,
  order: (change, _args, { loaders }) => loaders.tierHistory.orderOf(change),
};
