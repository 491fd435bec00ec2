import type { Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";

/** How lanes are filled from the outbox (contract 7.4). */

export type FanOutRow = RowOf<"outbox", "id" | "rootId" | "seq" | "kind" | "announce"> & {
  readonly isBulk: boolean;
};

/**
 * Takes the turn of filling lanes, until the caller's transaction ends; null: another process has
 * it.
 */
export async function takeFanOutTurn(
  tx: Tx,
): Promise<{ readonly at: bigint; readonly safe: bigint } | null> {
  const [row] = await tx<{ at: bigint; safe: bigint }[]>`
    select c.outbox_id as at, w.safe_id as safe
      from delivery_cursor c join outbox_watermark w on w.id = c.id
     where c.id = 1
       for update of c skip locked`;
  return row ?? null;
}

/** Rows with `after` < id <= `upTo`, in order. */
export async function readRowsToFanOut(
  tx: Tx,
  { after, upTo, limit }: { readonly after: bigint; readonly upTo: bigint; readonly limit: number },
): Promise<readonly FanOutRow[]> {
  return await tx<FanOutRow[]>`
    select id, root_id as "rootId", seq, kind, announce,
           coalesce(payload ->> 'bulk' = 'true', false) as "isBulk"
      from outbox where id > ${after}::bigint and id <= ${upTo}::bigint
     order by id limit ${limit}::int`;
}

const FILLED_COLUMNS = {
  destination_id: "smallint",
  root_id: "bigint",
  first_seq: "bigint",
  last_seq: "bigint",
  first_id: "bigint",
  count: "int",
  is_bulk: "boolean",
} as const;

/**
 * In the order of their keys: whoever settles takes them in the same one. What is bulk does not
 * make a lane bulk in which something else waits.
 */
export const fillLanes = overRows<typeof FILLED_COLUMNS, never>(
  FILLED_COLUMNS,
  (source) => `
    insert into delivery_lane as l
      (destination_id, root_id, next_seq, head_seq, next_id, pending, is_bulk, due_at)
    select destination_id, root_id, first_seq, last_seq, first_id, count, is_bulk, clock_timestamp()
      from ${source}
     order by destination_id, root_id
    on conflict (destination_id, root_id) do update
       set head_seq = greatest(l.head_seq, excluded.head_seq),
           next_seq = case when l.pending > 0 then l.next_seq else excluded.next_seq end,
           next_id = case when l.pending > 0 then l.next_id else excluded.next_id end,
           pending = l.pending + excluded.pending,
           is_bulk = case when l.pending > 0 then l.is_bulk and excluded.is_bulk
                          else excluded.is_bulk end,
           due_at = case when l.pending > 0 or l.again_seq is not null then l.due_at
                         else excluded.due_at end`,
);

const AGAIN_COLUMNS = {
  destination_id: "smallint",
  root_id: "bigint",
  first_seq: "bigint",
  last_seq: "bigint",
  first_id: "bigint",
} as const;

/** Puts rows that were told before into their lanes again, ahead of what waits there. */
export const fillAgain = overRows<typeof AGAIN_COLUMNS, never>(
  AGAIN_COLUMNS,
  (source) => `
    insert into delivery_lane as l
      (destination_id, root_id, next_seq, head_seq, next_id, pending, again_seq, again_to, is_bulk,
       due_at)
    select destination_id, root_id, last_seq + 1, last_seq, first_id, 0, first_seq, last_seq, true,
           clock_timestamp()
      from ${source}
     order by destination_id, root_id
    on conflict (destination_id, root_id) do update
       -- What still waits for the first time is told by that.
       set again_seq = case when excluded.again_seq >= l.next_seq and l.pending > 0
                            then l.again_seq
                            else least(l.again_seq, excluded.again_seq) end,
           again_to = case when excluded.again_seq >= l.next_seq and l.pending > 0
                           then l.again_to
                           when l.pending > 0
                           then greatest(l.again_to, least(excluded.again_to, l.next_seq - 1))
                           else greatest(l.again_to, excluded.again_to) end,
           next_id = least(l.next_id, excluded.next_id),
           is_bulk = case when l.pending > 0 then l.is_bulk else true end,
           due_at = case when l.pending > 0 or l.again_seq is not null then l.due_at
                         else excluded.due_at end`,
);

export async function moveFanOut(tx: Tx, outboxId: bigint): Promise<void> {
  await tx`update delivery_cursor set outbox_id = ${outboxId}::bigint where id = 1`;
}

export type ReplayRow = RowOf<"delivery_replay", "destinationId" | "fromId" | "toId" | "atId">;

/** What is to be told again, one destination's. */
export async function takeReplay(tx: Tx): Promise<ReplayRow | null> {
  const [row] = await tx<ReplayRow[]>`
    select destination_id as "destinationId", from_id as "fromId", to_id as "toId", at_id as "atId"
      from delivery_replay order by destination_id limit 1
       for update skip locked`;
  return row ?? null;
}

export async function moveReplay(tx: Tx, destinationId: number, atId: bigint): Promise<void> {
  await tx`
    update delivery_replay set at_id = ${atId}::bigint where destination_id = ${destinationId}`;
}

export async function endReplay(tx: Tx, destinationId: number): Promise<void> {
  await tx`delete from delivery_replay where destination_id = ${destinationId}`;
}

/** @returns false: it is being told again already */
export async function insertReplay(
  tx: Tx,
  row: RowOf<"delivery_replay", "destinationId" | "fromId" | "toId" | "askedBy">,
): Promise<boolean> {
  const result = await tx`
    insert into delivery_replay (destination_id, from_id, to_id, at_id, asked_at, asked_by)
    values (${row.destinationId}, ${row.fromId}::bigint, ${row.toId}::bigint,
            ${row.fromId - 1n}::bigint, clock_timestamp(), ${row.askedBy})
    on conflict do nothing`;
  return result.count === 1;
}
