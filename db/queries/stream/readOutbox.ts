import type { Sql } from "../../connection/client.ts";

/** What of the outbox waits for the watermark. */
export interface OutboxAge {
  /** Ids drawn and not yet decided; an estimate, because ids may be drawn and not used. */
  readonly undecided: number;
  /** How long ago the oldest of them that has a row was recorded; 0 when none waits. */
  readonly oldestSeconds: number;
}

export async function readOutboxAge(sql: Sql): Promise<OutboxAge> {
  const [row] = await sql<OutboxAge[]>`
    with safe as (select coalesce((select safe_id from outbox_watermark limit 1), 0) as id)
    select greatest(0, case when s.is_called then s.last_value else 0 end - safe.id)::float8 as undecided,
           coalesce((select extract(epoch from clock_timestamp() - o.recorded_at)
                       from outbox o where o.id > safe.id order by o.id limit 1), 0)::float8 as "oldestSeconds"
      from outbox_id_seq s cross join safe`;
  return row ?? { undecided: 0, oldestSeconds: 0 };
}
