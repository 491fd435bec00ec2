import type { Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** Milliseconds that whoever reads a snapshot may compute between two statements. */
const SNAPSHOT_IDLE_MS = 60_000;

/**
 * How `verify` walks through a database: customers by ascending root id, then guest orders by
 * ascending id, and beside them the applied events in the same order. All in one read-only
 * snapshot, so that a database in use can be checked too. Nothing is written, not even a temporary
 * table.
 */
export async function beginSnapshot(tx: Tx): Promise<void> {
  await tx`begin isolation level repeatable read read only`;
  // It holds nobody up, and its reader may compute for a while between two steps.
  await tx`select set_config('idle_in_transaction_session_timeout', ${String(SNAPSHOT_IDLE_MS)}, true)`;
}

export async function endSnapshot(tx: Tx): Promise<void> {
  await tx`rollback`;
}

/**
 * Runs what reads the snapshot so that a statement that fails does not end the whole of it: then it
 * throws what that threw, and the snapshot goes on.
 */
export async function apart<Result>(tx: Tx, read: () => Promise<Result>): Promise<Result> {
  await tx`savepoint verify_apart`;
  try {
    return await read();
  } catch (error) {
    await tx`rollback to savepoint verify_apart`;
    throw error;
  } finally {
    await tx`release savepoint verify_apart`;
  }
}

export interface SnapshotRow {
  readonly now: string;
  readonly customers: bigint;
  readonly isTicking: boolean;
}

/**
 * `isTicking`: a server with its jobs works on this database, as its ticker's lease shows
 * (jobsWatermark.ts).
 */
export async function readSnapshot(tx: Tx): Promise<SnapshotRow> {
  const [row] = await tx<SnapshotRow[]>`
    select now() as now, (select count(*) from customer where root_id = id) as customers,
      exists (select from outbox_watermark where ticker_until > clock_timestamp()) as "isTicking"`;
  return row as SnapshotRow;
}

/** Where an applied event belongs: to the customer who has its order now, or to a guest order. */
export interface AppliedRow {
  readonly guest: boolean;
  readonly key: bigint;
  readonly id: bigint;
}

const APPLIED = `
  select o.leaf_id is null as guest, coalesce(c.root_id, o.leaf_id, e.order_id, 0) as key, e.id
  from events e
  left join orders o on o.id = e.order_id
  left join customer c on c.id = o.leaf_id
  where e.outcome = 'APPLIED'`;

/** Ids only, so that what PostgreSQL sorts, and spills to disk, stays narrow. */
export async function openAppliedCursor(tx: Tx): Promise<void> {
  await tx.unsafe(
    `declare verify_applied no scroll cursor for ${APPLIED} order by 1, 2, e.recorded_at, e.id`,
  );
}

export function fetchApplied(tx: Tx, count: number) {
  return tx.unsafe<AppliedRow[]>(`fetch forward ${count} from verify_applied`);
}

/**
 * As the cursor, for some customers, by indexes alone: what it costs does not grow with the
 * database, nor does it depend on what PostgreSQL knows of it (`offset 0` and `limit` keep the
 * lookups as they stand).
 */
export function readAppliedOf(tx: Tx, roots: readonly bigint[]) {
  return tx<AppliedRow[]>`
    select false as guest, c.root_id as key, e.id
    from unnest(${idList(roots)}::bigint[]) as root (id)
    cross join lateral (
      select root.id
      union
      select id from customer where root_id = root.id and root_id <> id) as leaf
    cross join lateral (select root_id from customer where id = leaf.id limit 1) as c
    cross join lateral (select id from orders where leaf_id = leaf.id offset 0) as o
    cross join lateral (
      select id, recorded_at from events where order_id = o.id and outcome = 'APPLIED' offset 0) as e
    where c.root_id = root.id
    order by 2, e.recorded_at, e.id`;
}

/**
 * A live customer, as a condition of which the planner expects that many meet it. Of the bare
 * comparison it expects one row in all, and would read and sort the whole table for every step of a
 * walk in the order of ids.
 */
export const isRoot = (tx: Tx) => tx`case when root_id = id then true else false end`;

export function readRootsAfter(tx: Tx, after: bigint, limit: number) {
  return tx<StoredRowOf<"customer", "id">[]>`
    select id from customer where id > ${after}::bigint and ${isRoot(tx)} order by id limit ${limit}`;
}

/** As `readRootsAfter`, with how many orders each has, at most `ordersMax` + 1 of a leaf. */
export function readRootsWithOrders(tx: Tx, after: bigint, limit: number, ordersMax: number) {
  return tx<(StoredRowOf<"customer", "id"> & { orders: number })[]>`
    select r.id, (
        select coalesce(sum(counted.orders), 0)::int
        from (select r.id union select l.id from customer l where l.root_id = r.id and l.root_id <> l.id) as leaf
        cross join lateral (
          select count(*) as orders
          from (select from orders o where o.leaf_id = leaf.id limit ${ordersMax + 1}::int) as first_ones) as counted
      ) as orders
    from (
      select id from customer where id > ${after}::bigint and ${isRoot(tx)} order by id limit ${limit}) as r
    order by r.id`;
}

/** As `readRootsAfter`, of those that something was recorded for since an instant. */
export function readRootsChangedAfter(tx: Tx, after: bigint, limit: number, since: string) {
  return tx<StoredRowOf<"customer", "id">[]>`
    select id from customer
    where id > ${after}::bigint and root_id = id and recorded_at >= ${since}::text::timestamptz
    order by id limit ${limit}`;
}

/**
 * Takes the turn of the job that goes round, until the transaction ends. @returns false when
 * another process has it
 */
export async function tryVerifyTurn(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ won: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('tributary.verify')) as won`;
  return row?.won === true;
}

export function readGuestOrdersAfter(tx: Tx, after: bigint, limit: number) {
  return tx<StoredRowOf<"orders", "id">[]>`
    select id from orders where id > ${after}::bigint and case when leaf_id is null then true else false end
    order by id limit ${limit}`;
}

export function readRandomRoots(tx: Tx, count: number) {
  return tx<StoredRowOf<"customer", "id">[]>`
    select id from (select id from customer where root_id = id order by random() limit ${count}) as s
    order by id`;
}

/**
 * Orders that another one absorbed, where the two are not of one customer: their lives can only be
 * replayed together.
 */
export function readTangles(tx: Tx) {
  return tx<
    { order_id: bigint; root_id: bigint | null; into_id: bigint; into_root_id: bigint | null }[]
  >`
    select a.id as order_id, coalesce(ac.root_id, a.leaf_id) as root_id, b.id as into_id,
      coalesce(bc.root_id, b.leaf_id) as into_root_id
    from orders a
    join orders b on b.id = a.absorbed_into
    left join customer ac on ac.id = a.leaf_id
    left join customer bc on bc.id = b.leaf_id
    where a.absorbed_into is not null
      and (a.leaf_id is null or b.leaf_id is null or ac.root_id <> bc.root_id)`;
}

/**
 * Customers of today who were one for a while, or of whom one was made of the other: that can only
 * be replayed together.
 */
export function readRegrouped(tx: Tx) {
  return tx<{ root_id: bigint; into_root_id: bigint }[]>`
    select distinct one.root_id, other.root_id as into_root_id
    from identity_decision d
    join customer one on one.id = d.survivor_id
    join customer other on other.id = d.absorbed_id
    where d.kind in ('UNMERGED', 'SPLIT') and one.root_id <> other.root_id`;
}
