import type { BasisJson } from "../../../src/domain/tier/basisCodec.ts";
import type { Sql, Tx } from "../../connection/client.ts";
import { overRows } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";
import { WAITS_FOR_ANY } from "../../statements/waitKeys.ts";
import type { ReferenceKey } from "./claims.ts";

/** What the write path reads: before the transaction to plan, after the locks to decide. Plain rows, text instants. */

export interface StoredEventRow {
  readonly id: bigint;
  readonly source_id: number;
  readonly event_id: string;
  readonly outcome: "APPLIED" | "HELD" | "REJECTED";
  readonly reason: string | null;
  readonly field: string[] | null;
  readonly body_hash: Buffer;
  readonly hash_version: number;
  readonly order_id: bigint | null;
  readonly leaf_id: bigint | null;
}

export const findEvents = overRows<{ source_id: "smallint"; event_id: "text" }, StoredEventRow>(
  { source_id: "smallint", event_id: "text" },
  (source) => `
    select e.id, e.source_id, e.event_id, e.outcome, e.reason, e.field, e.body_hash, e.hash_version,
      e.order_id, e.leaf_id
    from ${source} join events e using (source_id, event_id)`,
);

export interface IdentifierRow {
  readonly id: bigint;
  readonly kind: string;
  readonly value: string;
  readonly leaf_id: bigint | null;
  readonly root_id: bigint | null;
  readonly status: "ACTIVE" | "REPLACED" | "BLOCKED";
}

export const findIdentifiers = overRows<{ kind: "text"; value: "text" }, IdentifierRow>(
  { kind: "text", value: "text" },
  (source) => `
    select i.id, i.kind, i.value, i.leaf_id, c.root_id, i.status
    from ${source}
    join identifiers i using (kind, value)
    left join customer c on c.id = i.leaf_id`,
);

/** Which identifiers lead elsewhere than is said of them: the re-read under the locks (contract 5.2). */
export const findMovedIdentifiers = overRows<{ id: "bigint"; leaf_id: "bigint" }, { id: bigint }>(
  { id: "bigint", leaf_id: "bigint" },
  (source) => `
    select r.id from ${source} left join identifiers i on i.id = r.id
    where i.id is null or i.leaf_id is distinct from r.leaf_id`,
);

export interface FoundReferenceRow extends ReferenceKey {
  readonly order_id: bigint | null;
  readonly order_leaf_id: bigint | null;
  readonly order_root_id: bigint | null;
  /** What is known of the order, where `with_facts` asks for it. */
  readonly order_facts: unknown;
}

export const findReferences = overRows<
  { value: "text"; kind: "text"; source: "text"; scope: "text"; with_facts: "boolean" },
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

export interface CustomerRow {
  readonly id: bigint;
  readonly root_id: bigint;
  readonly public_id: string;
  readonly seq: bigint;
  readonly recorded_at: string;
  readonly evaluated_at: string;
  readonly tier: string | null;
  readonly tier_since: string | null;
  readonly tier_until: string | null;
  readonly tier_basis: BasisJson | null;
  readonly seen_by: Record<string, string>;
  /** Marks of the leaf; null where it has no profile. */
  readonly flags: readonly string[] | null;
}

/** The roots that are locked, and every leaf under them. One array: with `or` the planner reads the whole table. */
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

export interface AccountRow {
  readonly id: bigint;
  readonly leaf_id: bigint;
  readonly programme: string;
  readonly wallet: string;
  readonly active: bigint;
  readonly pending: bigint;
  readonly maturing: bigint;
  readonly next_lot_at: string | null;
  readonly rolls_until: string | null;
  readonly drawn: boolean;
  readonly orders: bigint;
  readonly counts: unknown;
  readonly bucket_days: string[];
  readonly bucket_minor: bigint[];
}

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

export interface MembershipRow {
  readonly leaf_id: bigint;
  readonly programme: string;
  readonly status: "ENROLLED" | "SUSPENDED" | "CLOSED";
  readonly enrolled_at: string;
}

/** Of the leaves, and of every leaf under the roots. */
export function readMemberships(tx: Tx, roots: readonly bigint[], leaves: readonly bigint[]) {
  return tx<MembershipRow[]>`
    select leaf_id, programme, status, enrolled_at from membership
    where leaf_id = any(array(
      select unnest(${idList([...roots, ...leaves])}::bigint[])
      union
      select id from customer where root_id = any(${idList(roots)}::bigint[]) and root_id <> id))`;
}

export interface OrderRow {
  readonly id: bigint;
  readonly public_id: string;
  readonly leaf_id: bigint | null;
  readonly matched_identifier_id: bigint | null;
  readonly identifier_ids: bigint[];
  readonly source_id: number;
  readonly opened_by_event_id: bigint;
  readonly refs: [string, string, string, string][];
  readonly facts: unknown;
  readonly posted: unknown;
  readonly earning_basis: unknown;
  readonly customer_mark: string | null;
  readonly points_pending: bigint;
  readonly absorbed_into: bigint | null;
  readonly recorded_at: string;
}

export function readOrders(tx: Tx, ids: readonly bigint[]) {
  return tx<OrderRow[]>`
    select id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id, opened_by_event_id,
      refs, facts, posted, earning_basis, customer_mark, points_pending, absorbed_into, recorded_at
    from orders where id = any(${idList(ids)}::bigint[])`;
}

export interface LotRow {
  readonly id: bigint;
  readonly account_id: bigint;
  readonly order_id: bigint | null;
  readonly points: bigint;
  readonly remaining: bigint;
  readonly expired: bigint;
  readonly activates_at: string;
  readonly expires_at: string | null;
}

/** Lots that the orders made: what a return takes back first. `posted` names them, so no index on order is needed. */
export function readLotsOfOrders(tx: Tx, orderIds: readonly bigint[]) {
  return tx<LotRow[]>`
    select id, account_id, order_id, points, remaining, expired, activates_at, expires_at from lot
    where id = any(array(
      select made.id::bigint
      from orders o
      cross join lateral jsonb_array_elements(o.posted -> 'rules') as rule
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

export interface UnlinkedReturnRow {
  readonly return_order_id: bigint;
  readonly line_id: string;
  readonly leaf_id: bigint;
  readonly article: string;
  readonly quantity: bigint;
  readonly matched: bigint;
  readonly occurred_at: string;
}

export function readUnlinkedReturns(db: Sql | Tx, leaves: readonly bigint[]) {
  return db<UnlinkedReturnRow[]>`
    select return_order_id, line_id, leaf_id, article, quantity, matched, occurred_at
    from unlinked_return where leaf_id = any(${idList(leaves)}::bigint[])`;
}

/** Orders of a leaf, newest first, that a return without an order may belong to. */
export const RETURN_CANDIDATES_MAX = 1_000;

export function findSalesOfArticles(db: Sql | Tx, leafId: bigint, articles: readonly string[]) {
  return db<{ id: bigint }[]>`
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

export interface HeldKeyRow {
  readonly id: bigint;
  readonly wait_key: string;
}

/**
 * Held events that wait for one of the keys. Also those that are released already: until such a one has run, whoever
 * ends its wait too has to wait for it (contract 1.5).
 */
export function findHeldBy(tx: Tx, waitKeys: readonly string[]) {
  return tx<HeldKeyRow[]>`
    select id, wait_key from events
    where outcome = 'HELD' and wait_key = any(${waitKeys as string[]}::text[])
    order by id`;
}

/** Held events that wait for any of several keys, one of them as in `patterns`: `any:` keys (purchases/keys.ts). */
export function findHeldByAny(tx: Tx, patterns: readonly string[]) {
  return tx<HeldKeyRow[]>`
    select id, wait_key from events
    where outcome = 'HELD' and ${tx.unsafe(WAITS_FOR_ANY)}
      and wait_key like any(${patterns as string[]}::text[])
    order by id`;
}
