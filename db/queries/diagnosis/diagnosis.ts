import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** What one order has left behind in every part of the database, for comparing it with the ERP. */

/**
 * Ids of the live orders with a number, those first that were placed nearest to a moment: tills
 * give the same numbers every day. Of any source where none is named.
 */
export async function readOrderIdsOf(
  db: Sql | Tx,
  of: { readonly number: string; readonly source: string | null; readonly near: string },
  limit: number,
): Promise<readonly bigint[]> {
  const { number, source, near } = of;
  const rows = await db<RowOf<"orders", "id">[]>`
    select coalesce(o.absorbed_into, o.id) as id
      from order_reference r join orders o on o.id = r.order_id
     where r.value = ${number} and (${source}::text is null or r.source = ${source})
     group by 1
     order by min(abs(extract(epoch from o.placed_at - ${near}::text::timestamptz))), 1
     limit ${limit}`;
  return rows.map(({ id }) => id);
}

export type HeldOfNumberRow = RowOf<"events", "reason"> & { readonly number: string };

/** Held messages that name one of these numbers. */
export async function readHeldOfNumbers(
  db: Sql | Tx,
  numbers: readonly string[],
  limit: number,
): Promise<readonly HeldOfNumberRow[]> {
  return await db<HeldOfNumberRow[]>`
    select e.reason, number.value as number
      from events e
      cross join lateral (
        select reference ->> 'v' as value from jsonb_array_elements(e.fact -> 'r') as element(reference)
         where reference ->> 'v' = any(${[...numbers]}::text[]) limit 1) as number
     where e.outcome = 'HELD'
     order by e.id limit ${limit}`;
}

export type OrderOwnerRow = RowOf<"orders", "id" | "leafId" | "recordedAt" | "channel"> & {
  readonly rootId: bigint | null;
  readonly identifiers: number;
};

/** Whose the orders are now. */
export async function readOwners(
  db: Sql | Tx,
  orderIds: readonly bigint[],
): Promise<readonly OrderOwnerRow[]> {
  return await db<OrderOwnerRow[]>`
    select o.id, o.leaf_id as "leafId", o.recorded_at as "recordedAt", o.channel,
           c.root_id as "rootId", cardinality(o.identifier_ids) as identifiers
      from orders o left join customer c on c.id = o.leaf_id
     where o.id = any(${idList(orderIds)}::bigint[])`;
}

export type BookedDayRow = RowOf<"entry", "effectiveDay"> & {
  readonly orderId: bigint;
  /** When it was booked last. */
  readonly recordedAt: string;
};

/** The days on which something of the orders counts, those taken back again left out. */
export async function readBookedDays(
  db: Sql | Tx,
  orderIds: readonly bigint[],
): Promise<readonly BookedDayRow[]> {
  return await db<BookedDayRow[]>`
    select e.order_id as "orderId", e.effective_day as "effectiveDay",
           max(e.recorded_at)::text as "recordedAt"
      from orders o join entry e on e.leaf_id = o.leaf_id and e.order_id = o.id
     where o.id = any(${idList(orderIds)}::bigint[]) and e.kind in ('EARNED', 'REVERSED')
     group by e.order_id, e.effective_day
    having sum(e.qualifying_minor) <> 0
        or sum(case e.kind when 'EARNED' then e.points else -e.points end) <> 0`;
}

/** Live orders of a customer, the latest first. */
export async function readOrderIdsOfRoot(
  db: Sql | Tx,
  rootId: bigint,
  limit: number,
): Promise<readonly bigint[]> {
  const rows = await db<RowOf<"orders", "id">[]>`
    select o.id
      from (select ${String(rootId)}::text::bigint as id
             union all
            select id from customer
             where root_id = ${String(rootId)}::text::bigint and root_id <> id) as leaf
      cross join lateral (
        select id, placed_at from orders
         where leaf_id = leaf.id and absorbed_into is null
           and status in ('FULFILLED', 'PART_FULFILLED', 'PART_RETURNED', 'RETURNED')
         order by placed_at desc, id desc limit ${limit}) as o
     order by o.placed_at desc, o.id desc limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Customers with the newest messages of goods that were handed over, of a source or of all. */
export async function readLatestBuyers(
  db: Sql | Tx,
  {
    sourceId,
    scan,
    limit,
  }: {
    readonly sourceId: number | null;
    /** Messages looked at. */
    readonly scan: number;
    readonly limit: number;
  },
): Promise<readonly RowOf<"customer", "rootId">[]> {
  return await db<RowOf<"customer", "rootId">[]>`
    select c.root_id as "rootId"
      from (select id, leaf_id, kind, source_id from events order by id desc limit ${scan}) as e
      join customer c on c.id = e.leaf_id
     where e.kind in ('SOLD', 'FULFILLED')
       and (${sourceId}::int is null or e.source_id = ${sourceId}::int)
     group by c.root_id order by max(e.id) desc limit ${limit}`;
}

/** The live customer who holds an identifier, or had it when it was looked up last. */
export async function readHolder(
  db: Sql | Tx,
  { kind, value }: { readonly kind: string; readonly value: string },
): Promise<bigint | null> {
  const [row] = await db<RowOf<"customer", "rootId">[]>`
    select c.root_id as "rootId" from identifiers i join customer c on c.id = i.leaf_id
     where i.kind = ${kind} and i.value = ${value}`;
  return row?.rootId ?? null;
}

/** Public ids of live customers. */
export async function readPublicIds(
  db: Sql | Tx,
  rootIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> {
  const rows = await db<RowOf<"customer", "id" | "publicId">[]>`
    select id, public_id as "publicId" from customer
     where id = any(${idList(rootIds)}::bigint[])`;
  return new Map(rows.map(({ id, publicId }) => [id, publicId]));
}
