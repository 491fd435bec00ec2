import { WAIT_KEY_START } from "../../../src/domain/purchase/holds.ts";
import type { Tx } from "../../connection/client.ts";
import type { Filled, OrNull, StoredRowOf } from "../../schema/rows.ts";
import { WAIT_MOMENT } from "../../statements/waitKeys.ts";
import { ordersNamed } from "./verifyRows.ts";

/**
 * A row that points at nothing, or a figure that does not add up; `id` says where, `detail` what.
 */
export interface FoundRow {
  readonly id: string;
  readonly detail: string;
}

/** Rows shown of one check; how many there are is counted by the caller's limit + 1. */
export type Lookup = (tx: Tx, limit: number) => PromiseLike<readonly FoundRow[]>;

/**
 * What foreign keys would check, were they not too dear on hot tables (contract 6.4). Each is one
 * anti-join over whole tables, which PostgreSQL does with hashes on disk when they are large.
 */
export const MISSING: Readonly<Record<string, Lookup>> = {
  "events -> orders": (tx, limit) => tx<FoundRow[]>`
    select 'event ' || e.id as id, 'order ' || e.order_id || ' does not exist' as detail
    from events e left join orders o on o.id = e.order_id
    where e.order_id is not null and o.id is null order by e.id limit ${limit}`,
  "orders -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'order ' || o.id as id, 'customer ' || o.leaf_id || ' does not exist' as detail
    from orders o left join customer c on c.id = o.leaf_id
    where o.leaf_id is not null and c.id is null order by o.id limit ${limit}`,
  "orders -> opening events": (tx, limit) => tx<FoundRow[]>`
    select 'order ' || o.id as id, 'opening event ' || o.opened_by_event_id || ' does not exist' as detail
    from orders o left join events e on e.id = o.opened_by_event_id
    where e.id is null order by o.id limit ${limit}`,
  "orders -> absorbing orders": (tx, limit) => tx<FoundRow[]>`
    select 'order ' || o.id as id, 'absorbing order ' || o.absorbed_into || ' does not exist' as detail
    from orders o left join orders i on i.id = o.absorbed_into
    where o.absorbed_into is not null and i.id is null order by o.id limit ${limit}`,
  "order numbers -> orders": (tx, limit) => tx<FoundRow[]>`
    select 'number ' || r.value as id,
      case when o.id is null then 'order ' || r.order_id || ' does not exist'
        else 'order ' || r.order_id || ' was absorbed into ' || o.absorbed_into end as detail
    from order_reference r left join orders o on o.id = r.order_id
    where r.order_id is not null and (o.id is null or o.absorbed_into is not null)
    order by r.order_id limit ${limit}`,
  "identifiers -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'identifier ' || i.id as id, 'customer ' || i.leaf_id || ' does not exist' as detail
    from identifiers i left join customer c on c.id = i.leaf_id
    where i.leaf_id is not null and c.id is null order by i.id limit ${limit}`,
  "customers -> live customers": (tx, limit) => tx<FoundRow[]>`
    select 'customer ' || c.id as id, 'root ' || c.root_id || ' is no live customer' as detail
    from customer c left join customer r on r.id = c.root_id
    where r.id is null or r.root_id <> r.id order by c.id limit ${limit}`,
  "interactions -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'interaction ' || i.id as id, 'customer ' || i.leaf_id || ' does not exist' as detail
    from interaction i left join customer c on c.id = i.leaf_id where c.id is null order by i.id limit ${limit}`,
  "claims -> orders": (tx, limit) => tx<FoundRow[]>`
    select 'claim of order ' || k.order_id as id,
      case when o.id is null then 'the order does not exist'
        else 'the order is of customer ' || coalesce(o.leaf_id::text, 'nobody') || ', claimed for ' || k.leaf_id end as detail
    from order_claim k left join orders o on o.id = k.order_id
    where o.leaf_id is distinct from k.leaf_id order by k.order_id limit ${limit}`,
  "memberships -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'membership ' || m.id as id, 'customer ' || m.leaf_id || ' does not exist' as detail
    from membership m left join customer c on c.id = m.leaf_id where c.id is null order by m.id limit ${limit}`,
  "tier grants -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'grant ' || g.id as id, 'customer ' || g.root_id || ' does not exist' as detail
    from tier_grant g left join customer c on c.id = g.root_id where c.id is null order by g.id limit ${limit}`,
  "tier changes -> grants": (tx, limit) => tx<FoundRow[]>`
    select 'tier change ' || t.id as id, 'grant ' || t.grant_id || ' does not exist' as detail
    from tier_change t left join tier_grant g on g.id = t.grant_id
    where t.grant_id is not null and g.id is null order by t.id limit ${limit}`,
};

/** The ledger's own references, for I2. */
export const LEDGER_MISSING: Readonly<Record<string, Lookup>> = {
  "entries -> orders": (tx, limit) => tx<FoundRow[]>`
    select 'entry ' || e.id as id, 'order ' || e.order_id || ' does not exist' as detail
    from entry e left join orders o on o.id = e.order_id
    where e.order_id is not null and o.id is null order by e.id limit ${limit}`,
  "entries -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'entry ' || e.id as id, 'customer ' || e.leaf_id || ' does not exist' as detail
    from entry e left join customer c on c.id = e.leaf_id where c.id is null order by e.id limit ${limit}`,
  "entries -> events": (tx, limit) => tx<FoundRow[]>`
    select 'entry ' || e.id as id, 'event ' || e.event_id || ' does not exist' as detail
    from entry e left join events v on v.id = e.event_id
    where e.event_id is not null and v.id is null order by e.id limit ${limit}`,
  "entries -> accounts": (tx, limit) => tx<FoundRow[]>`
    select 'entry ' || e.id as id,
      'its accounts ' || e.debit_account_id || ' and ' || e.credit_account_id ||
        ' are not the customer''s and the issuer''s of wallet ' || e.wallet as detail
    from entry e
    left join account d on d.id = e.debit_account_id
    left join account c on c.id = e.credit_account_id
    where d.id is null or c.id is null or d.wallet <> e.wallet or c.wallet <> e.wallet
      or case when e.kind = 'ACTIVATED' then d.id <> c.id or d.leaf_id is null
              else (d.leaf_id is null) = (c.leaf_id is null) end
      or coalesce(d.leaf_id, c.leaf_id) <> e.leaf_id
    order by e.id limit ${limit}`,
  "lots -> entries": (tx, limit) => tx<FoundRow[]>`
    select 'lot ' || l.id as id, 'entry ' || l.entry_id || ' did not make it' as detail
    from lot l left join entry e on e.id = l.entry_id
    where e.id is null or e.credit_account_id <> l.account_id
      -- What a split moves of an order comes in as many lots as it had.
      or case when e.kind = 'MOVED'
        then not exists (
          select from jsonb_array_elements(e.lots) as part
          where part ->> 0 = l.id::text and part ->> 1 = l.points::text)
        else e.points <> l.points end
    order by l.id limit ${limit}`,
  "points set aside": (tx, limit) => tx<FoundRow[]>`
    select 'hold ' || h.id as id,
      'is ' || h.state || ' with ' || h.points || ' points, of them ' || h.captured || ' paid and ' || h.refunded ||
        ' refunded; its entries are ' || coalesce(e.held, 0) || ' held, ' || coalesce(e.spent, 0) || ' spent and ' ||
        coalesce(e.refunded, 0) || ' refunded' as detail
    from points_hold h
    left join lateral (
      select sum(case when kind in ('AUTHORISED', 'BLOCKED') then points
                      when kind in ('RELEASED', 'UNBLOCKED') then -points else 0 end) as held,
        sum(points) filter (where kind = 'SPENT') as spent,
        sum(points) filter (where kind = 'REFUNDED') as refunded
      from entry where hold_id = h.id and leaf_id = h.leaf_id) as e on true
    where coalesce(e.held, 0) <> case h.state when 'OPEN' then h.points else 0 end
      or coalesce(e.spent, 0) <> h.captured or coalesce(e.refunded, 0) <> h.refunded
      or (select sum(part.points::bigint)
          from jsonb_to_recordset((select jsonb_agg(jsonb_build_object('points', p ->> 1))
            from jsonb_array_elements(h.parts) as p)) as part(points text)) <> -h.points
    order by h.id limit ${limit}`,
  "accounts -> customers": (tx, limit) => tx<FoundRow[]>`
    select 'account ' || a.id as id, 'customer ' || a.leaf_id || ' does not exist' as detail
    from account a left join customer c on c.id = a.leaf_id
    where a.leaf_id is not null and c.id is null order by a.id limit ${limit}`,
};

/**
 * HELD without what it waits for, REJECTED without a reason, APPLIED without an order or a fact.
 */
export const INCOMPLETE_EVENTS: Lookup = (tx, limit) => tx<FoundRow[]>`
  select 'event ' || id as id,
    case outcome
      when 'HELD' then 'held without a wait key, a latest moment, a reason or a fact'
      when 'REJECTED' then 'rejected without a reason'
      else 'applied without an order or a fact' end as detail
  from events
  where (outcome = 'HELD' and (wait_key is null or wait_until is null or reason is null or fact is null))
    or (outcome = 'REJECTED' and reason is null)
    or (outcome = 'APPLIED' and (order_id is null or fact is null))
  order by id limit ${limit}`;

/** Events whose intake is gone although its day is younger than the retention. */
export function findMissingIntakes(tx: Tx, retentionDays: number, limit: number) {
  return tx<FoundRow[]>`
    select 'event ' || e.id as id, 'intake ' || e.intake_id || ' of ' || e.intake_on || ' does not exist' as detail
    from events e left join intakes i on i.received_on = e.intake_on and i.id = e.intake_id
    where i.id is null and e.intake_on >= (now() at time zone 'UTC')::date - ${retentionDays}::int
    order by e.id limit ${limit}`;
}

export async function countRows(tx: Tx) {
  const [row] = await tx<
    { events: bigint; orders: bigint; entries: bigint; outbox: bigint; held: bigint }[]
  >`
    select (select count(*) from events) as events, (select count(*) from orders) as orders,
      (select count(*) from entry) as entries, (select count(*) from outbox) as outbox,
      (select count(*) from events where outcome = 'HELD') as held`;
  return row as { events: bigint; orders: bigint; entries: bigint; outbox: bigint; held: bigint };
}

/**
 * Per wallet: what the issuer gave, by its entries, and what customers have by their accounts; they
 * must be equal.
 */
export function readIssued(tx: Tx) {
  return tx<(StoredRowOf<"account", "programme" | "wallet"> & { issued: string; held: string })[]>`
    select i.programme, i.wallet,
      coalesce((select sum(points) from entry where debit_account_id = i.id), 0)
        - coalesce((select sum(points) from entry where credit_account_id = i.id), 0) as issued,
      coalesce((select sum(active + maturing) from account a
        where a.programme = i.programme and a.wallet = i.wallet and a.leaf_id is not null), 0) as held
    from account i where i.leaf_id is null order by 1, 2`;
}

export interface OutboxStateRow extends StoredRowOf<"outbox_watermark", "safe_id" | "ticked_at"> {
  readonly max_id: bigint;
  readonly drawn: bigint;
  readonly watermarks: bigint;
  /** Undecided rows older than a minute. */
  readonly stuck: bigint;
  readonly oldest_stuck: bigint | null;
  /** Nothing was dropped yet: every stream starts at 1. */
  readonly is_whole: boolean;
}

export async function readOutboxState(tx: Tx): Promise<OutboxStateRow | undefined> {
  const [row] = await tx<OutboxStateRow[]>`
    select w.safe_id, w.ticked_at, coalesce((select max(id) from outbox), 0) as max_id,
      (select case when is_called then last_value else 0 end from outbox_id_seq) as drawn,
      (select count(*) from outbox_watermark) as watermarks,
      (select count(*) from outbox where id > w.safe_id and recorded_at < now() - interval '1 minute') as stuck,
      (select min(id) from outbox where id > w.safe_id and recorded_at < now() - interval '1 minute')
        as oldest_stuck,
      to_regclass('outbox_p0') is not null as is_whole
    from outbox_watermark w order by w.id limit 1`;
  return row;
}

/** Outbox rows of customers who do not exist. */
export const STRAY_OUTBOX: Lookup = (tx, limit) => tx<FoundRow[]>`
  select 'outbox row ' || x.id as id, 'customer ' || x.root_id || ' does not exist' as detail
  from outbox x left join customer c on c.id = x.root_id where c.id is null order by x.id limit ${limit}`;

/** Customers whose due instant has passed by more than the job's tolerance. */
export function findOverdue(tx: Tx, now: string, toleranceSeconds: number, limit: number) {
  return tx<FoundRow[]>`
    select 'customer ' || root_id as id, 'due since ' || next_due_at as detail
    from due where next_due_at < ${now}::timestamptz - make_interval(secs => ${toleranceSeconds}::int)
    order by next_due_at limit ${limit}`;
}

export const STRAY_DUE: Lookup = (tx, limit) => tx<FoundRow[]>`
  select 'customer ' || d.root_id as id, 'is due at ' || d.next_due_at || ' and does not exist' as detail
  from due d left join customer c on c.id = d.root_id where c.id is null order by d.root_id limit ${limit}`;

export interface HeldWaitRow extends FoundRow {
  /** Ended by a job; the others end with the event that brings what they wait for. */
  readonly by_job: boolean;
}

/**
 * Holds whose wait is over (I9). `lateSeconds` are what jobs may take. What an order or customer is
 * waited for by is read from the fact (`r`, `i`): wait keys for any of several are stored as
 * hashes.
 */
export function findHeldOver(
  tx: Tx,
  now: string,
  toleranceMinutes: number,
  lateSeconds: number,
  limit: number,
) {
  return tx<HeldWaitRow[]>`
    select 'event ' || e.id as id, over.detail, over.by_job
    from (
      select *, ${now}::timestamptz - make_interval(secs => ${lateSeconds}::int) as late,
        ${tx.unsafe(WAIT_MOMENT)} as moment
      from events where outcome = 'HELD') e
    left join lateral (
      select r.value, r.order_id from jsonb_array_elements(e.fact -> 'r') as element(number)
      join order_reference r on r.value = number ->> 'v' and r.kind = number ->> 'k'
        and r.source = coalesce(number ->> 's', e.fact ->> 's') and r.scope = coalesce(number ->> 'c', '')
      where e.reason = 'UNKNOWN_ORDER' and r.order_id is not null limit 1) as r on true
    left join lateral (
      select i.id, i.leaf_id from jsonb_array_elements(e.fact -> 'i') as element(presented)
      join identifiers i on i.id = (presented ->> 'id')::bigint
      where e.reason = 'UNKNOWN_CUSTOMER' and i.leaf_id is not null and i.status <> 'BLOCKED'
      limit 1) as i on true
    cross join lateral (
      select detail, by_job from (values
        (1, r.order_id is not null and e.released_at is null, false,
          'waits for order number ' || r.value || ', which is order ' || r.order_id),
        (2, i.leaf_id is not null and e.released_at is null, false,
          'waits for identifier ' || i.id || ', which customer ' || i.leaf_id || ' holds'),
        (3, e.wait_key in (select ${WAIT_KEY_START.store}::text || code from store), true, 'waits for a store that is registered'),
        (4, e.wait_key in (select ${WAIT_KEY_START.channel}::text || code from channel), true, 'waits for a channel that is registered'),
        (5, e.moment - make_interval(mins => ${toleranceMinutes}::int) <= e.late,
          true, 'waits for ' || e.moment || ', which has passed'),
        (6, e.wait_until <= e.late, true, 'was to wait until ' || e.wait_until),
        (7, e.released_at <= e.late, true, 'was released at ' || e.released_at || ' and has not run')
      ) as reasons(place, holds, by_job, detail)
      where holds order by place limit 1) as over
    order by e.id limit ${limit}`;
}

type HeldForRateRow = Filled<StoredRowOf<"events", "id" | "wait_key" | "fact">, "wait_key"> &
  // When an order was placed that has one of its numbers; null: there is none.
  OrNull<StoredRowOf<"orders", "placed_at">>;

/** Holds for a rate: whether the rules have it by now is for the rules to say. */
export function readHeldForRate(tx: Tx, limit: number) {
  return tx<HeldForRateRow[]>`
    select e.id, e.wait_key, e.fact,
      (select min(named.placed_at) from ${ordersNamed(tx)}) as placed_at
    from events e
    where outcome = 'HELD' and starts_with(wait_key, ${WAIT_KEY_START.rate}::text) order by id limit ${limit}`;
}
