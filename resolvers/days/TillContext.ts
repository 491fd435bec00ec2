import type { TillContextResolvers } from "../__generated__/types.ts";

export const TillContext: TillContextResolvers = {
  receipts: (context, { businessDate, till }, { loaders }) =>
    loaders.days.receipts(context, businessDate, till ?? null),
};
