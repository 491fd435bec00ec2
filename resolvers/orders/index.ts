import type { Resolvers } from "../__generated__/types.ts";
import { claimPurchase } from "./Mutation/claimPurchase.ts";
import { Order } from "./Order.ts";
import { OrderLine } from "./OrderLine.ts";
import { OrderPoints } from "./OrderPoints.ts";
import { order } from "./Query/order.ts";

export const orders: Resolvers = {
  Query: { order },
  Mutation: { claimPurchase },
  Order,
  OrderLine,
  OrderPoints,
};
