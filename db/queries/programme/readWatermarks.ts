import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

export type WatermarkRow = RowOf<"source_watermark", "sourceId" | "watermark">;

/** How far each source has got; a source that never sent has no row. */
export async function readWatermarks(sql: Sql): Promise<readonly WatermarkRow[]> {
  return await sql<WatermarkRow[]>`
    select source_id as "sourceId", watermark from source_watermark`;
}
