import type { Tx } from "../../connection/client.ts";
import type { Filled, SqlTypesOf, StoredRowOf } from "../../schema/rows.ts";
import { insertInto, overRows, updateBy } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";
import { EVENT_COLUMNS } from "./takeKeys.ts";
import type { UnlinkedReturnRow } from "./writeState.ts";

/**
 * What a batch writes after its decisions. Each function is one statement; no statement names a row
 * twice.
 */

const CHANGING_CUSTOMER_COLUMNS = {
  id: "bigint",
  seq: "bigint",
  recorded_at: "timestamptz",
  evaluated_at: "timestamptz",
  tier: "text",
  tier_since: "timestamptz",
  tier_until: "timestamptz",
  ruleset_version: "int",
  seen_by: "jsonb",
} as const;

const CUSTOMER_COLUMNS = {
  ...CHANGING_CUSTOMER_COLUMNS,
  root_id: "bigint",
  public_id: "uuid",
  created_at: "timestamptz",
} as const;

/** A new customer is its own root. */
export type NewCustomerRow = Filled<
  StoredRowOf<"customer", keyof typeof CUSTOMER_COLUMNS>,
  "ruleset_version"
>;

export const insertCustomers = insertInto("customer", CUSTOMER_COLUMNS);

export type CustomerUpdateRow = Omit<NewCustomerRow, "public_id" | "created_at" | "root_id">;

export const updateCustomers = updateBy("customer", ["id"], CHANGING_CUSTOMER_COLUMNS);

/**
 * Of the few customers whose grants, or what they earned under them, changed: apart, so that others
 * pay nothing.
 */
export const updateTierBasis = updateBy("customer", ["id"], {
  id: "bigint",
  tier_basis: "jsonb",
} as const);

export const upsertDue = insertInto(
  "due",
  {
    root_id: "bigint",
    next_due_at: "timestamptz",
  } as const,
  {
    onConflict: "(root_id) do update set next_due_at = excluded.next_due_at",
  },
);

export function deleteDue(tx: Tx, roots: readonly bigint[]) {
  return tx`delete from due where root_id = any(${idList(roots)}::bigint[])`;
}

/** Gives identifiers that nobody held to a leaf, by the source that says so. */
export const attachIdentifiers = updateBy("identifiers", ["id"], {
  id: "bigint",
  leaf_id: "bigint",
  source_id: "smallint",
  last_seen_on: "date",
} as const);

/** Under the lock of whoever holds them: the day is new, which it is once a day at most. */
export const seeIdentifiers = overRows<SqlTypesOf<"identifiers", "id" | "last_seen_on">, object>(
  { id: "bigint", last_seen_on: "date" },
  (source, _, among) => `
    update identifiers t set last_seen_on = r.last_seen_on from ${source}
    where t.id = r.id and ${among("id", "t")} and (t.last_seen_on is null or t.last_seen_on < r.last_seen_on)`,
);

const MEMBERSHIP_COLUMNS = {
  id: "bigint",
  leaf_id: "bigint",
  programme: "text",
  status: "text",
  enrolled_at: "timestamptz",
  terms_version: "text",
  channel: "text",
  store: "text",
  event_id: "bigint",
  credited_since: "timestamptz",
} as const;

export type NewMembershipRow = Filled<
  StoredRowOf<"membership", keyof typeof MEMBERSHIP_COLUMNS>,
  "credited_since"
>;

export const insertMemberships = insertInto("membership", MEMBERSHIP_COLUMNS);

const CHANGING_ACCOUNT_COLUMNS = {
  active: "bigint",
  pending: "bigint",
  maturing: "bigint",
  next_lot_at: "timestamptz",
  rolls_until: "timestamptz",
  drawn: "boolean",
  orders: "bigint",
  counts: "jsonb",
  bucket_days: "date[]",
  bucket_minor: "bigint[]",
} as const;

const ACCOUNT_COLUMNS = {
  id: "bigint",
  leaf_id: "bigint",
  programme: "text",
  wallet: "text",
  ...CHANGING_ACCOUNT_COLUMNS,
} as const;

export type AccountWriteRow = Filled<
  StoredRowOf<"account", keyof typeof ACCOUNT_COLUMNS>,
  "leaf_id"
>;

export const insertAccounts = insertInto("account", ACCOUNT_COLUMNS);

export const updateAccounts = updateBy("account", ["id"], {
  id: "bigint",
  ...CHANGING_ACCOUNT_COLUMNS,
} as const);

const ORDER_COLUMNS = {
  id: "bigint",
  public_id: "uuid",
  leaf_id: "bigint",
  matched_identifier_id: "bigint",
  identifier_ids: "bigint[]",
  source_id: "smallint",
  opened_by_event_id: "bigint",
  channel: "text",
  store: "text",
  placed_at: "timestamptz",
  currency: "text",
  status: "text",
  amount_minor: "bigint",
  total_minor: "bigint",
  eligible_minor: "bigint",
  points_expected: "bigint",
  points_pending: "bigint",
  points_active: "bigint",
  points_reversed: "bigint",
  refs: "jsonb",
  facts: "jsonb",
  posted: "jsonb",
  earning_basis: "jsonb",
  customer_mark: "text",
  ruleset_version: "int",
  flags: "text[]",
  test: "boolean",
  history: "boolean",
  absorbed_into: "bigint",
  recorded_at: "timestamptz",
} as const;

export type OrderWriteRow = StoredRowOf<"orders", keyof typeof ORDER_COLUMNS>;

export const insertOrders = insertInto("orders", ORDER_COLUMNS);

/** What an order was opened with stays. */
const {
  public_id: _publicId,
  source_id: _sourceId,
  opened_by_event_id: _openedBy,
  ...CHANGING_ORDER_COLUMNS
} = ORDER_COLUMNS;

export const updateOrders = updateBy("orders", ["id"], CHANGING_ORDER_COLUMNS);

/** Numbers that got their order, or lost it again, after they were taken. */
export const updateReferences = updateBy("order_reference", ["value", "kind", "source", "scope"], {
  value: "text",
  kind: "text",
  source: "text",
  scope: "text",
  order_id: "bigint",
} as const);

/** As it is read: all columns are written. */
export type UnlinkedReturnWriteRow = UnlinkedReturnRow;

export const upsertUnlinkedReturns = insertInto(
  "unlinked_return",
  {
    return_order_id: "bigint",
    line_id: "text",
    leaf_id: "bigint",
    article: "text",
    quantity: "bigint",
    matched: "bigint",
    occurred_at: "timestamptz",
  } as const,
  {
    onConflict:
      "(return_order_id, line_id) do update set leaf_id = excluded.leaf_id, quantity = excluded.quantity, matched = excluded.matched",
  },
);

/** Events whose outcome is not the one they were taken with. */
const { source_id: _source, event_id: _event, ...CORRECTED_COLUMNS } = EVENT_COLUMNS;

export const correctEvents = updateBy("events", ["id"], CORRECTED_COLUMNS);

/** Marks held events whose wait is over; they run in the next transaction (contract 1.5). */
export function releaseEvents(tx: Tx, ids: readonly bigint[]) {
  return tx`
    update events set released_at = clock_timestamp()
    where id = any(${idList(ids)}::bigint[]) and outcome = 'HELD' and released_at is null`;
}

export const insertEventConflicts = insertInto(
  "event_conflicts",
  {
    event_row_id: "bigint",
    body_hash: "bytea",
    intake_on: "date",
    intake_id: "bigint",
    intake_position: "int",
    received_at: "timestamptz",
  },
  { onConflict: "(event_row_id, body_hash) do nothing" },
);
