import DataLoader from "dataloader";
import type { Sql } from "../../db/client.ts";
import { readGrantsOfRoots } from "../../db/queries/grants.ts";
import {
  type CouponPageKey,
  type CouponRow,
  countUses,
  readCampaigns,
  readCouponAttempts,
  readCouponPages,
  readCouponsByKeys,
  readCouponsByPublicIds,
  readRedemptionsByPublicIds,
  readRedemptionsOfCoupons,
} from "../../db/queries/readCoupons.ts";
import {
  readCustomersByIds,
  readCustomersByPublicIds,
  readHoldersOfIdentifiers,
  readIdentifiersOfRoots,
  readLeavesOfRoots,
} from "../../db/queries/readCustomers.ts";
import { readWatermarks, type WatermarkRow } from "../../db/queries/readDirectory.ts";
import { readEventsByIds } from "../../db/queries/readHandoffs.ts";
import {
  type HeldGroupRow,
  readHeldByWaitKeys,
  readHeldGroups,
  readHeldSamples,
} from "../../db/queries/readHeld.ts";
import {
  type InteractionPageKey,
  type InteractionPageRow,
  readInteractionPages,
  readInteractionsByPublicIds,
} from "../../db/queries/readInteractions.ts";
import {
  readAccountsOfRoots,
  readMembershipsOfRoots,
  readTierChangePages,
  type TierChangePageKey,
  type TierChangeRow,
} from "../../db/queries/readLoyalty.ts";
import {
  type OrderPageKey,
  type OrderPageRow,
  readOpenOrdersOfRoots,
  readOrderPages,
  readOrdersByIds,
  readOrdersByPublicIds,
} from "../../db/queries/readOrders.ts";
import {
  readTimelinePages,
  type TimelinePageKey,
  type TimelineRow,
} from "../../db/queries/readTimeline.ts";
import { BATCH_SIZE_MAX, manyByKey, oneByKey } from "./batch.ts";

export type IdentifierPair = { readonly kind: string; readonly value: string };

/**
 * The rows of one request, batched and remembered; no rules and no rights: whoever asks here has to check what it
 * may show. One statement per loader and tick, whatever the number of keys.
 */
export function createReads(sql: Sql) {
  const loaders = {
    customerById: oneByKey(
      "customerById",
      (ids: readonly bigint[]) => readCustomersByIds(sql, ids),
      (row) => row.id,
    ),
    customerByPublicId: oneByKey(
      "customerByPublicId",
      (ids: readonly string[]) => readCustomersByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    holderOf: new DataLoader<IdentifierPair, bigint | null, string>(
      async (pairs) => {
        const rows = await readHoldersOfIdentifiers(sql, pairs);
        const roots = new Map(rows.map((row) => [pairKey(row), row.rootId]));
        return pairs.map((pair) => roots.get(pairKey(pair)) ?? null);
      },
      { name: "holderOf", cacheKeyFn: pairKey, maxBatchSize: BATCH_SIZE_MAX },
    ),
    leaves: manyByKey(
      "leaves",
      (roots: readonly bigint[]) => readLeavesOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    identifiers: manyByKey(
      "identifiers",
      (roots: readonly bigint[]) => readIdentifiersOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    memberships: manyByKey(
      "memberships",
      (roots: readonly bigint[]) => readMembershipsOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    accounts: manyByKey(
      "accounts",
      (roots: readonly bigint[]) => readAccountsOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    grants: manyByKey(
      "grants",
      (roots: readonly bigint[]) => readGrantsOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    tierChangePage: new DataLoader<TierChangePageKey, readonly TierChangeRow[], string>(
      async (keys) => {
        const pages = Map.groupBy(await readTierChangePages(sql, keys), (row) => row.key);
        return keys.map((_key, at) => pages.get(at) ?? []);
      },
      { name: "tierChangePage", cacheKeyFn: tierChangePageKey, maxBatchSize: BATCH_SIZE_MAX },
    ),
    openOrders: manyByKey(
      "openOrders",
      (roots: readonly bigint[]) => readOpenOrdersOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    orderById: oneByKey(
      "orderById",
      (ids: readonly bigint[]) => readOrdersByIds(sql, ids),
      (row) => row.id,
    ),
    orderByPublicId: oneByKey(
      "orderByPublicId",
      (ids: readonly string[]) => readOrdersByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    orderPage: new DataLoader<OrderPageKey, readonly OrderPageRow[], string>(
      async (keys) => {
        const pages = Map.groupBy(await readOrderPages(sql, keys), (row) => row.at);
        return keys.map((_key, at) => pages.get(at) ?? []);
      },
      { name: "orderPage", cacheKeyFn: orderPageKey, maxBatchSize: BATCH_SIZE_MAX },
    ),
    interactionByPublicId: oneByKey(
      "interactionByPublicId",
      (ids: readonly string[]) => readInteractionsByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    interactionPage: new DataLoader<InteractionPageKey, readonly InteractionPageRow[], string>(
      async (keys) => {
        const pages = Map.groupBy(await readInteractionPages(sql, keys), (row) => row.at);
        return keys.map((_key, at) => pages.get(at) ?? []);
      },
      {
        name: "interactionPage",
        cacheKeyFn: ({ rootId, limit, after, openOnly }) =>
          JSON.stringify([
            rootId.toString(),
            limit,
            after?.occurredAt,
            after?.id.toString(),
            openOnly,
          ]),
        maxBatchSize: BATCH_SIZE_MAX,
      },
    ),
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
    couponPage: new DataLoader<CouponPageKey, readonly CouponRow[], string>(
      async (keys) => {
        const pages = Map.groupBy(await readCouponPages(sql, keys), (row) => row.at);
        return keys.map((_key, at) => pages.get(at) ?? []);
      },
      { name: "couponPage", cacheKeyFn: couponPageKey, maxBatchSize: BATCH_SIZE_MAX },
    ),
    couponAttempts: new DataLoader<{ couponId: bigint; limit: number }, AttemptRows, string>(
      async (keys) => {
        const found = Map.groupBy(await readCouponAttempts(sql, keys), (row) => row.at);
        return keys.map((_key, at) => found.get(at) ?? []);
      },
      { name: "couponAttempts", cacheKeyFn: ({ couponId, limit }) => `${limit} ${couponId}` },
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
    couponUses: new DataLoader<{ rootId: bigint; couponId: bigint }, number, string>(
      async (keys) => (await countUses(sql, keys)).map(({ uses }) => uses),
      { name: "couponUses", cacheKeyFn: ({ rootId, couponId }) => `${rootId} ${couponId}` },
    ),
    campaignByCode: oneByKey(
      "campaignByCode",
      (codes: readonly string[]) => readCampaigns(sql, codes),
      (row) => row.code,
    ),
    eventById: oneByKey(
      "eventById",
      (ids: readonly bigint[]) => readEventsByIds(sql, ids),
      (row) => row.id,
    ),
    heldSample: new DataLoader<{ reason: string; limit: number }, EventRows, string>(
      async (keys) => {
        const samples = Map.groupBy(await readHeldSamples(sql, keys), (row) => row.at);
        return keys.map((_key, at) => samples.get(at) ?? []);
      },
      { name: "heldSample", cacheKeyFn: ({ reason, limit }) => `${limit} ${reason}` },
    ),
    heldByWaitKey: manyByKey(
      "heldByWaitKey",
      (waitKeys: readonly string[]) => readHeldByWaitKeys(sql, waitKeys),
      (row) => row.waitKey,
    ),
    timelinePage: new DataLoader<TimelinePageKey, readonly TimelineRow[], string>(
      async (keys) => {
        const pages = Map.groupBy(await readTimelinePages(sql, keys), (row) => row.key);
        return keys.map((_key, at) => pages.get(at) ?? []);
      },
      { name: "timelinePage", cacheKeyFn: timelinePageKey, maxBatchSize: BATCH_SIZE_MAX },
    ),
    // Whole small tables: one key.
    heldGroups: new DataLoader<"all", readonly HeldGroupRow[]>(async () => [
      await readHeldGroups(sql),
    ]),
    watermarks: new DataLoader<"all", readonly WatermarkRow[]>(async () => [
      await readWatermarks(sql),
    ]),
  };
  return {
    ...loaders,
    /** Forgets everything: for after a mutation, so that one reads what one wrote. */
    clear: (): void => {
      for (const loader of Object.values(loaders))
        (loader as DataLoader<unknown, unknown>).clearAll();
    },
  };
}

type AttemptRows = Awaited<ReturnType<typeof readCouponAttempts>>;
type EventRows = Awaited<ReturnType<typeof readHeldSamples>>;

export type Reads = ReturnType<typeof createReads>;

function pairKey({ kind, value }: IdentifierPair): string {
  return `${kind}\u0000${value}`;
}

function orderPageKey({ rootId, limit, after, statuses }: OrderPageKey): string {
  return JSON.stringify([
    rootId.toString(),
    limit,
    after?.placedAt,
    after?.id.toString(),
    statuses,
  ]);
}

function timelinePageKey({ rootId, limit, kinds, before }: TimelinePageKey): string {
  return JSON.stringify([
    rootId.toString(),
    limit,
    kinds,
    before?.at,
    before?.kind,
    `${before?.id}`,
  ]);
}

function tierChangePageKey({ rootId, limit, after }: TierChangePageKey): string {
  return `${rootId} ${limit} ${after?.recordedAt} ${after?.id}`;
}

function couponPageKey({ rootId, limit, after, states, now }: CouponPageKey): string {
  return JSON.stringify([rootId.toString(), limit, after?.toString(), states, now]);
}
