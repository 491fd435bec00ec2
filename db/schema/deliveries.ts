import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { EventType } from "../../src/domain/delivery/events.ts";
import type { DestinationSettings } from "../../src/domain/delivery/settings.ts";
import { bytea, instant, keyText, localDate } from "./columns.ts";

/** Who is told of changes, and how. Written by set-up. */
export const destination = pgTable("destination", {
  id: smallint().primaryKey().generatedAlwaysAsIdentity(),
  code: keyText().notNull().unique(),
  /** As the document of the set-up says it. */
  settings: jsonb().$type<DestinationSettings>().notNull(),
  /** It left the set-up then: nothing is sent to it until it is back, and what waited is gone. */
  retiredAt: instant("retired_at"),
  createdAt: instant("created_at").notNull().default(sql`now()`),
});

/**
 * What a destination is told, from a row of the outbox on, until its next row here. Only grows, so
 * that of every row of the outbox it is known whether it had to be sent (contract 7.4).
 */
export const destinationTold = pgTable(
  "destination_told",
  {
    destinationId: smallint("destination_id").notNull(),
    fromId: bigint("from_id", { mode: "bigint" }).notNull(),
    events: jsonb().$type<readonly EventType[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.destinationId, table.fromId] })],
);

/** How a destination does, as all servers see it. Apart from `destination`: it changes often. */
export const destinationState = pgTable("destination_state", {
  destinationId: smallint("destination_id").primaryKey(),
  /** Somebody stopped it then: what happens waits. */
  pausedAt: instant("paused_at"),
  pausedBy: text("paused_by"),
  /** Nothing is sent before then: it asked for that, or it answers nobody. */
  restsUntil: instant("rests_until"),
  /** How often in a row it was found to answer nobody; 0: it works. */
  brokenLevel: smallint("broken_level").notNull().default(0),
  brokenSince: instant("broken_since"),
  /** What it said last, when it was found so. */
  problem: text(),
  /** The instant to which its messages a second are used up. */
  rateUntil: instant("rate_until"),
  /** Messages of the day (UTC) that count against its quota. */
  quotaDay: localDate("quota_day"),
  quotaUsed: integer("quota_used").notNull().default(0),
});

/**
 * Whether a destination is told, or only what it would be told is kept (ADR-0077). Apart from
 * `destination_state`, which changes with every message: whoever settles in shadow holds this row.
 */
export const destinationMode = pgTable("destination_mode", {
  destinationId: smallint("destination_id").primaryKey(),
  mode: text({ enum: ["LIVE", "SHADOW"] }).notNull(),
  /** Rises with each cut: what was claimed before one says nothing after it. */
  epoch: integer().notNull().default(0),
  since: instant().notNull().default(sql`clock_timestamp()`),
  /** Who cut it last, and why; null: it was always so. */
  actor: text(),
  reason: text(),
});

/** Up to which row of the outbox the lanes are filled: one row. */
export const deliveryCursor = pgTable("delivery_cursor", {
  id: smallint().primaryKey(),
  outboxId: bigint("outbox_id", { mode: "bigint" }).notNull(),
});

/**
 * One customer at one destination: which of its stream is sent next, and when. Filled from the
 * outbox; sent by whoever's token it bears (contract 7.4).
 */
export const deliveryLane = pgTable(
  "delivery_lane",
  {
    destinationId: smallint("destination_id").notNull(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    /** The first row of the customer's stream that has not ended here. */
    nextSeq: bigint("next_seq", { mode: "bigint" }).notNull(),
    /** The last one that the destination is to be told of. */
    headSeq: bigint("head_seq", { mode: "bigint" }).notNull(),
    /** No row of the outbox before this one is wanted any more. */
    nextId: bigint("next_id", { mode: "bigint" }).notNull(),
    /** Rows that it is to be told of and that have not ended. */
    pending: integer().notNull(),
    /** Rows to be told again, from which to which; null: none. */
    againSeq: bigint("again_seq", { mode: "bigint" }),
    againTo: bigint("again_to", { mode: "bigint" }),
    /** All that waits is bulk. */
    isBulk: boolean("is_bulk").notNull(),
    /** The next row was refused for good: somebody has to skip it or have it tried again. */
    isDead: boolean("is_dead").notNull().default(false),
    /** Whoever claims it has it until then; or it rests until then. */
    dueAt: instant("due_at").notNull(),
    /** Rises with each claim: what an older one says changes nothing. */
    token: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /** Of the next row. */
    tries: integer().notNull().default(0),
    firstTriedAt: instant("first_tried_at"),
    lastStatus: smallint("last_status"),
    lastAnswer: text("last_answer"),
  },
  (table) => [
    primaryKey({ columns: [table.destinationId, table.rootId] }),
    index("delivery_lane_due")
      .on(table.destinationId, table.isBulk, table.dueAt)
      .where(sql`(${table.pending} > 0 or ${table.againSeq} is not null) and not ${table.isDead}`),
    index("delivery_lane_dead").on(table.destinationId, table.rootId).where(sql`${table.isDead}`),
  ],
);

/**
 * What became of a row of the outbox at a destination that is told of it. Holds no personal data
 * but what an answer repeats; forgotten after DELIVERY_RETENTION_DAYS.
 */
export const delivery = pgTable(
  "delivery",
  {
    destinationId: smallint("destination_id").notNull(),
    outboxId: bigint("outbox_id", { mode: "bigint" }).notNull(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    seq: bigint({ mode: "bigint" }).notNull(),
    /**
     * DEAD: refused for good, and its customer's lane waits. The others have ended. SHADOWED: it
     * was not sent, because another feed tells the destination.
     */
    outcome: text({ enum: ["DELIVERED", "COALESCED", "SKIPPED", "DEAD", "SHADOWED"] }).notNull(),
    /** The row that says the same and more. */
    intoId: bigint("into_id", { mode: "bigint" }),
    tries: integer().notNull(),
    /** HTTP's; null: there was none. */
    status: smallint(),
    /** The first of what was answered, or why nothing was. */
    answer: text(),
    /** Who skipped it. */
    endedBy: text("ended_by"),
    firstTriedAt: instant("first_tried_at"),
    endedAt: instant("ended_at").notNull(),
    /** How often it was told again since. */
    repeats: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.destinationId, table.outboxId] }),
    index("delivery_ended").on(table.destinationId, table.endedAt),
    index("delivery_of_root").on(table.rootId, table.seq),
  ],
);

/** That a range of the outbox be told again, and how far that has got. */
export const deliveryReplay = pgTable("delivery_replay", {
  destinationId: smallint("destination_id").primaryKey(),
  fromId: bigint("from_id", { mode: "bigint" }).notNull(),
  toId: bigint("to_id", { mode: "bigint" }).notNull(),
  /** The last row that was put into its lane again. */
  atId: bigint("at_id", { mode: "bigint" }).notNull(),
  askedAt: instant("asked_at").notNull(),
  askedBy: text("asked_by").notNull(),
});

/** What each hour came to at a destination. */
export const deliveryHour = pgTable(
  "delivery_hour",
  {
    destinationId: smallint("destination_id").notNull(),
    hour: instant().notNull(),
    /** Requests that were answered, or failed. */
    attempts: integer().notNull(),
    delivered: integer().notNull(),
    /** To be tried again. */
    failed: integer().notNull(),
    refused: integer().notNull(),
    /** Milliseconds from the commit to the acknowledgement, of those delivered. */
    lagMs: bigint("lag_ms", { mode: "bigint" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.destinationId, table.hour] })],
);

/** What we prove ourselves by at a destination, sealed with the installation's key. */
export const destinationSecret = pgTable(
  "destination_secret",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    destinationId: smallint("destination_id").notNull(),
    /** Of the key that it is sealed with. */
    keyId: text("key_id").notNull(),
    sealed: bytea().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    /** Good until then; null: until somebody ends it. */
    endsAt: instant("ends_at"),
  },
  (table) => [index("destination_secret_of").on(table.destinationId)],
);

/**
 * Files that a destination was told by. A row is the decision: what the file holds ended with it,
 * in the same transaction, and nothing else of that number will ever be shown.
 */
export const deliveryFile = pgTable(
  "delivery_file",
  {
    destinationId: smallint("destination_id").notNull(),
    /** Counts from 1 without gaps. */
    number: bigint({ mode: "bigint" }).notNull(),
    format: text({ enum: ["ndjson", "parquet"] }).notNull(),
    /** Its records are numbered on from those of the file before, without gaps. */
    firstPosition: bigint("first_position", { mode: "bigint" }).notNull(),
    lastPosition: bigint("last_position", { mode: "bigint" }).notNull(),
    /** Part of the name under which it was written before it was decided. */
    token: uuid().notNull(),
    bytes: bigint({ mode: "bigint" }).notNull(),
    /** Of the whole file, in hexadecimal. */
    sha256: text().notNull(),
    decidedAt: instant("decided_at").notNull().default(sql`clock_timestamp()`),
    /** It stands under its name, with its manifest; null: not for certain. */
    shownAt: instant("shown_at"),
  },
  (table) => [
    primaryKey({ columns: [table.destinationId, table.number] }),
    index("delivery_file_unshown").on(table.destinationId).where(sql`${table.shownAt} is null`),
  ],
);
