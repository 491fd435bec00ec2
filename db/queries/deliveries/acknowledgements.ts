import type { PendingQuery, Row } from "postgres";
import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** Rows of one customer's stream that are looked at for the one that tells of an event. */
const LOOKED_AT = 50;

/** A row of the stream that tells of a purchase, and where it stands at one destination. */
export type AcknowledgementRow = RowOf<"outbox", "id" | "seq" | "kind" | "announce"> & {
  /** The event or the order that was asked for. */
  readonly of: bigint;
  readonly recordedAt: string;
  readonly destinationId: number;
  /** What became of it, or of the one that says the same and more; null: it has not ended. */
  readonly outcome: RowOf<"delivery", "outcome">["outcome"] | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly tries: number;
  readonly status: number | null;
  readonly answer: string | null;
  /** It was put into its lane, where it was to be. */
  readonly isFilled: boolean;
  /** The customer's first row that has not ended there; null: there is no lane. */
  readonly nextSeq: bigint | null;
  readonly laneTries: number;
  readonly laneStatus: number | null;
  readonly laneAnswer: string | null;
  /** When what is stored was compared last, and up to which row of the outbox; null: never. */
  readonly comparedAt: string | null;
  readonly comparedId: bigint | null;
  /** It is in shadow now: what waits will not be told it. */
  readonly isShadow: boolean;
  /** Values that were wrong then, by the destination's names. */
  readonly wrongFields: readonly string[];
  readonly wrong: number;
};

/**
 * Of purchase events, the rows of points and tiers that tell of them, at each destination. None:
 * a guest's purchase, one that waits, or one whose rows are not kept any more.
 */
export async function readAcknowledgements(
  sql: Sql,
  eventIds: readonly bigint[],
): Promise<readonly AcknowledgementRow[]> {
  return await readRowsOf(
    sql,
    sql`select e.id, e.leaf_id, e.recorded_at, o.public_id::text as order_id
          from events e join orders o on o.id = e.order_id
         where e.id = any(${idList(eventIds)}::bigint[]) and e.outcome = 'APPLIED'
           and e.mode = 'LIVE' and e.leaf_id is not null`,
  );
}

/** The same of orders, of what was recorded for each at an instant. */
export async function readAcknowledgementsOfOrders(
  sql: Sql,
  orders: readonly { readonly id: bigint; readonly recordedAt: string }[],
): Promise<readonly AcknowledgementRow[]> {
  return await readRowsOf(
    sql,
    sql`select o.id, o.leaf_id, a.recorded_at, o.public_id::text as order_id
          from unnest(${idList(orders.map(({ id }) => id))}::bigint[],
                      ${orders.map(({ recordedAt }) => recordedAt)}::text[]::timestamptz[])
                 as a(id, recorded_at)
          join orders o on o.id = a.id
         where o.leaf_id is not null`,
  );
}

/**
 * Instants rise with `seq`, so that the first row of what was asked for is found by halves, in the
 * stream of whoever was the leaf's customer then.
 *
 * @param asked id, leaf_id, recorded_at and the public id of the order
 */
async function readRowsOf(
  sql: Sql,
  asked: PendingQuery<Row[]>,
): Promise<readonly AcknowledgementRow[]> {
  return await sql<AcknowledgementRow[]>`
    with asked as (${asked}),
    told as (
      select a.id as of, s.*
        from asked a
        cross join lateral (
          with recursive root(id) as (
            select a.leaf_id
             union
            select t.id from root r
              cross join lateral (
                select d.survivor_id as id from identity_decision d
                 where d.absorbed_id = r.id and d.kind in ('MERGED', 'SPLIT')
                 union all
                -- Of those who leave together, one goes on that the others never went under.
                select d.absorbed_id from identity_decision d
                 where d.survivor_id = r.id and d.kind = 'UNMERGED'
                   and a.leaf_id = any(d.leaves)) t),
          half(root_id, low, high) as (
            select c.id, 1::bigint, c.seq + 1 from root r join customer c on c.id = r.id
             union all
            select h.root_id, case when m.is_before then m.seq + 1 else h.low end,
                   case when m.is_before then h.high else m.seq end
              from half h
              cross join lateral (
                select (h.low + h.high) / 2 as seq,
                       coalesce((select w.recorded_at < a.recorded_at from outbox w
                                  where w.root_id = h.root_id and w.seq = (h.low + h.high) / 2),
                                true) as is_before) m
             where h.low < h.high)
          select w.root_id, w.seq, w.recorded_at
            from half h
            join outbox w on w.root_id = h.root_id and w.seq >= h.low
                         and w.seq < h.low + ${LOOKED_AT}::int
           where h.low = h.high and w.kind = 'POINTS_CHANGED' and w.payload -> 'orders' ? a.order_id
           order by w.recorded_at, w.seq limit 1) s)
    select t.of, w.id, w.seq, w.kind, w.announce, w.recorded_at as "recordedAt",
           d.id as "destinationId",
           case v.outcome when 'COALESCED' then i.outcome else v.outcome end as outcome,
           case v.outcome when 'COALESCED' then i.ended_at else v.ended_at end as "endedAt",
           v.ended_by as "endedBy", coalesce(i.tries, v.tries, 0) as tries,
           coalesce(i.status, v.status) as status, coalesce(i.answer, v.answer) as answer,
           w.id <= (select outbox_id from delivery_cursor where id = 1) as "isFilled",
           l.next_seq as "nextSeq", coalesce(l.tries, 0) as "laneTries",
           l.last_status as "laneStatus", l.last_answer as "laneAnswer",
           r.checked_at as "comparedAt", r.checked_id as "comparedId", coalesce(r.wrong, 0) as wrong,
           case when r.wrong > 0
                then array(select f.field from read_back_finding f
                            where f.destination_id = d.id and f.root_id = w.root_id
                              and f.repaired_at is null order by f.field)
                else '{}' end as "wrongFields",
           coalesce(m.mode = 'SHADOW', false) as "isShadow"
      from told t
      join outbox w on w.root_id = t.root_id and w.recorded_at = t.recorded_at
                   and w.seq >= t.seq and w.seq < t.seq + ${LOOKED_AT}::int
                   and w.kind in ('POINTS_CHANGED', 'TIER_CHANGED')
      cross join destination d
      left join delivery v on v.destination_id = d.id and v.outbox_id = w.id
      left join delivery i on i.destination_id = d.id and i.outbox_id = v.into_id
      left join delivery_lane l on l.destination_id = d.id and l.root_id = w.root_id
      left join delivery_sent r on r.destination_id = d.id and r.root_id = w.root_id
                               and not r.is_shadow
      left join destination_mode m on m.destination_id = d.id
     where d.retired_at is null
     order by t.of, d.code, w.seq`;
}

/** A purchase event whose message a destination refused for good. */
export interface DeadPurchaseRow {
  readonly destinationId: number;
  readonly eventId: bigint;
}

/**
 * Purchase events behind the dead letters of these destinations, at most `limit` letters of each;
 * those that tell of something else than a purchase have none.
 */
export async function readDeadPurchases(
  sql: Sql,
  destinationIds: readonly number[],
  limit: number,
): Promise<readonly DeadPurchaseRow[]> {
  return await sql<DeadPurchaseRow[]>`
    select d.id as "destinationId", e.id as "eventId"
      from destination d
      cross join lateral (
        select l.root_id, coalesce(l.again_seq, l.next_seq) as seq from delivery_lane l
         where l.destination_id = d.id and l.is_dead
         order by l.root_id limit ${limit}::int) l
      join outbox w on w.root_id = l.root_id and w.seq = l.seq and w.kind = 'POINTS_CHANGED'
      cross join lateral (
        select e.id from jsonb_array_elements_text(w.payload -> 'orders') as told(order_id)
          join orders o on o.public_id = told.order_id::uuid
          join events e on e.order_id = o.id and e.recorded_at <= w.recorded_at
         order by e.recorded_at desc limit 1) e
     where d.id = any(${[...destinationIds]}::smallint[])`;
}
