import type { Sql } from "../../connection/client.ts";
import type { RowOf, StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";

/** What subscriptions read of who was whose (contract 2.2). */

export type LeafMoveRow = StoredRowOf<
  "identity_decision",
  "kind" | "survivor_id" | "absorbed_id" | "at" | "leaves"
>;

/**
 * Merges that took one of these customers along, and undos by which the leaf left one, in the order
 * in which they were recorded.
 */
export async function readMovesOfLeaf(
  sql: Sql,
  leaf: bigint,
  roots: readonly bigint[],
): Promise<readonly LeafMoveRow[]> {
  return await sql<LeafMoveRow[]>`
    select kind, survivor_id, absorbed_id, at, leaves
      from (select * from identity_decision
             where absorbed_id = any(${idList(roots)}::bigint[]) and kind = 'MERGED'
             union all
            select * from identity_decision
             where survivor_id = any(${idList(roots)}::bigint[]) and kind = 'UNMERGED'
               and ${String(leaf)}::text::bigint = any(coalesce(leaves, array[absorbed_id]))) as move
     order by at, id`;
}

/**
 * All merges, undos and splits that name one of these, in the order in which they were recorded; of
 * a split `leaves` is the one that something was taken from.
 */
export async function readMoves(sql: Sql, ids: readonly bigint[]): Promise<readonly LeafMoveRow[]> {
  return await sql<LeafMoveRow[]>`
    select kind, survivor_id, absorbed_id, at,
           case kind when 'SPLIT' then array[(evidence ->> 'leaf')::bigint] else leaves end as leaves
      from identity_decision
     where id = any(array(
             select id from identity_decision where survivor_id = any(${idList(ids)}::bigint[])
              union
             select id from identity_decision where absorbed_id = any(${idList(ids)}::bigint[])))
       and kind in ('MERGED', 'UNMERGED', 'SPLIT')
     order by at, id`;
}

/**
 * Of how many undos, and of how many splits, the latest moment is taken: ids are drawn a little
 * before commits.
 */
const LATEST_UNDOS = 100;

/** Whether anything at all was undone or split after a moment. */
export async function wasAnythingUndone(sql: Sql, after: string): Promise<boolean> {
  const [row] = await sql<{ undone: boolean }[]>`
    select coalesce(max(at) > ${after}::text::timestamptz, false) as undone
      from ((select at from identity_decision
              where kind = 'UNMERGED' order by id desc limit ${LATEST_UNDOS}::int)
             union all
            (select at from identity_decision
              where kind = 'SPLIT' order by id desc limit ${LATEST_UNDOS}::int)) as latest`;
  return row?.undone ?? false;
}

/** Ids of these customers as the API shows them. */
export async function readPublicIds(
  sql: Sql,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> {
  const rows = await sql<RowOf<"customer", "id" | "publicId">[]>`
    select id, public_id as "publicId" from customer where id = any(${idList(ids)}::bigint[])`;
  return new Map(rows.map(({ id, publicId }) => [id, publicId]));
}
