import type { AccountResolvers } from "./__generated__/types.ts";

export const Account: AccountResolvers = {
  active: ({ active }) => (active > 0n ? active : 0n),
  // Reservations come with spending points.
  reserved: () => 0n,
  negative: ({ active }) => (active < 0n ? -active : 0n),
  expiringNext: (account, _args, { loaders }) => loaders.loyalty.expiringNext(account),
};
