import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, keyText, localDate } from "./columns.ts";

/**
 * What a till or a source says that a business day came to. Never deleted; a corrected one takes
 * the place of the former, which says so. Beside it stands how it compared with what had come when
 * somebody last looked.
 */
export const declaredDay = pgTable(
  "declared_day",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    publicId: uuid("public_id").notNull().unique(),
    businessDate: localDate("business_date").notNull(),
    /** Whose day: code of a store; empty: all of the source's. */
    store: keyText().notNull(),
    /** Number of a till of that store; empty: all of them. */
    till: keyText().notNull(),
    /** Code of the source whose word it is; empty: the till's own. */
    source: keyText().notNull(),
    receipts: integer().notNull(),
    totalMinor: bigint("total_minor", { mode: "bigint" }).notNull(),
    currency: text().notNull(),
    firstNumber: text("first_number"),
    lastNumber: text("last_number"),
    actor: text().notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** The declaration that took its place. */
    replacedBy: bigint("replaced_by", { mode: "bigint" }),
    /** How it compared, as of `compared_at`. */
    comparedAt: instant("compared_at").notNull(),
    state: text({ enum: ["AGREES", "WAITS", "DIFFERS"] }).notNull(),
    received: integer().notNull(),
    receivedMinor: bigint("received_minor", { mode: "bigint" }).notNull(),
    held: integer().notNull(),
    heldMinor: bigint("held_minor", { mode: "bigint" }).notNull(),
    /** When its state became what it is. */
    since: instant().notNull(),
  },
  (table) => [
    uniqueIndex("declared_day_stands")
      .on(
        table.businessDate,
        table.store,
        table.till,
        table.source,
        // A shop takes orders in several currencies, and declares each by itself.
        sql`(case when ${table.store} = '' then ${table.currency} else '' end)`,
      )
      .where(sql`${table.replacedBy} is null`),
    index("declared_day_of_store").on(table.store, table.businessDate),
    check("declared_day_whose", sql`store <> '' or (source <> '' and till = '')`),
  ],
);
