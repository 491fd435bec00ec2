import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { FactJson } from "../../src/domain/purchase/factCodec.ts";
import { bytea, instant, keyText, localDate } from "./columns.ts";

/**
 * The receive log: a raw body as it came (contract 1.1). Partitioned by day, dropped after its
 * retention. Bytes and not text: what cannot be decoded must be kept too.
 */
export const intakes = pgTable(
  "intakes",
  {
    id: bigint({ mode: "bigint" }).notNull(),
    receivedOn: localDate("received_on").notNull(),
    receivedAt: instant("received_at").notNull(),
    door: text({ enum: ["GRAPHQL", "NDJSON", "IMPORT", "WEBHOOK", "STREAM", "LOAD"] }).notNull(),
    principal: text().notNull(),
    requestId: text("request_id"),
    headers: jsonb().$type<object>(),
    body: bytea().notNull(),
    /** How `body` stands there: src/purchases/receive/intakeBody.ts. */
    bodyEncoding: text("body_encoding", { enum: ["identity", "zstd"] })
      .notNull()
      .default("identity"),
  },
  (table) => [primaryKey({ columns: [table.receivedOn, table.id] })],
);

/**
 * One row per purchase event, kept for ever: (source, event_id) is what makes an effect happen
 * once. Inserted with the outcome that is expected, corrected in the same transaction
 * when it turns out otherwise.
 */
export const events = pgTable(
  "events",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    sourceId: smallint("source_id").notNull(),
    eventId: keyText("event_id").notNull(),
    kind: text(),
    outcome: text({ enum: ["APPLIED", "HELD", "REJECTED"] }).notNull(),
    reason: text(),
    /** Path into the event that the reason is about. */
    field: text().array(),
    /**
     * What a held event waits for: `order:...`, `identifier:...`, `sale:...`, `rate:...`,
     * `store:...`, `time:...`, `operator`.
     */
    waitKey: keyText("wait_key"),
    /** End of the hold's maximum age. */
    waitUntil: instant("wait_until"),
    /** Its wait is over; it runs in the next transaction. */
    releasedAt: instant("released_at"),
    mode: text({ enum: ["LIVE", "BACKFILL"] }).notNull(),
    intakeOn: localDate("intake_on").notNull(),
    intakeId: bigint("intake_id", { mode: "bigint" }).notNull(),
    intakePosition: integer("intake_position").notNull(),
    occurredAt: instant("occurred_at"),
    /** Rising per customer, in the order in which the effects were made (contract 8.2). */
    recordedAt: instant("recorded_at").notNull(),
    bodyHash: bytea("body_hash").notNull(),
    hashVersion: smallint("hash_version").notNull(),
    /** The normalised event without personal data; null for a rejected one. */
    fact: jsonb().$type<FactJson>(),
    orderId: bigint("order_id", { mode: "bigint" }),
    leafId: bigint("leaf_id", { mode: "bigint" }),
  },
  (table) => [
    uniqueIndex("events_key").on(table.sourceId, table.eventId),
    // What was told of an order, for whoever plays it again or explains it; it grows at its end.
    index("events_of_order").on(table.orderId).where(sql`${table.orderId} is not null`),
    // The days on which events came rise as the table grows: a range of them is found by some
    // pages, and inserting costs next to nothing (ADR-0047).
    index("events_received").using("brin", table.intakeOn),
    // The same for when they were recorded: what the last minutes came to (ADR-0072). Pages are
    // summarised as they fill, so that the newest are not read from the last vacuum on.
    index("events_recorded").using("brin", table.recordedAt).with({ autosummarize: true }),
    index("events_held").on(table.waitKey).where(sql`${table.outcome} = 'HELD'`),
    index("events_held_until").on(table.waitUntil).where(sql`${table.outcome} = 'HELD'`),
    // What is held of a store's day, and of a source's.
    index("events_held_store")
      .on(sql`(${table.fact} ->> 'st')`, sql`(${table.fact} ->> 'bd')`)
      .where(sql`${table.outcome} = 'HELD'`),
    // Whom an event may have made while it waited: by its identifiers, of the few that were theirs
    // then (programme 1.32).
    index("events_waited_as")
      .using("gin", sql`(${table.fact} -> 'i') jsonb_path_ops`)
      .where(sql`${table.fact} ? 'wl'`),
    index("events_held_source")
      .on(table.sourceId, table.occurredAt)
      .where(sql`${table.outcome} = 'HELD'`),
  ],
);

/** The same id came again with another body: kept for the operator, never applied. */
export const eventConflicts = pgTable(
  "event_conflicts",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedByDefaultAsIdentity(),
    eventRowId: bigint("event_row_id", { mode: "bigint" }).notNull(),
    bodyHash: bytea("body_hash").notNull(),
    intakeOn: localDate("intake_on").notNull(),
    intakeId: bigint("intake_id", { mode: "bigint" }).notNull(),
    intakePosition: integer("intake_position").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [uniqueIndex("event_conflicts_body").on(table.eventRowId, table.bodyHash)],
);
