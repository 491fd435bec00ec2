import type { UndeclaredDayResolvers } from "../__generated__/types.ts";

export const UndeclaredDay: UndeclaredDayResolvers = {
  store: async ({ store }, _args, { loaders }) =>
    store === "" ? null : await loaders.programme.store(store),
  till: ({ till }) => (till === "" ? null : till),
  source: ({ source }) => (source === "" ? null : source),
};
