import { orderLinesOf } from "../src/loaders/orderLines.ts";
import type { OrderPointsResolvers } from "./__generated__/types.ts";
import { explainPoints } from "./sentences/points.ts";

export const OrderPoints: OrderPointsResolvers = {
  expected: ({ row }) => row.pointsExpected,
  pending: ({ row }) => row.pointsPending,
  active: ({ row }) => row.pointsActive,
  reversed: ({ row }) => row.pointsReversed,
  // Rulesets have no waiting period yet: points can be spent as soon as they are booked.
  activatesAt: () => null,
  explanation: async (order, { locale }, { loaders }) => {
    const reasoning = await loaders.orders.reasoning(order);
    return explainPoints(order, reasoning, orderLinesOf(order, reasoning), locale);
  },
};
