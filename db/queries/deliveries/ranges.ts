import type { Tx } from "../../connection/client.ts";

/** Which rows of the outbox were recorded when, without reading them all. */

export interface OutboxRange {
  readonly first: bigint;
  /** Behind the last one that lanes were filled from. */
  readonly end: bigint;
}

/** What is kept and was put into lanes; null: nothing. */
export async function readOutboxRange(tx: Tx): Promise<OutboxRange | null> {
  const [row] = await tx<{ first: bigint | null; end: bigint }[]>`
    select (select id from outbox order by id limit 1) as first, outbox_id + 1 as end
      from delivery_cursor where id = 1`;
  return row === undefined || row.first === null || row.first >= row.end
    ? null
    : { first: row.first, end: row.end };
}

/**
 * The first row that was recorded at an instant or later; `end` where all were before. By halves:
 * ids rise with the time of recording but for some milliseconds, in which transactions overlap.
 */
export async function findRowAt(tx: Tx, { first, end }: OutboxRange, at: string): Promise<bigint> {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) / 2n;
    const [row] = await tx<{ id: bigint; isBefore: boolean }[]>`
      select id, recorded_at < ${at}::text::timestamptz as "isBefore"
        from outbox where id >= ${middle}::bigint and id < ${high}::bigint
       order by id limit 1`;
    if (row === undefined) {
      high = middle;
    } else if (row.isBefore) {
      low = row.id + 1n;
    } else {
      high = middle;
    }
  }
  return low;
}
