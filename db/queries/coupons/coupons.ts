import type { Tx } from "../../connection/client.ts";
import type { OrNull, RowOf, StoredRowOf } from "../../schema/rows.ts";
import { storeAnswer } from "../core/idempotency.ts";

/**
 * Statements of the commands on coupons. Amounts travel as text, which the driver needs no type
 * for.
 */

/**
 * The customer's state for a change that touches neither points nor tier; in a statement after the
 * lock.
 */
export function readLockedCustomer(tx: Tx, rootId: bigint) {
  return tx<
    (StoredRowOf<"customer", "root_id" | "public_id" | "tier" | "evaluated_at"> &
      OrNull<StoredRowOf<"due", "next_due_at">> & {
        readonly grants: number;
        readonly marks: readonly string[];
        readonly now: string;
      })[]
  >`
    select c.root_id, c.public_id, c.tier, c.evaluated_at, d.next_due_at,
           coalesce(jsonb_array_length(c.tier_basis -> 'grants'), 0) as grants, clock_timestamp() as now,
           array(select distinct flag from customer_profile p, unnest(p.flags) as flag
                  where p.leaf_id = c.id or p.leaf_id in (
                    select l.id from customer l where l.root_id = c.id and l.root_id <> l.id)) as marks
    from customer c left join due d on d.root_id = c.id
    where c.id = ${String(rootId)}::text::bigint`;
}

/**
 * Tells the customer's stream one thing: the next seq from the locked row, the id drawn under the
 * lock. The row's recorded_at and evaluated_at stay: they belong to what moves points and tiers.
 */
export function tellStream(
  tx: Tx,
  row: RowOf<"outbox", "rootId" | "kind" | "payload" | "recordedAt">,
) {
  return tx`
    with told as (
      update customer set seq = seq + 1 where id = ${String(row.rootId)}::text::bigint returning id, seq)
    insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
    select nextval('outbox_id_seq'), told.id, told.seq, ${row.kind}, ${JSON.stringify(row.payload)}::text::jsonb,
      true, ${row.recordedAt}::text::timestamptz
    from told`;
}

/**
 * Takes one use of a coupon if there is one to take (I3): one conditional statement, so that of
 * many at once as many win as there are uses, and none for a customer (`barred.rootId`, locked)
 * with one of the marks. No row: look again why.
 */
export function takeUse(
  tx: Tx,
  couponId: bigint,
  now: string,
  barred: { readonly rootId: bigint | null; readonly marks: readonly string[] },
) {
  const root = barred.rootId === null ? null : String(barred.rootId);
  return tx<{ use_no: number }[]>`
    update coupon set used = used + 1, drawn = drawn + 1,
      state = case when used + 1 >= uses_max then 'REDEEMED' else state end
    where id = ${String(couponId)}::text::bigint and state = 'ISSUED'
      and valid_from <= ${now}::text::timestamptz and valid_until > ${now}::text::timestamptz
      and (uses_max is null or used < uses_max)
      and not exists (
        select from customer_profile p
        where p.flags && ${[...barred.marks]}::text[]
          and (p.leaf_id = ${root}::text::bigint or p.leaf_id in (
            select l.id from customer l where l.root_id = ${root}::text::bigint and l.root_id <> l.id)))
    returning drawn as use_no`;
}

/** Counts a use that has happened, whatever the coupon allowed. */
export function countOfflineUse(tx: Tx, couponId: bigint) {
  return tx<{ use_no: number; is_over: boolean }[]>`
    update coupon set used = used + 1, drawn = drawn + 1,
      state = case when state = 'ISSUED' and used + 1 >= uses_max then 'REDEEMED' else state end
    where id = ${String(couponId)}::text::bigint
    returning drawn as use_no, coalesce(used > uses_max, false) as is_over`;
}

/** Gives one use back, once per redemption. No row: it was reversed before. */
export function reverseUse(
  tx: Tx,
  row: { redemptionId: bigint; at: string; because: string; by: string },
) {
  return tx<(RowOf<"redemption", "id"> & OrNull<RowOf<"coupon", "state">>)[]>`
    with reversed as (
      update redemption
      set state = 'REVERSED', reversed_at = ${row.at}::text::timestamptz, reversed_because = ${row.because},
        reversed_by = ${row.by}
      where id = ${String(row.redemptionId)}::text::bigint and state = 'REDEEMED'
      returning id, coupon_id),
    freed as (
      update coupon k set used = k.used - 1,
        state = case when k.state = 'REDEEMED' and k.used - 1 < k.uses_max then 'ISSUED' else k.state end
      from reversed where k.id = reversed.coupon_id
      returning k.id, k.state)
    select reversed.id, freed.state from reversed left join freed on freed.id = reversed.coupon_id`;
}

export interface NewRedemption
  extends RowOf<
    "redemption",
    | "publicId"
    | "couponId"
    | "useNo"
    | "leafId"
    | "at"
    | "recordedAt"
    | "isOffline"
    | "store"
    | "till"
    | "cashier"
    | "businessDate"
    | "basket"
    | "line"
    | "receiptNumber"
    | "amountMinor"
    | "currency"
    | "idempotencyKey"
  > {
  /** Empty online. */
  readonly conflicts: readonly string[];
}

/** `code`: only of a code nobody has, and only when it looks like one of ours. */
export type NewAttempt = RowOf<
  "coupon_attempt",
  | "at"
  | "kind"
  | "couponId"
  | "code"
  | "outcome"
  | "reason"
  | "needed"
  | "seen"
  | "isFinal"
  | "store"
  | "till"
  | "cashier"
  | "actor"
  | "idempotencyKey"
  | "occurredAt"
>;

export function insertAttempt(tx: Tx, row: NewAttempt) {
  return tx`
    insert into coupon_attempt (at, kind, coupon_id, code, outcome, reason, needed, seen, is_final, store, till, cashier,
      actor, idempotency_key, occurred_at)
    values (${row.at}::text::timestamptz, ${row.kind}, ${textOf(row.couponId)}::text::bigint, ${row.code},
      ${row.outcome}, ${row.reason}, ${row.needed}, ${row.seen}, ${row.isFinal}::boolean, ${row.store}, ${row.till},
      ${row.cashier}, ${row.actor}, ${row.idempotencyKey}, ${row.occurredAt}::text::timestamptz)`;
}

/** A redemption and everything beside it. */
export interface UseRecord {
  readonly redemption: NewRedemption;
  readonly attempt: NewAttempt;
  readonly key: Parameters<typeof storeAnswer>[1];
  readonly answer: object;
  /** Null: no customer's stream to tell. */
  readonly told: Parameters<typeof tellStream>[1] | null;
}

/**
 * Writes a redemption, its conflicts, the attempt, the answer and the customer's stream row. One
 * statement, because each one more costs the server and us as much as its rows do.
 */
export function recordUse(tx: Tx, { redemption: row, attempt, key, answer, told }: UseRecord) {
  return tx`
    with made as (
      insert into redemption (public_id, coupon_id, use_no, leaf_id, state, at, recorded_at, is_offline, store, till,
        cashier, business_date, basket, line, receipt_number, amount_minor, currency, idempotency_key)
      values (${row.publicId}::text::uuid, ${textOf(row.couponId)}::text::bigint, ${row.useNo}::int,
        ${textOf(row.leafId)}::text::bigint, 'REDEEMED', ${row.at}::text::timestamptz,
        ${row.recordedAt}::text::timestamptz, ${row.isOffline}::boolean, ${row.store}, ${row.till}, ${row.cashier},
        ${row.businessDate}::text::date, ${row.basket}, ${row.line}, ${row.receiptNumber},
        ${String(row.amountMinor)}::text::bigint, ${row.currency}, ${row.idempotencyKey})
      returning id),
    conflicts as (
      insert into coupon_conflict (redemption_id, reason, recorded_at)
      select made.id, c.reason, ${row.recordedAt}::text::timestamptz
      from made cross join unnest(${[...row.conflicts]}::text[]) as c(reason)),
    attempted as (${insertAttempt(tx, attempt)}),
    answered as (${storeAnswer(tx, key, answer)}),
    told as (
      update customer set seq = seq + 1 where id = ${textOf(told?.rootId ?? null)}::text::bigint returning id, seq)
    insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
    select nextval('outbox_id_seq'), told.id, told.seq, ${told?.kind ?? null},
      ${JSON.stringify(told?.payload ?? null)}::text::jsonb, true, ${told?.recordedAt ?? null}::text::timestamptz
    from told`;
}

export type NewCoupon = RowOf<
  "coupon",
  | "publicId"
  | "code"
  | "codeKey"
  | "leafId"
  | "campaign"
  | "basis"
  | "validFrom"
  | "validUntil"
  | "usesMax"
  | "usesPerCustomerMax"
  | "currency"
  | "terms"
  | "heldAtIssue"
  | "issuedBecause"
  | "issuedBy"
  | "issuedAt"
>;

/** No row: somebody else has the code. */
export function insertCoupon(tx: Tx, row: NewCoupon) {
  return tx<RowOf<"coupon", "id">[]>`
    insert into coupon (public_id, code, code_key, leaf_id, campaign, state, basis, valid_from, valid_until, uses_max,
      uses_per_customer_max, currency, terms, held_at_issue, issued_because, issued_by, issued_at)
    values (${row.publicId}::text::uuid, ${row.code}, ${row.codeKey}, ${textOf(row.leafId)}::text::bigint,
      ${row.campaign}, 'ISSUED', ${row.basis}, ${row.validFrom}::text::timestamptz,
      ${row.validUntil}::text::timestamptz, ${row.usesMax}::int, ${row.usesPerCustomerMax}::int, ${row.currency},
      ${JSON.stringify(row.terms)}::text::jsonb, ${JSON.stringify(row.heldAtIssue)}::text::jsonb,
      ${row.issuedBecause}, ${row.issuedBy}, ${row.issuedAt}::text::timestamptz)
    on conflict (code_key) do nothing
    returning id`;
}

/** Registers a campaign when its code is first used; its name stays as it was first told. */
export function insertCampaign(tx: Tx, campaign: RowOf<"campaign", "code" | "name">) {
  return tx`
    insert into campaign (code, name) values (${campaign.code}, ${campaign.name}) on conflict do nothing`;
}

function textOf(id: bigint | null): string | null {
  return id === null ? null : String(id);
}
