import type { Sql } from "../../connection/client.ts";
import type { Filled, RowOf } from "../../schema/rows.ts";

export type FoundIdentifierRow = Filled<
  RowOf<"identifiers", "kind" | "value" | "status">,
  "value"
> &
  RowOf<"customer", "rootId">;

/**
 * Identifiers of any kind with exactly one of these values, whoever holds them; by the index, whose
 * key begins with the value.
 */
export async function findIdentifiersByValue(
  sql: Sql,
  values: readonly string[],
  limit: number,
): Promise<readonly FoundIdentifierRow[]> {
  return await sql<FoundIdentifierRow[]>`
    select i.kind, i.value, i.status, c.root_id as "rootId"
      from identifiers i join customer c on c.id = i.leaf_id
     where i.value = any(${[...values]}::text[])
     order by i.id
     limit ${limit}`;
}

export type FoundNumberRow = Filled<RowOf<"order_reference", "kind" | "orderId">, "orderId">;

/** Orders that have this number in any source or till, latest first. */
export async function findOrdersByNumber(
  sql: Sql,
  value: string,
  limit: number,
): Promise<readonly FoundNumberRow[]> {
  return await sql<FoundNumberRow[]>`
    select r.kind, r.order_id as "orderId"
      from order_reference r
     where r.value = ${value} and r.order_id is not null
     order by r.order_id desc
     limit ${limit}`;
}

export type HeldNumberRow = RowOf<"events", "id"> & { readonly kind: string };

/** Held events that one look-up looks at, the latest: what a text that nobody has may cost. */
const HELD_LOOKED_AT_MAX = 20_000;

/** Held events that name this number, whatever their source or till; latest first. */
export async function findHeldByNumber(
  sql: Sql,
  value: string,
  limit: number,
): Promise<readonly HeldNumberRow[]> {
  return await sql<HeldNumberRow[]>`
    select e.id, number ->> 'k' as kind
      from (select id, fact from events
             where outcome = 'HELD' order by wait_until desc limit ${HELD_LOOKED_AT_MAX}::int) as e
      cross join lateral jsonb_array_elements(e.fact -> 'r') as element(number)
     where number ->> 'v' = ${value}
     order by e.id desc
     limit ${limit}`;
}
