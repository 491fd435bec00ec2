import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";
import { orderBy } from "../../customerBy.ts";

export const order: NonNullable<QueryResolvers["order"]> = async (
  _root,
  { by },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read", "customer:read-own", "operations:read");
  return await orderBy(loaders, by);
};
