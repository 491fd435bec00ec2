import { requireScope } from "../../../src/access/authorise.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";
import { customerBy, orderBy } from "../../customerBy.ts";

export const explainTier: NonNullable<QueryResolvers["explainTier"]> = async (
  _root,
  { customer: by, at },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read", "customer:read-own");
  const customer = await customerBy(loaders, by, "LOOK");
  return customer && (await loaders.explain.tier(customer, at == null ? null : parseInstant(at)));
};

export const explainPoints: NonNullable<QueryResolvers["explainPoints"]> = async (
  _root,
  { order: by },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read", "customer:read-own", "operations:read");
  const order = await orderBy(loaders, by);
  return order && (await loaders.explain.points(order));
};
