import type { Sql } from "../../connection/client.ts";
import type { OrNull, RowOf } from "../../schema/rows.ts";

export type OrderRow = RowOf<
  "orders",
  | "id"
  | "publicId"
  | "leafId"
  | "sourceId"
  | "openedByEventId"
  | "channel"
  | "store"
  | "placedAt"
  | "currency"
  | "status"
  | "totalMinor"
  | "eligibleMinor"
  | "pointsExpected"
  | "pointsPending"
  | "pointsActive"
  | "pointsReversed"
  | "refs"
  | "rulesetVersion"
  | "absorbedInto"
> &
  /** The customer that owns it now; null for a guest order. */
  OrNull<RowOf<"customer", "rootId">>;

/** What lines, tenders and explanations are derived from: much longer than the rest of the row. */
export type OrderFactsRow = RowOf<
  "orders",
  "id" | "facts" | "posted" | "earningBasis" | "customerMark"
>;

/** The columns of OrderRow, from `orders o` and `customer c` beside it. */
const columns = (sql: Sql) => sql`
  o.id, o.public_id as "publicId", c.root_id as "rootId", o.leaf_id as "leafId",
  o.source_id as "sourceId", o.opened_by_event_id as "openedByEventId", o.channel, o.store, o.placed_at as "placedAt",
  o.currency, o.status, o.total_minor as "totalMinor", o.eligible_minor as "eligibleMinor",
  o.points_expected as "pointsExpected", o.points_pending as "pointsPending",
  o.points_active as "pointsActive", o.points_reversed as "pointsReversed", o.refs,
  o.ruleset_version as "rulesetVersion", o.absorbed_into as "absorbedInto"`;

/** Orders asked for one by one, facts included. */
export async function readOrdersByIds(
  sql: Sql,
  ids: readonly bigint[],
): Promise<readonly (OrderRow & OrderFactsRow)[]> {
  return await sql<(OrderRow & OrderFactsRow)[]>`
    select ${columns(sql)}, o.facts, o.posted, o.earning_basis as "earningBasis", o.customer_mark as "customerMark"
      from orders o
      left join customer c on c.id = o.leaf_id
     where o.id = any(${ids.map(String)}::bigint[])`;
}

export async function readOrdersByPublicIds(
  sql: Sql,
  publicIds: readonly string[],
): Promise<readonly (OrderRow & OrderFactsRow)[]> {
  return await sql<(OrderRow & OrderFactsRow)[]>`
    select ${columns(sql)}, o.facts, o.posted, o.earning_basis as "earningBasis", o.customer_mark as "customerMark"
      from orders o
      left join customer c on c.id = o.leaf_id
     where o.public_id = any(${[...publicIds]}::uuid[])`;
}

/** For orders of a list, when more is asked of them than lists show. */
export async function readFactsOfOrders(
  sql: Sql,
  ids: readonly bigint[],
): Promise<readonly OrderFactsRow[]> {
  return await sql<OrderFactsRow[]>`
    select id, facts, posted, earning_basis as "earningBasis", customer_mark as "customerMark"
      from orders where id = any(${ids.map(String)}::bigint[])`;
}

/**
 * Ids of the orders with a number. With a scope: a till's receipts; without: everybody else's
 * numbers. Bounded, because one wrong number ("1") may stand for thousands of orders.
 */
export async function readOrderIdsByNumber(
  sql: Sql,
  number: { readonly value: string; readonly source: string | null; readonly scope: string },
): Promise<readonly bigint[]> {
  const rows = await sql<{ id: bigint }[]>`
    select distinct order_id as id
      from order_reference
     where value = ${number.value} and scope = ${number.scope}
       and source = coalesce(${number.source}::text, source)
       and order_id is not null
     limit 100`;
  return rows.map(({ id }) => id);
}

export interface OrderPageKey {
  readonly rootId: bigint;
  /** Rows wanted. */
  readonly limit: number;
  /** Null: from the start. */
  readonly after: RowOf<"orders", "placedAt" | "id"> | null;
  /** Null: any. */
  readonly statuses: readonly string[] | null;
}

/** Number of the key in the call, 0-based, with each of its rows. */
export type OrderPageRow = OrderRow & { readonly at: number };

/**
 * One page of orders per key, latest placedAt first, over all leaves of the root. Each leaf gives
 * at most a page by its index, and the page is cut from those: the cost does not grow with the
 * number of orders.
 */
export async function readOrderPages(
  sql: Sql,
  keys: readonly OrderPageKey[],
): Promise<readonly OrderPageRow[]> {
  return await sql<OrderPageRow[]>`
    select key.at, ${columns(sql)}
      from unnest(${keys.map((_key, at) => at)}::int[],
                  ${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ limit }) => limit)}::int[],
                  ${keys.map(({ after }) => after?.placedAt ?? null)}::timestamptz[],
                  ${keys.map(({ after }) => after?.id.toString() ?? null)}::bigint[],
                  ${keys.map(({ statuses }) => statuses?.join(",") ?? null)}::text[])
           as key(at, root_id, page, placed_before, id_before, statuses)
      cross join lateral (
        select found.id, found.placed_at
          from (select key.root_id as id
                 union
                select absorbed.id from customer absorbed
                 where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id) as leaf
          cross join lateral (
            select m.id, m.placed_at
              from orders m
             where m.leaf_id = leaf.id
               and m.absorbed_into is null
               and (key.placed_before is null
                    or (m.placed_at, m.id) < (key.placed_before, key.id_before))
               and (key.statuses is null or m.status = any(string_to_array(key.statuses, ',')))
             order by m.placed_at desc nulls last, m.id desc nulls last
             limit key.page) as found
         order by found.placed_at desc, found.id desc
         limit key.page) as page
      join orders o on o.id = page.id
      join customer c on c.id = o.leaf_id
     order by key.at, page.placed_at desc, page.id desc`;
}

/** Orders looked at for what is still to come: more open orders than a person has. */
const OPEN_ORDERS_MAX = 200;

export type OpenOrderRow = RowOf<"customer", "rootId"> &
  RowOf<"orders", "facts" | "rulesetVersion" | "pointsPending" | "pointsActive">;

/** Orders of these roots that still have points to come. */
export async function readOpenOrdersOfRoots(
  sql: Sql,
  roots: readonly bigint[],
): Promise<readonly OpenOrderRow[]> {
  return await sql<OpenOrderRow[]>`
    select leaf.root_id as "rootId", o.facts, o.ruleset_version as "rulesetVersion",
           o.points_pending as "pointsPending", o.points_active as "pointsActive"
      from (select id, id as root_id from unnest(${roots.map(String)}::bigint[]) as root(id)
             union
            select id, root_id from customer
             where root_id = any(${roots.map(String)}::bigint[]) and root_id <> id) as leaf
      cross join lateral (
        select m.facts, m.ruleset_version, m.points_pending, m.points_active
          from orders m
         where m.leaf_id = leaf.id and m.points_pending > 0 and m.absorbed_into is null
         order by m.placed_at desc nulls last, m.id desc nulls last
         limit ${OPEN_ORDERS_MAX}::int) as o`;
}
