import { CUSTOMER_FLAGS } from "../../src/domain/customer/profile.ts";
import { streamCursor } from "../../src/stream/cursors.ts";
import type { CustomerResolvers } from "../__generated__/types.ts";

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
    return CUSTOMER_FLAGS.filter((flag) => flags.includes(flag));
  },
  version: async (customer, _args, { loaders }) =>
    (await loaders.customers.profile(customer)).version,
  interactions: (customer, args, { loaders }) =>
    loaders.interactions.pageOfCustomer(customer, args),
  browsing: (customer, args, { loaders }) => loaders.browsing.pageOfCustomer(customer, args),
  coupons: (customer, args, { loaders }) => loaders.coupons.pageOfCustomer(customer, args),
  orders: (customer, args, { loaders }) => loaders.orders.pageOfCustomer(customer, args),
  loyalty: (customer, { programme }, { loaders }) =>
    loaders.loyalty.ofCustomer(customer, programme ?? null),
  // No model is connected yet.
  predictions: () => null,
  timeline: (customer, args, { loaders }) => loaders.timeline.pageOfCustomer(customer, args),
  openedBy: (customer, args, { loaders }) => loaders.openings.pageOfCustomer(customer, args),
  alsoOpen: (customer, _args, { loaders }) => loaders.alsoOpen.ofCustomer(customer),
  matchCandidates: (customer, { first }, { loaders }) =>
    loaders.candidates.ofCustomer(customer, first),
  identityGraph: (customer, _args, { loaders }) => loaders.identityGraph.ofCustomer(customer),
  goodwill: (customer, _args, { loaders }) => loaders.goodwill.ofCustomer(customer),
  problems: (customer, _args, { loaders }) => loaders.problems.ofCustomer(customer),
};
