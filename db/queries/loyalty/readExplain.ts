import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { type Summed, withSums } from "../../statements/rows.ts";
import type { TierChangeRow } from "./readLoyalty.ts";
import type { EntryRow } from "./readStatement.ts";

/**
 * What a customer's tier rested on at an instant: what had been recorded by then, of all leaves of
 * the root.
 */

const LEAVES = (sql: Sql, rootId: bigint) => sql`
  select ${String(rootId)}::text::bigint
   union
  select id from customer where root_id = ${String(rootId)}::text::bigint and root_id <> id`;

/**
 * An order and all that it absorbed, and they had before: each with its leaf, and with those that
 * had it until a split gave it to another.
 */
const PARTS = (sql: Sql, orderId: bigint) => sql`
  with recursive part as (
    select id, leaf_id from orders where id = ${String(orderId)}::text::bigint
     union
    select found.id, found.leaf_id
      from part
      cross join lateral (
        select o.id, o.leaf_id from orders o where o.absorbed_into = part.id
         union all
        select part.id, (d.evidence ->> 'leaf')::bigint from identity_decision d
         where d.absorbed_id = part.leaf_id and d.kind = 'SPLIT'
           and d.evidence -> 'orders' ? part.id::text) as found)`;

/** Tier changes recorded by then, in the order in which they were. */
export function readChangesUntil(sql: Sql, rootId: bigint, at: string) {
  return sql<TierChangeRow[]>`
    select id, from_tier as "fromTier", to_tier as "toTier", kind, at, recorded_at as "recordedAt",
           qualifying_minor as "qualifyingMinor", event_id as "eventId", ruleset_version as "rulesetVersion", cause,
           earned_tier as "earnedTier", grant_id as "grantId"
      from tier_change
     where root_id = any(array(${LEAVES(sql, rootId)})) and recorded_at <= ${at}::text::timestamptz
     order by recorded_at, id`;
}

/**
 * When the tier was last decided by then, as far as the record tells: with the last event that
 * booked something, at its business time. Null when nothing was.
 */
export async function readLastDecided(
  sql: Sql,
  rootId: bigint,
  at: string,
): Promise<string | null> {
  const [row] = await sql<{ at: string | null }[]>`
    select max(case when ev.mode = 'BACKFILL' then ev.occurred_at else e.recorded_at end) as at
      from entry e left join events ev on ev.id = e.event_id
     where e.leaf_id = any(array(${LEAVES(sql, rootId)})) and e.recorded_at <= ${at}::text::timestamptz`;
  return row?.at ?? null;
}

/**
 * Grants that the record had in force then: an end that had come and was not written yet is the
 * caller's to see.
 */
export function readGrantsAt(sql: Sql, rootId: bigint, at: string) {
  return sql<RowOf<"tier_grant", "id" | "kind" | "mode" | "tier" | "grantedAt" | "expiresAt">[]>`
    select id, kind, mode, tier, granted_at as "grantedAt", expires_at as "expiresAt"
      from tier_grant g
     where root_id = any(array(${LEAVES(sql, rootId)})) and recorded_at <= ${at}::text::timestamptz
       and (cleared_recorded_at is null or cleared_recorded_at > ${at}::text::timestamptz)
       and not exists (
         select from tier_change t
          where t.root_id = g.root_id and t.grant_id = g.id and t.cause = 'GRANT_ENDED'
            and t.recorded_at <= ${at}::text::timestamptz)
     order by recorded_at, id`;
}

/** What counted towards tiers, day by day, as it had been booked by then. */
export async function readQualifyingDays(
  sql: Sql,
  rootId: bigint,
  programme: string,
  at: string,
): Promise<readonly QualifyingDayRow[]> {
  const rows = await sql<Summed<QualifyingDayRow, "minor">[]>`
    select e.effective_day as day, sum(e.qualifying_minor) as minor
      from entry e
      join account a on a.leaf_id = e.leaf_id and a.programme = ${programme} and a.wallet = e.wallet
     where e.leaf_id = any(array(${LEAVES(sql, rootId)})) and e.qualifying_minor <> 0
       and e.recorded_at <= ${at}::text::timestamptz
     group by e.effective_day
    having sum(e.qualifying_minor) <> 0
     order by e.effective_day`;
  return withSums<QualifyingDayRow, "minor">(rows, "minor");
}

interface QualifyingDayRow {
  readonly day: RowOf<"entry", "effectiveDay">["effectiveDay"];
  readonly minor: bigint;
}

/** Columns of EntryRow, from `entry e`; points are signed as the customer sees them. */
const ENTRY = (sql: Sql) => sql`
  e.id, e.kind, e.rule, e.actor, e.reason, e.store,
  e.points * case when own.id is null or e.debit_account_id = e.credit_account_id then 0
                  when e.credit_account_id = own.id then 1 else -1 end as points,
  greatest(e.effective_day, (e.business_period || '-01')::date) as "bookedOn", e.recorded_at as "recordedAt",
  e.effective_at as "effectiveAt", e.order_id as "orderId", e.ruleset_version as "rulesetVersion",
  e.qualifying_minor as "qualifyingMinor", e.event_id as "eventId"`;

/** Entries that counted in a window, as booked by then, the latest first. */
export function readCountedEntries(
  sql: Sql,
  {
    rootId,
    ...of
  }: {
    readonly rootId: bigint;
    readonly at: string;
    /** The first day; null: all. */
    readonly from: string | null;
    readonly to: string;
    readonly limit: number;
    readonly before: bigint | null;
  },
) {
  return sql<EntryRow[]>`
    select ${ENTRY(sql)}
      from entry e
      left join account own on own.leaf_id = e.leaf_id and own.id in (e.debit_account_id, e.credit_account_id)
     where e.leaf_id = any(array(${LEAVES(sql, rootId)})) and e.qualifying_minor <> 0
       and e.recorded_at <= ${of.at}::text::timestamptz and e.effective_day <= ${of.to}::text::date
       and (${of.from}::text is null or e.effective_day >= ${of.from}::text::date)
       and (${of.before?.toString() ?? null}::text is null or e.id < ${of.before?.toString() ?? null}::text::bigint)
     order by e.id desc limit ${of.limit}`;
}

/** Entries of an order and of those it absorbed, the oldest first. */
export function readEntriesOfOrder(sql: Sql, orderId: bigint, limit: number) {
  return sql<EntryRow[]>`
    ${PARTS(sql, orderId)}
    select ${ENTRY(sql)}
      from part o
      join entry e on e.leaf_id = o.leaf_id and e.order_id = o.id
      left join account own on own.leaf_id = e.leaf_id and own.id in (e.debit_account_id, e.credit_account_id)
     order by e.recorded_at, e.id limit ${limit}`;
}

/** Tier changes that events of an order, and of those it absorbed, made. */
export function readChangesOfOrder(sql: Sql, rootId: bigint, orderId: bigint) {
  return sql<TierChangeRow[]>`
    ${PARTS(sql, orderId)}
    select t.id, t.from_tier as "fromTier", t.to_tier as "toTier", t.kind, t.at, t.recorded_at as "recordedAt",
           t.qualifying_minor as "qualifyingMinor", t.event_id as "eventId", t.ruleset_version as "rulesetVersion",
           t.cause, t.earned_tier as "earnedTier", t.grant_id as "grantId"
      from (select distinct id from part) as part
      join events e on e.order_id = part.id
      join tier_change t on t.event_id = e.id
     where t.root_id = any(array(${LEAVES(sql, rootId)}))
     order by t.recorded_at, t.id`;
}
