import type { EntryKind } from "../../../src/domain/points/entryKinds.ts";
import type { OUTBOX_KINDS } from "../../schema/outbox.ts";
import { insertInto, overRows, updateBy } from "../../statements/rowSet.ts";

/** What a batch adds to the ledger, to the tiers' history and to the customers' streams. */

export interface EntryRow {
  readonly id: bigint;
  readonly debit_account_id: bigint;
  readonly credit_account_id: bigint;
  readonly points: bigint;
  readonly leaf_id: bigint;
  readonly order_id: bigint | null;
  readonly wallet: string;
  readonly rule: string | null;
  readonly ruleset_version: number;
  readonly kind: EntryKind;
  readonly qualifying_minor: bigint;
  readonly effective_at: string;
  readonly effective_day: string;
  readonly recorded_at: string;
  readonly business_period: string;
  readonly reason: string | null;
  readonly actor: string;
  readonly store: string | null;
  readonly run: string | null;
  readonly event_id: bigint | null;
  readonly hold_id: bigint | null;
  /** [line, signed points] and [lot, signed points]; bigint as text, because JSON has none. */
  readonly lines: readonly (readonly [string, string])[];
  readonly lots: readonly (readonly [string, string])[];
  readonly rate: object | null;
}

export const insertEntries = insertInto("entry", {
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
} as const);

export interface NewLotRow {
  readonly id: bigint;
  readonly account_id: bigint;
  readonly entry_id: bigint;
  readonly order_id: bigint | null;
  readonly points: bigint;
  readonly remaining: bigint;
  readonly expired: bigint;
  readonly activates_at: string;
  readonly expires_at: string | null;
}

export const insertLots = insertInto("lot", {
  id: "bigint",
  account_id: "bigint",
  entry_id: "bigint",
  order_id: "bigint",
  points: "bigint",
  remaining: "bigint",
  expired: "bigint",
  activates_at: "timestamptz",
  expires_at: "timestamptz",
} as const);

export const updateLots = updateBy("lot", ["id"], {
  id: "bigint",
  remaining: "bigint",
  expired: "bigint",
} as const);

export interface TierChangeRow {
  readonly id: bigint;
  readonly root_id: bigint;
  readonly from_tier: string;
  readonly to_tier: string;
  readonly kind: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly qualifying_minor: bigint;
  readonly event_id: bigint | null;
  readonly ruleset_version: number;
  readonly cause: string;
  readonly earned_tier: string;
  readonly grant_id: bigint | null;
}

export const insertTierChanges = insertInto("tier_change", {
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
} as const);

const OUTBOX_COLUMNS = {
  root_id: "bigint",
  seq: "bigint",
  kind: "text",
  payload: "jsonb",
  announce: "boolean",
  recorded_at: "timestamptz",
} as const;

export type OutboxKind = (typeof OUTBOX_KINDS)[number];

export interface OutboxRow {
  readonly root_id: bigint;
  readonly seq: bigint;
  readonly kind: OutboxKind;
  readonly payload: object;
  readonly announce: boolean;
  readonly recorded_at: string;
}

/**
 * The ids are drawn here: under the customer lock, by a transaction that has an xid. Ordered, so that within one
 * customer id order is seq order.
 */
export const insertOutbox = overRows<typeof OUTBOX_COLUMNS, object>(
  OUTBOX_COLUMNS,
  (source) => `
    insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
    select nextval('outbox_id_seq'), o.root_id, o.seq, o.kind, o.payload, o.announce, o.recorded_at
    from (select * from ${source} order by r.root_id, r.seq) as o`,
);
