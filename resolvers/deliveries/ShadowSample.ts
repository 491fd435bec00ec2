import type { OrderStatus } from "../../src/domain/order/facts.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { ShadowSampleResolvers } from "../__generated__/types.ts";

export const ShadowSample: ShadowSampleResolvers = {
  customerId: ({ customerId }) => encodeGlobalId("Customer", customerId),
  orderSize: ({ band }) => band,
  currencyCode: ({ currency }) => currency,
  orderStatus: ({ status }) => status as OrderStatus | null,
  comparedAt: ({ comparedAt }) => instantFromPg(comparedAt),
};
