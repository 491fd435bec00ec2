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
import { bigints, instant, keyText } from "./columns.ts";

/** A number of an order as its row shows it. */
type OrderRef = readonly [source: string, kind: string, scope: string, value: string];

/**
 * One commercial transaction. `facts` is the last-writer map of contract 3.2; status, amounts and
 * points are what `deriveOrder` and `decidePoints` make of it, stored for lists and filters. Lines
 * stand in the facts.
 */
export const orders = pgTable(
  "orders",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    publicId: uuid("public_id").notNull().unique(),
    /** The customer's leaf; null for a guest order. */
    leafId: bigint("leaf_id", { mode: "bigint" }),
    matchedIdentifierId: bigint("matched_identifier_id", { mode: "bigint" }),
    /** Every identifier its events presented, whoever holds them. */
    identifierIds: bigints("identifier_ids").notNull(),
    sourceId: smallint("source_id").notNull(),
    openedByEventId: bigint("opened_by_event_id", { mode: "bigint" }).notNull(),
    channel: text(),
    store: text(),
    placedAt: instant("placed_at").notNull(),
    currency: text(),
    status: text().notNull(),
    /** What its documents say, whatever came back later; negative for a return document. */
    amountMinor: bigint("amount_minor", { mode: "bigint" }).notNull(),
    /** What is ordered and neither cancelled, voided nor returned. */
    totalMinor: bigint("total_minor", { mode: "bigint" }).notNull(),
    eligibleMinor: bigint("eligible_minor", { mode: "bigint" }).notNull(),
    pointsExpected: bigint("points_expected", { mode: "bigint" }).notNull(),
    pointsPending: bigint("points_pending", { mode: "bigint" }).notNull(),
    pointsActive: bigint("points_active", { mode: "bigint" }).notNull(),
    pointsReversed: bigint("points_reversed", { mode: "bigint" }).notNull(),
    /** All its numbers, for showing; `order_reference` is the key. */
    refs: jsonb().$type<readonly OrderRef[]>().notNull(),
    facts: jsonb().$type<object>().notNull(),
    /** Per rule what the ledger has got so far, and the lots it made. */
    posted: jsonb().$type<object>().notNull(),
    /** Inputs of history-dependent rules, pinned when the order first earns (contract 3.3). */
    earningBasis: jsonb("earning_basis").$type<object>(),
    /**
     * The mark for which the order earns nothing (domain/customer/marks.ts), pinned when it became
     * the customer's: a mark that is given or taken later changes nothing about it, and a replay
     * knows.
     */
    customerMark: text("customer_mark"),
    rulesetVersion: integer("ruleset_version").notNull(),
    flags: text().array().notNull(),
    test: boolean().notNull(),
    history: boolean().notNull(),
    /** Set when another order turned out to be this one; both ids answer. */
    absorbedInto: bigint("absorbed_into", { mode: "bigint" }),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    index("orders_of_leaf")
      .on(table.leafId, table.placedAt.desc(), table.id.desc())
      .where(sql`${table.leafId} is not null`),
    // What a source took in on a day, for comparing it with what it declares (ADR-0062).
    index("orders_of_source").on(table.sourceId, table.placedAt),
    // Few, and asked for by everybody who plays lives again.
    index("orders_absorbed").on(table.absorbedInto).where(sql`${table.absorbedInto} is not null`),
  ],
);

/**
 * Append-only: a guest's order that was found to be a customer's, by an agent and not by an event.
 * The order's `leaf_id` says whose it is; this says since when, so that a replay can repeat it
 * (I7b).
 */
export const orderClaim = pgTable(
  "order_claim",
  {
    orderId: bigint("order_id", { mode: "bigint" }).primaryKey(),
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** See domain/access/actor.ts. */
    actor: text().notNull(),
  },
  (table) => [
    index("order_claim_leaf").on(table.leafId),
    index("order_claim_actor").on(table.actor, table.recordedAt),
  ],
);

/**
 * An order's number, and the lock of class 2. `order_id` is null while only held events have named
 * it: the row is then a wait key. The key starts with the value: people know numbers, not sources.
 */
export const orderReference = pgTable(
  "order_reference",
  {
    value: keyText().notNull(),
    kind: keyText().notNull(),
    source: keyText().notNull(),
    scope: keyText().notNull(),
    orderId: bigint("order_id", { mode: "bigint" }),
  },
  (table) => [
    primaryKey({ columns: [table.value, table.kind, table.source, table.scope] }),
    // Receipts of a store's day; the parts of a scope are escaped (domain/purchase/references.ts).
    index("order_reference_receipts")
      .on(sql`split_part(${table.scope}, '/', 1)`, sql`split_part(${table.scope}, '/', 3)`)
      .where(sql`${table.kind} = 'receipt'`),
  ],
);

/**
 * Lines of return documents that name no order; matched to the leaf's sales of the article
 * (programme 1.30).
 */
export const unlinkedReturn = pgTable(
  "unlinked_return",
  {
    returnOrderId: bigint("return_order_id", { mode: "bigint" }).notNull(),
    lineId: keyText("line_id").notNull(),
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    article: keyText().notNull(),
    /** Millionths. */
    quantity: bigint({ mode: "bigint" }).notNull(),
    matched: bigint({ mode: "bigint" }).notNull(),
    occurredAt: instant("occurred_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.returnOrderId, table.lineId] }),
    index("unlinked_return_leaf").on(table.leafId, table.article),
  ],
);
