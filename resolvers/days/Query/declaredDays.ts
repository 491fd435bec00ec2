import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const declaredDays: NonNullable<QueryResolvers["declaredDays"]> = (
  _root,
  { from, to, store, source, states, first, after },
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  return loaders.days.declared({
    ...{ from, to, first, states: states ?? null },
    ...{ store: store ?? null, source: source ?? null, after: after ?? null },
  });
};
