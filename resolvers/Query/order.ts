import { requireScope } from "../../src/commands/authorise.ts";
import type { QueryResolvers } from "../__generated__/types.ts";
import { orderBy } from "../lookup.ts";

export const order: NonNullable<QueryResolvers["order"]> = async (
  _root,
  { by },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read", "customer:read-own", "operations:read");
  return await orderBy(loaders, by);
};
