import { tellApart } from "../../src/sentences/lookupHit.ts";
import type { LookupHitResolvers } from "../__generated__/types.ts";

export const LookupHit: LookupHitResolvers = {
  hint: async ({ customer }, { locale }, { loaders }) => {
    if (customer === null) {
      return null;
    }
    const [loyalty, orders] = await Promise.all([
      loaders.loyalty.ofCustomer(customer, null),
      loaders.orders.pageOfCustomer(customer, { first: 1 }),
    ]);
    return tellApart({ loyalty, lastOrder: orders?.nodes[0] ?? null }, locale);
  },
};
