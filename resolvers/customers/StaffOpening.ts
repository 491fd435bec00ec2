import type { StaffOpeningResolvers } from "../__generated__/types.ts";

export const StaffOpening: StaffOpeningResolvers = {
  customer: ({ row }, _args, { loaders }) => loaders.customers.glimpse(row.rootId),
};
