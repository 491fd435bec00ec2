import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const node: NonNullable<QueryResolvers["node"]> = async (
  _root,
  { id },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read", "customer:read-own", "operations:read");
  return await loaders.node(id);
};
