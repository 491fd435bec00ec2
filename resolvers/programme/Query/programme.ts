import type { QueryResolvers } from "../../__generated__/types.ts";

export const programme: NonNullable<QueryResolvers["programme"]> = (_root, _args, { loaders }) =>
  loaders.programme.inForce();

export const stores: NonNullable<QueryResolvers["stores"]> = (_root, args, { loaders }) =>
  loaders.programme.stores(args);
