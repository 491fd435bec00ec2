import type { Sql, Tx } from "../../connection/client.ts";
import { idList } from "../../statements/rows.ts";

/** The customers that leaves belong to, as the API names them. */
export function readCustomersOf(db: Sql | Tx, leaves: readonly bigint[]) {
  return db<{ leaf_id: bigint; public_id: string }[]>`
    select l.id as leaf_id, r.public_id from customer l join customer r on r.id = l.root_id
    where l.id = any(${idList(leaves)}::bigint[])`;
}

/** Those of these leaves that have identifiers, in use or not. */
export async function readKnownLeaves(tx: Tx, leaves: readonly bigint[]): Promise<Set<bigint>> {
  const rows = await tx<{ leaf_id: bigint }[]>`
    select distinct leaf_id from identifiers
    where leaf_id = any(${idList(leaves)}::bigint[]) and value is not null`;
  return new Set(rows.map((row) => row.leaf_id));
}

/**
 * The leaf of a customer that gets what is given to it: the root, or where the root is a record
 * alone, the oldest leaf that somebody is found by.
 */
export async function readHomeLeaf(tx: Tx, rootId: bigint): Promise<bigint> {
  const [row] = await tx<{ id: bigint }[]>`
    select c.id from customer c
    where (c.id = ${String(rootId)}::text::bigint
        or (c.root_id = ${String(rootId)}::text::bigint and c.root_id <> c.id))
      and exists (select from identifiers i where i.leaf_id = c.id and i.value is not null)
    order by c.id <> ${String(rootId)}::text::bigint, c.id limit 1`;
  return row?.id ?? rootId;
}
