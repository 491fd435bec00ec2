import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

export type WatermarkRow = RowOf<"source_watermark", "sourceId" | "watermark" | "receivedAt">;

/** How far each source has got; a source that never sent has no row. */
export async function readWatermarks(sql: Sql): Promise<readonly WatermarkRow[]> {
  return await sql<WatermarkRow[]>`
    select source_id as "sourceId", watermark, received_at as "receivedAt" from source_watermark`;
}

/** How old what is known of a source is; null: it never sent. */
export interface SourceAge {
  readonly code: string;
  readonly ageSeconds: number | null;
  readonly expectedEverySeconds: number;
}

export async function readSourceAges(sql: Sql): Promise<readonly SourceAge[]> {
  return await sql<SourceAge[]>`
    select s.code, s.expected_every_seconds as "expectedEverySeconds",
           case when w.watermark is not null
             then greatest(0, extract(epoch from clock_timestamp() - w.watermark))::float8
           end as "ageSeconds"
      from source s left join source_watermark w on w.source_id = s.id`;
}
