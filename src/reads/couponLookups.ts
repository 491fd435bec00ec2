import type { Sql } from "../../db/connection/client.ts";
import {
  type CouponPageKey,
  countUses,
  readCampaigns,
  readCouponAttempts,
  readCouponPages,
  readCouponsByKeys,
  readCouponsByPublicIds,
  readRedemptionsByPublicIds,
  readRedemptionsOfCoupons,
} from "../../db/queries/coupons/readCoupons.ts";
import {
  dense,
  type LookupDefinition,
  manyByArguments,
  manyByKey,
  oneByKey,
} from "../platform/reads/batch.ts";

export interface CouponAttemptsKey {
  readonly couponId: bigint;
  readonly limit: number;
}

export interface CouponUsesKey {
  readonly rootId: bigint;
  readonly couponId: bigint;
}

export function couponLookups(sql: Sql) {
  return {
    couponByKey: oneByKey(
      "couponByKey",
      (keys: readonly string[]) => readCouponsByKeys(sql, keys),
      (row) => row.codeKey,
    ),
    couponByPublicId: oneByKey(
      "couponByPublicId",
      (ids: readonly string[]) => readCouponsByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    couponPage: manyByArguments(
      "couponPage",
      (keys: readonly CouponPageKey[]) => readCouponPages(sql, keys),
      ({ rootId, limit, after, states, now }) =>
        JSON.stringify([rootId.toString(), limit, after?.toString(), states, now]),
    ),
    couponAttempts: manyByArguments(
      "couponAttempts",
      (keys: readonly CouponAttemptsKey[]) => readCouponAttempts(sql, keys),
      ({ couponId, limit }) => `${limit} ${couponId}`,
    ),
    redemptionsOfCoupon: manyByKey(
      "redemptionsOfCoupon",
      (ids: readonly bigint[]) => readRedemptionsOfCoupons(sql, ids),
      (row) => row.couponId,
    ),
    redemptionByPublicId: oneByKey(
      "redemptionByPublicId",
      (ids: readonly string[]) => readRedemptionsByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    couponUses: couponUses(sql),
    campaignByCode: oneByKey(
      "campaignByCode",
      (codes: readonly string[]) => readCampaigns(sql, codes),
      (row) => row.code,
    ),
  };
}

/** How often a customer has used a coupon, over all its leaves. */
function couponUses(sql: Sql): LookupDefinition<CouponUsesKey, number> {
  return {
    name: "couponUses",
    idOf: ({ rootId, couponId }) => `${rootId} ${couponId}`,
    fetch: async (keys) => dense(await countUses(sql, keys)).map(({ uses }) => uses),
  };
}
