import type { Sql, Tx } from "../../connection/client.ts";
import { idList } from "../../statements/rows.ts";

/** The customers that leaves belong to, as the API names them. */
export function readCustomersOf(db: Sql | Tx, leaves: readonly bigint[]) {
  return db<{ leaf_id: bigint; public_id: string }[]>`
    select l.id as leaf_id, r.public_id from customer l join customer r on r.id = l.root_id
    where l.id = any(${idList(leaves)}::bigint[])`;
}
