import type { NodeResolvers } from "../__generated__/types.ts";

export const Node: NodeResolvers = {
  __resolveType: ({ kind }) => kind,
};
