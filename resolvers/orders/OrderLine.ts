import { formatQuantity } from "../../src/domain/money/decimal.ts";
import { encodePartId } from "../../src/platform/globalId.ts";
import { moneyOf } from "../../src/platform/money.ts";
import type { OrderLineResolvers } from "../__generated__/types.ts";

export const OrderLine: OrderLineResolvers = {
  id: ({ orderId, line }) => encodePartId("OrderLine", orderId, line.id),
  kind: ({ line }) => line.kind,
  article: ({ line }) => line.article,
  name: ({ line }) => line.name,
  quantity: ({ line }) => formatQuantity(line.kept + line.open),
  paid: ({ line, currency }) => moneyOf(line.expectedMinor, currency),
  tax: ({ line, currency }) => moneyOf(line.taxMinor, currency),
};
