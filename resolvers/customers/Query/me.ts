import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const me: NonNullable<QueryResolvers["me"]> = async (_root, _args, { viewer, loaders }) => {
  requireScope(viewer, "customer:read-own");
  return viewer.customerId === null ? null : await loaders.customers.ofToken(viewer.customerId);
};
