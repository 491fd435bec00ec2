import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf, StoredRowOf } from "../../schema/rows.ts";
import { idList, rowsParameter } from "../../statements/rows.ts";

export type SourceHourRow = RowOf<
  "source_hour",
  | "sourceId"
  | "hour"
  | "told"
  | "duplicates"
  | "rejected"
  | "presented"
  | "unmatched"
  | "guests"
  | "ahead"
  | "aheadSeconds"
  | "handedOver"
  | "handedOverAtOnce"
  | "cancelledLate"
  | "cancelledLatePoints"
  | "lags"
  | "arrived"
  | "happened"
>;

export type SourceHourAdded = StoredRowOf<
  "source_hour",
  | "source_id"
  | "hour"
  | "told"
  | "duplicates"
  | "rejected"
  | "presented"
  | "unmatched"
  | "guests"
  | "ahead"
  | "ahead_seconds"
  | "handed_over"
  | "handed_over_at_once"
  | "cancelled_late"
  | "cancelled_late_points"
  | "lags"
  | "arrived"
  | "happened"
>;

/** Adds counts to those of their hours. Rows are locked in the order of their key. */
export function addToSourceHours(sql: Sql | Tx, rows: readonly SourceHourAdded[]) {
  const added = (name: "lags" | "arrived" | "happened") => sql`
    (select jsonb_agg(coalesce(a::int, 0) + coalesce(b::int, 0) order by at)
       from rows from (jsonb_array_elements_text(w.${sql(name)}),
                       jsonb_array_elements_text(excluded.${sql(name)})) with ordinality
         as both_of(a, b, at))`;
  return sql`
    insert into source_hour as w
      (source_id, hour, told, duplicates, rejected, presented, unmatched, guests, ahead,
       ahead_seconds, handed_over, handed_over_at_once, cancelled_late, cancelled_late_points,
       lags, arrived, happened)
    select source_id, hour, told, duplicates, rejected, presented, unmatched, guests, ahead,
           ahead_seconds, handed_over, handed_over_at_once, cancelled_late, cancelled_late_points,
           lags, arrived, happened
      from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
        source_id smallint, hour timestamptz, told int, duplicates int, rejected int,
        presented int, unmatched int, guests int, ahead int, ahead_seconds float8,
        handed_over int, handed_over_at_once int, cancelled_late int, cancelled_late_points bigint,
        lags jsonb, arrived jsonb, happened jsonb)
     order by source_id, hour
    on conflict (source_id, hour) do update
      set told = w.told + excluded.told, duplicates = w.duplicates + excluded.duplicates,
          rejected = w.rejected + excluded.rejected, presented = w.presented + excluded.presented,
          unmatched = w.unmatched + excluded.unmatched, guests = w.guests + excluded.guests,
          ahead = w.ahead + excluded.ahead,
          ahead_seconds = w.ahead_seconds + excluded.ahead_seconds,
          handed_over = w.handed_over + excluded.handed_over,
          handed_over_at_once = w.handed_over_at_once + excluded.handed_over_at_once,
          cancelled_late = w.cancelled_late + excluded.cancelled_late,
          cancelled_late_points = w.cancelled_late_points + excluded.cancelled_late_points,
          lags = ${added("lags")},
          arrived = ${added("arrived")}, happened = ${added("happened")}`;
}

export interface HoursWindow {
  /** Beginning of the first hour. */
  readonly from: string;
  /** Hours before it have no lags and slots, which are long. */
  readonly shapesFrom: string;
  /** Null: of all. */
  readonly sourceId: number | null;
}

/** Hours of sources from one on, oldest first. */
export async function readSourceHours(
  sql: Sql,
  { from, shapesFrom, sourceId }: HoursWindow,
): Promise<readonly SourceHourRow[]> {
  const shape = (name: "lags" | "arrived" | "happened") => sql`
    case when hour >= ${shapesFrom}::text::timestamptz then ${sql(name)} else '[]' end
      as ${sql(name)}`;
  return await sql<SourceHourRow[]>`
    select source_id as "sourceId", hour, told, duplicates, rejected, presented, unmatched, guests,
           ahead, ahead_seconds as "aheadSeconds", handed_over as "handedOver",
           handed_over_at_once as "handedOverAtOnce", cancelled_late as "cancelledLate",
           cancelled_late_points as "cancelledLatePoints",
           ${shape("lags")}, ${shape("arrived")}, ${shape("happened")}
      from source_hour
     where hour >= ${from}::text::timestamptz
       and (${sourceId}::int is null or source_id = ${sourceId}::int)
     order by hour`;
}

export function forgetSourceHours(sql: Sql, before: string) {
  return sql`delete from source_hour where hour < ${before}::text::timestamptz`;
}

export type OrderStandRow = RowOf<"orders", "id" | "status" | "placedAt"> & {
  /** Points on it, those that are not active yet among them. */
  readonly points: bigint;
};

/** How some orders stand. */
export async function readOrderStands(
  sql: Sql,
  ids: readonly bigint[],
): Promise<readonly OrderStandRow[]> {
  return await sql<OrderStandRow[]>`
    select id, status, placed_at as "placedAt", points_pending + points_active as points
      from orders where id = any(${idList(ids)}::text::bigint[])`;
}
