import type { Tx } from "../../connection/client.ts";
import type { Filled, SentRowOf, SqlTypesOf, StoredRowOf } from "../../schema/rows.ts";
import { insertInto, overRows } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";

const INTAKE_COLUMNS = {
  id: "bigint",
  received_on: "date",
  received_at: "timestamptz",
  door: "text",
  principal: "text",
  request_id: "text",
  headers: "jsonb",
  body: "bytea",
  body_encoding: "text",
} as const;

export type IntakeRow = SentRowOf<"intakes", keyof typeof INTAKE_COLUMNS>;

/** The receive log. Written with the first batch that holds one of the request's events. */
export const insertIntakes = insertInto("intakes", INTAKE_COLUMNS, { onConflict: "do nothing" });

/** The columns of `events`, as taking inserts and corrections update them. */
export const EVENT_COLUMNS = {
  id: "bigint",
  source_id: "smallint",
  event_id: "text",
  kind: "text",
  outcome: "text",
  reason: "text",
  field: "text[]",
  wait_key: "text",
  wait_until: "timestamptz",
  released_at: "timestamptz",
  mode: "text",
  intake_on: "date",
  intake_id: "bigint",
  intake_position: "int",
  occurred_at: "timestamptz",
  recorded_at: "timestamptz",
  body_hash: "bytea",
  hash_version: "smallint",
  fact: "jsonb",
  order_id: "bigint",
  leaf_id: "bigint",
} as const;

export type TakenEventRow = SentRowOf<"events", keyof typeof EVENT_COLUMNS>;

const takenEventRows = insertInto("events", EVENT_COLUMNS, {
  orderBy: 'r.source_id, r.event_id collate "C"',
  onConflict: "(source_id, event_id) do nothing",
});

/**
 * Class 1: takes event keys. The result's `count` is how many are ours; a missing one was taken
 * by another transaction, which has committed by the time this statement returns.
 */
export function takeEvents(tx: Tx, rows: readonly TakenEventRow[]) {
  return takenEventRows(tx, rows);
}

/**
 * Class 1 for events that have a row already: a held one that runs again, a rejected one that came
 * corrected.
 */
export function lockEvents(tx: Tx, ids: readonly bigint[]) {
  return tx<StoredRowOf<"events", "id" | "outcome">[]>`
    select id, outcome from events where id = any(${idList(ids)}::bigint[])
    order by source_id, event_id for no key update`;
}

const REFERENCE_KEY = { value: "text", kind: "text", source: "text", scope: "text" } as const;
const REFERENCE_COLUMNS = { ...REFERENCE_KEY, order_id: "bigint" } as const;

export type ReferenceKey = StoredRowOf<"order_reference", keyof typeof REFERENCE_KEY>;

export type ReferenceRow = StoredRowOf<"order_reference", keyof typeof REFERENCE_COLUMNS>;

const takenReferenceRows = insertInto("order_reference", REFERENCE_COLUMNS, {
  orderBy: 'r.value collate "C", r.kind collate "C", r.source collate "C", r.scope collate "C"',
  onConflict: "do nothing",
});

/** Class 2: takes order numbers; `count` is how many are ours. */
export function takeReferences(tx: Tx, rows: readonly ReferenceRow[]) {
  return takenReferenceRows(tx, rows);
}

/**
 * Class 2: numbers that exist but have no order are wait keys. Whoever holds an event on one and
 * whoever opens its order take this lock before they look (contract 5.6).
 */
export const lockWaitingReferences = overRows<typeof REFERENCE_KEY, object>(
  REFERENCE_KEY,
  (source) => `
    select 1 from order_reference o
    where order_id is null and (value, kind, source, scope) in (
      select r.value, r.kind, r.source, r.scope from ${source})
    order by value, kind, source, scope for no key update of o`,
);

const lockOrderRows = overRows<typeof REFERENCE_KEY, StoredRowOf<"orders", "id">>(
  REFERENCE_KEY,
  (source, next) => `
    select id from orders
    where id = any(array(
      select unnest(${next(1)}::bigint[])
      union
      select o.order_id from ${source} join order_reference o using (value, kind, source, scope)))
    order by id for no key update`,
);

/**
 * Class 2: the orders behind the numbers, and those named by id (candidates of a return without an
 * order). As one array, because with `or` the planner reads the whole table.
 */
export function lockOrders(tx: Tx, keys: readonly ReferenceKey[], ids: readonly bigint[]) {
  return lockOrderRows(tx, keys, idList(ids));
}

const TAKEN_IDENTIFIER_COLUMNS = {
  id: "bigint",
  kind: "text",
  value: "text",
  leaf_id: "bigint",
  verified: "boolean",
  source_id: "smallint",
  raw: "text",
  last_seen_on: "date",
} as const;

/** `source_id` is null when a person gave it and no source. */
export type TakenIdentifierRow = Filled<
  StoredRowOf<"identifiers", keyof typeof TAKEN_IDENTIFIER_COLUMNS>,
  "value"
>;

const TAKEN_IDENTIFIER = {
  orderBy: 'r.kind collate "C", r.value collate "C"',
  onConflict: "do nothing",
};

/** Class 3: takes identifiers that nobody presented before; `count` is how many are ours. */
export const takeIdentifiers = insertInto(
  "identifiers",
  TAKEN_IDENTIFIER_COLUMNS,
  TAKEN_IDENTIFIER,
);

const takeIdentifierRows = insertInto("identifiers", TAKEN_IDENTIFIER_COLUMNS, {
  ...TAKEN_IDENTIFIER,
  returning: "id",
});

/** The same for a command, which says which ones were taken: rows that come back are ours. */
export function takeIdentifiersTellingWhich(tx: Tx, rows: readonly TakenIdentifierRow[]) {
  return takeIdentifierRows<StoredRowOf<"identifiers", "id">>(tx, rows);
}

/** Class 3: identifiers that exist and that nobody holds are wait keys too. */
export const lockWaitingIdentifiers = overRows<SqlTypesOf<"identifiers", "kind" | "value">, object>(
  { kind: "text", value: "text" },
  (source) => `
    select 1 from identifiers i
    where leaf_id is null and (kind, value) in (select r.kind, r.value from ${source})
    order by kind, value for no key update of i`,
);

/**
 * Class 4: locks customers by root. `skipLocked` gives those that are free and leaves the others to
 * a later batch; without it the transaction waits, at most its lock_timeout.
 */
export function lockCustomers(tx: Tx, roots: readonly bigint[], skipLocked: boolean) {
  return skipLocked
    ? tx<StoredRowOf<"customer", "id">[]>`
        select id from customer where id = any(${idList(roots)}::bigint[])
        order by id for no key update skip locked`
    : tx<StoredRowOf<"customer", "id">[]>`
        select id from customer where id = any(${idList(roots)}::bigint[])
        order by id for no key update`;
}

const deleteReferences = overRows<typeof REFERENCE_KEY, object>(
  REFERENCE_KEY,
  (source) => `
    delete from order_reference where (value, kind, source, scope) in (
      select r.value, r.kind, r.source, r.scope from ${source})`,
);

/** Gives back what a batch took for events that it leaves to a later one. */
export function deleteTaken(
  tx: Tx,
  taken: {
    readonly events: readonly bigint[];
    readonly references: readonly ReferenceKey[];
    readonly identifiers: readonly bigint[];
  },
) {
  return [
    tx`delete from events where id = any(${idList(taken.events)}::bigint[])`,
    deleteReferences(tx, taken.references),
    tx`delete from identifiers where id = any(${idList(taken.identifiers)}::bigint[])`,
  ];
}
