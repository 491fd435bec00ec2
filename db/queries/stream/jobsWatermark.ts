import type { Sql } from "../../connection/client.ts";

/**
 * What the elected ticker asks and writes (contract 7.2). Each is one statement of its own, outside
 * any transaction.
 */

/** Who has the ticker's lease. */
export interface TickerLease {
  readonly isOurs: boolean;
  /** For how much longer it lasts, milliseconds by the database's clock; 0 when nobody has it. */
  readonly leftMs: number;
}

/**
 * Takes the ticker's lease for `leaseMs` by the database's clock, or takes it for longer when it is
 * `ticker`'s already. Nothing is written while somebody else has it, or while `ticker`'s own lasts
 * for more than half of `leaseMs`.
 */
export async function leaseTicker(
  connection: Sql,
  ticker: string,
  leaseMs: number,
): Promise<TickerLease> {
  const [lease] = await connection<TickerLease[]>`
    with seen as (
      select ticker = ${ticker}::uuid as "isOurs", ticker_until > clock_timestamp() as "isHeld",
        greatest(0, extract(epoch from ticker_until - clock_timestamp()) * 1000)::float8 as "leftMs",
        ticker_until > clock_timestamp() + ${leaseMs / 2} * interval '1 millisecond' as "isFresh"
      from outbox_watermark where id = 1
    ), renewed as (
      update outbox_watermark
      set ticker = ${ticker}::uuid, ticked_at = clock_timestamp(),
        ticker_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
      where id = 1
        and (ticker = ${ticker}::uuid or ticker is null or ticker_until <= clock_timestamp())
        and not exists (select from seen where "isOurs" and "isFresh")
      returning ${leaseMs}::float8 as "leftMs"
    )
    select exists (select from renewed) or coalesce("isOurs" and "isHeld", false) as "isOurs",
      coalesce((select "leftMs" from renewed), "leftMs", 0) as "leftMs" from seen`;
  return lease ?? { isOurs: false, leftMs: 0 };
}

/** Gives the lease back before its time, so that the next one need not wait for its end. */
export async function resignTicker(connection: Sql, ticker: string) {
  await connection`
    update outbox_watermark set ticker = null, ticker_until = null
    where id = 1 and ticker = ${ticker}::uuid`;
}

/** How long ago there was a sign of life of any ticker, milliseconds by the database's clock. */
export async function readTickerSilence(sql: Sql): Promise<number> {
  const [row] = await sql<{ ms: number }[]>`
    select (extract(epoch from clock_timestamp() - ticked_at) * 1000)::float8 as ms
    from outbox_watermark where id = 1`;
  return row?.ms ?? Number.POSITIVE_INFINITY;
}

/** H: the last outbox id drawn; 0 while none was. Also what is decided so far. */
export async function readOutboxHead(connection: Sql) {
  const [row] = await connection<{ head: bigint; safe: bigint }[]>`
    select case when s.is_called then s.last_value else 0 end as head, w.safe_id as safe
    from outbox_id_seq s cross join outbox_watermark w where w.id = 1`;
  return row as { head: bigint; safe: bigint };
}

/**
 * X: an xid of a short transaction of its own, drawn after H was read. Whoever drew an id up to H
 * had its xid before (the outbox insert comes after other writes), so all of them are below X.
 */
export async function drawTransactionId(connection: Sql): Promise<bigint> {
  const [row] = await connection<{ xid: string }[]>`select pg_current_xact_id()::text as xid`;
  return BigInt((row as { xid: string }).xid);
}

/** The oldest transaction still running. Not xmax, which lost rows (contract 7.2). */
export async function oldestTransactionId(connection: Sql): Promise<bigint> {
  const [row] = await connection<{ xmin: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`;
  return BigInt((row as { xmin: string }).xmin);
}

/**
 * Raises the watermark, never lowers it, and only while `ticker` has the lease: one that slept and
 * wakes up changes nothing.
 *
 * @returns whether it had it
 */
export async function raiseWatermark(
  connection: Sql,
  ticker: string,
  safeId: bigint,
): Promise<boolean> {
  const { count } = await connection`
    update outbox_watermark
    set safe_id = greatest(safe_id, ${safeId}::bigint), ticked_at = clock_timestamp()
    where id = 1 and ticker = ${ticker}::uuid and ticker_until > clock_timestamp()`;
  return count === 1;
}
