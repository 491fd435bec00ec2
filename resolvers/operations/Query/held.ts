import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const held: NonNullable<QueryResolvers["held"]> = async (
  _root,
  _args,
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return await loaders.handoffs.held();
};
