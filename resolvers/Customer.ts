import { streamCursor } from "../src/push/streams.ts";
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
  streamCursor: ({ isShell, row }) => (isShell ? null : streamCursor(row.publicId, row.seq)),
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
  orders: (customer, args, { loaders }) => loaders.orders.pageOfCustomer(customer, args),
  loyalty: (customer, { programme }, { loaders }) =>
    loaders.loyalty.ofCustomer(customer, programme ?? null),
};
