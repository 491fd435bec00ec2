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
  type HolderRow,
  readCustomersByIds,
  readCustomersByPublicIds,
  readHoldersOfIdentifiers,
  readIdentifiersOfRoots,
  readLeavesOfRoots,
} from "../../db/queries/customers/readCustomers.ts";
import {
  readTimelinePages,
  type TimelinePageKey,
} from "../../db/queries/customers/readTimeline.ts";
import {
  type InteractionPageKey,
  readInteractionPages,
  readInteractionsByPublicIds,
} from "../../db/queries/interactions/readInteractions.ts";
import { readGrantsOfRoots } from "../../db/queries/loyalty/grants.ts";
import { readOpenHoldsOfRoots } from "../../db/queries/loyalty/pointsHolds.ts";
import {
  readAccountsOfRoots,
  readMembershipsOfRoots,
  readOpenLotsOfAccounts,
  readTierChangePages,
  type TierChangePageKey,
} from "../../db/queries/loyalty/readLoyalty.ts";
import {
  type EntryPageKey,
  readEntryPages,
  readStatementSums,
  type StatementKey,
} from "../../db/queries/loyalty/readStatement.ts";
import {
  type OrderPageKey,
  type OrderRow,
  readFactsOfOrders,
  readOpenOrdersOfRoots,
  readOrderPages,
  readOrdersByIds,
  readOrdersByPublicIds,
} from "../../db/queries/orders/readOrders.ts";
import { readWatermarks, type WatermarkRow } from "../../db/queries/programme/readDirectory.ts";
import { readEventsByIds } from "../../db/queries/purchases/readHandoffs.ts";
import {
  readHeldByWaitKeys,
  readHeldGroups,
  readHeldSamples,
} from "../../db/queries/purchases/readHeld.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { failureKind } from "../platform/failure.ts";
import {
  batched,
  dense,
  type LookupDefinition,
  type LookupsOf,
  manyByArguments,
  manyByKey,
  manyByPlace,
  oneByKey,
} from "../platform/reads/batch.ts";
import type { BatchObserver } from "../platform/reads/batcher.ts";
import {
  BATCH_LIMITS,
  type BatchLimits,
  BatchScheduler,
} from "../platform/reads/batchScheduler.ts";

export type IdentifierPair = { readonly kind: string; readonly value: string };

type CouponAttemptsKey = { readonly couponId: bigint; readonly limit: number };

type CouponUsesKey = { readonly rootId: bigint; readonly couponId: bigint };

type HeldSampleKey = { readonly reason: string; readonly limit: number };

/** How old the sources' watermarks may be that are shown, milliseconds: they tell of minutes. */
const WATERMARK_AGE_MS = 500;

/**
 * Every lookup with its statement; no rules and no rights: whoever asks has to check what it may show. Keys are
 * typed and checked by those who call: text of a client never gets here as it came.
 */
export function lookupDefinitions(sql: Sql, watermarkAgeMs: number = WATERMARK_AGE_MS) {
  return {
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
    holderOf: holders(sql),
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
    statementSums: manyByPlace(
      "statementSums",
      (keys: readonly StatementKey[]) => readStatementSums(sql, keys),
      ({ rootId, programme, wallet, from, to }) =>
        JSON.stringify([String(rootId), programme, wallet, from, to]),
      (row) => row.key,
    ),
    entryPage: manyByPlace(
      "entryPage",
      (keys: readonly EntryPageKey[]) => readEntryPages(sql, keys),
      ({ rootId, programme, wallet, from, to, limit, before }) =>
        JSON.stringify([String(rootId), programme, wallet, from, to, limit, `${before}`]),
      (row) => row.key,
    ),
    openHolds: manyByKey(
      "openHolds",
      (roots: readonly bigint[]) => readOpenHoldsOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    openLots: manyByKey(
      "openLots",
      (accounts: readonly bigint[]) => readOpenLotsOfAccounts(sql, accounts),
      (row) => row.accountId,
    ),
    grants: manyByKey(
      "grants",
      (roots: readonly bigint[]) => readGrantsOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    tierChangePage: manyByPlace(
      "tierChangePage",
      (keys: readonly TierChangePageKey[]) => readTierChangePages(sql, keys),
      ({ rootId, limit, after }) => `${rootId} ${limit} ${after?.recordedAt} ${after?.id}`,
      (row) => row.key,
    ),
    openOrders: manyByKey(
      "openOrders",
      (roots: readonly bigint[]) => readOpenOrdersOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    orderById: oneByKey<bigint, OrderRow>(
      "orderById",
      (ids) => readOrdersByIds(sql, ids),
      (row) => row.id,
    ),
    orderByPublicId: oneByKey<string, OrderRow>(
      "orderByPublicId",
      (ids) => readOrdersByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    orderPage: manyByArguments(
      "orderPage",
      (keys: readonly OrderPageKey[]) => readOrderPages(sql, keys),
      orderPageKey,
    ),
    orderFacts: oneByKey(
      "orderFacts",
      (ids: readonly bigint[]) => readFactsOfOrders(sql, ids),
      (row) => row.id,
    ),
    interactionByPublicId: oneByKey(
      "interactionByPublicId",
      (ids: readonly string[]) => readInteractionsByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    interactionPage: manyByArguments(
      "interactionPage",
      (keys: readonly InteractionPageKey[]) => readInteractionPages(sql, keys),
      ({ rootId, limit, after, openOnly }) =>
        `${rootId} ${limit} ${after?.occurredAt} ${after?.id} ${openOnly}`,
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
    timelinePage: manyByPlace(
      "timelinePage",
      (keys: readonly TimelinePageKey[]) => readTimelinePages(sql, keys),
      ({ rootId, limit, kinds, before }) =>
        `${rootId} ${limit} ${kinds} ${before?.at} ${before?.kind} ${before?.id}`,
      (row) => row.key,
    ),
    heldByWaitKey: manyByKey(
      "heldByWaitKey",
      (waitKeys: readonly string[]) => readHeldByWaitKeys(sql, waitKeys),
      (row) => row.waitKey,
    ),
    eventById: oneByKey(
      "eventById",
      (ids: readonly bigint[]) => readEventsByIds(sql, ids),
      (row) => row.id,
    ),
    heldSample: manyByArguments(
      "heldSample",
      (keys: readonly HeldSampleKey[]) => readHeldSamples(sql, keys),
      ({ reason, limit }) => `${limit} ${reason}`,
    ),
    heldGroups: whole("heldGroups", () => readHeldGroups(sql).then(dense)),
    watermarks: keptFor(
      watermarkAgeMs,
      whole("watermarks", async () => watermarksOf(dense(await readWatermarks(sql)))),
    ),
  };
}

/** The lookups of a process, shared by all its requests. */
export type Lookups = LookupsOf<ReturnType<typeof lookupDefinitions>>;

/** How the lookups of a process are set up. */
export type LookupsOptions = {
  readonly limits?: BatchLimits;
  readonly observer?: BatchObserver;
  readonly watermarkAgeMs?: number;
};

/** One batcher per lookup, over a pool whose statement_timeout is BATCH_STATEMENT_TIMEOUT_MS. */
export function createLookups(sql: Sql, options: LookupsOptions = {}) {
  const { observer } = options;
  return batched(
    lookupDefinitions(sql, options.watermarkAgeMs),
    new BatchScheduler(options.limits ?? BATCH_LIMITS),
    { isTransient, ...(observer === undefined ? {} : { observer }) },
  );
}

/** Of the database and not of a key: no connection, no room, cancelled for taking too long. */
export function isTransient(error: unknown): boolean {
  const kind = failureKind(error);
  return kind === "CONNECTION" || kind === "RETRY" || TRANSIENT_CODES.has(codeOf(error));
}

/** too_many_connections, query_canceled. */
const TRANSIENT_CODES = new Set(["53300", "57014"]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function holders(sql: Sql): LookupDefinition<IdentifierPair, HolderRow | null> {
  return {
    name: "holderOf",
    idOf: pairKey,
    fetch: async (pairs) => {
      const rows = await readHoldersOfIdentifiers(sql, pairs);
      const found = new Map(dense(rows).map((row) => [pairKey(row), Object.freeze(row)]));
      return pairs.map((pair) => found.get(pairKey(pair)) ?? null);
    },
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

/** A small table, read whole. */
function whole<Value>(name: string, fetch: () => Promise<Value>): LookupDefinition<"all", Value> {
  return {
    name,
    idOf: (key) => key,
    fetch: async (keys) => {
      const value = await fetch();
      return keys.map(() => value);
    },
  };
}

/** Answers from what was read last, while it is no older than this. */
function keptFor<Value>(
  ageMs: number,
  { name, idOf, fetch }: LookupDefinition<"all", Value>,
): LookupDefinition<"all", Value> {
  let kept: { readonly values: readonly Value[]; readonly readAtMs: number } | null = null;
  return {
    name,
    idOf,
    fetch: async (keys) => {
      const nowMs = performance.now();
      if (kept === null || nowMs - kept.readAtMs >= ageMs) {
        kept = { values: await fetch(["all"]), readAtMs: nowMs };
      }
      const [value] = kept.values;
      return keys.map(() => value as Value);
    },
  };
}

function watermarksOf(rows: readonly WatermarkRow[]): ReadonlyMap<number, Instant> {
  return new Map(rows.map(({ sourceId, watermark }) => [sourceId, instantFromPg(watermark)]));
}

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
