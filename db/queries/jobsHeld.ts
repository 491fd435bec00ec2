import type { Sql } from "../client.ts";

/** Why a hold should have ended: what it waits for is there. */
export interface WaitOverRow {
  readonly id: bigint;
  readonly reason: string;
  readonly wait_key: string;
}

/** Released events that nobody runs: the process that released them stopped, or there were too many for its sender. */
export function findReleasedBefore(sql: Sql, graceSeconds: number, limit: number) {
  return sql<{ id: bigint }[]>`
    select id from events
    where outcome = 'HELD' and released_at < clock_timestamp() - make_interval(secs => ${graceSeconds}::int)
    order by id limit ${limit}`;
}

/**
 * Holds on a store or a channel that is registered by now, or on a currency that has a rate by now. Set-up only adds
 * the row; ending the hold is the sweep's.
 */
export function findHeldOnSetUp(sql: Sql, currencies: readonly string[], limit: number) {
  return sql<{ id: bigint }[]>`
    select e.id from events e
    where e.outcome = 'HELD' and (
      e.wait_key in (select 'store:' || code from store)
      or e.wait_key in (select 'channel:' || code from channel)
      or e.wait_key = any(${currencies.map((currency) => `rate:${currency}`)}::text[]))
    order by e.id limit ${limit}`;
}

/**
 * Holds whose order or identifier is there, and that nobody has released: the lock protocol rules them out
 * (CONTRACT 5.6), so a row here is a fault of the program. The case keeps the JSON reader off other wait keys.
 */
export function findWaitOver(sql: Sql, limit: number) {
  return sql<WaitOverRow[]>`
    select e.id, e.reason, e.wait_key
    from (
      select id, reason, wait_key,
        case when starts_with(wait_key, 'order:') then substr(wait_key, 7)::json end as number,
        case when starts_with(wait_key, 'identifier:')
          then substring(wait_key from ':([0-9]+)$')::bigint end as identifier_id
      from events where outcome = 'HELD' and released_at is null) e
    left join order_reference r on r.value = e.number ->> 0 and r.kind = e.number ->> 1
      and r.source = e.number ->> 2 and r.scope = e.number ->> 3
    left join identifiers i on i.id = e.identifier_id
    where r.order_id is not null or i.leaf_id is not null
    order by e.id limit ${limit}`;
}

export interface HeldListRow {
  readonly id: bigint;
  readonly source: string;
  readonly event_id: string;
  readonly kind: string | null;
  readonly reason: string;
  readonly wait_key: string;
  readonly wait_until: string;
  readonly recorded_at: string;
  readonly released_at: string | null;
  readonly age_seconds: number;
}

/** Held events for people, oldest first. `reason` null: all of them. */
export function listHeld(sql: Sql, reason: string | null, limit: number) {
  return sql<HeldListRow[]>`
    select e.id, s.code as source, e.event_id, e.kind, e.reason, e.wait_key, e.wait_until, e.recorded_at,
      e.released_at, extract(epoch from clock_timestamp() - e.recorded_at)::float8 as age_seconds
    from events e join source s on s.id = e.source_id
    where e.outcome = 'HELD' and (${reason}::text is null or e.reason = ${reason})
    order by e.recorded_at, e.id limit ${limit}`;
}

export function findHeldByReason(sql: Sql, reason: string, limit: number) {
  return sql<{ id: bigint }[]>`
    select id from events where outcome = 'HELD' and reason = ${reason} order by id limit ${limit}`;
}
