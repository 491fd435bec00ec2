import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { TermsJson } from "../../src/domain/coupon/terms.ts";
import { instant, keyText, localDate } from "./columns.ts";

/** What coupons and messages are sent under; made when its code is first used. */
export const campaign = pgTable("campaign", {
  code: keyText().primaryKey(),
  name: text().notNull(),
  createdAt: instant("created_at").notNull().default(sql`clock_timestamp()`),
});

/**
 * A personal coupon (`leaf_id`) or a public code. `terms` is what was promised when it was issued
 * and never changes (domain/coupon/terms.ts); EXPIRED is no state, it is decided by `valid_until`
 * when somebody looks. No index on what redeeming changes, so that it stays an update in place.
 */
export const coupon = pgTable(
  "coupon",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    publicId: uuid("public_id").notNull().unique(),
    /** As people write it. */
    code: text().notNull(),
    /**
     * `code` without case, spaces, dashes and letters that look like digits: what it is found by.
     */
    codeKey: keyText("code_key").notNull().unique(),
    /** Whose it is; null for a public code. */
    leafId: bigint("leaf_id", { mode: "bigint" }),
    campaign: keyText(),
    state: text({ enum: ["ISSUED", "RESERVED", "REDEEMED", "DISABLED"] }).notNull(),
    basis: text({ enum: ["HONOURED_AT_ISSUE", "LIVE"] }).notNull(),
    validFrom: instant("valid_from").notNull(),
    validUntil: instant("valid_until").notNull(),
    /** Null: without limit. */
    usesMax: integer("uses_max"),
    usesPerCustomerMax: integer("uses_per_customer_max"),
    /** Redemptions that stand. */
    used: integer().notNull().default(0),
    /** Redemptions ever made, reversed ones too: the last `use_no`. */
    drawn: integer().notNull().default(0),
    /** Of amounts in the terms; null when they have none. */
    currency: text(),
    terms: jsonb().$type<TermsJson>().notNull(),
    /** Tier and segments of the customer when it was issued. */
    heldAtIssue: jsonb("held_at_issue").$type<object>().notNull(),
    issuedBecause: text("issued_because"),
    issuedBy: text("issued_by").notNull(),
    issuedAt: instant("issued_at").notNull(),
  },
  (table) => [
    index("coupon_of_leaf").on(table.leafId, table.id).where(sql`${table.leafId} is not null`),
    /** What one person has issued of late. */
    index("coupon_given").on(table.issuedBy, table.issuedAt),
  ],
);

/**
 * Every attempt at a coupon, refused ones and unknown codes too. Append-only. `code` is kept of a
 * code nobody has only when its check character is right: whatever else was typed may be anything,
 * such as a telephone number.
 */
export const couponAttempt = pgTable(
  "coupon_attempt",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    kind: text({ enum: ["VALIDATE", "REDEEM", "REVERSE"] }).notNull(),
    /** Null: no coupon has the code. */
    couponId: bigint("coupon_id", { mode: "bigint" }),
    code: text(),
    outcome: text({ enum: ["ELIGIBLE", "REDEEMED", "RECORDED", "REVERSED", "REFUSED"] }).notNull(),
    /** Of a refusal: domain/coupon/refusal.ts. */
    reason: text(),
    needed: text(),
    seen: text(),
    isFinal: boolean("is_final"),
    store: text(),
    till: text(),
    /** A number of the till's, never a name. */
    cashier: text(),
    actor: text().notNull(),
    idempotencyKey: text("idempotency_key"),
    /** When an offline till did it; null online. */
    occurredAt: instant("occurred_at"),
  },
  (table) => [
    index("coupon_attempt_of_coupon")
      .on(table.couponId, table.id)
      .where(sql`${table.couponId} is not null`),
    // What the last minutes came to (ADR-0072).
    index("coupon_attempt_at").using("brin", table.at).with({ autosummarize: true }),
  ],
);

/**
 * A use of a coupon. `coupon_id` is null only for what an offline till took for a coupon: nobody
 * knows it, or it is another customer's or was guessed, and so not used up; its attempt names it
 * then.
 */
export const redemption = pgTable(
  "redemption",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    publicId: uuid("public_id").notNull().unique(),
    couponId: bigint("coupon_id", { mode: "bigint" }),
    useNo: integer("use_no"),
    /** Who used it: the coupon's customer, or the one who was named with a public code. */
    leafId: bigint("leaf_id", { mode: "bigint" }),
    state: text({ enum: ["REDEEMED", "REVERSED"] }).notNull(),
    at: instant().notNull(),
    recordedAt: instant("recorded_at").notNull(),
    isOffline: boolean("is_offline").notNull(),
    store: text().notNull(),
    till: text().notNull(),
    cashier: text(),
    businessDate: localDate("business_date").notNull(),
    basket: text().notNull(),
    line: text(),
    receiptNumber: text("receipt_number"),
    amountMinor: bigint("amount_minor", { mode: "bigint" }).notNull(),
    currency: text().notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    reversedAt: instant("reversed_at"),
    reversedBecause: text("reversed_because"),
    reversedBy: text("reversed_by"),
  },
  (table) => [
    uniqueIndex("redemption_use").on(table.couponId, table.useNo),
    index("redemption_of_leaf")
      .on(table.leafId, table.couponId)
      .where(sql`${table.leafId} is not null`),
  ],
);

/**
 * What is wrong with a redemption that an offline till had made when we heard of it: recorded all
 * the same.
 */
export const couponConflict = pgTable(
  "coupon_conflict",
  {
    redemptionId: bigint("redemption_id", { mode: "bigint" }).notNull(),
    /** OVER_LIMIT: used more often than allowed; else the code of the refusal it would have met. */
    reason: text().notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.redemptionId, table.reason] })],
);
