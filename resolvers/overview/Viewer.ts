import type { ViewerResolvers } from "../__generated__/types.ts";

export const Viewer: ViewerResolvers = {
  name: ({ principal }) => principal,
  scopes: ({ scopes }) => [...scopes].sort(),
  store: ({ store }, _args, { loaders }) => loaders.programme.store(store),
  expiresAt: ({ expiresAt }) => expiresAt ?? null,
};
