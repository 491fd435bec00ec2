import type { Sql } from "../../connection/client.ts";

/**
 * Outbox ids drawn and not yet decided by the watermark; an estimate, because ids may be drawn and
 * not used.
 */
export async function readOutboxDepth(sql: Sql): Promise<number> {
  const [row] = await sql<{ depth: number }[]>`
    select greatest(0, case when s.is_called then s.last_value else 0 end
             - coalesce((select safe_id from outbox_watermark limit 1), 0))::float8 as depth
      from outbox_id_seq s`;
  return row?.depth ?? 0;
}
