import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { rowsParameter } from "../../statements/rows.ts";
import type { ClaimedMessage } from "./messages.ts";

/** Partitions of streams: who reads them, and how far they are stored (ADR-0061). */

/** A partition by its name. */
export type PartitionKey = RowOf<"stream_partition", "sourceId" | "partition">;

export interface PartitionRow extends PartitionKey {
  /** Null as soon as its lease is over. */
  readonly owner: string | null;
  /** Null as soon as that is over. */
  readonly askedBy: string | null;
}

/** A lease: rises in `epoch` with each owner. */
export type PartitionLease = RowOf<"stream_partition", "sourceId" | "partition" | "epoch">;

/** Makes the rows of partitions that have none, and reads all of these, as they are now. */
export async function readPartitions(
  sql: Sql,
  keys: readonly PartitionKey[],
): Promise<readonly PartitionRow[]> {
  const wanted = rowsParameter(keys);
  await sql`
    insert into stream_partition (source_id, partition, epoch)
    select "sourceId", partition, 0
      from json_to_recordset(${wanted}::text::json) as r("sourceId" smallint, partition smallint)
     where not exists (select from stream_partition p
                        where p.source_id = r."sourceId" and p.partition = r.partition)
     order by 1, 2
    on conflict do nothing`;
  return await sql<PartitionRow[]>`
    select p.source_id as "sourceId", p.partition,
           case when p.leased_until > clock_timestamp() then p.owner end as owner,
           case when p.asked_until > clock_timestamp() then p.asked_by end as "askedBy"
      from json_to_recordset(${wanted}::text::json) as r("sourceId" smallint, partition smallint)
      join stream_partition p on p.source_id = r."sourceId" and p.partition = r.partition
     order by 1, 2`;
}

/** Keeps leases. @returns those that are still the caller's */
export async function renewPartitions(
  sql: Sql,
  leases: readonly PartitionLease[],
  leaseMs: number,
): Promise<readonly PartitionLease[]> {
  return await sql<PartitionLease[]>`
    update stream_partition p
       set leased_until = clock_timestamp() + make_interval(secs => ${leaseMs}::float8 / 1000)
      from json_to_recordset(${rowsParameter(leases)}::text::json)
        as r("sourceId" smallint, partition smallint, epoch bigint)
     where p.source_id = r."sourceId" and p.partition = r.partition and p.epoch = r.epoch
       and p.owner is not null
    returning p.source_id as "sourceId", p.partition, p.epoch`;
}

/** How far a partition is stored. Null: it is somebody else's. */
export async function findPosition(
  sql: Sql,
  { sourceId, partition, epoch }: PartitionLease,
): Promise<RowOf<"stream_partition", "lineage" | "position"> | null> {
  const [row] = await sql<RowOf<"stream_partition", "lineage" | "position">[]>`
    select lineage, position from stream_partition
     where source_id = ${sourceId} and partition = ${partition} and epoch = ${epoch}
       and owner is not null`;
  return row ?? null;
}

/** Moves a partition behind what will never come. @returns whether it is still the owner's */
export async function movePosition(
  sql: Sql,
  { sourceId, partition, epoch }: PartitionLease,
  { lineage, position }: { readonly lineage: string; readonly position: bigint },
): Promise<boolean> {
  const result = await sql`
    update stream_partition set lineage = ${lineage}, position = ${String(position)}::bigint
     where source_id = ${sourceId} and partition = ${partition} and epoch = ${epoch}
       and owner is not null`;
  return result.count === 1;
}

/** Takes partitions that nobody has. @returns those that are now the owner's */
export async function takePartitions(
  sql: Sql,
  owner: string,
  keys: readonly PartitionKey[],
  leaseMs: number,
): Promise<readonly PartitionLease[]> {
  return await sql<PartitionLease[]>`
    update stream_partition p
       set owner = ${owner}, epoch = p.epoch + 1, asked_by = null, asked_until = null,
           leased_until = clock_timestamp() + make_interval(secs => ${leaseMs}::float8 / 1000)
      from json_to_recordset(${rowsParameter(keys)}::text::json)
        as r("sourceId" smallint, partition smallint)
     where p.source_id = r."sourceId" and p.partition = r.partition
       and (p.owner is null or p.leased_until <= clock_timestamp())
    returning p.source_id as "sourceId", p.partition, p.epoch`;
}

/** Asks whoever has them to give partitions back. */
export async function askForPartitions(
  sql: Sql,
  asker: string,
  keys: readonly PartitionKey[],
  askMs: number,
): Promise<void> {
  await sql`
    update stream_partition p
       set asked_by = ${asker},
           asked_until = clock_timestamp() + make_interval(secs => ${askMs}::float8 / 1000)
      from json_to_recordset(${rowsParameter(keys)}::text::json)
        as r("sourceId" smallint, partition smallint)
     where p.source_id = r."sourceId" and p.partition = r.partition
       and (p.asked_by is null or p.asked_by = ${asker} or p.asked_until <= clock_timestamp())`;
}

/** Gives a partition back, if it is still the owner's. */
export async function releasePartition(
  sql: Sql,
  { sourceId, partition, epoch }: PartitionLease,
): Promise<void> {
  await sql`
    update stream_partition set owner = null, leased_until = null
     where source_id = ${sourceId} and partition = ${partition} and epoch = ${epoch}`;
}

/**
 * Takes messages of a partition that its last owner has stored and not read, in the stream's order.
 * The caller has the partition's lease: what the last owner settles of them from now on is nothing.
 */
export async function claimPartition(
  sql: Sql,
  { sourceId, partition }: PartitionKey,
  limit: number,
): Promise<readonly ClaimedMessage[]> {
  return await sql<ClaimedMessage[]>`
    with mine as (
      update inbound_message set tries = least(tries + 1, 32767)
       where id in (
         select id from inbound_message
          where state = 'RECEIVED' and due_at = 'infinity'
            and source_id = ${sourceId} and partition = ${partition}
          order by id limit ${limit})
      returning id, source_id, topic, intake_on, intake_id, received_at, tries)
    select mine.id, source_id as "sourceId", topic, intake_on as "intakeOn", intake_id as "intakeId",
           mine.received_at as "receivedAt", tries, door, headers, body,
           body_encoding as "bodyEncoding"
      from mine join intakes on received_on = intake_on and intakes.id = intake_id
     order by mine.id`;
}

/**
 * Lets anybody read messages of partitions that are not set up any more and that nobody has.
 *
 * @param streams how many partitions each source has that receives from a stream
 */
export async function freePartitionMessages(
  sql: Sql,
  streams: readonly { readonly sourceId: number; readonly partitions: number }[],
): Promise<number> {
  const result = await sql`
    update inbound_message m set partition = null, due_at = clock_timestamp()
     where state = 'RECEIVED' and due_at = 'infinity'
       and not exists (
         select from json_to_recordset(${rowsParameter(streams)}::text::json)
           as r("sourceId" smallint, partitions smallint)
          where r."sourceId" = m.source_id and m.partition < r.partitions)
       and not exists (
         select from stream_partition p
          where p.source_id = m.source_id and p.partition = m.partition
            and p.leased_until > clock_timestamp())`;
  return result.count;
}
