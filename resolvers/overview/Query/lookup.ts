import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const lookup: NonNullable<QueryResolvers["lookup"]> = async (
  _root,
  { text, first },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read");
  return await loaders.lookup.byText(text, first);
};
