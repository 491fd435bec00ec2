import type { Sql } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";

export type SourceWatermarkRow = StoredRowOf<"source_watermark", "source_id" | "watermark">;

/**
 * One row a source, written outside business transactions. Never goes back, whatever order events
 * come in.
 */
export function raiseSourceWatermarks(sql: Sql, rows: readonly SourceWatermarkRow[]) {
  return sql`
    insert into source_watermark as w (source_id, watermark, received_at)
    select source_id, watermark, clock_timestamp()
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(source_id smallint, watermark timestamptz)
    order by source_id
    on conflict (source_id) do update
    set watermark = greatest(w.watermark, excluded.watermark), received_at = excluded.received_at`;
}
