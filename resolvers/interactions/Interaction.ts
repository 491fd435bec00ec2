import type { InteractionResolvers } from "../__generated__/types.ts";

export const Interaction: InteractionResolvers = {
  kind: ({ row }) => row.kind,
  channel: ({ row }) => row.channel,
  subject: ({ row }) => row.subject ?? "",
  status: ({ row }) => row.status,
  caseNumber: ({ row }) => row.caseNumber,
  campaignCode: (interaction, _args, { loaders }) => loaders.interactions.campaignOf(interaction),
  order: ({ row }, _args, { loaders }) =>
    row.orderId === null ? null : loaders.orders.byRowId(row.orderId),
};
