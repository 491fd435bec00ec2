import type { ShadowGroupResolvers } from "../__generated__/types.ts";

export const ShadowGroup: ShadowGroupResolvers = {
  currencyCode: ({ currency }) => currency,
};
