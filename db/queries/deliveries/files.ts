import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** Files that destinations are told by: when one is due, and what was decided. */

export type DeliveryFileRow = RowOf<
  "delivery_file",
  | "destinationId"
  | "number"
  | "format"
  | "firstPosition"
  | "lastPosition"
  | "token"
  | "bytes"
  | "sha256"
>;

/** How much is due at a destination, and for how long the first of it has waited, seconds. */
export async function readFileDue(
  sql: Sql,
  destinationId: number,
  rowsWanted: number,
): Promise<{ readonly rows: number; readonly seconds: number }> {
  const [row] = await sql<{ rows: number; seconds: number }[]>`
    with due as (
      select pending, next_id, coalesce(again_to - again_seq + 1, 0) as again
        from delivery_lane
       where destination_id = ${destinationId}::smallint and not is_dead
         and (pending > 0 or again_seq is not null) and due_at <= clock_timestamp()
       order by due_at limit ${rowsWanted}::int)
    select coalesce(sum(pending + again), 0)::float8 as rows,
           coalesce(extract(epoch from clock_timestamp() - (
             select recorded_at from outbox
              where id >= (select min(next_id) from due) order by id limit 1)), 0)::float8 as seconds
      from due`;
  return row ?? { rows: 0, seconds: 0 };
}

/** The last number and position that were decided; zeros: none was. */
export async function readLastFile(
  sql: Sql,
  destinationId: number,
): Promise<{ readonly number: bigint; readonly position: bigint }> {
  const [row] = await sql<{ number: bigint; position: bigint }[]>`
    select number, last_position as position from delivery_file
     where destination_id = ${destinationId}::smallint order by number desc limit 1`;
  return row ?? { number: 0n, position: 0n };
}

/** @returns false: somebody else's has that number */
export async function insertFile(tx: Tx, file: DeliveryFileRow): Promise<boolean> {
  const result = await tx`
    insert into delivery_file (destination_id, number, format, first_position, last_position,
                               token, bytes, sha256)
    values (${file.destinationId}::smallint, ${file.number}::bigint, ${file.format},
            ${file.firstPosition}::bigint, ${file.lastPosition}::bigint, ${file.token}::uuid,
            ${file.bytes}::bigint, ${file.sha256})
    on conflict do nothing`;
  return result.count === 1;
}

/** Files that were decided and may not stand under their names, in order. */
export async function listUnshownFiles(
  sql: Sql,
  destinationId: number,
): Promise<readonly DeliveryFileRow[]> {
  return await sql<DeliveryFileRow[]>`
    select destination_id as "destinationId", number, format, first_position as "firstPosition",
           last_position as "lastPosition", token, bytes, sha256
      from delivery_file
     where destination_id = ${destinationId}::smallint and shown_at is null
     order by number`;
}

export async function markFileShown(
  sql: Sql,
  { destinationId, number }: Pick<DeliveryFileRow, "destinationId" | "number">,
): Promise<void> {
  await sql`
    update delivery_file set shown_at = clock_timestamp()
     where destination_id = ${destinationId}::smallint and number = ${number}::bigint
       and shown_at is null`;
}
