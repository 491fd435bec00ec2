import type { Sql } from "../../connection/client.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** What the database holds of the purchases of one import. */
export interface RecordedPurchases {
  /** Applied or held. */
  readonly purchases: number;
  /** Gross amounts of their sold lines less the amounts of their returned lines, minor units. */
  readonly minor: bigint;
  /** Orders and return documents that they opened. */
  readonly orders: number;
  /** Spendable points that these orders have given, after returns that were matched to them. */
  readonly points: bigint;
  /** Lines of returns that name no order, by article and customer. */
  readonly returnLines: number;
  /** Those for which the customer has bought too little of the article, or none. */
  readonly unmatchedReturnLines: number;
  /** What was given back for the pieces without a sale, minor units, rounded half up per line. */
  readonly unmatchedMinor: bigint;
}

const NOTHING: RecordedPurchases = {
  purchases: 0,
  minor: 0n,
  orders: 0,
  points: 0n,
  returnLines: 0,
  unmatchedReturnLines: 0,
  unmatchedMinor: 0n,
};

/**
 * Event ids in one statement: bounds its memory, and its time to well under the statement timeout.
 */
const EVENT_IDS_PER_STATEMENT = 5_000;

/**
 * Reads back what is on record of the events with these ids, from the facts and not from the
 * answers. For the report of an import; an id that is not on record counts for nothing.
 */
export async function readRecordedPurchases(
  sql: Sql,
  source: string,
  eventIds: readonly string[],
): Promise<RecordedPurchases> {
  let sum = NOTHING;
  for (let from = 0; from < eventIds.length; from += EVENT_IDS_PER_STATEMENT) {
    const found = await readChunk(
      sql,
      source,
      eventIds.slice(from, from + EVENT_IDS_PER_STATEMENT),
    );
    sum = {
      purchases: sum.purchases + found.purchases,
      minor: sum.minor + found.minor,
      orders: sum.orders + found.orders,
      points: sum.points + found.points,
      returnLines: sum.returnLines + found.returnLines,
      unmatchedReturnLines: sum.unmatchedReturnLines + found.unmatchedReturnLines,
      unmatchedMinor: sum.unmatchedMinor + found.unmatchedMinor,
    };
  }
  return sum;
}

/**
 * Each id is looked up by itself: after a load into an empty database PostgreSQL knows nothing yet
 * of the tables, and a join that it may turn round reads all events of the source for every id.
 *
 * The keys inside `fact` are those of src/domain/purchase/factCodec.ts and partsCodec.ts.
 */
async function readChunk(
  sql: Sql,
  source: string,
  eventIds: readonly string[],
): Promise<RecordedPurchases> {
  const ids = rowsParameter(eventIds.map((event_id) => ({ event_id })));
  const [row = NOTHING] = await sql<RecordedPurchases[]>`
    with recorded as (
      select e.id, e.order_id, e.fact
      from json_to_recordset(${ids}::text::json) as r(event_id text)
      cross join lateral (
        select id, order_id, fact, outcome from events
        where source_id = (select id from source where code = ${source}) and event_id = r.event_id limit 1) as e
      where e.outcome in ('APPLIED', 'HELD')
    ), amounts as (
      select
        (select coalesce(sum((line ->> 'g')::bigint), 0)
         from jsonb_array_elements(recorded.fact -> 'l') as element(line))
        - (select coalesce(sum((line ->> 'm')::bigint), 0)
           from jsonb_array_elements(recorded.fact -> 'rt' -> 'l') as element(line)) as minor
      from recorded
    ), opened as (
      select o.points_active
      from recorded
      cross join lateral (
        select points_active, opened_by_event_id from orders where id = recorded.order_id limit 1) as o
      where o.opened_by_event_id = recorded.id
    ), returned as (
      select u.quantity, u.matched, (
          select sum((line ->> 'm')::numeric)
          from jsonb_array_elements(recorded.fact -> 'rt' -> 'l') as element(line)
          where line ->> 'a' = u.article) as minor
      from recorded
      cross join lateral (
        select article, quantity, matched from unlinked_return
        where return_order_id = recorded.order_id and quantity > 0 offset 0) as u
    )
    select (select count(*)::int from recorded) as purchases,
      (select coalesce(sum(minor), 0)::bigint from amounts) as minor,
      (select count(*)::int from opened) as orders,
      (select coalesce(sum(points_active), 0)::bigint from opened) as points,
      (select count(*)::int from returned) as "returnLines",
      (select count(*)::int from returned where matched < quantity) as "unmatchedReturnLines",
      (select coalesce(sum(round(minor * (quantity - matched) / quantity)), 0)::bigint
       from returned where matched < quantity) as "unmatchedMinor"`;
  return row;
}
