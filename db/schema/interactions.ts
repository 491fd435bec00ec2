import { sql } from "drizzle-orm";
import { bigint, index, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, keyText } from "./columns.ts";

/**
 * What happened between a customer and the retailer beside purchases: complaints, contacts,
 * messages, cases. A row never changes, but for its subject, which erasure nulls. Whether a case is
 * open is not stored: it is what all rows of the case say together, in whatever order they came.
 */
export const interaction = pgTable(
  "interaction",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    publicId: uuid("public_id").notNull().unique(),
    /** The leaf that the identifier named; never re-pointed (contract 2.1). */
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    sourceId: smallint("source_id").notNull(),
    externalId: keyText("external_id").notNull(),
    bodyHash: bytea("body_hash").notNull(),
    kind: text().notNull(),
    channel: text().notNull(),
    /** Personal, in people's own words; erasable (contract 10.1). */
    subject: text(),
    /** An order as the sender knows it; looked up when it is read, for it may come later. */
    orderSource: keyText("order_source"),
    orderNumber: keyText("order_number"),
    campaignCode: keyText("campaign_code"),
    /** Unique within the source: ties what opened a case to what resolved it. */
    caseNumber: keyText("case_number"),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** See domain/access/actor.ts. */
    actor: text().notNull(),
  },
  (table) => [
    uniqueIndex("interaction_key").on(table.sourceId, table.externalId),
    index("interaction_of_leaf").on(table.leafId, table.occurredAt.desc(), table.id.desc()),
    index("interaction_case_opened")
      .on(table.leafId, table.occurredAt.desc(), table.id.desc())
      .where(
        sql`${table.caseNumber} is not null and ${table.kind} in ('COMPLAINT', 'CASE_OPENED')`,
      ),
    index("interaction_case_resolved")
      .on(table.sourceId, table.caseNumber, table.occurredAt)
      .where(sql`${table.kind} = 'CASE_RESOLVED'`),
  ],
);

/**
 * What somebody looked at: products, lists, pages, screens. Whose it is follows from the identifier
 * that it was told of, so that merges and splits part views as they part identifiers. It is
 * forgotten after some months, and nothing is decided by it.
 */
export const browsingView = pgTable(
  "browsing_view",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    sourceId: smallint("source_id").notNull(),
    /** What its sender knows it by. */
    viewKey: keyText("view_key").notNull(),
    kind: text().notNull(),
    /** Who looked, as the sender knows them; null: nobody has said yet. */
    identifierKind: keyText("identifier_kind"),
    identifierValue: keyText("identifier_value"),
    /** The browser or device; who uses it may be said later. */
    anonymousId: keyText("anonymous_id"),
    /** What the page, product or list is called. */
    name: text(),
    article: text(),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    uniqueIndex("browsing_view_key").on(table.sourceId, table.viewKey),
    index("browsing_view_of_identifier")
      .on(table.identifierValue, table.identifierKind, table.occurredAt.desc(), table.id.desc())
      .where(sql`${table.identifierValue} is not null`),
    index("browsing_view_unnamed")
      .on(table.sourceId, table.anonymousId)
      .where(sql`${table.identifierValue} is null`),
  ],
);
