import { moneyOf } from "../../src/platform/money.ts";
import type { DiagnosedOrderResolvers, DiagnosisResolvers } from "../__generated__/types.ts";

export const Diagnosis: DiagnosisResolvers = {
  customer: ({ rootId }, _args, { viewer, loaders }) =>
    viewer.scopes.has("customer:read") ? loaders.customers.byRoot(rootId) : null,
  healthy: ({ isHealthy }) => isHealthy,
};

export const DiagnosedOrder: DiagnosedOrderResolvers = {
  number: ({ known }) => known.number,
  fulfilledAt: ({ known }) => known.fulfilledAt,
  amount: ({ known }) => moneyOf(known.amountMinor, known.currency),
  order: async ({ order }, _args, { loaders }) =>
    order === null ? null : await loaders.orders.byPublicId(order),
};
