import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** What of an order counts for the day of its receipt. */
interface OrderOfReceipt {
  readonly orderId: bigint;
  /** Of the order, microseconds. */
  readonly placedMicros: bigint;
  readonly currency: string | null;
  /** What the order's documents say. */
  readonly amountMinor: bigint;
  readonly test: boolean;
  /** One message made the order. */
  readonly isPlain: boolean;
}

/** A receipt of a store's day, with the order that it is of. */
export interface ReceiptRow extends OrderOfReceipt {
  readonly value: string;
  /** As it stands in the scope, escaped. */
  readonly till: string;
}

const orderColumns = (db: Sql | Tx) => db`
  o.id as "orderId", (extract(epoch from o.placed_at) * 1000000)::bigint as "placedMicros",
  o.currency, o.amount_minor as "amountMinor", o.test,
  jsonb_array_length(o.facts -> 'facts') = 1 as "isPlain"`;

/** Parts of a receipt's scope, escaped as they stand there. */
export interface ReceiptsOf {
  readonly store: string;
  readonly businessDate: string;
  /** Null: all tills. */
  readonly till: string | null;
}

/**
 * Receipts of a store's day that have an order, of an order that another absorbed that one; by
 * `order_reference_receipts`.
 */
export async function readReceipts(
  db: Sql | Tx,
  { store, businessDate, till }: ReceiptsOf,
  limit: number,
): Promise<readonly ReceiptRow[]> {
  const rows = await db<(ReceiptRow & RowOf<"orders", "absorbedInto">)[]>`
    with named as materialized (
      select value, split_part(scope, '/', 2) as till, order_id
        from order_reference
       where kind = 'receipt' and split_part(scope, '/', 1) = ${store}
         and split_part(scope, '/', 3) = ${businessDate} and order_id is not null
         and (${till}::text is null or split_part(scope, '/', 2) = ${till})
       limit ${limit})
    select n.value, n.till, ${orderColumns(db)}, o.absorbed_into as "absorbedInto"
      from named n join orders o on o.id = n.order_id`;
  const into = rows.flatMap(({ absorbedInto }) => absorbedInto ?? []);
  if (into.length === 0) {
    return rows;
  }
  const orders = await db<OrderOfReceipt[]>`
    select ${orderColumns(db)} from orders o where o.id = any(${idList(into)}::bigint[])`;
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  return rows.map((row) => ({
    ...row,
    ...(row.absorbedInto === null ? {} : byId.get(row.absorbedInto)),
  }));
}

/** Facts of orders, and every event that told of them. */
export async function readDocuments(
  db: Sql | Tx,
  orderIds: readonly bigint[],
): Promise<{
  readonly orders: readonly RowOf<"orders", "id" | "facts">[];
  readonly events: readonly (Filled<RowOf<"events", "fact">, "fact"> & {
    readonly orderId: bigint;
  })[];
}> {
  const ids = idList(orderIds);
  const orders = await db<RowOf<"orders", "id" | "facts">[]>`
    select id, facts from orders where id = any(${ids}::bigint[])`;
  const events = await db<(Filled<RowOf<"events", "fact">, "fact"> & { orderId: bigint })[]>`
    with own as (
      select id, id as of from orders where id = any(${ids}::bigint[])
      union all
      select id, absorbed_into from orders where absorbed_into = any(${ids}::bigint[]))
    select own.of as "orderId", e.fact from own join events e on e.order_id = own.id
     where e.outcome = 'APPLIED' and e.fact is not null`;
  return { orders, events };
}

/** Of these orders those that more than one sale was told of, by ids. */
export async function readSoldTwice(
  sql: Sql,
  orderIds: readonly bigint[],
): Promise<readonly bigint[]> {
  const rows = await sql<{ orderId: bigint }[]>`
    select e.order_id as "orderId" from events e
     where e.order_id = any(${idList(orderIds)}::bigint[]) and e.kind = 'SOLD'
       and e.outcome = 'APPLIED'
     group by e.order_id having count(*) > 1`;
  return rows.map(({ orderId }) => orderId);
}

export type HeldOfDayRow = Filled<RowOf<"events", "id" | "reason" | "fact">, "reason" | "fact">;

/** A page of rows: those behind an id. */
export interface HeldPage {
  readonly after: bigint;
  readonly limit: number;
}

/** Held events of a store's day that name a receipt; by `events_held_store`. */
export async function readHeldReceipts(
  db: Sql | Tx,
  { store, businessDate }: { readonly store: string; readonly businessDate: string },
  { after, limit }: HeldPage,
): Promise<readonly HeldOfDayRow[]> {
  return await db<HeldOfDayRow[]>`
    select id, reason, fact from events
     where outcome = 'HELD' and fact ->> 'st' = ${store} and fact ->> 'bd' = ${businessDate}
       and id > ${String(after)}::text::bigint
     order by id limit ${limit}`;
}

export interface SourceDaySpan {
  readonly sourceId: number;
  readonly from: string;
  readonly to: string;
}

/** Orders of a source that were placed in a span of time, by currency; by `orders_of_source`. */
export async function sumOrders(
  db: Sql | Tx,
  { sourceId, from, to }: SourceDaySpan,
): Promise<
  readonly { readonly currency: string | null; readonly orders: number; readonly minor: bigint }[]
> {
  return await db`
    select currency, count(*)::int as orders, sum(amount_minor)::bigint as minor
      from orders
     where source_id = ${sourceId} and placed_at >= ${from}::text::timestamptz
       and placed_at < ${to}::text::timestamptz and absorbed_into is null and not test
     group by currency`;
}

/** Held events of a source that happened in a span of time; by `events_held_source`. */
export async function readHeldOfSource(
  db: Sql | Tx,
  { sourceId, from, to }: SourceDaySpan,
  { after, limit }: HeldPage,
): Promise<readonly HeldOfDayRow[]> {
  return await db<HeldOfDayRow[]>`
    select id, reason, fact from events
     where outcome = 'HELD' and source_id = ${sourceId}
       and occurred_at >= ${from}::text::timestamptz and occurred_at < ${to}::text::timestamptz
       and fact is not null and id > ${String(after)}::text::bigint
     order by id limit ${limit}`;
}
