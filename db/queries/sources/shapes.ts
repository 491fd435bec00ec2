import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf, StoredRowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";

/** Lets one process look at a time; false: another does. */
export async function mayWatchSources(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ won: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('tributary.sources')) as won`;
  return row?.won === true;
}

/** One after the other: whoever saves has read what was saved before. */
export function lockShapes(tx: Tx) {
  return tx`select pg_advisory_xact_lock(hashtext('tributary.sources'))`;
}

export interface BodySampleRow {
  readonly sourceId: number;
  readonly topic: string;
  /** Of the message, or of the event. */
  readonly sample: string;
  readonly body: Buffer;
  readonly encoding: "identity" | "zstd";
  /** Where the event stands in the body; null: the whole body is a message. */
  readonly position: number | null;
}

export interface SampleWindow {
  /** What came later than this. */
  readonly after: string;
  /** Of each source. */
  readonly count: number;
  /** Longer bodies are left out. */
  readonly bytesMax: number;
}

/** The newest messages of each source. */
export async function sampleMessages(
  sql: Sql | Tx,
  { after, count, bytesMax }: SampleWindow,
): Promise<readonly BodySampleRow[]> {
  return await sql<BodySampleRow[]>`
    select s.id as "sourceId", coalesce(m.topic, '') as topic, m.id::text as sample, i.body,
           i.body_encoding as encoding, null::int as position
      from source s
      cross join lateral (
        select id, topic, intake_on, intake_id from inbound_message
         where source_id = s.id and received_at > ${after}::text::timestamptz
         order by received_at desc limit ${count}::int) as m
      join intakes i on i.received_on = m.intake_on and i.id = m.intake_id
     where s.receives is not null and octet_length(i.body) <= ${bytesMax}::int`;
}

/** The newest events that came in our own words, from among the newest `scan` of all. */
export async function sampleEvents(
  sql: Sql | Tx,
  { after, count, bytesMax, scan }: SampleWindow & { readonly scan: number },
): Promise<readonly BodySampleRow[]> {
  return await sql<BodySampleRow[]>`
    select e.source_id as "sourceId", e.kind as topic, e.event_id as sample, i.body,
           i.body_encoding as encoding, e.intake_position as position
      from (select *, row_number() over (partition by source_id order by id desc) as place
              from (select * from events order by id desc limit ${scan}::int) as newest
             where recorded_at > ${after}::text::timestamptz and kind is not null
               and mode = 'LIVE') as e
      join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
     where e.place <= ${count}::int and i.door in ('GRAPHQL', 'NDJSON')
       and octet_length(i.body) <= ${bytesMax}::int`;
}

export type SourceShapeRow = RowOf<
  "source_shape",
  "sourceId" | "topic" | "before" | "recent" | "recentFrom" | "drift"
>;

export async function readShapes(sql: Sql | Tx): Promise<readonly SourceShapeRow[]> {
  return await sql<SourceShapeRow[]>`
    select source_id as "sourceId", topic, before, recent, recent_from as "recentFrom", drift
      from source_shape order by source_id, topic`;
}

/** What is known to have changed, without the shapes that it was seen by. */
export async function readDrifts(
  sql: Sql,
): Promise<readonly Pick<SourceShapeRow, "sourceId" | "topic" | "drift">[]> {
  return await sql<Pick<SourceShapeRow, "sourceId" | "topic" | "drift">[]>`
    select source_id as "sourceId", topic, drift from source_shape
     where drift <> '[]' order by source_id, topic`;
}

export function saveShapes(
  tx: Tx,
  rows: readonly StoredRowOf<
    "source_shape",
    "source_id" | "topic" | "before" | "recent" | "recent_from" | "drift"
  >[],
) {
  return tx`
    insert into source_shape as s (source_id, topic, before, recent, recent_from, drift)
    select source_id, topic, before, recent, recent_from, drift
      from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
        source_id smallint, topic text, before jsonb, recent jsonb, recent_from timestamptz,
        drift jsonb)
     order by source_id, topic
    on conflict (source_id, topic) do update
      set before = excluded.before, recent = excluded.recent, recent_from = excluded.recent_from,
          drift = excluded.drift`;
}
