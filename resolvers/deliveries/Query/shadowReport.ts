import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";
import { instantOf } from "../../inputs.ts";

export const shadowReport: NonNullable<QueryResolvers["shadowReport"]> = async (
  _root,
  { destination, from, to },
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return await loaders.destinations.shadowReport(destination, {
    from: from == null ? null : instantOf(from),
    to: to == null ? null : instantOf(to),
  });
};
