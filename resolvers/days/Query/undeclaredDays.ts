import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const undeclaredDays: NonNullable<QueryResolvers["undeclaredDays"]> = (
  _root,
  _args,
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return loaders.days.undeclared();
};
