import type { Sql } from "../../db/connection/client.ts";
import { readGrantsOfRoots } from "../../db/queries/loyalty/grants.ts";
import { readBlocksOfRoots, readOpenHoldsOfRoots } from "../../db/queries/loyalty/pointsHolds.ts";
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
import { manyByKey, manyByPlace } from "../platform/reads/batch.ts";

export function loyaltyLookups(sql: Sql) {
  return {
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
    blocks: manyByKey(
      "blocks",
      (roots: readonly bigint[]) => readBlocksOfRoots(sql, roots),
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
  };
}
