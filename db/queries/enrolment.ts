import type { Tx } from "../client.ts";

/** Orders of a customer that an enrolment may credit; an order more than that waits for its next event. */
export const RETRO_ORDERS_MAX = 2_000;

/** Class 2: the customer's orders since `from`, locked. */
export function lockOrdersSince(tx: Tx, rootId: bigint, from: string) {
  return tx<{ id: bigint }[]>`
    select id from orders
    where absorbed_into is null and placed_at >= ${from} and leaf_id = any(array(
      select ${rootId}::bigint
      union
      select id from customer where root_id = ${rootId}::bigint and root_id <> id))
    order by id limit ${RETRO_ORDERS_MAX} for no key update`;
}
