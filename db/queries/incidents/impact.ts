import type { PendingQuery, Row } from "postgres";
import type { Sql } from "../../connection/client.ts";
import { idList } from "../../statements/rows.ts";
import { worthOf } from "../purchases/readHeld.ts";

/** Whom and what a fault has to do with, counted. */
export interface ImpactRow {
  readonly customers: number;
  readonly orders: number;
  /** By currency, of orders that gave nothing yet; the one of most orders first. */
  readonly amounts: readonly { readonly currency: string; readonly minor: string }[];
}

/**
 * What purchase events come to: their orders, or they themselves where they wait and there is none
 * yet; their customers, or what they wait for, such as an identifier that nobody holds; and the
 * money on which nobody got what they were to get.
 */
export async function readImpactOfEvents(
  sql: Sql,
  eventIds: readonly bigint[],
): Promise<ImpactRow> {
  return await readImpact(
    sql,
    sql`
      select distinct on (coalesce('o' || o.id, 'e' || e.id)) e.id,
             coalesce('c' || c.root_id, e.wait_key) as who,
             case when o.id is null then e.fact ->> 'cu' else o.currency end as currency,
             case when o.id is null then ${worthOf(sql)} when ${isUncredited(sql)} then o.total_minor
                  else 0 end as minor
        from events e
        left join orders o on o.id = e.order_id
        left join customer c on c.id = coalesce(o.leaf_id, e.leaf_id)
       where e.id = any(${idList(eventIds)}::bigint[])
       order by coalesce('o' || o.id, 'e' || e.id), e.id`,
  );
}

/**
 * What a destination has not been told: customers whose messages wait there, and orders that these
 * messages tell of, of `limit` customers and messages at most: what waits for days is too much to
 * be read at each look.
 */
export async function readImpactOfLanes(
  sql: Sql,
  {
    destinationId,
    isDead,
    limit,
  }: { readonly destinationId: number; readonly isDead: boolean; readonly limit: number },
): Promise<ImpactRow> {
  const impact = await readImpact(
    sql,
    sql`
      select distinct on (o.id) o.id, 'c' || l.root_id as who, o.currency,
             case when ${isUncredited(sql)} then o.total_minor else 0 end as minor
        from (select l.root_id, w.payload
                from (select root_id, next_seq, head_seq from delivery_lane
                       where destination_id = ${destinationId}::smallint and pending > 0
                         and (is_dead or not ${isDead}::boolean) limit ${limit}::int) l
                join outbox w on w.root_id = l.root_id and w.kind = 'POINTS_CHANGED'
                             and w.seq between l.next_seq and l.head_seq
               limit ${limit}::int) l
        cross join lateral jsonb_array_elements_text(l.payload -> 'orders') as told(order_id)
        join orders o on o.public_id = told.order_id::uuid
       order by o.id`,
  );
  const [waiting] = await sql<{ customers: number }[]>`
    select count(*)::int as customers
      from (select from delivery_lane
             where destination_id = ${destinationId}::smallint and pending > 0
               and (is_dead or not ${isDead}::boolean) limit ${limit}::int) l`;
  return { ...impact, customers: waiting?.customers ?? 0 };
}

/** It has nobody, or is to give points and gave none. */
const isUncredited = (sql: Sql) => sql`
  (o.leaf_id is null
   or (o.points_expected > 0 and o.points_pending = 0 and o.points_active = 0))`;

/** @param affected a row for each order: who, currency, minor */
async function readImpact(sql: Sql, affected: PendingQuery<Row[]>): Promise<ImpactRow> {
  const [row] = await sql<ImpactRow[]>`
    with affected as (${affected}),
    amounts as (
      select currency, sum(minor)::text as minor, count(*) as orders from affected
       where currency is not null and minor > 0 group by currency)
    select (select count(distinct who)::int from affected) as customers,
           (select count(*)::int from affected) as orders,
           coalesce((select json_agg(json_build_object('currency', currency, 'minor', minor)
                                     order by orders desc, currency) from amounts), '[]')
             as amounts`;
  return row ?? { customers: 0, orders: 0, amounts: [] };
}
