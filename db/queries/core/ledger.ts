import type { Filled, SqlTypesOf, StoredRowOf } from "../../schema/rows.ts";
import { insertInto, overRows, updateBy } from "../../statements/rowSet.ts";

/** What a batch adds to the ledger, to the tiers' history and to the customers' streams. */

const ENTRY_COLUMNS = {
  id: "bigint",
  debit_account_id: "bigint",
  credit_account_id: "bigint",
  points: "bigint",
  leaf_id: "bigint",
  order_id: "bigint",
  wallet: "text",
  rule: "text",
  ruleset_version: "int",
  kind: "text",
  qualifying_minor: "bigint",
  effective_at: "timestamptz",
  effective_day: "date",
  recorded_at: "timestamptz",
  business_period: "text",
  reason: "text",
  actor: "text",
  store: "text",
  run: "text",
  event_id: "bigint",
  hold_id: "bigint",
  lines: "jsonb",
  lots: "jsonb",
  rate: "jsonb",
} as const;

export type EntryRow = Filled<StoredRowOf<"entry", keyof typeof ENTRY_COLUMNS>, "lines" | "lots">;

export const insertEntries = insertInto("entry", ENTRY_COLUMNS);

const LOT_COLUMNS = {
  id: "bigint",
  account_id: "bigint",
  entry_id: "bigint",
  order_id: "bigint",
  points: "bigint",
  remaining: "bigint",
  expired: "bigint",
  activates_at: "timestamptz",
  expires_at: "timestamptz",
} as const;

export type NewLotRow = StoredRowOf<"lot", keyof typeof LOT_COLUMNS>;

export const insertLots = insertInto("lot", LOT_COLUMNS);

export const updateLots = updateBy("lot", ["id"], {
  id: "bigint",
  remaining: "bigint",
  expired: "bigint",
} as const);

const TIER_CHANGE_COLUMNS = {
  id: "bigint",
  root_id: "bigint",
  from_tier: "text",
  to_tier: "text",
  kind: "text",
  at: "timestamptz",
  recorded_at: "timestamptz",
  qualifying_minor: "bigint",
  event_id: "bigint",
  ruleset_version: "int",
  cause: "text",
  earned_tier: "text",
  grant_id: "bigint",
} as const;

export type TierChangeRow = StoredRowOf<"tier_change", keyof typeof TIER_CHANGE_COLUMNS>;

export const insertTierChanges = insertInto("tier_change", TIER_CHANGE_COLUMNS);

const OUTBOX_COLUMNS = {
  root_id: "bigint",
  seq: "bigint",
  kind: "text",
  payload: "jsonb",
  announce: "boolean",
  recorded_at: "timestamptz",
} as const satisfies Partial<SqlTypesOf<"outbox">>;

export type OutboxRow = StoredRowOf<"outbox", keyof typeof OUTBOX_COLUMNS>;

/**
 * The ids are drawn here: under the customer lock, by a transaction that has an xid. Ordered, so
 * that within one customer id order is seq order.
 */
export const insertOutbox = overRows<typeof OUTBOX_COLUMNS, object>(
  OUTBOX_COLUMNS,
  (source) => `
    insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
    select nextval('outbox_id_seq'), o.root_id, o.seq, o.kind, o.payload, o.announce, o.recorded_at
    from (select * from ${source} order by r.root_id, r.seq) as o`,
);
