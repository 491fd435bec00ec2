import type { Tx } from "../client.ts";
import type { EventClaimRow, ReferenceRow } from "./claims.ts";
import { idList, rowsParameter } from "./rows.ts";

/** What a batch writes after its decisions. Each function is one statement; no statement names a row twice. */

export interface NewCustomerRow {
  readonly id: bigint;
  readonly public_id: string;
  readonly created_at: string;
  readonly seq: bigint;
  readonly recorded_at: string;
  readonly evaluated_at: string;
  readonly tier: string | null;
  readonly tier_since: string | null;
  readonly tier_until: string | null;
  readonly ruleset_version: number;
  readonly seen_by: Readonly<Record<string, string>>;
}

export function insertCustomers(tx: Tx, rows: readonly NewCustomerRow[]) {
  return tx`
    insert into customer (id, public_id, root_id, created_at, seq, recorded_at, evaluated_at, tier, tier_since,
      tier_until, ruleset_version, seen_by)
    select id, public_id, id, created_at, seq, recorded_at, evaluated_at, tier, tier_since,
      tier_until, ruleset_version, seen_by
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, public_id uuid, created_at timestamptz, seq bigint, recorded_at timestamptz,
      evaluated_at timestamptz, tier text, tier_since timestamptz, tier_until timestamptz, ruleset_version int, seen_by jsonb)`;
}

export type CustomerUpdateRow = Omit<NewCustomerRow, "public_id" | "created_at">;

export function updateCustomers(tx: Tx, rows: readonly CustomerUpdateRow[]) {
  return tx`
    update customer c set seq = r.seq, recorded_at = r.recorded_at, evaluated_at = r.evaluated_at, tier = r.tier,
      tier_since = r.tier_since, tier_until = r.tier_until, ruleset_version = r.ruleset_version,
      seen_by = r.seen_by
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, seq bigint, recorded_at timestamptz, evaluated_at timestamptz, tier text,
      tier_since timestamptz, tier_until timestamptz, ruleset_version int, seen_by jsonb)
    where c.id = r.id`;
}

export function upsertDue(tx: Tx, rows: readonly { root_id: bigint; next_due_at: string }[]) {
  return tx`
    insert into due (root_id, next_due_at)
    select root_id, next_due_at
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(root_id bigint, next_due_at timestamptz)
    on conflict (root_id) do update set next_due_at = excluded.next_due_at`;
}

export function deleteDue(tx: Tx, roots: readonly bigint[]) {
  return tx`delete from due where root_id = any(${idList(roots)}::bigint[])`;
}

/** Gives identifiers that nobody held to a leaf. */
export function attachIdentifiers(tx: Tx, rows: readonly { id: bigint; leaf_id: bigint | null }[]) {
  return tx`
    update identifiers i set leaf_id = r.leaf_id
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(id bigint, leaf_id bigint)
    where i.id = r.id`;
}

export interface NewMembershipRow {
  readonly id: bigint;
  readonly leaf_id: bigint;
  readonly programme: string;
  readonly enrolled_at: string;
  readonly terms_version: string | null;
  readonly channel: string | null;
  readonly store: string | null;
}

export function insertMemberships(tx: Tx, rows: readonly NewMembershipRow[]) {
  return tx`
    insert into membership (id, leaf_id, programme, status, enrolled_at, terms_version, channel, store)
    select id, leaf_id, programme, 'ENROLLED', enrolled_at, terms_version, channel, store
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, leaf_id bigint, programme text, enrolled_at timestamptz, terms_version text, channel text,
      store text)`;
}

export interface AccountWriteRow {
  readonly id: bigint;
  readonly leaf_id: bigint;
  readonly programme: string;
  readonly wallet: string;
  readonly active: bigint;
  readonly pending: bigint;
  readonly bucket_days: readonly string[];
  readonly bucket_minor: readonly bigint[];
}

export function insertAccounts(tx: Tx, rows: readonly AccountWriteRow[]) {
  return tx`
    insert into account (id, leaf_id, programme, wallet, active, pending, bucket_days, bucket_minor)
    select id, leaf_id, programme, wallet, active, pending, bucket_days, bucket_minor
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, leaf_id bigint, programme text, wallet text, active bigint, pending bigint, bucket_days date[],
      bucket_minor bigint[])`;
}

export function updateAccounts(tx: Tx, rows: readonly AccountWriteRow[]) {
  return tx`
    update account a set active = r.active, pending = r.pending, bucket_days = r.bucket_days,
      bucket_minor = r.bucket_minor
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, active bigint, pending bigint, bucket_days date[], bucket_minor bigint[])
    where a.id = r.id`;
}

export interface OrderWriteRow {
  readonly id: bigint;
  readonly public_id: string;
  readonly leaf_id: bigint | null;
  readonly matched_identifier_id: bigint | null;
  readonly identifier_ids: readonly bigint[];
  readonly source_id: number;
  readonly opened_by_event_id: bigint;
  readonly channel: string | null;
  readonly store: string | null;
  readonly placed_at: string;
  readonly currency: string | null;
  readonly status: string;
  readonly amount_minor: bigint;
  readonly total_minor: bigint;
  readonly eligible_minor: bigint;
  readonly points_expected: bigint;
  readonly points_pending: bigint;
  readonly points_active: bigint;
  readonly points_reversed: bigint;
  readonly refs: readonly (readonly [string, string, string, string])[];
  readonly facts: object;
  readonly posted: object;
  readonly earning_basis: object | null;
  readonly ruleset_version: number;
  readonly flags: readonly string[];
  readonly test: boolean;
  readonly history: boolean;
  readonly absorbed_into: bigint | null;
  readonly recorded_at: string;
}

export function insertOrders(tx: Tx, rows: readonly OrderWriteRow[]) {
  return tx`
    insert into orders (id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id,
      opened_by_event_id, channel, store, placed_at, currency, status, amount_minor, total_minor,
      eligible_minor, points_expected, points_pending, points_active, points_reversed, refs, facts, posted,
      earning_basis, ruleset_version, flags, test, history, absorbed_into, recorded_at)
    select id, public_id, leaf_id, matched_identifier_id, identifier_ids, source_id,
      opened_by_event_id, channel, store, placed_at, currency, status, amount_minor, total_minor,
      eligible_minor, points_expected, points_pending, points_active, points_reversed, refs, facts, posted,
      earning_basis, ruleset_version, flags, test, history, absorbed_into, recorded_at
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, public_id uuid, leaf_id bigint, matched_identifier_id bigint, identifier_ids bigint[],
      source_id smallint, opened_by_event_id bigint, channel text, store text, placed_at timestamptz,
      currency text, status text, amount_minor bigint, total_minor bigint, eligible_minor bigint,
      points_expected bigint, points_pending bigint, points_active bigint, points_reversed bigint, refs jsonb,
      facts jsonb, posted jsonb, earning_basis jsonb, ruleset_version int, flags text[], test boolean,
      history boolean, absorbed_into bigint, recorded_at timestamptz)`;
}

export function updateOrders(tx: Tx, rows: readonly OrderWriteRow[]) {
  return tx`
    update orders o set leaf_id = r.leaf_id, matched_identifier_id = r.matched_identifier_id,
      identifier_ids = r.identifier_ids, channel = r.channel, store = r.store, placed_at = r.placed_at,
      currency = r.currency, status = r.status, amount_minor = r.amount_minor, total_minor = r.total_minor,
      eligible_minor = r.eligible_minor, points_expected = r.points_expected,
      points_pending = r.points_pending, points_active = r.points_active,
      points_reversed = r.points_reversed, refs = r.refs, facts = r.facts, posted = r.posted,
      earning_basis = r.earning_basis, ruleset_version = r.ruleset_version, flags = r.flags, test = r.test,
      history = r.history, absorbed_into = r.absorbed_into, recorded_at = r.recorded_at
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, leaf_id bigint, matched_identifier_id bigint, identifier_ids bigint[], channel text,
      store text, placed_at timestamptz, currency text, status text, amount_minor bigint, total_minor bigint,
      eligible_minor bigint, points_expected bigint, points_pending bigint, points_active bigint,
      points_reversed bigint, refs jsonb, facts jsonb, posted jsonb, earning_basis jsonb, ruleset_version int,
      flags text[], test boolean, history boolean, absorbed_into bigint, recorded_at timestamptz)
    where o.id = r.id`;
}

/** Numbers that got their order, or lost it again, after they were claimed. */
export function updateReferences(tx: Tx, rows: readonly ReferenceRow[]) {
  return tx`
    update order_reference f set order_id = r.order_id
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      value text, kind text, source text, scope text, order_id bigint)
    where f.value = r.value and f.kind = r.kind and f.source = r.source and f.scope = r.scope`;
}

export interface EntryRow {
  readonly id: bigint;
  readonly debit_account_id: bigint;
  readonly credit_account_id: bigint;
  readonly points: bigint;
  readonly leaf_id: bigint;
  readonly order_id: bigint;
  readonly wallet: string;
  readonly rule: string;
  readonly ruleset_version: number;
  readonly kind: "EARNED" | "REVERSED";
  readonly qualifying_minor: bigint;
  readonly effective_at: string;
  readonly effective_day: string;
  readonly recorded_at: string;
  readonly business_period: string;
  readonly reason: string | null;
  readonly actor: string;
  readonly store: string | null;
  readonly run: string | null;
  readonly event_id: bigint | null;
  readonly lines: readonly (readonly [string, bigint])[];
  readonly lots: readonly (readonly [bigint, bigint])[];
  readonly rate: object | null;
}

export function insertEntries(tx: Tx, rows: readonly EntryRow[]) {
  return tx`
    insert into entry (id, debit_account_id, credit_account_id, points, leaf_id, order_id, wallet, rule,
      ruleset_version, kind, qualifying_minor, effective_at, effective_day, recorded_at, business_period, reason,
      actor, store, run, event_id, lines, lots, rate)
    select id, debit_account_id, credit_account_id, points, leaf_id, order_id, wallet, rule,
      ruleset_version, kind, qualifying_minor, effective_at, effective_day, recorded_at, business_period, reason,
      actor, store, run, event_id, lines, lots, rate
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, debit_account_id bigint, credit_account_id bigint, points bigint, leaf_id bigint,
      order_id bigint, wallet text, rule text, ruleset_version int, kind text, qualifying_minor bigint,
      effective_at timestamptz, effective_day date, recorded_at timestamptz, business_period text, reason text,
      actor text, store text, run text, event_id bigint, lines jsonb, lots jsonb, rate jsonb)`;
}

export interface NewLotRow {
  readonly id: bigint;
  readonly account_id: bigint;
  readonly entry_id: bigint;
  readonly order_id: bigint;
  readonly points: bigint;
  readonly remaining: bigint;
  readonly activates_at: string;
  readonly expires_at: string | null;
}

export function insertLots(tx: Tx, rows: readonly NewLotRow[]) {
  return tx`
    insert into lot (id, account_id, entry_id, order_id, points, remaining, activates_at, expires_at)
    select id, account_id, entry_id, order_id, points, remaining, activates_at, expires_at
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, account_id bigint, entry_id bigint, order_id bigint, points bigint, remaining bigint,
      activates_at timestamptz, expires_at timestamptz)`;
}

export function updateLots(tx: Tx, rows: readonly { id: bigint; remaining: bigint }[]) {
  return tx`
    update lot l set remaining = r.remaining
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(id bigint, remaining bigint)
    where l.id = r.id`;
}

export interface TierChangeRow {
  readonly id: bigint;
  readonly root_id: bigint;
  readonly from_tier: string;
  readonly to_tier: string;
  readonly kind: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly qualifying_minor: bigint;
  readonly event_id: bigint | null;
  readonly ruleset_version: number;
}

export function insertTierChanges(tx: Tx, rows: readonly TierChangeRow[]) {
  return tx`
    insert into tier_change (id, root_id, from_tier, to_tier, kind, at, recorded_at, qualifying_minor, event_id,
      ruleset_version)
    select id, root_id, from_tier, to_tier, kind, at, recorded_at, qualifying_minor, event_id, ruleset_version
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, root_id bigint, from_tier text, to_tier text, kind text, at timestamptz,
      recorded_at timestamptz, qualifying_minor bigint, event_id bigint, ruleset_version int)`;
}

export interface OutboxRow {
  readonly root_id: bigint;
  readonly seq: bigint;
  readonly kind: "POINTS_CHANGED" | "TIER_CHANGED";
  readonly payload: object;
  readonly announce: boolean;
  readonly recorded_at: string;
}

/**
 * The ids are drawn here: under the customer lock, by a transaction that has an xid. Ordered, so that within one
 * customer id order is seq order.
 */
export function insertOutbox(tx: Tx, rows: readonly OutboxRow[]) {
  return tx`
    insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
    select nextval('outbox_id_seq'), r.root_id, r.seq, r.kind, r.payload, r.announce, r.recorded_at
    from (
      select * from json_to_recordset(${rowsParameter(rows)}::text::json) as j(
        root_id bigint, seq bigint, kind text, payload jsonb, announce boolean, recorded_at timestamptz)
      order by root_id, seq) as r`;
}

export interface UnlinkedReturnWriteRow {
  readonly return_order_id: bigint;
  readonly line_id: string;
  readonly leaf_id: bigint;
  readonly article: string;
  readonly quantity: bigint;
  readonly matched: bigint;
  readonly occurred_at: string;
}

export function upsertUnlinkedReturns(tx: Tx, rows: readonly UnlinkedReturnWriteRow[]) {
  return tx`
    insert into unlinked_return (return_order_id, line_id, leaf_id, article, quantity, matched, occurred_at)
    select return_order_id, line_id, leaf_id, article, quantity, matched, occurred_at
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      return_order_id bigint, line_id text, leaf_id bigint, article text, quantity bigint, matched bigint,
      occurred_at timestamptz)
    on conflict (return_order_id, line_id) do update set quantity = excluded.quantity, matched = excluded.matched`;
}

/** Events whose outcome is not the one they were claimed with. */
export function correctEvents(tx: Tx, rows: readonly EventClaimRow[]) {
  return tx`
    update events e set kind = r.kind, outcome = r.outcome, reason = r.reason, field = r.field,
      wait_key = r.wait_key, wait_until = r.wait_until, released_at = r.released_at, mode = r.mode,
      intake_on = r.intake_on, intake_id = r.intake_id, intake_position = r.intake_position,
      occurred_at = r.occurred_at, recorded_at = r.recorded_at, body_hash = r.body_hash,
      hash_version = r.hash_version, fact = r.fact, order_id = r.order_id, leaf_id = r.leaf_id
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, kind text, outcome text, reason text, field text[], wait_key text, wait_until timestamptz,
      released_at timestamptz, mode text, intake_on date, intake_id bigint, intake_position int,
      occurred_at timestamptz, recorded_at timestamptz, body_hash bytea, hash_version smallint, fact jsonb,
      order_id bigint, leaf_id bigint)
    where e.id = r.id`;
}

/** Marks held events whose wait is over; they run in the next transaction (CONTRACT 1). */
export function releaseEvents(tx: Tx, ids: readonly bigint[]) {
  return tx`
    update events set released_at = clock_timestamp()
    where id = any(${idList(ids)}::bigint[]) and outcome = 'HELD' and released_at is null`;
}

export function insertEventConflicts(
  tx: Tx,
  rows: readonly {
    event_row_id: bigint;
    body_hash: string;
    intake_on: string;
    intake_id: bigint;
    intake_position: number;
    received_at: string;
  }[],
) {
  return tx`
    insert into event_conflicts (event_row_id, body_hash, intake_on, intake_id, intake_position, received_at)
    select event_row_id, body_hash, intake_on, intake_id, intake_position, received_at
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      event_row_id bigint, body_hash bytea, intake_on date, intake_id bigint, intake_position int,
      received_at timestamptz)
    on conflict (event_row_id, body_hash) do nothing`;
}

/** Two identifiers of one event that lead to different customers: for a person to look at (CONTRACT 1). */
export function insertMatchCandidates(
  tx: Tx,
  rows: readonly { a: bigint; b: bigint; at: string; evidence: object }[],
) {
  return tx`
    insert into identity_decision (kind, survivor_id, absorbed_id, at, actor, evidence)
    select 'CANDIDATE', a, b, at, 'handoff', evidence
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      a bigint, b bigint, at timestamptz, evidence jsonb)
    on conflict (survivor_id, absorbed_id) where kind = 'CANDIDATE' do nothing`;
}
