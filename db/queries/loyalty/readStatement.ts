import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { type Summed, withSums } from "../../statements/rows.ts";

/**
 * Statements of points. An entry is booked on the day on which it counts, but never in a month
 * before the one in which it was made: a month that is over keeps its figures, and what becomes
 * known late stands in the month that was open.
 */

export interface StatementKey {
  readonly rootId: bigint;
  readonly programme: string;
  readonly wallet: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
}

export type StatementSumRow = RowOf<"entry", "kind"> & {
  /** Signed points before the period, and in it. */
  readonly before: bigint;
  readonly within: bigint;
};

/**
 * Sums of a wallet's entries by kind, over all leaves of the customer. `key` is the number of the
 * key in the call.
 */
export async function readStatementSums(
  sql: Sql,
  keys: readonly StatementKey[],
): Promise<readonly (StatementSumRow & { readonly key: number })[]> {
  const rows = await sql<Summed<KeyedSums, "before" | "within">[]>`
    select key.key, sums.*
      from unnest(${keys.map((_key, at) => at)}::int[], ${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ programme }) => programme)}::text[], ${keys.map(({ wallet }) => wallet)}::text[],
                  ${keys.map(({ from }) => from)}::text[], ${keys.map(({ to }) => to)}::text[])
           as key(key, root_id, programme, wallet, from_day, to_day)
      cross join lateral (
        select e.kind,
               coalesce(sum(e.signed) filter (where e.booked_on < key.from_day::date), 0) as before,
               coalesce(sum(e.signed) filter (where e.booked_on >= key.from_day::date), 0) as within
          from account own
          cross join lateral (
            select entry.kind, greatest(entry.effective_day, (entry.business_period || '-01')::date) as booked_on,
                   case when entry.debit_account_id = entry.credit_account_id then 0
                        when entry.credit_account_id = own.id then entry.points else -entry.points end as signed
              from entry
             where entry.leaf_id = own.leaf_id and own.id in (entry.debit_account_id, entry.credit_account_id)) as e
         where own.leaf_id = any(array(
                 select key.root_id
                  union
                 select absorbed.id from customer absorbed
                  where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id))
           and own.programme = key.programme and own.wallet = key.wallet and e.booked_on <= key.to_day::date
         group by e.kind) as sums
     order by key.key, sums.kind`;
  return withSums<KeyedSums, "before" | "within">(rows, "before", "within");
}

type KeyedSums = StatementSumRow & { readonly key: number };

export type EntryPageKey = StatementKey & {
  /** Rows wanted. */
  readonly limit: number;
  /** Null: from the latest. */
  readonly before: bigint | null;
};

export type EntryRow = RowOf<
  "entry",
  | "id"
  | "kind"
  | "points"
  | "recordedAt"
  | "effectiveAt"
  | "orderId"
  | "rule"
  | "rulesetVersion"
  | "qualifyingMinor"
  | "actor"
  | "reason"
  | "store"
  | "eventId"
> & {
  readonly bookedOn: RowOf<"entry", "effectiveDay">["effectiveDay"];
};

/** One page of a period's entries per key, the latest first. */
export async function readEntryPages(
  sql: Sql,
  keys: readonly EntryPageKey[],
): Promise<readonly (EntryRow & { readonly key: number })[]> {
  return await sql<(EntryRow & { readonly key: number })[]>`
    select key.key, page.*
      from unnest(${keys.map((_key, at) => at)}::int[], ${keys.map(({ rootId }) => String(rootId))}::bigint[],
                  ${keys.map(({ programme }) => programme)}::text[], ${keys.map(({ wallet }) => wallet)}::text[],
                  ${keys.map(({ from }) => from)}::text[], ${keys.map(({ to }) => to)}::text[],
                  ${keys.map(({ limit }) => limit)}::int[], ${keys.map(({ before }) => before?.toString() ?? null)}::bigint[])
           as key(key, root_id, programme, wallet, from_day, to_day, page, before)
      cross join lateral (
        select e.*
          from account own
          cross join lateral (
            select entry.id, entry.kind, entry.rule, entry.actor, entry.reason, entry.store,
                   entry.points * case when entry.debit_account_id = entry.credit_account_id then 0
                                       when entry.credit_account_id = own.id then 1 else -1 end as points,
                   greatest(entry.effective_day, (entry.business_period || '-01')::date) as "bookedOn",
                   entry.recorded_at as "recordedAt", entry.effective_at as "effectiveAt",
                   entry.order_id as "orderId", entry.ruleset_version as "rulesetVersion",
                   entry.qualifying_minor as "qualifyingMinor", entry.event_id as "eventId"
              from entry
             where entry.leaf_id = own.leaf_id and own.id in (entry.debit_account_id, entry.credit_account_id)
               and (key.before is null or entry.id < key.before)) as e
         where own.leaf_id = any(array(
                 select key.root_id
                  union
                 select absorbed.id from customer absorbed
                  where absorbed.root_id = key.root_id and absorbed.root_id <> absorbed.id))
           and own.programme = key.programme and own.wallet = key.wallet
           and e."bookedOn" between key.from_day::date and key.to_day::date
         order by e.id desc
         limit key.page) as page
     order by key.key, page.id desc`;
}
