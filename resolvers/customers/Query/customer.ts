import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";
import { customerBy } from "../../customerBy.ts";

export const customer: NonNullable<QueryResolvers["customer"]> = async (
  _root,
  { by },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read", "customer:read-own");
  return await customerBy(loaders, by, "LOOK");
};
