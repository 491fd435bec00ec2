import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const till: NonNullable<QueryResolvers["till"]> = (
  _root,
  { store },
  { viewer, loaders },
) => {
  requireScope(viewer, "day:read", "operations:read");
  return loaders.days.till(store ?? null);
};
