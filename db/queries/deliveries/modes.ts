import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** Whether destinations are told or only compared with another feed, and the cuts (ADR-0077). */

export type ModeRow = RowOf<"destination_mode", "mode" | "epoch" | "since" | "actor" | "reason">;

export async function readMode(sql: Sql | Tx, destinationId: number): Promise<ModeRow> {
  const [row] = await sql<ModeRow[]>`
    select m.mode, m.epoch, m.since, m.actor, m.reason from destination_mode m
     where m.destination_id = ${destinationId}::smallint`;
  return row ?? { mode: "LIVE", epoch: 0, since: "-infinity", actor: null, reason: null };
}

/**
 * Locks a destination's mode until the caller's transaction ends: nobody cuts, and nobody settles
 * in shadow meanwhile.
 */
export async function lockMode(tx: Tx, destinationId: number): Promise<ModeRow> {
  await tx`
    insert into destination_mode (destination_id, mode) values (${destinationId}::smallint, 'LIVE')
    on conflict do nothing`;
  const [row] = await tx<ModeRow[]>`
    select mode, epoch, since, actor, reason from destination_mode
     where destination_id = ${destinationId}::smallint for no key update`;
  return row as ModeRow;
}

/** The mode of a destination, which stays until the caller's transaction ends: a cut waits. */
export async function holdMode(tx: Tx, destinationId: number): Promise<ModeRow["mode"]> {
  const [row] = await tx<Pick<ModeRow, "mode">[]>`
    select mode from destination_mode where destination_id = ${destinationId}::smallint for share`;
  return row?.mode ?? "LIVE";
}

/**
 * Cuts, under the lock of the mode. What it was broken by is looked at anew, and what it stored
 * otherwise than it was sent is nobody's to mend while another feed tells it.
 */
export async function putMode(
  tx: Tx,
  destinationId: number,
  { mode, actor, reason }: Pick<ModeRow, "mode" | "actor" | "reason">,
): Promise<void> {
  await tx`
    update destination_mode
       set mode = ${mode}, epoch = epoch + 1, since = clock_timestamp(),
           actor = ${actor}, reason = ${reason}
     where destination_id = ${destinationId}::smallint`;
  await tx`
    update destination_state
       set broken_level = 0, broken_since = null, problem = null, rests_until = null
     where destination_id = ${destinationId}::smallint and broken_level > 0`;
  await tx`
    delete from read_back_finding
     where destination_id = ${destinationId}::smallint and repaired_at is null
       and ${mode}::text = 'SHADOW'`;
}

/**
 * What was to be told again is not, since it was settled in shadow. Under the lock of the mode;
 * lanes in the order in which those who fill them take them.
 */
export async function dropReplays(tx: Tx, destinationId: number): Promise<void> {
  await tx`delete from delivery_replay where destination_id = ${destinationId}::smallint`;
  await tx`
    with own as (
      select root_id from delivery_lane
       where destination_id = ${destinationId}::smallint and again_seq is not null
       order by root_id for no key update)
    update delivery_lane l
       set again_seq = null, again_to = null, token = l.token + 1, tries = 0, first_tried_at = null
      from own where l.destination_id = ${destinationId}::smallint and l.root_id = own.root_id`;
}
