import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const coupon: NonNullable<QueryResolvers["coupon"]> = async (
  _root,
  { code },
  { viewer, loaders },
) => {
  requireScope(viewer, "customer:read", "customer:read-own", "coupon:issue");
  return await loaders.coupons.byCode(code);
};
