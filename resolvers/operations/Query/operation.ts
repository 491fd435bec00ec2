import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const operation: NonNullable<QueryResolvers["operation"]> = async (
  _root,
  { idempotencyKey, till },
  { viewer, loaders },
) => {
  requireScope(viewer, "coupon:redeem");
  return await loaders.operations.byKey(idempotencyKey, till ?? null);
};
