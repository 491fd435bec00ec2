import { orderLinesOf } from "../../src/orders/orderLines.ts";
import { moneyOf } from "../../src/platform/money.ts";
import type { OrderResolvers, OrderStatus } from "../__generated__/types.ts";

export const Order: OrderResolvers = {
  channel: ({ row }) => row.channel ?? "unknown",
  references: (order) => order.references(),
  // Stored with the row by the same function that derives it from the facts.
  status: ({ row }) => row.status as OrderStatus,
  total: ({ row, currency }) => moneyOf(row.totalMinor, currency),
  eligible: ({ row, currency }) => moneyOf(row.eligibleMinor, currency),
  lines: async (order, _args, { loaders }) =>
    orderLinesOf(order, await loaders.orders.reasoning(order)),
  tenders: async (order) =>
    (await order.details()).view.tenders.map(({ kind, amountMinor }) => ({
      kind,
      amount: moneyOf(amountMinor, order.currency),
    })),
  points: (order) => order,
  handoff: (order, _args, { loaders }) => loaders.handoffs.ofOrder(order),
};
