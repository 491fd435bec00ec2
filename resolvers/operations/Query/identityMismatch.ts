import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const identityMismatch: NonNullable<QueryResolvers["identityMismatch"]> = async (
  _root,
  { from, to, source },
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return await loaders.identityMismatch.ofDays(from, to, source ?? null);
};
