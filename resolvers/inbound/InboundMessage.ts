import { outcomesOf } from "../../src/domain/inbound/message.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import type { InboundMessageResolvers } from "../__generated__/types.ts";

export const InboundMessage: InboundMessageResolvers = {
  number: ({ row }) => String(row.id),
  key: ({ row }) => row.messageKey,
  topic: ({ row }) => row.topic,
  receivedAt: ({ row }) => instantFromPg(row.receivedAt),
  readAt: ({ row }) => (row.readAt === null ? null : instantFromPg(row.readAt)),
  state: ({ row }) => row.state,
  outcomes: ({ row }) => outcomesOf(row.counts),
  faults: ({ row }) => row.faults ?? [],
  body: async ({ row, bodies }) => (await bodies()).get(row.id) ?? null,
};
