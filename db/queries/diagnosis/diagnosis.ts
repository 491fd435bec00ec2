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
        select reference ->> 'v' as value from jsonb_array_elements(e.fact -> 'r') as reference
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

export type DeliveredRow = RowOf<"destination", "code" | "settings"> & {
  readonly orderId: bigint;
  readonly outcome: RowOf<"delivery", "outcome">["outcome"] | null;
  readonly answer: string | null;
  /** How often it was told again since it ended. */
  readonly repeats: number;
  /** The customer's lane has passed the row. */
  readonly isPassed: boolean;
  /** When it was recorded, and seconds since. */
  readonly toldAt: string;
  readonly age: number;
};

/**
 * What became of the row of the stream that told of an order's points, at each destination that is
 * told of such: its delivery, or how far the customer's lane there has got. Rows that are kept no
 * longer, and history that is told to nobody, are left out.
 */
export async function readDelivered(
  db: Sql | Tx,
  orders: readonly { readonly id: bigint; readonly recordedAt: string }[],
  now: string,
): Promise<readonly DeliveredRow[]> {
  return await db<DeliveredRow[]>`
    with asked as (
      select * from unnest(${idList(orders.map(({ id }) => id))}::bigint[],
                           ${orders.map(({ recordedAt }) => recordedAt)}::text[]::timestamptz[])
             as a(order_id, booked_at)),
    told as (
      select a.order_id, x.id, x.root_id, x.seq, x.kind, x.recorded_at
        from asked a
        join orders o on o.id = a.order_id
        join customer c on c.id = o.leaf_id
        cross join lateral (
          -- By the customer's own stream: the ids of all are in order, too, and far more.
          select own.* from (
            select x.*
              from (select c.root_id as id
                     union all
                    select id from customer where root_id = c.root_id and root_id <> id) as leaf
              join outbox x on x.root_id = leaf.id
             where x.kind = 'POINTS_CHANGED' and x.announce
               and x.recorded_at >= a.booked_at offset 0) as own
           order by own.id limit 1) as x)
    select t.order_id as "orderId", d.code, d.settings, v.outcome,
           coalesce(v.repeats, 0) as repeats, coalesce(v.answer, l.last_answer)
             as answer, coalesce(l.next_seq > t.seq, false) as "isPassed",
           t.recorded_at::text as "toldAt",
           extract(epoch from ${now}::text::timestamptz - t.recorded_at)::float8 as age
      from told t
      cross join destination d
      cross join lateral (
        select events from destination_told
         where destination_id = d.id and from_id <= t.id order by from_id desc limit 1) as since
      left join delivery v on v.destination_id = d.id and v.outbox_id = t.id
      left join delivery_lane l on l.destination_id = d.id and l.root_id = t.root_id
     where d.retired_at is null and since.events ? 'points.changed'
     order by t.order_id, d.code`;
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
