import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const health: NonNullable<QueryResolvers["health"]> = async (
  _root,
  _args,
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return { sources: await loaders.sourceHealth.all() };
};
