import { moneyOf } from "../src/loaders/money.ts";
import { orderLinesOf } from "../src/loaders/orderLines.ts";
import type { OrderResolvers } from "./__generated__/types.ts";

export const Order: OrderResolvers = {
  channel: ({ row }) => row.channel ?? "unknown",
  status: (order) => order.view().status,
  total: ({ row, currency }) => moneyOf(row.totalMinor, currency),
  eligible: ({ row, currency }) => moneyOf(row.eligibleMinor, currency),
  lines: async (order, _args, { loaders }) =>
    orderLinesOf(order, (await loaders.orders.reasoning(order)).decision),
  tenders: (order) =>
    order.view().tenders.map(({ kind, amountMinor }) => ({
      kind,
      amount: moneyOf(amountMinor, order.currency),
    })),
  points: (order) => order,
  handoff: (order, _args, { loaders }) => loaders.handoffs.ofOrder(order),
};
