import type { Tx } from "../../connection/client.ts";
import type { Filled, OrNull, StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";
import type { OrderWriteRow } from "../core/effects.ts";
import type { TierChangeRow } from "../core/ledger.ts";
import type { CustomerRow, LotRow, MembershipRow } from "../core/writeState.ts";

/**
 * The stored rows of some customers and orders, as `verify` compares them. Lists of ids are bounded
 * by the caller; one array each, because with `or` the planner reads the whole table for every step
 * of the walk.
 */

export type StoredCustomerRow = CustomerRow &
  StoredRowOf<"customer", "created_at" | "ruleset_version">;

export function readLeaves(tx: Tx, roots: readonly bigint[]) {
  return tx<StoredCustomerRow[]>`
    select id, root_id, public_id, created_at, seq, recorded_at, evaluated_at, tier, tier_since, tier_until,
      tier_basis, ruleset_version, seen_by
    from customer
    where id = any(array(
      select unnest(${idList(roots)}::bigint[])
      union
      select id from customer where root_id = any(${idList(roots)}::bigint[]) and root_id <> id))
    order by id`;
}

export interface RecordedEventRow
  extends StoredRowOf<
    "events",
    | "id"
    | "source_id"
    | "event_id"
    | "mode"
    | "occurred_at"
    | "recorded_at"
    | "fact"
    | "order_id"
    | "leaf_id"
    | "kind"
    | "hash_version"
  > {
  /** 64 hex digits. */
  readonly body_hash: string;
}

export function readEvents(tx: Tx, ids: readonly bigint[]) {
  return tx<RecordedEventRow[]>`
    select id, source_id, event_id, mode, occurred_at, recorded_at, fact, order_id, leaf_id, kind,
      encode(body_hash, 'hex') as body_hash, hash_version
    from events where id = any(${idList(ids)}::bigint[]) order by recorded_at, id`;
}

/** An event that waits, with what for. */
export type HeldEventRow = RecordedEventRow &
  Filled<
    StoredRowOf<"events", "reason" | "wait_key" | "wait_until">,
    "reason" | "wait_key" | "wait_until"
  > &
  /** When the call came that brought it; null once its intake is gone. */
  OrNull<StoredRowOf<"intakes", "received_at">> & {
    /** An order has one of its numbers. */
    readonly has_order: boolean;
  };

/** Events that wait, after one by ascending id. */
export function readHeldEvents(tx: Tx, after: bigint, limit: number) {
  return tx<HeldEventRow[]>`
    select e.id, e.source_id, e.event_id, e.mode, e.occurred_at, e.recorded_at, e.fact, e.order_id, e.leaf_id, e.kind,
      encode(e.body_hash, 'hex') as body_hash, e.hash_version, e.reason, e.wait_key, e.wait_until, i.received_at,
      exists (select from ${ordersNamed(tx)}) as has_order
    from events e left join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
    where e.outcome = 'HELD' and e.id > ${String(after)}::text::bigint order by e.id limit ${limit}`;
}

/** The orders that have a number which an event `e` names, as `named`. */
export function ordersNamed(tx: Tx) {
  return tx`
    jsonb_array_elements(e.fact -> 'r') as r
    join order_reference n on n.value = r ->> 'v' and n.kind = r ->> 'k'
      and n.source = coalesce(r ->> 's', e.fact ->> 's') and n.scope = coalesce(r ->> 'c', '')
    join orders named on named.id = n.order_id`;
}

/** As it was written. */
export type StoredOrderRow = OrderWriteRow;

/**
 * What rows are read for. CHECK: all of them. PLAY: only what playing the recorded facts again asks
 * of them, in place of documents that are many times as long: of an order's facts their channels,
 * of entries no lines.
 */
export type ReadFor = "CHECK" | "PLAY";

export function readStoredOrders(
  tx: Tx,
  leaves: readonly bigint[],
  ids: readonly bigint[],
  readFor: ReadFor,
) {
  const documents =
    readFor === "CHECK"
      ? tx`facts, posted`
      : tx`jsonb_build_object('facts', array(
          select jsonb_build_object('s', one -> 's', 'e', one -> 'e', 'ch', one -> 'ch')
            from jsonb_array_elements(facts -> 'facts') as one)) as facts, null as posted`;
  return tx<StoredOrderRow[]>`
    select id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id, opened_by_event_id,
      channel, store, placed_at, currency, status, amount_minor, total_minor, eligible_minor, points_expected,
      points_pending, points_active, points_reversed, refs, ${documents}, earning_basis, customer_mark, ruleset_version,
      flags, test, history, absorbed_into, recorded_at
    from orders
    where id = any(array(
      select unnest(${idList(ids)}::bigint[])
      union
      select id from orders where leaf_id = any(${idList(leaves)}::bigint[])))
    order by id`;
}

export type StoredEntryRow = StoredRowOf<
  "entry",
  | "id"
  | "debit_account_id"
  | "credit_account_id"
  | "points"
  | "leaf_id"
  | "order_id"
  | "wallet"
  | "rule"
  | "kind"
  | "qualifying_minor"
  | "effective_at"
  | "effective_day"
  | "recorded_at"
  | "event_id"
  | "hold_id"
  | "ruleset_version"
  | "business_period"
  | "reason"
  | "actor"
  | "store"
  | "run"
  | "funded_by"
  | "rate"
  | "lines"
  | "lots"
>;

/** Points in `lines` and `lots` come back as JSON numbers or texts; both are whole. */
export function readEntries(tx: Tx, leaves: readonly bigint[], readFor: ReadFor) {
  const details =
    readFor === "CHECK"
      ? tx`lines, rate, ruleset_version, business_period, reason, actor, store, run, funded_by`
      : tx`null as lines`;
  return tx<StoredEntryRow[]>`
    select id, debit_account_id, credit_account_id, points, leaf_id, order_id, wallet, rule, kind,
      qualifying_minor, effective_at, effective_day, recorded_at, event_id, hold_id, ${details}, lots
    from entry where leaf_id = any(${idList(leaves)}::bigint[]) order by id`;
}

/** A membership with how it began. */
export type RecordedMembershipRow = MembershipRow &
  StoredRowOf<"membership", "event_id" | "credited_since" | "terms_version" | "channel" | "store">;

export function readRecordedMemberships(tx: Tx, leaves: readonly bigint[]) {
  return tx<RecordedMembershipRow[]>`
    select leaf_id, programme, status, enrolled_at, event_id, credited_since, terms_version,
      channel, store
    from membership
    where leaf_id = any(${idList(leaves)}::bigint[])`;
}

/**
 * What a command did to a customer that a replay has to repeat, beside enrolments (`membership`).
 */
export interface CommandFactRow
  extends StoredRowOf<"order_claim", "leaf_id" | "recorded_at">,
    /** Of what was claimed. */
    OrNull<StoredRowOf<"order_claim", "order_id">> {
  readonly kind: "CREATED" | "CLAIMED" | "TOUCHED";
}

/** TOUCHED: neither points nor orders changed, but the customer was taken to that moment. */
export function readCommandFacts(tx: Tx, leaves: readonly bigint[]) {
  return tx<CommandFactRow[]>`
    select leaf_id, 'CLAIMED' as kind, recorded_at, order_id from order_claim
    where leaf_id = any(${idList(leaves)}::bigint[])
    union all
    select leaf_id, case action when 'customer.create' then 'CREATED' else 'TOUCHED' end, recorded_at, null
    from audit where leaf_id = any(${idList(leaves)}::bigint[]) and recorded_at is not null
    union all
    select p.leaf_id, 'CREATED', c.created_at, null::bigint
    from person_record p join customer c on c.id = p.leaf_id
    where p.leaf_id = any(${idList(leaves)}::bigint[]) and p.id = p.leaf_id
    union all
    select distinct leaf_id, 'TOUCHED', recorded_at, null::bigint from interaction
    where leaf_id = any(${idList(leaves)}::bigint[])`;
}

export function readLots(tx: Tx, ids: readonly bigint[]) {
  return tx<LotRow[]>`
    select id, account_id, order_id, points, remaining, expired, activates_at, expires_at from lot where id = any(${idList(ids)}::bigint[])`;
}

export type StoredTierChangeRow = TierChangeRow;

/** In the order in which they were recorded; ids rise within a process only. */
export function readTierChanges(tx: Tx, roots: readonly bigint[]) {
  return tx<StoredTierChangeRow[]>`
    select id, root_id, from_tier, to_tier, kind, at, recorded_at, qualifying_minor, event_id, ruleset_version,
      cause, earned_tier, grant_id
    from tier_change where root_id = any(${idList(roots)}::bigint[]) order by recorded_at, at, id`;
}

export interface StreamRow {
  readonly root_id: bigint;
  readonly rows: bigint;
  readonly first: bigint;
  readonly last: bigint;
  /** A seq whose id is not above that of the seq before it; null when none. */
  readonly unordered: bigint | null;
  readonly distinct: bigint;
}

/** Each customer's stream, summed up. */
export function readStreams(tx: Tx, roots: readonly bigint[]) {
  return tx<StreamRow[]>`
    select root_id, count(*) as rows, count(distinct seq) as distinct, min(seq) as first, max(seq) as last,
      min(seq) filter (where id <= before) as unordered
    from (
      select root_id, seq, id, lag(id) over (partition by root_id order by seq) as before
      from outbox where root_id = any(${idList(roots)}::bigint[])) as s
    group by root_id`;
}

/** Its `value` is null once it is erased. */
export type StoredIdentifierRow = StoredRowOf<
  "identifiers",
  "id" | "kind" | "value" | "leaf_id" | "status" | "verified" | "source_id"
>;

/** Identifiers of some customers, and others by id. */
export function readIdentifiersOf(tx: Tx, leaves: readonly bigint[], ids: readonly bigint[]) {
  return tx<StoredIdentifierRow[]>`
    select id, kind, value, leaf_id, status, verified, source_id
    from identifiers
    where id = any(array(
      select unnest(${idList(ids)}::bigint[])
      union
      select id from identifiers where leaf_id = any(${idList(leaves)}::bigint[])))`;
}

/** An identifier that an event presents which has, or had, its customer while it waited. */
export interface PresentedWaitingRow {
  readonly identifier_id: bigint;
  readonly verified: boolean;
  readonly source_id: number;
  readonly wait_key: string | null;
  /** Whose it was; null: it was held before that was kept. */
  readonly waited_as: readonly string[] | null;
}

/**
 * Of events that say whose they were while they waited, and of those held for any of some reasons
 * before that was kept (programme 1.32).
 */
export function readPresentedWaiting(tx: Tx, reasons: readonly string[], ids: readonly bigint[]) {
  return tx<PresentedWaitingRow[]>`
    select (shown ->> 'id')::bigint as identifier_id, coalesce((shown ->> 'v')::boolean, false) as verified,
      e.source_id, e.wait_key, e.fact -> 'wl' as waited_as
    from (
      select e.id, e.source_id, e.wait_key, e.fact
      from unnest(${idList(ids)}::bigint[]) as asked(id)
      join events e on e.fact ? 'wl'
        and e.fact -> 'i' @> jsonb_build_array(jsonb_build_object('id', asked.id::text))
      union
      select id, source_id, wait_key, fact from events
      where outcome = 'HELD' and reason = any(${reasons as string[]}::text[]) and not fact ? 'wl'
    ) as e cross join lateral jsonb_array_elements(e.fact -> 'i') as element(shown)
    where (shown ->> 'id')::bigint = any(${idList(ids)}::bigint[])`;
}

/** Events that waited in vain and were refused, after one by ascending id: they keep their fact. */
export function readRefusedFacts(tx: Tx, after: bigint, limit: number) {
  return tx<RecordedEventRow[]>`
    select id, source_id, event_id, mode, occurred_at, recorded_at, fact, order_id, leaf_id, kind,
      encode(body_hash, 'hex') as body_hash, hash_version
    from events
    where outcome = 'REJECTED' and fact is not null and id > ${String(after)}::text::bigint order by id limit ${limit}`;
}

/** What a command did to identifiers of a customer, as the audit has it. */
export interface IdentifierActRow
  extends Filled<StoredRowOf<"audit", "action" | "leaf_id">, "leaf_id"> {
  readonly details: {
    readonly identifierId?: string;
    readonly kind?: string;
    readonly identifierKinds?: readonly string[];
  };
}

export function readIdentifierActs(tx: Tx, leaves: readonly bigint[]) {
  return tx<IdentifierActRow[]>`
    select action, leaf_id, details from audit
    where leaf_id = any(${idList(leaves)}::bigint[])
      and action in ('customer.create', 'identifier.block', 'identifier.link', 'identifier.replace',
        'identifier.unlink')
    order by id`;
}

/** What sources told of customers beside purchases. */
export type InteractionOfRow = StoredRowOf<
  "interaction",
  "leaf_id" | "source_id" | "occurred_at" | "recorded_at"
>;

export function readInteractionsOf(tx: Tx, leaves: readonly bigint[]) {
  return tx<InteractionOfRow[]>`
    select leaf_id, source_id, occurred_at, recorded_at from interaction where leaf_id = any(${idList(leaves)}::bigint[])`;
}

export interface NewsRow
  extends StoredRowOf<"outbox", "id" | "root_id" | "announce" | "recorded_at"> {
  readonly payload: {
    readonly orders: readonly string[];
    readonly accounts: readonly {
      readonly wallet: string;
      readonly active: string;
      readonly pending: string;
    }[];
  };
}

/** What customers' streams tell of their points. */
export function readNews(tx: Tx, roots: readonly bigint[]) {
  return tx<NewsRow[]>`
    select id, root_id, announce, recorded_at, payload from outbox
    where root_id = any(${idList(roots)}::bigint[]) and kind = 'POINTS_CHANGED' order by root_id, seq`;
}
