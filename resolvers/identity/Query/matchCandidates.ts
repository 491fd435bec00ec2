import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const matchCandidates: NonNullable<QueryResolvers["matchCandidates"]> = async (
  _root,
  args,
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:merge");
  return await loaders.candidates.page(args);
};
