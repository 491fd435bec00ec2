import { orderLinesOf } from "../../src/orders/orderLines.ts";
import { explainPoints } from "../../src/sentences/points.ts";
import type { OrderPointsResolvers } from "../__generated__/types.ts";

export const OrderPoints: OrderPointsResolvers = {
  expected: ({ row }) => row.pointsExpected,
  pending: ({ row }) => row.pointsPending,
  active: ({ row }) => row.pointsActive,
  reversed: ({ row }) => row.pointsReversed,
  activatesAt: (order, _args, { loaders }) => loaders.orders.activatesAt(order),
  explanation: async (order, { locale }, { loaders }) => {
    const reasoning = await loaders.orders.reasoning(order);
    return explainPoints(order, reasoning, orderLinesOf(order, reasoning), locale);
  },
};
