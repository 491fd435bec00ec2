import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** What a row of the stream tells. Payloads hold ids, amounts and codes, no personal data. */
export const OUTBOX_KINDS = [
  "POINTS_CHANGED",
  "TIER_CHANGED",
  "OVERRIDE_CHANGED",
  "PROFILE_CHANGED",
  "IDENTIFIERS_CHANGED",
  "INTERACTION_RECORDED",
  "COUPON_CHANGED",
  "MERGED",
  "UNMERGED",
] as const;

/**
 * What every reader downstream is told. `id` is drawn under the customer lock from a cache-1
 * sequence; `seq` counts per root without gaps. Global readers take `cursor < id <= safe_id`
 * (contract 7.2). Partitioned by id.
 */
export const outbox = pgTable(
  "outbox",
  {
    id: bigint({ mode: "bigint" }).notNull(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    seq: bigint({ mode: "bigint" }).notNull(),
    kind: text({ enum: OUTBOX_KINDS }).notNull(),
    /** Ids, amounts and codes only: no personal data (contract 10.1). */
    payload: jsonb().$type<object>().notNull(),
    /** False for backfills: subscribers and destinations skip it. */
    announce: boolean().notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id] }),
    index("outbox_stream").on(table.rootId, table.seq),
    // Few rows are tier changes; whoever comes back after a week must not read all the others.
    index("outbox_tier_changes")
      .on(table.id)
      .where(sql`${table.kind} = 'TIER_CHANGED' and ${table.announce}`),
  ],
);

/**
 * One row: every outbox id up to `safe_id` is decided. Written by the elected ticker alone, as long
 * as its lease lasts by the database's clock; `ticked_at` is the last sign of its life.
 */
export const outboxWatermark = pgTable("outbox_watermark", {
  id: smallint().primaryKey(),
  safeId: bigint("safe_id", { mode: "bigint" }).notNull(),
  tickedAt: instant("ticked_at").notNull().default(sql`now()`),
  ticker: uuid(),
  tickerUntil: instant("ticker_until"),
});
