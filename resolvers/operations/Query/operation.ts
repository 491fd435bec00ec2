import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

/** Of whoever may call a mutation that has a key. */
const MAY_SEND_KEYS = [
  "coupon:redeem",
  "coupon:issue",
  "points:spend",
  "points:adjust",
  "tier:override",
  "membership:write",
  "customer:write",
  "day:declare",
] as const;

export const operation: NonNullable<QueryResolvers["operation"]> = async (
  _root,
  { idempotencyKey, till },
  { viewer, loaders },
) => {
  requireScope(viewer, ...MAY_SEND_KEYS);
  return await loaders.operations.byKey(idempotencyKey, till ?? null);
};
