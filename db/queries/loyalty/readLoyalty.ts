import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

export type MembershipRow = RowOf<"customer", "rootId"> &
  RowOf<"membership", "leafId" | "programme" | "status" | "enrolledAt">;

/** Memberships of every leaf under these roots; those in force first, then the oldest. */
export async function readMembershipsOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly MembershipRow[]> {
  return await sql<MembershipRow[]>`
    select leaf.root_id as "rootId", m.leaf_id as "leafId", m.programme, m.status, m.enrolled_at as "enrolledAt"
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join membership m on m.leaf_id = leaf.id
     order by m.status <> 'ENROLLED', m.enrolled_at, m.id`;
}

export type AccountRow = RowOf<"customer", "rootId"> &
  RowOf<
    "account",
    "id" | "programme" | "wallet" | "active" | "pending" | "maturing" | "nextLotAt" | "rollsUntil"
  > & {
    /**
     * Days that count towards tiers and what counts of each, as array_send has them: there may be
     * hundreds.
     */
    readonly [List in keyof RowOf<"account", "bucketDays" | "bucketMinor">]: Buffer;
  };

/** Accounts of every leaf under these roots: a customer's balance is their sum (contract 2.1). */
export async function readAccountsOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly AccountRow[]> {
  return await sql<AccountRow[]>`
    select leaf.root_id as "rootId", a.id, a.programme, a.wallet, a.active, a.pending, a.maturing,
           a.next_lot_at as "nextLotAt", a.rolls_until as "rollsUntil",
           array_send(a.bucket_days) as "bucketDays", array_send(a.bucket_minor) as "bucketMinor"
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join account a on a.leaf_id = leaf.id
     order by a.wallet, a.id`;
}

export type OpenLotRow = RowOf<
  "lot",
  "id" | "accountId" | "remaining" | "activatesAt" | "expiresAt"
>;

/** What is left of the points of these accounts, lot by lot. */
export async function readOpenLotsOfAccounts(
  sql: Sql,
  accounts: readonly bigint[],
): Promise<readonly OpenLotRow[]> {
  return await sql<OpenLotRow[]>`
    select id, account_id as "accountId", remaining, activates_at as "activatesAt", expires_at as "expiresAt"
      from lot where account_id = any(${accounts.map(String)}::bigint[]) and remaining > 0
     order by id`;
}

export interface TierChangePageKey {
  readonly rootId: bigint;
  /** Rows wanted. */
  readonly limit: number;
  /** Null: from the start. */
  readonly after: RowOf<"tier_change", "recordedAt" | "id"> | null;
}

export type TierChangeRow = RowOf<
  "tier_change",
  | "id"
  | "fromTier"
  | "toTier"
  | "kind"
  | "at"
  | "recordedAt"
  | "qualifyingMinor"
  | "eventId"
  | "rulesetVersion"
  | "cause"
  | "earnedTier"
  | "grantId"
>;

/**
 * One page of tier changes per key, latest recorded first, over all leaves of the root. `key` is
 * the number of the key in the call. A person has some dozens, so they are sorted and not indexed
 * in this order.
 */
export async function readTierChangePages(
  sql: Sql,
  keys: readonly TierChangePageKey[],
): Promise<readonly (TierChangeRow & { readonly key: number })[]> {
  return await sql<(TierChangeRow & { readonly key: number })[]>`
    select key.key, page.*
      from unnest(${keys.map((_key, at) => at)}::int[],
                  ${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ limit }) => limit)}::int[],
                  ${keys.map(({ after }) => after?.recordedAt ?? null)}::timestamptz[],
                  ${keys.map(({ after }) => after?.id.toString() ?? null)}::bigint[])
           as key(key, root_id, page, recorded_before, id_before)
      cross join lateral (
        select t.id, t.from_tier as "fromTier", t.to_tier as "toTier", t.kind, t.at, t.recorded_at as "recordedAt",
               t.qualifying_minor as "qualifyingMinor", t.event_id as "eventId", t.ruleset_version as "rulesetVersion",
               t.cause, t.earned_tier as "earnedTier", t.grant_id as "grantId"
          from tier_change t
         where t.root_id = any(array(
                 select key.root_id
                  union
                 select absorbed.id from customer absorbed
                  where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id))
           and (key.recorded_before is null
                or (t.recorded_at, t.id) < (key.recorded_before, key.id_before))
         order by t.recorded_at desc, t.id desc
         limit key.page) as page
     order by key.key, page."recordedAt" desc, page.id desc`;
}
