import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, RowOf } from "../../schema/rows.ts";
import { idList, type Summed, withSums } from "../../statements/rows.ts";
import type { SourceDaySpan } from "./receipts.ts";

/** What lies between a source's day and the ledger. */

export type BridgeOrderRow = RowOf<
  "orders",
  | "id"
  | "publicId"
  | "leafId"
  | "placedAt"
  | "currency"
  | "eligibleMinor"
  | "pointsActive"
  | "customerMark"
  | "refs"
> & {
  /** `matched` of `orders.facts`. */
  readonly matched: readonly { readonly l: readonly (readonly string[])[] }[] | null;
  /** Of the order's leaf, in each programme. */
  readonly memberships: readonly {
    readonly programme: string;
    readonly status: RowOf<"membership", "status">["status"];
    /** RFC 3339. */
    readonly enrolledAt: string;
  }[];
};

const orderColumns = (db: Sql | Tx) => db`
  o.id, o.public_id as "publicId", o.leaf_id as "leafId", o.placed_at as "placedAt",
  o.currency, o.eligible_minor as "eligibleMinor", o.points_active as "pointsActive",
  o.customer_mark as "customerMark", o.refs, o.facts -> 'matched' as matched,
  coalesce((select jsonb_agg(jsonb_build_object('programme', m.programme,
              'status', m.status, 'enrolledAt', m.enrolled_at))
              from membership m where m.leaf_id = o.leaf_id), '[]') as memberships`;

/** Orders of a source that were placed in a span of time, by id; by `orders_of_source`. */
export async function readOrdersOfDay(
  db: Sql | Tx,
  { sourceId, from, to }: SourceDaySpan,
  { after, limit }: { readonly after: bigint; readonly limit: number },
): Promise<readonly BridgeOrderRow[]> {
  return await db<BridgeOrderRow[]>`
    select ${orderColumns(db)}
      from orders o
     where o.source_id = ${sourceId} and o.placed_at >= ${from}::text::timestamptz
       and o.placed_at < ${to}::text::timestamptz and o.absorbed_into is null
       and o.id > ${String(after)}::text::bigint
     order by o.id limit ${limit}`;
}

/** Orders by their ids, of those that live on. */
export async function readOrdersToBridge(
  db: Sql | Tx,
  ids: readonly bigint[],
): Promise<readonly BridgeOrderRow[]> {
  return await db<BridgeOrderRow[]>`
    select ${orderColumns(db)} from orders o
     where o.id = any(${idList(ids)}::bigint[]) and o.absorbed_into is null`;
}

export type ToldRow = Filled<RowOf<"events", "id" | "fact">, "fact"> & { readonly orderId: bigint };

/** Every message that orders were made of, of orders that they absorbed too. */
export async function readMessagesOfOrders(
  db: Sql | Tx,
  orderIds: readonly bigint[],
): Promise<readonly ToldRow[]> {
  const ids = idList(orderIds);
  return await db<ToldRow[]>`
    with own as (
      select id, id as of from unnest(${ids}::bigint[]) as id
      union all
      select id, absorbed_into from orders where absorbed_into = any(${ids}::bigint[]))
    select e.id, e.fact, own.of as "orderId" from own join events e on e.order_id = own.id
     where e.outcome = 'APPLIED' and e.fact is not null`;
}

/** What the ledger has of an order. */
export interface BookedRow {
  readonly orderId: bigint;
  /** Signed sum of what counts towards tiers. */
  readonly qualifyingMinor: bigint;
  /** Earned less taken back. */
  readonly points: bigint;
  readonly entries: number;
}

/**
 * Sums over the entries of orders, by the leaves that have or had them; orders without an entry are
 * left out.
 */
export async function readBookedOfOrders(
  db: Sql | Tx,
  orderIds: readonly bigint[],
): Promise<readonly BookedRow[]> {
  const ids = idList(orderIds);
  const rows = await db<Summed<BookedRow, "qualifyingMinor" | "points">[]>`
    with part as materialized (
      select id, id as of, leaf_id from orders where id = any(${ids}::bigint[])
      union all
      select id, absorbed_into, leaf_id from orders where absorbed_into = any(${ids}::bigint[])),
    held as (
      select of, id, leaf_id from part where leaf_id is not null
       union
      select p.of, p.id, (d.evidence ->> 'leaf')::bigint
        from part p
        join identity_decision d on d.absorbed_id = p.leaf_id and d.kind = 'SPLIT'
       where d.evidence -> 'orders' ? p.id::text)
    select held.of as "orderId", count(*)::int as entries,
           sum(e.qualifying_minor)::text as "qualifyingMinor",
           sum(case e.kind when 'EARNED' then e.points when 'REVERSED' then -e.points else 0 end
             )::text as points
      from held join entry e on e.leaf_id = held.leaf_id and e.order_id = held.id
     group by held.of`;
  return withSums<BookedRow, "qualifyingMinor" | "points">(rows, "qualifyingMinor", "points");
}

/**
 * Messages of a source that say they were applied to an order which is not there; of those that
 * happened in a span of time and were received by `receivedUntil`. By `events_received`.
 */
export async function readLostMessages(
  db: Sql | Tx,
  { sourceId, from, to }: SourceDaySpan,
  {
    receivedFrom,
    receivedUntil,
    limit,
  }: { readonly receivedFrom: string; readonly receivedUntil: string; readonly limit: number },
): Promise<readonly ToldRow[]> {
  return await db<ToldRow[]>`
    select e.id, e.fact, e.order_id as "orderId" from events e
     where e.intake_on >= ${receivedFrom}::text::date and e.intake_on <= ${receivedUntil}::text::date
       and e.source_id = ${sourceId} and e.outcome = 'APPLIED' and e.fact is not null
       and e.occurred_at >= ${from}::text::timestamptz
       and e.occurred_at < ${to}::text::timestamptz
       and e.order_id is not null
       and not exists (select from orders o where o.id = e.order_id)
     order by e.id limit ${limit}`;
}

/** What a source declared of all its orders of a day, in each currency. */
export async function readDeclaredTotals(
  db: Sql | Tx,
  { source, businessDate }: { readonly source: string; readonly businessDate: string },
): Promise<readonly RowOf<"declared_day", "currency" | "receipts" | "totalMinor">[]> {
  return await db<RowOf<"declared_day", "currency" | "receipts" | "totalMinor">[]>`
    select currency, receipts, total_minor as "totalMinor" from declared_day
     where business_date = ${businessDate}::text::date and store = '' and till = ''
       and source = ${source} and replaced_by is null
     order by currency`;
}
