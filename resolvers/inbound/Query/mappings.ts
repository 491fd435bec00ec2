import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const mappings: NonNullable<QueryResolvers["mappings"]> = (
  _root,
  args,
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return loaders.mappings.list(args);
};

export const mapping: NonNullable<QueryResolvers["mapping"]> = (
  _root,
  { name },
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return loaders.mappings.byName(name);
};
