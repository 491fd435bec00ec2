import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, RowOf, StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/**
 * Grants of tiers: what commands write of them, under the customer's lock, and what verify replays.
 */

export type NewGrantRow = Filled<
  RowOf<
    "tier_grant",
    | "id"
    | "rootId"
    | "kind"
    | "mode"
    | "tier"
    | "grantedAt"
    | "recordedAt"
    | "expiresAt"
    | "reason"
    | "actor"
    | "version"
  >,
  "reason"
>;

export function insertGrant(tx: Tx, row: NewGrantRow) {
  return tx`
    insert into tier_grant (id, root_id, kind, mode, tier, granted_at, recorded_at, expires_at, reason, actor, version)
    values (${String(row.id)}::text::bigint, ${String(row.rootId)}::text::bigint, ${row.kind}, ${row.mode},
      ${row.tier}, ${row.grantedAt}::text::timestamptz, ${row.recordedAt}::text::timestamptz,
      ${row.expiresAt}::text::timestamptz, ${row.reason}, ${row.actor}, ${row.version}::int)`;
}

export interface ClearedGrants {
  readonly ids: readonly bigint[];
  readonly clearedAt: string;
  readonly recordedAt: string;
  /** Null when another override took its place: that one has the reason. */
  readonly reason: string | null;
  readonly actor: string;
  /** Null leaves the version as it is. */
  readonly version: number | null;
}

/** Ends grants before their time. Each is cleared once. */
export function clearGrants(tx: Tx, cleared: ClearedGrants) {
  return tx`
    update tier_grant
    set cleared_at = ${cleared.clearedAt}::text::timestamptz, cleared_by = ${cleared.actor},
      cleared_recorded_at = ${cleared.recordedAt}::text::timestamptz, clear_reason = ${cleared.reason},
      version = coalesce(${cleared.version}::int, version)
    where id = any(${idList(cleared.ids)}::bigint[]) and cleared_at is null`;
}

/** The customer's overrides of all leaves, the latest first. */
export function readOverrideVersions(tx: Tx, leaves: readonly bigint[]) {
  return tx<StoredRowOf<"tier_grant", "id" | "version">[]>`
    select id, version from tier_grant
    where root_id = any(${idList(leaves)}::bigint[]) and kind = 'OVERRIDE'
    order by recorded_at desc, id desc`;
}

/** Whether the record is of somebody who works here. */
export async function readIsStaff(tx: Tx, leaves: readonly bigint[]): Promise<boolean> {
  const [row] = await tx<{ isStaff: boolean | null }[]>`
    select bool_or('STAFF' = any(flags)) as "isStaff" from customer_profile
    where leaf_id = any(${idList(leaves)}::bigint[])`;
  return row?.isStaff === true;
}

export type RecordedGrantRow = StoredRowOf<
  "tier_grant",
  | "id"
  | "root_id"
  | "kind"
  | "mode"
  | "tier"
  | "granted_at"
  | "recorded_at"
  | "expires_at"
  | "cleared_at"
  | "cleared_recorded_at"
>;

/** Without what persons wrote. */
export function readGrants(tx: Tx, roots: readonly bigint[]) {
  return tx<RecordedGrantRow[]>`
    select id, root_id, kind, mode, tier, granted_at, recorded_at, expires_at, cleared_at, cleared_recorded_at
    from tier_grant where root_id = any(${idList(roots)}::bigint[]) order by recorded_at, id`;
}

/** `rootId` is the live customer of now; `reason` is null once erased. */
export type GrantRow = RowOf<"customer", "rootId"> &
  RowOf<
    "tier_grant",
    | "id"
    | "kind"
    | "mode"
    | "tier"
    | "grantedAt"
    | "expiresAt"
    | "reason"
    | "actor"
    | "clearReason"
    | "clearedBy"
    | "version"
  >;

/** The grants, those cleared and expired too, of every leaf under these roots. */
export async function readGrantsOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly GrantRow[]> {
  return await sql<GrantRow[]>`
    select leaf.root_id as "rootId", g.id, g.kind, g.mode, g.tier, g.granted_at as "grantedAt", g.expires_at as "expiresAt",
           g.reason, g.actor, g.clear_reason as "clearReason", g.cleared_by as "clearedBy", g.version
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join tier_grant g on g.root_id = leaf.id
     order by g.recorded_at, g.id`;
}
