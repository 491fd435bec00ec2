import type { LocalDate } from "../../../src/domain/time/instant.ts";
import type { Sql, Tx } from "../../connection/client.ts";

/** Partitions of the receive log (by day) and of the outbox (by id), as their bounds say. */

export interface PartitionRow {
  readonly name: string;
  /** FOR VALUES FROM ('...') TO ('...'), or DEFAULT. */
  readonly bounds: string;
}

export function listPartitions(sql: Sql | Tx, parent: "intakes" | "outbox") {
  return sql<PartitionRow[]>`
    select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${parent}::regclass order by 1`;
}

/** One maker and dropper at a time; the others find the work done. */
export function lockPartitions(tx: Tx) {
  return tx`select pg_advisory_xact_lock(hashtext('tributary.partitions'))`;
}

/**
 * Rows of the day that stand in the DEFAULT partition: PostgreSQL refuses a partition of their own
 * beside them.
 */
export async function defaultHoldsDay(tx: Tx, day: LocalDate): Promise<boolean> {
  const [row] = await tx<{ found: boolean }[]>`
    select exists (select 1 from intakes_default where received_on = ${day}::date) as found`;
  return row?.found ?? false;
}

export async function defaultHoldsIds(tx: Tx, from: bigint, to: bigint): Promise<boolean> {
  const [row] = await tx<{ found: boolean }[]>`
    select exists (select 1 from outbox_default where id >= ${from}::bigint and id < ${to}::bigint) as found`;
  return row?.found ?? false;
}

/** DDL takes no parameters; days are checked by the caller and ids are numbers. */
export function createIntakePartition(tx: Tx, name: string, day: LocalDate, next: LocalDate) {
  return tx.unsafe(
    `create table if not exists "${name}" partition of intakes for values from ('${day}') to ('${next}')`,
  );
}

export function createOutboxPartition(tx: Tx, name: string, from: bigint, to: bigint) {
  return tx.unsafe(
    `create table if not exists "${name}" partition of outbox for values from (${from}) to (${to})`,
  );
}

export function dropPartition(tx: Tx, name: string) {
  return tx.unsafe(`drop table if exists "${name}"`);
}

/**
 * What the DEFAULT partition holds of days before `day`: from before the job ran, or from a clock
 * that was wrong.
 */
export async function deleteDefaultIntakesBefore(tx: Tx, day: LocalDate): Promise<number> {
  const deleted = await tx`delete from intakes_default where received_on < ${day}::date`;
  return deleted.count;
}

export async function readOutboxLast(sql: Sql | Tx): Promise<bigint> {
  const [row] = await sql<{ last: bigint }[]>`
    select case when is_called then last_value else 0 end as last from outbox_id_seq`;
  return row?.last ?? 0n;
}

/** Up to which id everything is decided. */
export async function readSafeId(tx: Tx): Promise<bigint> {
  const [row] = await tx<{ safe: bigint }[]>`
    select safe_id as safe from outbox_watermark where id = 1`;
  return row?.safe ?? 0n;
}

/** Whether the row with the highest id of an outbox range is of `day` or later; false: no row. */
export async function hasLastRowSince(tx: Tx, name: string, day: LocalDate): Promise<boolean> {
  const [row] = await tx.unsafe<{ found: boolean }[]>(
    `select recorded_at >= $1::date as found from "${name}" order by id desc limit 1`,
    [day],
  );
  return row?.found ?? false;
}

export async function readToday(sql: Sql | Tx): Promise<LocalDate> {
  const [row] = await sql<
    { day: LocalDate }[]
  >`select (clock_timestamp() at time zone 'UTC')::date as day`;
  return (row as { day: LocalDate }).day;
}
