import type { PurchaseResultResolvers } from "../__generated__/types.ts";

export const PurchaseResult: PurchaseResultResolvers = {
  order: ({ orderId }, _args, { loaders }) =>
    orderId === null ? null : loaders.orders.byRowId(orderId),
  customer: ({ leafId }, _args, { loaders }) =>
    leafId === null ? null : loaders.customers.byLeaf(leafId),
};
