import type { Sql } from "../../connection/client.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** What each hour came to, by destination. */

export interface HourCounts {
  readonly destinationId: number;
  readonly attempts: number;
  readonly delivered: number;
  readonly failed: number;
  readonly refused: number;
  readonly lagMs: number;
}

export async function addToHours(sql: Sql, counts: readonly HourCounts[]): Promise<void> {
  await sql`
    insert into delivery_hour as h
      (destination_id, hour, attempts, delivered, failed, refused, lag_ms)
    select "destinationId", date_trunc('hour', clock_timestamp(), 'UTC'), attempts, delivered,
           failed, refused, "lagMs"
      from json_to_recordset(${rowsParameter(counts)}::text::json) as r(
        "destinationId" smallint, attempts int, delivered int, failed int, refused int,
        "lagMs" bigint)
     order by "destinationId"
    on conflict (destination_id, hour) do update
       set attempts = h.attempts + excluded.attempts, delivered = h.delivered + excluded.delivered,
           failed = h.failed + excluded.failed, refused = h.refused + excluded.refused,
           lag_ms = h.lag_ms + excluded.lag_ms`;
}

/** What is over: outcomes and hours that are older, and lanes of destinations that left. */
export async function forgetDeliveries(
  sql: Sql,
  { before, limit }: { readonly before: string; readonly limit: number },
): Promise<number> {
  const outcomes = await sql`
    delete from delivery where (destination_id, outbox_id) in (
      select d.destination_id, d.outbox_id
        from (select id from destination) as one
        cross join lateral (
          select destination_id, outbox_id from delivery
           where destination_id = one.id and ended_at < ${before}::text::timestamptz
             and outcome <> 'DEAD'
           order by ended_at limit ${limit}::int) d
       limit ${limit}::int)`;
  const lanes = await sql`
    delete from delivery_lane where (destination_id, root_id) in (
      select l.destination_id, l.root_id
        from destination d
        cross join lateral (
          select destination_id, root_id from delivery_lane where destination_id = d.id
           limit ${limit}::int) l
       where d.retired_at is not null limit ${limit}::int)`;
  await sql`delete from delivery_hour where hour < ${before}::text::timestamptz - interval '60 days'`;
  return outcomes.count + lanes.count;
}
