import { WAIT_KEY_START, waitKey } from "../../../src/domain/purchase/holds.ts";
import type { Sql } from "../../connection/client.ts";
import type { Filled, StoredRowOf } from "../../schema/rows.ts";

/** Why a hold should have ended: what it waits for is there. */
export type WaitOverRow = Filled<
  StoredRowOf<"events", "id" | "reason" | "wait_key">,
  "reason" | "wait_key"
>;

/**
 * Released events that nobody runs: the process that released them stopped, or there were too many
 * for its sender.
 */
export function findReleasedBefore(sql: Sql, graceSeconds: number, limit: number) {
  return sql<StoredRowOf<"events", "id">[]>`
    select id from events
    where outcome = 'HELD' and released_at < clock_timestamp() - make_interval(secs => ${graceSeconds}::int)
    order by occurred_at, id limit ${limit}`;
}

/**
 * Holds on a store or a channel that is registered by now, or on a currency that has a rate by now.
 * Set-up only adds the row; ending the hold is the sweep's.
 */
export function findHeldOnSetUp(sql: Sql, currencies: readonly string[], limit: number) {
  return sql<StoredRowOf<"events", "id">[]>`
    select e.id from events e
    where e.outcome = 'HELD' and (
      e.wait_key in (select ${WAIT_KEY_START.store}::text || code from store)
      or e.wait_key in (select ${WAIT_KEY_START.channel}::text || code from channel)
      or e.wait_key = any(${currencies.map(waitKey.rate)}::text[]))
    order by e.id limit ${limit}`;
}

/**
 * Holds whose order or customer is there, and that nobody has released: the lock protocol rules
 * them out (contract 5.6), so a row here is a fault of the program. A wait for any of several keys
 * is stored as hashes; what they stand for is in the fact (`r` its numbers, `i` its identifiers).
 */
export function findWaitOver(sql: Sql, limit: number) {
  return sql<WaitOverRow[]>`
    select id, reason, wait_key from events e
    where outcome = 'HELD' and released_at is null and reason in ('UNKNOWN_ORDER', 'UNKNOWN_CUSTOMER')
      and case reason
        when 'UNKNOWN_ORDER' then exists (
          select 1 from jsonb_array_elements(e.fact -> 'r') as element(number)
          join order_reference r on r.value = number ->> 'v' and r.kind = number ->> 'k'
            and r.source = coalesce(number ->> 's', e.fact ->> 's') and r.scope = coalesce(number ->> 'c', '')
          where r.order_id is not null)
        else exists (
          select 1 from jsonb_array_elements(e.fact -> 'i') as element(presented)
          join identifiers i on i.id = (presented ->> 'id')::bigint
          where i.leaf_id is not null and i.status <> 'BLOCKED') end
    order by id limit ${limit}`;
}

export type HeldListRow = Filled<
  StoredRowOf<
    "events",
    | "id"
    | "event_id"
    | "kind"
    | "reason"
    | "wait_key"
    | "wait_until"
    | "recorded_at"
    | "released_at"
  >,
  "reason" | "wait_key" | "wait_until"
> & {
  readonly source: string;
  readonly age_seconds: number;
  /** What it names: `order 4711`; none of an event that could not be read. */
  readonly numbers: readonly string[];
};

/** Held events for people, oldest first. `reason` null: all of them. */
export function listHeld(sql: Sql, reason: string | null, limit: number) {
  return sql<HeldListRow[]>`
    select e.id, s.code as source, e.event_id, e.kind, e.reason, e.wait_key, e.wait_until, e.recorded_at,
      e.released_at, extract(epoch from clock_timestamp() - e.recorded_at)::float8 as age_seconds,
      array(select (number ->> 'k') || ' ' || (number ->> 'v')
              from jsonb_array_elements(e.fact -> 'r') as element(number)) as numbers
    from events e join source s on s.id = e.source_id
    where e.outcome = 'HELD' and (${reason}::text is null or e.reason = ${reason})
    order by e.recorded_at, e.id limit ${limit}`;
}

export function findHeldByReason(sql: Sql, reason: string, limit: number) {
  return sql<StoredRowOf<"events", "id">[]>`
    select id from events where outcome = 'HELD' and reason = ${reason} order by id limit ${limit}`;
}

/** Which of these ids are of events that are held. */
export function findHeld(sql: Sql, ids: readonly bigint[]) {
  return sql<StoredRowOf<"events", "id">[]>`
    select id from events where id = any(${ids.map(String)}::bigint[]) and outcome = 'HELD'`;
}
