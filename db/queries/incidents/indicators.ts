import type { PendingQuery, Row } from "postgres";
import type { Indicator } from "../../../src/domain/incident/sloSettings.ts";
import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** What promises are counted by: rows of the database, by ranges of when they were recorded. */

export interface Counting {
  readonly indicator: Indicator;
  /** Bounds, the second not included. */
  readonly from: string;
  readonly to: string;
  readonly grainSeconds: number;
}

/**
 * Counts a stretch of time again and puts it in place of what was there; up to `countedTo` it will
 * not be counted any more. Only if nobody has counted on, or changed what is counted, meanwhile.
 *
 * @returns whether it was put there
 */
export async function countSlices(
  tx: Tx,
  slo: RowOf<"slo", "id" | "countedTo" | "settings">,
  { countedTo, ...of }: Counting & { readonly countedTo: string },
): Promise<boolean> {
  const [taken] = await tx`
    update slo set counted_to = ${countedTo}::text::timestamptz
     where id = ${slo.id}::smallint and retired_at is null
       and counted_to is not distinct from ${slo.countedTo}::text::timestamptz
       and settings -> 'indicator' = ${JSON.stringify(of.indicator)}::text::jsonb
    returning id`;
  if (taken === undefined) {
    return false;
  }
  await tx`
    insert into slo_slice (slo_id, at, total, bad)
    select ${slo.id}::smallint, at, total, bad from (${counted(tx, of)}) as c where total > 0
    on conflict (slo_id, at) do update set total = excluded.total, bad = excluded.bad`;
  return true;
}

function counted(tx: Tx, { indicator, from, to, grainSeconds }: Counting): PendingQuery<Row[]> {
  const slice = (at: PendingQuery<Row[]>) => tx`
    date_bin(make_interval(secs => ${grainSeconds}::int), ${at}, '2000-01-01T00:00:00Z')`;
  const within = (at: PendingQuery<Row[]>) => tx`
    ${at} >= ${from}::text::timestamptz and ${at} < ${to}::text::timestamptz`;
  switch (indicator.kind) {
    case "freshness":
    case "errors":
      return tx`
        select ${slice(tx`e.recorded_at`)} as at, count(*)::int as total,
               (count(*) filter (where ${isBadEvent(tx, indicator)}))::int as bad
          from ${eventsOf(tx, indicator)}
         where ${within(tx`e.recorded_at`)} and ${countsEvent(tx, indicator)}
         group by 1`;
    case "delivery":
      return tx`
        select ${slice(tx`v.ended_at`)} as at, count(*)::int as total,
               (count(*) filter (where ${isLateDelivery(tx)}))::int as bad
          from destination d
          join delivery v on v.destination_id = d.id
          left join outbox o on o.id = v.outbox_id
         where ${within(tx`v.ended_at`)} and v.outcome in ('DELIVERED', 'DEAD')
           and ${isCode(tx, tx`d.code`, indicator.destination)}
         group by 1`;
    case "identity":
      return tx`
        select h.hour as at, sum(h.presented)::int as total,
               sum(least(h.unmatched, h.presented))::int as bad
          from source s join source_hour h on h.source_id = s.id
         where ${within(tx`h.hour`)} and ${isCode(tx, tx`s.code`, indicator.source)}
         group by 1`;
    case "retries":
      return tx`
        select h.hour as at, sum(h.attempts)::int as total, sum(h.failed)::int as bad
          from destination d join delivery_hour h on h.destination_id = d.id
         where ${within(tx`h.hour`)} and ${isCode(tx, tx`d.code`, indicator.destination)}
         group by 1`;
    case "redemption":
      return tx`
        select ${slice(tx`a.at`)} as at, count(*)::int as total,
               (count(*) filter (where ${isOurRefusal(tx)}))::int as bad
          from coupon_attempt a
         where ${within(tx`a.at`)} and a.kind = 'REDEEM'
         group by 1`;
  }
}

type OfEvents = Extract<Indicator, { readonly kind: "freshness" | "errors" }>;

const isCode = (sql: Sql | Tx, column: PendingQuery<Row[]>, code: string | null) => sql`
  (${code}::text is null or ${column} = ${code}::text)`;

/** A body that is not kept any more says nothing of when its event came. */
const eventsOf = (sql: Sql | Tx, indicator: OfEvents) =>
  indicator.kind === "freshness" && indicator.since === "ARRIVAL"
    ? sql`events e join intakes i on i.received_on = e.intake_on and i.id = e.intake_id`
    : sql`events e`;

/** Tests and backfills promise nothing; what waited for somebody was not ours to hurry. */
const countsEvent = (sql: Sql | Tx, indicator: OfEvents) =>
  indicator.kind === "errors"
    ? sql`e.mode = 'LIVE'`
    : sql`e.mode = 'LIVE' and e.outcome = 'APPLIED' and e.released_at is null
          and not e.fact ?| array['te', 'w']
          and (${indicator.source}::text is null
               or e.source_id = (select id from source where code = ${indicator.source}::text))`;

const isBadEvent = (sql: Sql | Tx, indicator: OfEvents) =>
  indicator.kind === "errors"
    ? sql`e.outcome = 'HELD' and e.reason = 'INTERNAL'`
    : sql`e.recorded_at > ${indicator.since === "ARRIVAL" ? sql`i.received_at` : sql`e.occurred_at`}
            + make_interval(secs => ${indicator.seconds}::int)`;

/** A row that is not kept any more was there for 30 days: long enough to be told. */
const isLateDelivery = (sql: Sql | Tx) => sql`
  v.outcome = 'DEAD' or v.ended_at > o.recorded_at
    + make_interval(secs => (d.settings ->> 'sloSeconds')::int)`;

/** A code of ours in form is kept, so that nobody's typing error is counted. */
const isOurRefusal = (sql: Sql | Tx) => sql`
  a.outcome = 'REFUSED'
    and (a.reason = 'RESERVED' or (a.reason = 'UNKNOWN_CODE' and a.code is not null))`;

/** Purchase events that were bad since an instant, `limit` at most; none where none are named. */
export async function readBadEvents(
  sql: Sql,
  { indicator, from, limit }: Pick<Counting, "indicator" | "from"> & { readonly limit: number },
): Promise<readonly bigint[]> {
  const rows = await sql<{ id: bigint }[]>`
    ${badEvents(sql, { indicator, from, limit })} limit ${limit}::int`;
  return rows.map(({ id }) => id);
}

function badEvents(
  sql: Sql,
  {
    indicator,
    from,
    limit,
  }: Pick<Counting, "indicator" | "from"> & {
    /** Of messages that are looked at, where several may tell of one purchase. */
    readonly limit: number;
  },
): PendingQuery<Row[]> {
  switch (indicator.kind) {
    case "freshness":
    case "errors":
      return sql`
        select e.id from ${eventsOf(sql, indicator)}
         where e.recorded_at >= ${from}::text::timestamptz and ${countsEvent(sql, indicator)}
           and ${isBadEvent(sql, indicator)}
         order by e.recorded_at desc`;
    case "identity":
      return sql`
        select e.id from events e join source s on s.id = e.source_id
         where e.outcome = 'HELD' and e.reason = 'UNKNOWN_CUSTOMER' and e.mode = 'LIVE'
           and e.recorded_at >= ${from}::text::timestamptz
           and ${isCode(sql, sql`s.code`, indicator.source)}
         order by e.recorded_at desc`;
    case "delivery":
      return sql`
        select distinct e.id
          from (
            select o.payload
              from destination d
              join delivery v on v.destination_id = d.id
                             and v.ended_at >= ${from}::text::timestamptz
              join outbox o on o.id = v.outbox_id and o.kind = 'POINTS_CHANGED'
             where v.outcome in ('DELIVERED', 'DEAD') and (${isLateDelivery(sql)})
               and ${isCode(sql, sql`d.code`, indicator.destination)}
             limit ${limit}::int) late
          cross join lateral jsonb_array_elements_text(late.payload -> 'orders') as told(order_id)
          join orders w on w.public_id = told.order_id::uuid
          join events e on e.id = w.opened_by_event_id`;
    case "retries":
    case "redemption":
      return sql`select id from events where false`;
  }
}
