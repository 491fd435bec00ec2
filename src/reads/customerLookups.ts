import type { Sql } from "../../db/connection/client.ts";
import { readPresences } from "../../db/queries/access/presences.ts";
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
import { PRESENT_READ_MAX } from "../access/presence.ts";
import {
  dense,
  type LookupDefinition,
  manyByKey,
  manyByPlace,
  oneByKey,
} from "../platform/reads/batch.ts";

export interface IdentifierPair {
  readonly kind: string;
  readonly value: string;
}

export function customerLookups(sql: Sql) {
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
    presences: manyByKey(
      "presences",
      (roots: readonly bigint[]) => readPresences(sql, roots, PRESENT_READ_MAX),
      (row) => row.leafId,
    ),
    timelinePage: manyByPlace(
      "timelinePage",
      (keys: readonly TimelinePageKey[]) => readTimelinePages(sql, keys),
      ({ rootId, limit, kinds, before }) =>
        `${rootId} ${limit} ${kinds} ${before?.at} ${before?.kind} ${before?.id}`,
      (row) => row.key,
    ),
  };
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

function pairKey({ kind, value }: IdentifierPair): string {
  return `${kind}\u0000${value}`;
}
