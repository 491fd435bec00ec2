import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { GoodwillBasisJson } from "../../src/domain/goodwill/decideGift.ts";
import { instant, keyText } from "./columns.ts";

/**
 * What staff gave a customer as goodwill: points by an entry of the ledger, or a coupon. Never
 * deleted; `undone_at` when it was taken back. Ids rise in the order of giving, per person and per
 * customer, because each is drawn under both locks.
 */
export const goodwillGift = pgTable(
  "goodwill_gift",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    publicId: uuid("public_id").notNull().unique(),
    /** The live customer's own leaf when it was given; it stays there. */
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    /** Points given; null for a coupon. */
    points: bigint({ mode: "bigint" }),
    /** Of the points; null for a coupon. */
    entryId: bigint("entry_id", { mode: "bigint" }),
    /** Null for points. */
    couponId: bigint("coupon_id", { mode: "bigint" }),
    /** What it counts in points to the limits; 0 for a coupon that has no worth in them. */
    worth: bigint({ mode: "bigint" }).notNull(),
    /** Code of the set-up. */
    reason: keyText().notNull(),
    /** What the giver wrote for colleagues; may be personal. */
    note: text(),
    /** What it was decided on. */
    basis: jsonb().$type<GoodwillBasisJson>().notNull(),
    actor: text().notNull(),
    store: text(),
    recordedAt: instant("recorded_at").notNull(),
    undoneAt: instant("undone_at"),
    undoneBy: text("undone_by"),
    /** The entry that took the points back. */
    undoEntryId: bigint("undo_entry_id", { mode: "bigint" }),
  },
  (table) => [
    index("goodwill_gift_leaf").on(table.leafId, table.recordedAt),
    index("goodwill_gift_actor").on(table.actor, table.recordedAt),
    check(
      "goodwill_gift_is_one",
      sql`(points is null) = (entry_id is null) and (points is null) <> (coupon_id is null)`,
    ),
    check(
      "goodwill_gift_undone",
      sql`(undone_at is null) = (undone_by is null)
        and (undo_entry_id is not null) = (points is not null and undone_at is not null)`,
    ),
  ],
);
