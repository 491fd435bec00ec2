import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const health: NonNullable<QueryResolvers["health"]> = (_root, _args, { viewer }) => {
  requireScope(viewer, "operations:read");
  return {};
};
