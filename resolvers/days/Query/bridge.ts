import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const bridge: NonNullable<QueryResolvers["bridge"]> = async (
  _root,
  { source, from, to },
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return await loaders.bridge.ofDays(source, from, to);
};
