import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, OrNull, SqlTypesOf, StoredRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";
import { WAITS_FOR_ANY } from "../../statements/waitKeys.ts";
import type { ReferenceKey, ReferenceRow } from "./takeKeys.ts";

/**
 * What the write path reads: before the transaction to plan, after the locks to decide. Plain rows,
 * text instants.
 */

export type StoredEventRow = StoredRowOf<
  "events",
  | "id"
  | "source_id"
  | "event_id"
  | "outcome"
  | "reason"
  | "field"
  | "body_hash"
  | "hash_version"
  | "order_id"
  | "leaf_id"
>;

export const findEvents = overRows<SqlTypesOf<"events", "source_id" | "event_id">, StoredEventRow>(
  { source_id: "smallint", event_id: "text" },
  (source) => `
    select e.id, e.source_id, e.event_id, e.outcome, e.reason, e.field, e.body_hash, e.hash_version,
      e.order_id, e.leaf_id
    from ${source} join events e using (source_id, event_id)`,
);

export type IdentifierRow = Filled<
  StoredRowOf<"identifiers", "id" | "kind" | "value" | "leaf_id" | "status" | "last_seen_on">,
  "value"
> &
  OrNull<StoredRowOf<"customer", "root_id">>;

/**
 * One by one: a plan that was made while the tables were small would read them whole, through an
 * index, for every batch of a load into an empty database.
 */
export const findIdentifiers = overRows<SqlTypesOf<"identifiers", "kind" | "value">, IdentifierRow>(
  { kind: "text", value: "text" },
  (source) => `
    select i.id, i.kind, i.value, i.leaf_id, c.root_id, i.status, i.last_seen_on
    from ${source}
    cross join lateral (
      select id, kind, value, leaf_id, status, last_seen_on from identifiers
      where kind = r.kind and value = r.value offset 0) as i
    left join lateral (select root_id from customer where id = i.leaf_id offset 0) as c on true`,
);

/**
 * Which identifiers lead elsewhere than is said of them: the re-read under the locks
 * (contract 5.2).
 */
export const findMovedIdentifiers = overRows<
  SqlTypesOf<"identifiers", "id" | "leaf_id">,
  { id: bigint }
>(
  { id: "bigint", leaf_id: "bigint" },
  (source, _, among) => `
    select r.id from ${source} left join identifiers i on i.id = r.id and ${among("id", "i")}
    where i.id is null or i.leaf_id is distinct from r.leaf_id`,
);

/**
 * How many identifiers of a kind customers have in use, over all their leaves; of one that has none
 * there is no row.
 */
export const countIdentifiersHeld = overRows<
  { root: "bigint"; kind: "text" },
  { root: bigint; kind: string; n: number }
>(
  { root: "bigint", kind: "text" },
  (source) => `
    select r.root, r.kind, count(*)::int as n
    from ${source}
    cross join lateral (
      select r.root as id
      union all
      select id from customer where root_id = r.root and root_id <> id) as l
    join identifiers i on i.leaf_id = l.id
    where i.kind = r.kind and i.value is not null and i.status <> 'BLOCKED'
    group by r.root, r.kind`,
);

export interface FoundReferenceRow extends ReferenceRow {
  readonly order_leaf_id: bigint | null;
  readonly order_root_id: bigint | null;
  /** What is known of the order, where `with_facts` asks for it. */
  readonly order_facts: unknown;
}

export const findReferences = overRows<
  SqlTypesOf<"order_reference", keyof ReferenceKey> & { readonly with_facts: "boolean" },
  FoundReferenceRow
>(
  { value: "text", kind: "text", source: "text", scope: "text", with_facts: "boolean" },
  (source) => `
    select r.value, r.kind, r.source, r.scope, f.order_id, o.leaf_id as order_leaf_id, c.root_id as order_root_id,
      case when r.with_facts then o.facts end as order_facts
    from ${source}
    join order_reference f using (value, kind, source, scope)
    left join orders o on o.id = f.order_id
    left join customer c on c.id = o.leaf_id`,
);

/** The database's clock: the only clock of the write path (contract 8.2). */
export function readClock(db: Sql | Tx) {
  return db<{ now: string }[]>`select clock_timestamp() as now`;
}

export type CustomerRow = StoredRowOf<
  "customer",
  | "id"
  | "root_id"
  | "public_id"
  | "seq"
  | "recorded_at"
  | "evaluated_at"
  | "tier"
  | "tier_since"
  | "tier_until"
  | "tier_basis"
  | "seen_by"
> &
  /** Marks of the leaf; null where it has no profile. */
  OrNull<StoredRowOf<"customer_profile", "flags">>;

/**
 * The roots that are locked, and every leaf under them. One array: with `or` the planner reads the
 * whole table.
 */
export function readCustomers(tx: Tx, roots: readonly bigint[], leaves: readonly bigint[]) {
  return tx<CustomerRow[]>`
    select c.id, c.root_id, c.public_id, c.seq, c.recorded_at, c.evaluated_at, c.tier, c.tier_since, c.tier_until,
      c.tier_basis, c.seen_by, p.flags
    from customer c left join customer_profile p on p.leaf_id = c.id
    where c.id = any(array(
      select unnest(${idList([...roots, ...leaves])}::bigint[])
      union
      select id from customer where root_id = any(${idList(roots)}::bigint[]) and root_id <> id))`;
}

export type AccountRow = Filled<
  StoredRowOf<
    "account",
    | "id"
    | "leaf_id"
    | "programme"
    | "wallet"
    | "active"
    | "pending"
    | "maturing"
    | "next_lot_at"
    | "rolls_until"
    | "drawn"
    | "orders"
    | "counts"
    | "bucket_days"
    | "bucket_minor"
  >,
  "leaf_id"
>;

export function readAccounts(tx: Tx, roots: readonly bigint[], leaves: readonly bigint[]) {
  return tx<AccountRow[]>`
    select id, leaf_id, programme, wallet, active, pending, maturing, next_lot_at, rolls_until, drawn, orders, counts,
      bucket_days, bucket_minor
    from account
    where leaf_id = any(array(
      select unnest(${idList([...roots, ...leaves])}::bigint[])
      union
      select id from customer where root_id = any(${idList(roots)}::bigint[]) and root_id <> id))`;
}

export type MembershipRow = StoredRowOf<
  "membership",
  "leaf_id" | "programme" | "status" | "enrolled_at"
>;

/** Of the leaves, and of every leaf under the roots. */
export function readMemberships(tx: Tx, roots: readonly bigint[], leaves: readonly bigint[]) {
  return tx<MembershipRow[]>`
    select leaf_id, programme, status, enrolled_at from membership
    where leaf_id = any(array(
      select unnest(${idList([...roots, ...leaves])}::bigint[])
      union
      select id from customer where root_id = any(${idList(roots)}::bigint[]) and root_id <> id))`;
}

export type OrderRow = StoredRowOf<
  "orders",
  | "id"
  | "public_id"
  | "leaf_id"
  | "matched_identifier_id"
  | "identifier_ids"
  | "source_id"
  | "opened_by_event_id"
  | "refs"
  | "facts"
  | "posted"
  | "earning_basis"
  | "customer_mark"
  | "points_pending"
  | "absorbed_into"
  | "recorded_at"
>;

export function readOrders(tx: Tx, ids: readonly bigint[]) {
  return tx<OrderRow[]>`
    select id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id, opened_by_event_id,
      refs, facts, posted, earning_basis, customer_mark, points_pending, absorbed_into, recorded_at
    from orders where id = any(${idList(ids)}::bigint[])`;
}

export type LotRow = StoredRowOf<
  "lot",
  | "id"
  | "account_id"
  | "order_id"
  | "points"
  | "remaining"
  | "expired"
  | "activates_at"
  | "expires_at"
>;

/**
 * Lots that the orders made: what a return takes back first. `posted` names them, so no index on
 * order is needed.
 */
export function readLotsOfOrders(tx: Tx, orderIds: readonly bigint[]) {
  return tx<LotRow[]>`
    select id, account_id, order_id, points, remaining, expired, activates_at, expires_at from lot
    where id = any(array(
      select made.id::bigint
      from orders o
      cross join lateral jsonb_array_elements(o.posted -> 'rules') as own(rule)
      cross join lateral jsonb_array_elements_text(rule -> 'lots') as made(id)
      where o.id = any(${idList(orderIds)}::bigint[])))`;
}

/** Lots by their ids, empty ones too. */
export function readLotsById(tx: Tx, ids: readonly bigint[]) {
  return tx<LotRow[]>`
    select id, account_id, order_id, points, remaining, expired, activates_at, expires_at from lot
    where id = any(${idList(ids)}::bigint[])`;
}

/** Everything that is left of the points of these accounts. */
export function readOpenLots(db: Sql | Tx, accounts: readonly bigint[]) {
  return db<LotRow[]>`
    select id, account_id, order_id, points, remaining, expired, activates_at, expires_at from lot
    where account_id = any(${idList(accounts)}::bigint[]) and remaining > 0 order by id`;
}

export type UnlinkedReturnRow = StoredRowOf<
  "unlinked_return",
  "return_order_id" | "line_id" | "leaf_id" | "article" | "quantity" | "matched" | "occurred_at"
>;

export function readUnlinkedReturns(db: Sql | Tx, leaves: readonly bigint[]) {
  return db<UnlinkedReturnRow[]>`
    select return_order_id, line_id, leaf_id, article, quantity, matched, occurred_at
    from unlinked_return where leaf_id = any(${idList(leaves)}::bigint[])`;
}

/** Orders of a leaf, newest first, that a return without an order may belong to. */
export const RETURN_CANDIDATES_MAX = 1_000;

export function findSalesOfArticles(db: Sql | Tx, leafId: bigint, articles: readonly string[]) {
  return db<StoredRowOf<"orders", "id">[]>`
    select id from orders
    where leaf_id = ${leafId} and absorbed_into is null and (
      exists (
        select 1 from jsonb_path_query(facts, '$.facts[*].l[*].a') as article
        where article #>> '{}' = any(${articles as string[]}::text[]))
      or exists (
        select 1 from jsonb_path_query(facts, '$.facts[*].p.l[*].a') as article
        where article #>> '{}' = any(${articles as string[]}::text[])))
    order by placed_at desc, id desc
    limit ${RETURN_CANDIDATES_MAX}`;
}

export type HeldKeyRow = Filled<StoredRowOf<"events", "id" | "wait_key">, "wait_key">;

/**
 * Held events that wait for one of the keys. Also those that are released already: until such a one
 * has run, whoever ends its wait too has to wait for it (contract 1.5).
 */
export function findHeldBy(tx: Tx, waitKeys: readonly string[]) {
  return tx<HeldKeyRow[]>`
    select id, wait_key from events
    where outcome = 'HELD' and wait_key = any(${waitKeys as string[]}::text[])
    order by id`;
}

/**
 * Held events that wait for any of several keys, one of them as in `patterns`: `any:` keys
 * (purchases/keys.ts).
 */
export function findHeldByAny(tx: Tx, patterns: readonly string[]) {
  return tx<HeldKeyRow[]>`
    select id, wait_key from events
    where outcome = 'HELD' and ${tx.unsafe(WAITS_FOR_ANY)}
      and wait_key like any(${patterns as string[]}::text[])
    order by id`;
}
