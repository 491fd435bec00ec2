import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const openings: NonNullable<QueryResolvers["openings"]> = async (
  _root,
  args,
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:openings");
  return await loaders.staffOpenings.page(args);
};
