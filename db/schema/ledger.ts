import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ENTRY_KINDS } from "../../src/domain/points/entryKinds.ts";
import { bigints, days, instant, localDate } from "./columns.ts";

/**
 * One per (leaf, programme, wallet), and one issuer account (no leaf, no balance: it would be one
 * hot row) per programme and wallet. Balances are sums of entries, kept here so that a read does
 * not add them up. The window's day buckets stand in the same row: one update serves both (row
 * budget, contract 6.4).
 */
export const account = pgTable(
  "account",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    leafId: bigint("leaf_id", { mode: "bigint" }),
    programme: text().notNull(),
    wallet: text().notNull(),
    /** Spendable points; below zero when spent points were taken back. */
    active: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /** Expected of orders that are not yet handed over and settled; not in the ledger. */
    pending: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /** In the ledger and not active yet: what lots with a later `activates_at` hold. */
    maturing: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /** When time alone changes active or maturing next; null when it does not. */
    nextLotAt: instant("next_lot_at"),
    /** The rolling expiry of lots without one of their own. */
    rollsUntil: instant("rolls_until"),
    /**
     * Something other than the return of what they were earned for took points: a return may then
     * find a lot empty.
     */
    drawn: boolean().notNull().default(false),
    /** Orders whose first points came here; what was given back again still counts. */
    orders: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /**
     * Points of rules with a limit per period (domain/points/earningBasis.ts CapCounts); null:
     * none.
     */
    counts: jsonb().$type<object>(),
    bucketDays: days("bucket_days").notNull().default(sql`'{}'`),
    /** Qualifying amount per day of bucket_days, minor units of the programme's currency. */
    bucketMinor: bigints("bucket_minor").notNull().default(sql`'{}'`),
  },
  (table) => [
    uniqueIndex("account_leaf").on(table.leafId, table.programme, table.wallet),
    uniqueIndex("account_issuer")
      .on(table.programme, table.wallet)
      .where(sql`${table.leafId} is null`),
  ],
);

/**
 * A row of the ledger: from one account to another, so everything sums to zero. Never updated,
 * never deleted.
 */
export const entry = pgTable(
  "entry",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    debitAccountId: bigint("debit_account_id", { mode: "bigint" }).notNull(),
    creditAccountId: bigint("credit_account_id", { mode: "bigint" }).notNull(),
    points: bigint({ mode: "bigint" }).notNull(),
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    orderId: bigint("order_id", { mode: "bigint" }),
    wallet: text().notNull(),
    rule: text(),
    rulesetVersion: integer("ruleset_version").notNull(),
    kind: text({ enum: ENTRY_KINDS }).notNull(),
    /** Signed: what it adds to the tier window, minor units of the programme's currency. */
    qualifyingMinor: bigint("qualifying_minor", { mode: "bigint" }).notNull(),
    effectiveAt: instant("effective_at").notNull(),
    /** Programme-zone day of effective_at: the bucket it counts in. */
    effectiveDay: localDate("effective_day").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** YYYY-MM of the programme's calendar in which it is reported. */
    businessPeriod: text("business_period").notNull(),
    reason: text(),
    actor: text().notNull(),
    store: text(),
    run: text(),
    fundedBy: text("funded_by"),
    /** The event that caused it. */
    eventId: bigint("event_id", { mode: "bigint" }),
    /** What set the points aside, of AUTHORISED, BLOCKED and what came of them. */
    holdId: bigint("hold_id", { mode: "bigint" }),
    /**
     * [[line id, signed points], ...]; sums to the signed points. Bigints are written as text, for
     * JSON has none.
     */
    lines: jsonb().$type<readonly (readonly [string, string | number])[]>(),
    /** [[lot id, signed points], ...]: the lots it made or took from; an overdraft has no lot. */
    lots: jsonb().$type<readonly (readonly [string | number, string | number])[]>(),
    /** {currency, from, rate} when converted. */
    rate: jsonb().$type<object>(),
  },
  (table) => [
    index("entry_of_leaf").on(table.leafId, table.id),
    index("entry_given")
      .on(table.actor, table.recordedAt)
      .where(sql`kind in ('ADJUSTED', 'TRANSFERRED')`),
    check("entry_not_empty", sql`points >= 0 and (points > 0 or qualifying_minor <> 0)`),
  ],
);

/**
 * Points of a customer that are set aside: for a payment that is under way, or by staff. Each leaf
 * that gives some has a row, so that what becomes of it stays with that leaf.
 */
export const pointsHold = pgTable(
  "points_hold",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    /** What the caller knows it by; null of further leaves. */
    publicId: uuid("public_id").unique(),
    /** Of further leaves: the row that has the public id. */
    partOf: bigint("part_of", { mode: "bigint" }),
    accountId: bigint("account_id", { mode: "bigint" }).notNull(),
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    wallet: text().notNull(),
    kind: text({ enum: ["AUTHORISATION", "BLOCK"] }).notNull(),
    state: text({ enum: ["OPEN", "CAPTURED", "RELEASED", "EXPIRED"] }).notNull(),
    points: bigint({ mode: "bigint" }).notNull(),
    /** Of `points`: what was paid with. */
    captured: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /** Of `captured`: what was given back since. */
    refunded: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /** [[lot id, points taken (negative)], ...]; as text, because JSON has no bigint. */
    parts: jsonb().$type<readonly (readonly [string, string])[]>().notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** Null: until somebody ends it. */
    expiresAt: instant("expires_at"),
    closedAt: instant("closed_at"),
    reason: text(),
    /** What the caller calls the payment: an order or receipt number. */
    reference: text(),
    actor: text().notNull(),
    store: text(),
  },
  (table) => [
    index("points_hold_part").on(table.partOf).where(sql`part_of is not null`),
    index("points_hold_open").on(table.leafId).where(sql`state = 'OPEN'`),
    index("points_hold_expiring").on(table.expiresAt).where(sql`state = 'OPEN'`),
    check(
      "points_hold_adds_up",
      sql`points > 0 and captured >= 0 and captured <= points and refunded >= 0 and refunded <= captured`,
    ),
  ],
);

/**
 * Points that came in together and leave first to expire, first to go; `remaining` is what is left
 * of them.
 */
export const lot = pgTable(
  "lot",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    accountId: bigint("account_id", { mode: "bigint" }).notNull(),
    entryId: bigint("entry_id", { mode: "bigint" }).notNull(),
    orderId: bigint("order_id", { mode: "bigint" }),
    points: bigint({ mode: "bigint" }).notNull(),
    remaining: bigint({ mode: "bigint" }).notNull(),
    /** What of it expired and no return has asked for since: it is not taken a second time. */
    expired: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    activatesAt: instant("activates_at").notNull(),
    expiresAt: instant("expires_at"),
  },
  (table) => [
    index("lot_open").on(table.accountId).where(sql`remaining > 0`),
    index("lot_expiring").on(table.expiresAt).where(sql`remaining > 0 and expires_at is not null`),
    check("lot_never_spent_twice", sql`remaining >= 0 and remaining <= points`),
  ],
);
