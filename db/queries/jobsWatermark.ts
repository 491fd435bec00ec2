import type { Sql } from "../client.ts";

/** What the elected ticker asks and writes (CONTRACT 7). Each is one statement of its own, outside any transaction. */

/**
 * Whether this session is the ticker; asking again takes nothing twice. `pid` tells a session from the one that
 * may silently have taken its place: its advisory lock went with it.
 */
export async function tryElectTicker(connection: Sql, isElected: boolean) {
  const [row] = await connection<{ elected: boolean; pid: number }[]>`
    select ${isElected}::boolean or pg_try_advisory_lock(hashtext('tributary.ticker')) as elected,
      pg_backend_pid() as pid`;
  return row as { elected: boolean; pid: number };
}

export async function resignTicker(connection: Sql) {
  await connection`select pg_advisory_unlock(hashtext('tributary.ticker'))`;
}

/** H: the last outbox id drawn; 0 while none was. Also what is decided so far. */
export async function readOutboxHead(connection: Sql) {
  const [row] = await connection<{ head: bigint; safe: bigint; isStale: boolean }[]>`
    select case when s.is_called then s.last_value else 0 end as head, w.safe_id as safe,
      w.ticked_at < clock_timestamp() - interval '10 seconds' as "isStale"
    from outbox_id_seq s cross join outbox_watermark w where w.id = 1`;
  return row as { head: bigint; safe: bigint; isStale: boolean };
}

/**
 * X: an xid of a short transaction of its own, drawn after H was read. Whoever drew an id up to H had its xid before
 * (the outbox insert comes after other writes), so all of them are below X.
 */
export async function drawTransactionId(connection: Sql): Promise<bigint> {
  const [row] = await connection<{ xid: string }[]>`select pg_current_xact_id()::text as xid`;
  return BigInt((row as { xid: string }).xid);
}

/** The oldest transaction still running. Not xmax, which lost rows (CONTRACT 7). */
export async function oldestTransactionId(connection: Sql): Promise<bigint> {
  const [row] = await connection<{ xmin: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`;
  return BigInt((row as { xmin: string }).xmin);
}

/** Raises the watermark, never lowers it; `ticked_at` is also the sign that somebody ticks. */
export function raiseWatermark(connection: Sql, safeId: bigint) {
  return connection`
    update outbox_watermark
    set safe_id = greatest(safe_id, ${safeId}::bigint), ticked_at = clock_timestamp() where id = 1`;
}
