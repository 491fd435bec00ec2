import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const handoffs: NonNullable<QueryResolvers["handoffs"]> = async (
  _root,
  args,
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return await loaders.handoffs.page(args.filter ?? {}, args);
};
