import type { HandoffResolvers } from "../__generated__/types.ts";

export const Handoff: HandoffResolvers = {
  order: ({ row }, _args, { loaders }) =>
    row.orderId === null ? null : loaders.orders.byRowId(row.orderId),
  told: (handoff, _args, { loaders }) => loaders.handoffs.told(handoff),
};
