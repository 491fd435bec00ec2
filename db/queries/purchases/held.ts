import type { Sql, Tx } from "../../connection/client.ts";
import type { Filled, StoredRowOf } from "../../schema/rows.ts";
import { idList } from "../../statements/rows.ts";
import { WAIT_MOMENT, WAITS_FOR_ANY, WAITS_FOR_TIME } from "../../statements/waitKeys.ts";
import type { TakenEventRow } from "../core/takeKeys.ts";

type HeldRow = StoredRowOf<"events", keyof TakenEventRow> & {
  /** Values of the identifiers that the fact names, by row id; erased ones are missing. */
  readonly identifier_values: Readonly<Record<string, string>>;
};

/** Held events to run again, with the personal data they need. */
export function readHeldEvents(db: Sql | Tx, ids: readonly bigint[]) {
  return db<HeldRow[]>`
    select e.id, e.source_id, e.event_id, e.kind, e.outcome, e.reason, e.field, e.wait_key, e.wait_until,
      e.released_at, e.mode, e.intake_on, e.intake_id, e.intake_position, e.occurred_at, e.recorded_at,
      e.body_hash, e.hash_version, e.fact, e.order_id, e.leaf_id,
      coalesce((
        select jsonb_object_agg(i.id::text, i.value)
        from jsonb_array_elements(e.fact -> 'i') as element(presented)
        join identifiers i on i.id = (presented ->> 'id')::bigint
        where i.value is not null), '{}') as identifier_values
    from events e
    where e.id = any(${idList(ids)}::bigint[]) and e.outcome = 'HELD'
    order by e.id`;
}

/**
 * What an applied event may have given to those that wait: its numbers, its identifiers, its
 * customer's sale.
 */
export function readGiven(db: Sql, ids: readonly bigint[]) {
  return db<StoredRowOf<"events", "fact" | "leaf_id">[]>`
    select fact, leaf_id from events where id = any(${idList(ids)}::bigint[]) and fact is not null`;
}

/**
 * Released events that have not run, of those that wait for one of the keys or of the patterns
 * (purchases/keys.ts).
 */
export function findReleasedBy(db: Sql, waitKeys: readonly string[], patterns: readonly string[]) {
  return db<StoredRowOf<"events", "id">[]>`
    select id from events
    where outcome = 'HELD' and released_at is not null and (
      wait_key = any(${waitKeys as string[]}::text[])
      or ${db.unsafe(WAITS_FOR_ANY)} and wait_key like any(${patterns as string[]}::text[]))
    order by id`;
}

/**
 * Held events whose time has come: `time:...` waits whose moment has passed, as of the database's
 * clock, and `time` alone, which older versions wrote for the moment it happened. One range of the
 * index of held events.
 */
export function findHeldInTime(
  db: Sql,
  toleranceMinutes: number,
  now: string | null,
  limit: number,
) {
  return db<StoredRowOf<"events", "id">[]>`
    select id from events
    where outcome = 'HELD' and ${db.unsafe(WAITS_FOR_TIME)}
      and ${db.unsafe(WAIT_MOMENT)}
        <= coalesce(${now}::timestamptz, clock_timestamp()) + make_interval(mins => ${toleranceMinutes}::int)
    order by occurred_at, id limit ${limit}`;
}

/** Held events whose maximum age is over. */
export function findHeldTooLong(db: Sql, now: string | null, limit: number) {
  return db<Filled<StoredRowOf<"events", "id" | "reason">, "reason">[]>`
    select id, reason from events
    where outcome = 'HELD' and wait_until <= coalesce(${now}::timestamptz, clock_timestamp())
    order by wait_until, id limit ${limit}`;
}

/** Ends a hold with a refusal. The row lock of the update makes it safe beside a release. */
export function rejectHeld(tx: Sql | Tx, ids: readonly bigint[], reason: string) {
  return tx<StoredRowOf<"events", "id">[]>`
    update events set outcome = 'REJECTED', reason = ${reason}, wait_key = null, wait_until = null
    where id = any(${idList(ids)}::bigint[]) and outcome = 'HELD' returning id`;
}
