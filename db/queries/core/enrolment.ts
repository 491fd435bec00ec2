import type { Sql, Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";

/**
 * Orders of who joins that are credited at once, the latest; an order more than that waits for its
 * next event.
 */
export const RETRO_ORDERS_MAX = 2_000;

/** The latest orders of a leaf placed since `from`. */
export function findOrdersSince(db: Sql | Tx, leafId: bigint, from: string) {
  return db<StoredRowOf<"orders", "id">[]>`
    select id from orders
    where leaf_id = ${leafId} and absorbed_into is null and placed_at >= ${from}
    order by placed_at desc, id desc limit ${RETRO_ORDERS_MAX}`;
}

/** Class 2: the latest of the customer's orders placed since `from`, locked. */
export function lockOrdersSince(tx: Tx, rootId: bigint, from: string) {
  return tx<StoredRowOf<"orders", "id">[]>`
    select id from orders
    where id = any(array(
      select id from orders
      where absorbed_into is null and placed_at >= ${from} and leaf_id = any(array(
        select ${rootId}::bigint
        union
        select id from customer where root_id = ${rootId}::bigint and root_id <> id))
      order by placed_at desc, id desc limit ${RETRO_ORDERS_MAX}))
    order by id for no key update`;
}
