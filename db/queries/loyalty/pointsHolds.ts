import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, RowOf } from "../../schema/rows.ts";
import { type Summed, withSums } from "../../statements/rows.ts";

/** Points that are set aside: for a payment that is under way, or by staff. */
export type PointsHoldRow = RowOf<
  "points_hold",
  | "id"
  | "publicId"
  | "accountId"
  | "leafId"
  | "wallet"
  | "kind"
  | "state"
  | "points"
  | "captured"
  | "refunded"
  | "parts"
  | "recordedAt"
  | "expiresAt"
  | "store"
> &
  RowOf<"customer", "rootId">;

const COLUMNS = `h.id, h.public_id as "publicId", h.account_id as "accountId", h.leaf_id as "leafId",
  c.root_id as "rootId", h.wallet, h.kind, h.state, h.points, h.captured, h.refunded, h.parts,
  h.recorded_at as "recordedAt", h.expires_at as "expiresAt", h.store`;

/**
 * A hold by the id that it is known by: a row for each leaf that gave some of it, the one that has
 * the id first. Looked up before the customers' locks to learn whose it is, and again under them.
 */
export function findHold(tx: Sql | Tx, publicId: string) {
  return tx<PointsHoldRow[]>`
    with head as (select id from points_hold where public_id = ${publicId}::text::uuid)
    select ${tx.unsafe(COLUMNS)} from points_hold h join customer c on c.id = h.leaf_id
    where h.id = (select id from head) or h.part_of = (select id from head)
    order by h.part_of nulls first, h.id`;
}

export type NewPointsHold = RowOf<
  "points_hold",
  | "id"
  | "publicId"
  | "partOf"
  | "accountId"
  | "leafId"
  | "wallet"
  | "kind"
  | "points"
  | "recordedAt"
  | "expiresAt"
  | "reason"
  | "reference"
  | "actor"
  | "store"
> & {
  /** [lot, points taken (negative)]. */
  readonly parts: readonly (readonly [bigint, bigint])[];
};

export function insertHold(tx: Tx, row: NewPointsHold) {
  const parts = JSON.stringify(row.parts.map(([lot, points]) => [`${lot}`, `${points}`]));
  const partOf = row.partOf === null ? null : `${row.partOf}`;
  return tx`
    insert into points_hold (id, public_id, part_of, account_id, leaf_id, wallet, kind, state, points, parts,
      recorded_at, expires_at, reason, reference, actor, store)
    values (${`${row.id}`}::text::bigint, ${row.publicId}::text::uuid, ${partOf}::text::bigint,
      ${`${row.accountId}`}::text::bigint,
      ${`${row.leafId}`}::text::bigint, ${row.wallet}, ${row.kind}, 'OPEN', ${`${row.points}`}::text::bigint,
      ${parts}::text::jsonb, ${row.recordedAt}::text::timestamptz, ${row.expiresAt}::text::timestamptz,
      ${row.reason}, ${row.reference}, ${row.actor}, ${row.store})`;
}

/** Ends an open hold; under the customer's lock. */
export function closeHold(
  tx: Tx,
  id: bigint,
  state: Exclude<PointsHoldRow["state"], "OPEN">,
  captured: bigint,
  closedAt: string,
) {
  return tx`
    update points_hold
    set state = ${state}, captured = ${`${captured}`}::text::bigint, closed_at = ${closedAt}::text::timestamptz
    where id = ${`${id}`}::text::bigint and state = 'OPEN'`;
}

export function addRefund(tx: Tx, id: bigint, points: bigint) {
  return tx`
    update points_hold set refunded = refunded + ${`${points}`}::text::bigint
    where id = ${`${id}`}::text::bigint`;
}

/** Open authorisations whose end has passed, the longest overdue first. */
export function findExpiredHolds(sql: Sql, now: string | null, limit: number) {
  return sql<{ readonly publicId: string }[]>`
    select public_id as "publicId" from points_hold
    where state = 'OPEN' and part_of is null and expires_at <= coalesce(${now}::text::timestamptz, clock_timestamp())
    order by expires_at, id limit ${limit}`;
}

/**
 * As `findExpiredHolds`, of one customer, with the customers whose leaves gave some: more than one
 * where a merge was taken back meanwhile.
 */
export function findExpiredHoldsOf(tx: Tx, rootId: bigint, now: string | null) {
  return tx<{ readonly publicId: string; readonly roots: readonly bigint[] }[]>`
    with heads as (
      select distinct coalesce(part_of, id) as id from points_hold
      where leaf_id = any(array(
          select ${`${rootId}`}::text::bigint
          union
          select id from customer where root_id = ${`${rootId}`}::text::bigint and root_id <> id))
        and state = 'OPEN' and expires_at <= coalesce(${now}::text::timestamptz, clock_timestamp()))
    select h.public_id as "publicId", array(
        select distinct c.root_id from points_hold p join customer c on c.id = p.leaf_id
        where p.id = h.id or p.part_of = h.id) as roots
    from points_hold h join heads on heads.id = h.id
    order by h.expires_at, h.id`;
}

export type HeldPointsRow = RowOf<"points_hold", "wallet" | "kind" | "points" | "expiresAt"> &
  RowOf<"customer", "rootId">;

/** What is set aside of the points of these customers, over all their leaves. */
export async function readOpenHoldsOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly HeldPointsRow[]> {
  return await sql<HeldPointsRow[]>`
    select leaf.root_id as "rootId", h.wallet, h.kind, h.points, h.expires_at as "expiresAt"
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join points_hold h on h.leaf_id = leaf.id and h.state = 'OPEN'
     order by h.id`;
}

/** Points that staff set aside, of one customer, and who did it why. */
export type BlockRow = RowOf<"points_hold", "wallet" | "points" | "recordedAt" | "actor"> &
  Filled<RowOf<"points_hold", "publicId" | "reason">, "publicId" | "reason"> &
  RowOf<"customer", "rootId">;

/**
 * Blocks that stand on points of these customers, over all their leaves, the first at the head. Of
 * a block that took some of several customers' points, since a merge was taken back, each has its
 * own part.
 */
export async function readBlocksOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly BlockRow[]> {
  const rows = await sql<Summed<BlockRow, "points">[]>`
    select leaf.root_id as "rootId", head.wallet, head.public_id as "publicId",
           sum(h.points) as points, head.recorded_at as "recordedAt", head.reason, head.actor
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      join points_hold h on h.leaf_id = leaf.id and h.state = 'OPEN' and h.kind = 'BLOCK'
      join points_hold head on head.id = coalesce(h.part_of, h.id)
     group by leaf.root_id, head.id
     order by head.id`;
  return withSums(rows, "points");
}
