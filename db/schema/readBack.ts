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
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { SentFields } from "../../src/domain/delivery/sentFields.ts";
import type { ShadowDifference } from "../../src/domain/delivery/shadow.ts";
import { instant, localDate } from "./columns.ts";

/**
 * What a destination that is read back acknowledged last of a customer, to compare with what it
 * stores. Written with what became of the delivery, by whoever had the lane.
 */
export const deliverySent = pgTable(
  "delivery_sent",
  {
    destinationId: smallint("destination_id").notNull(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    /** The row of the customer's stream that it was. */
    outboxId: bigint("outbox_id", { mode: "bigint" }).notNull(),
    seq: bigint({ mode: "bigint" }).notNull(),
    sentAt: instant("sent_at").notNull(),
    /** Keyed hash of what the customer was known by there. */
    knownBy: text("known_by").notNull(),
    /** What was said of the customer; personal values as keyed hashes. */
    fields: jsonb().$type<SentFields>().notNull(),
    /** Drawn from the customer's id: the order in which all of them are walked through. */
    place: bigint({ mode: "bigint" }).notNull(),
    /** When it was compared last, and what had been acknowledged then; null: never. */
    checkedAt: instant("checked_at"),
    checkedId: bigint("checked_id", { mode: "bigint" }),
    /** How many values were wrong then. */
    wrong: integer().notNull().default(0),
    /** It was not sent: another feed tells the destination, and this is what would have been. */
    isShadow: boolean("is_shadow").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.destinationId, table.rootId] }),
    index("delivery_sent_place").on(table.destinationId, table.place),
    index("delivery_sent_unread")
      .on(table.destinationId, table.sentAt)
      .where(sql`${table.checkedAt} is null or ${table.checkedAt} < ${table.sentAt}`),
    index("delivery_sent_wrong")
      .on(table.destinationId, table.checkedAt)
      .where(sql`${table.wrong} > 0`),
  ],
);

/** When a destination is read back next, and how far the walk over all its customers is. */
export const readBackRun = pgTable("read_back_run", {
  destinationId: smallint("destination_id").primaryKey(),
  nextAt: instant("next_at").notNull(),
  walkAt: bigint("walk_at", { mode: "bigint" }).notNull(),
  /** Why the last one could not be read; null: it could. */
  problem: text(),
});

/** What came of comparing, by field and the day (UTC) on which it was looked at first. */
export const readBackDay = pgTable(
  "read_back_day",
  {
    destinationId: smallint("destination_id").notNull(),
    day: localDate().notNull(),
    field: text().notNull(),
    checked: integer().notNull(),
    wrong: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.destinationId, table.day, table.field] })],
);

/** A value that is stored otherwise than it was sent. Bounded by field, and forgotten. */
export const readBackFinding = pgTable(
  "read_back_finding",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    destinationId: smallint("destination_id").notNull(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    /** The destination's name of it. */
    field: text().notNull(),
    /** As people may see it; null: nothing. */
    sent: text(),
    stored: text(),
    foundAt: instant("found_at").notNull(),
    /** How often its customer was told anew because of it. */
    repairs: smallint().notNull().default(0),
    /** When it was found to be right again; null: it is wrong. */
    repairedAt: instant("repaired_at"),
  },
  (table) => [
    uniqueIndex("read_back_finding_open")
      .on(table.destinationId, table.field, table.rootId)
      .where(sql`${table.repairedAt} is null`),
    index("read_back_finding_found").on(table.destinationId, table.foundAt),
    index("read_back_finding_of").on(table.destinationId, table.rootId),
  ],
);

/**
 * What another feed wrote of a customer, beside what we would have sent: the last comparison of
 * each. Forgotten after its time.
 */
export const shadowCompared = pgTable(
  "shadow_compared",
  {
    destinationId: smallint("destination_id").notNull(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    comparedAt: instant("compared_at").notNull(),
    /** The destination knows the customer. */
    isFound: boolean("is_found").notNull(),
    /** Names of the fields that were compared. */
    checked: text().array().notNull(),
    /** Where it differs; values as people may see them. */
    differences: jsonb().$type<readonly ShadowDifference[]>().notNull(),
    /** Of the customer's last order; null: there is none, or it has no currency. */
    currency: text(),
    band: text(),
    status: text(),
    /** The customer's tier then; null: none. */
    tier: text(),
  },
  (table) => [
    primaryKey({ columns: [table.destinationId, table.rootId] }),
    index("shadow_compared_at").on(table.destinationId, table.comparedAt),
  ],
);
