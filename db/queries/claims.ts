import type { LocalDate } from "../../src/domain/time/instant.ts";
import type { Tx } from "../client.ts";
import { idList, rowsParameter } from "./rows.ts";

/** Values of bytea columns are `\x...` text, instants RFC 3339 text, bigint stays bigint. */
export interface IntakeRow {
  readonly id: bigint;
  readonly received_on: LocalDate;
  readonly received_at: string;
  readonly door: string;
  readonly principal: string;
  readonly request_id: string | null;
  readonly headers: object;
  readonly body: string;
}

export interface EventClaimRow {
  readonly id: bigint;
  readonly source_id: number;
  readonly event_id: string;
  readonly kind: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly field: readonly string[] | null;
  readonly wait_key: string | null;
  readonly wait_until: string | null;
  readonly released_at: string | null;
  readonly mode: string;
  readonly intake_on: LocalDate;
  readonly intake_id: bigint;
  readonly intake_position: number;
  readonly occurred_at: string | null;
  readonly recorded_at: string;
  readonly body_hash: string;
  readonly hash_version: number;
  readonly fact: object | null;
  readonly order_id: bigint | null;
  readonly leaf_id: bigint | null;
}

export interface ReferenceKey {
  readonly value: string;
  readonly kind: string;
  readonly source: string;
  readonly scope: string;
}

export interface ReferenceRow extends ReferenceKey {
  readonly order_id: bigint | null;
}

export interface IdentifierClaimRow {
  readonly id: bigint;
  readonly kind: string;
  readonly value: string;
  readonly leaf_id: bigint | null;
  readonly verified: boolean;
  readonly source_id: number;
}

/** The receive log. Written with the first batch that holds one of the request's events. */
export function insertIntakes(tx: Tx, rows: readonly IntakeRow[]) {
  return tx`
    insert into intakes (id, received_on, received_at, door, principal, request_id, headers, body)
    select id, received_on, received_at, door, principal, request_id, headers, body
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, received_on date, received_at timestamptz, door text, principal text, request_id text,
      headers jsonb, body bytea)
    on conflict do nothing`;
}

/**
 * Class 1: claims event keys. Rows that come back are ours; a missing one was claimed by another transaction, which
 * has committed by the time this statement returns.
 */
export function claimEvents(tx: Tx, rows: readonly EventClaimRow[]) {
  return tx<{ id: bigint }[]>`
    insert into events (id, source_id, event_id, kind, outcome, reason, field, wait_key, wait_until, released_at,
      mode, intake_on, intake_id, intake_position, occurred_at, recorded_at, body_hash, hash_version, fact,
      order_id, leaf_id)
    select id, source_id, event_id, kind, outcome, reason, field, wait_key, wait_until, released_at,
      mode, intake_on, intake_id, intake_position, occurred_at, recorded_at, body_hash, hash_version, fact,
      order_id, leaf_id
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, source_id smallint, event_id text, kind text, outcome text, reason text, field text[],
      wait_key text, wait_until timestamptz, released_at timestamptz, mode text, intake_on date,
      intake_id bigint, intake_position int, occurred_at timestamptz, recorded_at timestamptz, body_hash bytea,
      hash_version smallint, fact jsonb, order_id bigint, leaf_id bigint)
    order by source_id, event_id collate "C"
    on conflict (source_id, event_id) do nothing
    returning id`;
}

/** Class 1 for events that have a row already: a held one that runs again, a rejected one that came corrected. */
export function lockEvents(tx: Tx, ids: readonly bigint[]) {
  return tx<{ id: bigint; outcome: string }[]>`
    select id, outcome from events where id = any(${idList(ids)}::bigint[])
    order by source_id, event_id for no key update`;
}

/** Class 2: claims order numbers. Rows that come back are ours. */
export function claimReferences(tx: Tx, rows: readonly ReferenceRow[]) {
  return tx<ReferenceKey[]>`
    insert into order_reference (value, kind, source, scope, order_id)
    select value, kind, source, scope, order_id
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      value text, kind text, source text, scope text, order_id bigint)
    order by value collate "C", kind collate "C", source collate "C", scope collate "C"
    on conflict do nothing
    returning value, kind, source, scope`;
}

/**
 * Class 2: numbers that exist but have no order are wait keys. Whoever holds an event on one and whoever opens its
 * order take this lock before they look (CONTRACT 5.6).
 */
export function lockWaitingReferences(tx: Tx, keys: readonly ReferenceKey[]) {
  return tx`
    select 1 from order_reference o
    where order_id is null and (value, kind, source, scope) in (
      select value, kind, source, scope from json_to_recordset(${rowsParameter(keys)}::text::json)
        as r(value text, kind text, source text, scope text))
    order by value, kind, source, scope for no key update of o`;
}

/**
 * Class 2: the orders behind the numbers, and those named by id (candidates of a return without an order). As one
 * array, because with `or` the planner reads the whole table.
 */
export function lockOrders(tx: Tx, keys: readonly ReferenceKey[], ids: readonly bigint[]) {
  return tx<{ id: bigint }[]>`
    select id from orders
    where id = any(array(
      select unnest(${idList(ids)}::bigint[])
      union
      select o.order_id from order_reference o
      join json_to_recordset(${rowsParameter(keys)}::text::json)
        as r(value text, kind text, source text, scope text) using (value, kind, source, scope)))
    order by id for no key update`;
}

/** Class 3: claims identifiers that nobody presented before. Rows that come back are ours. */
export function claimIdentifiers(tx: Tx, rows: readonly IdentifierClaimRow[]) {
  return tx<{ id: bigint }[]>`
    insert into identifiers (id, kind, value, leaf_id, verified, source_id)
    select id, kind, value, leaf_id, verified, source_id
    from json_to_recordset(${rowsParameter(rows)}::text::json) as r(
      id bigint, kind text, value text, leaf_id bigint, verified boolean, source_id smallint)
    order by kind collate "C", value collate "C"
    on conflict do nothing
    returning id`;
}

/** Class 3: identifiers that exist and that nobody holds are wait keys too. */
export function lockWaitingIdentifiers(tx: Tx, keys: readonly { kind: string; value: string }[]) {
  return tx`
    select 1 from identifiers i
    where leaf_id is null and (kind, value) in (
      select kind, value from json_to_recordset(${rowsParameter(keys)}::text::json) as r(kind text, value text))
    order by kind, value for no key update of i`;
}

/**
 * Class 4: locks customers by root. `skipLocked` gives those that are free and leaves the others to a later batch;
 * without it the transaction waits, at most its lock_timeout.
 */
export function lockCustomers(tx: Tx, roots: readonly bigint[], skipLocked: boolean) {
  return skipLocked
    ? tx<{ id: bigint }[]>`
        select id from customer where id = any(${idList(roots)}::bigint[])
        order by id for no key update skip locked`
    : tx<{ id: bigint }[]>`
        select id from customer where id = any(${idList(roots)}::bigint[])
        order by id for no key update`;
}

/** Gives back what a batch claimed for events that it leaves to a later one. */
export function deleteClaims(
  tx: Tx,
  claims: {
    readonly events: readonly bigint[];
    readonly references: readonly ReferenceKey[];
    readonly identifiers: readonly bigint[];
  },
) {
  return [
    tx`delete from events where id = any(${idList(claims.events)}::bigint[])`,
    tx`
      delete from order_reference where (value, kind, source, scope) in (
        select value, kind, source, scope from json_to_recordset(${rowsParameter(claims.references)}::text::json)
          as r(value text, kind text, source text, scope text))`,
    tx`delete from identifiers where id = any(${idList(claims.identifiers)}::bigint[])`,
  ];
}
