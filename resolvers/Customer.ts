import type { CustomerFlag, CustomerResolvers } from "./__generated__/types.ts";

const FLAGS: readonly CustomerFlag[] = [
  "STAFF",
  "TEST",
  "RESTRICTED",
  "FRAUD_HOLD",
  "DECEASED",
  "MINOR",
  "BUSINESS",
];

export const Customer: CustomerResolvers = {
  mergedInto: (customer, _args, { loaders }) => loaders.customers.survivorOf(customer),
  sources: (customer, _args, { loaders }) => loaders.customers.sources(customer),
  name: async (customer, _args, { loaders }) => (await loaders.customers.profile(customer)).name,
  language: async (customer, _args, { loaders }) =>
    (await loaders.customers.profile(customer)).language,
  identifiers: (customer, _args, { loaders }) => loaders.customers.identifiers(customer),
  flags: async (customer, _args, { loaders }) => {
    const { flags } = await loaders.customers.profile(customer);
    return FLAGS.filter((flag) => flags.includes(flag));
  },
  coupons: (customer, args, { loaders }) => loaders.coupons.pageOfCustomer(customer, args),
  orders: (customer, args, { loaders }) => loaders.orders.pageOfCustomer(customer, args),
  loyalty: (customer, { programme }, { loaders }) =>
    loaders.loyalty.ofCustomer(customer, programme ?? null),
};
