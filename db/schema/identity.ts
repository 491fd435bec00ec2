import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { StandingsJson } from "../../src/domain/tier/basisCodec.ts";
import { bigints, instant, keyText } from "./columns.ts";

/**
 * What was decided about who is who: append-only, and what replay repeats (contract 2.2).
 * MERGED, UNMERGED: the leaves under `absorbed_id` went under `survivor_id`, or left it again.
 * SPLIT: identifiers of a leaf of `survivor_id`, and the orders that came by them, are those of
 * somebody else, who is `absorbed_id`: a leaf that was made for them.
 * DISTINCT, UNDISTINCT: the two leaves are never one person, or may be again.
 * CANDIDATE: of an earlier version, of two customers who shared an event.
 */
export const identityDecision = pgTable(
  "identity_decision",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedByDefaultAsIdentity(),
    kind: text({
      enum: ["MERGED", "UNMERGED", "SPLIT", "CANDIDATE", "DISTINCT", "UNDISTINCT"],
    }).notNull(),
    survivorId: bigint("survivor_id", { mode: "bigint" }).notNull(),
    absorbedId: bigint("absorbed_id", { mode: "bigint" }).notNull(),
    /** When it was recorded; of a merge, later than what either customer had before. */
    at: instant().notNull(),
    actor: text().notNull(),
    reason: text(),
    /** Of SPLIT what went (`SplitJson`); else ids, codes and figures of why. */
    evidence: jsonb().$type<object>(),
    /** Of a MERGED: the SPLIT that it takes back. */
    revokes: bigint({ mode: "bigint" }),
    /**
     * Of UNMERGED: the leaves that left, `absorbed_id` among them, which is their root. Of SPLIT:
     * those of the customer who stays.
     */
    leaves: bigints(),
    /**
     * Of MERGED: what each side had before it, where it had a tier: an undo begins with it. Of
     * several that went under one customer at once, the first says what the survivor had. Of SPLIT:
     * what the one customer had.
     */
    standings: jsonb().$type<StandingsJson>(),
  },
  (table) => [
    // What was undone is little: all else belongs to one customer today.
    index("identity_decision_unmerged").on(table.id).where(sql`${table.kind} = 'UNMERGED'`),
    index("identity_decision_split").on(table.id).where(sql`${table.kind} = 'SPLIT'`),
    uniqueIndex("identity_candidate")
      .on(table.survivorId, table.absorbedId)
      .where(sql`${table.kind} = 'CANDIDATE'`),
    index("identity_decision_survivor").on(table.survivorId),
    index("identity_decision_absorbed").on(table.absorbedId),
  ],
);

/**
 * What one source says of one person under its own key: names, dates, addresses. Each has a leaf
 * of its own, so that whatever is decided about it can be taken back. Personal data, erasable.
 */
export const personRecord = pgTable(
  "person_record",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    /** Null: what a customer's own profile and identifiers say. */
    sourceId: smallint("source_id"),
    key: keyText().notNull(),
    /** As given, by field; null once erased. */
    fields: jsonb().$type<Readonly<Record<string, string>>>(),
    /** Keys under which others that may be the same person are found (block). */
    blocks: bigints().notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    unique("person_record_key").on(table.key, table.sourceId).nullsNotDistinct(),
    index("person_record_leaf").on(table.leafId),
    // Whoever gets an identifier is asked about; few records prove something.
    index("person_record_verified_email")
      .on(sql`(${table.fields} ->> 'verifiedEmail')`)
      .where(sql`${table.fields} ->> 'verifiedEmail' is not null`),
    index("person_record_verified_phone")
      .on(sql`(${table.fields} ->> 'verifiedPhone')`)
      .where(sql`${table.fields} ->> 'verifiedPhone' is not null`),
  ],
);

/** Key -> records, in a B-tree: hashes of what records that may be one person have in common. */
export const recordBlock = pgTable(
  "record_block",
  {
    block: bigint({ mode: "bigint" }).notNull(),
    recordId: bigint("record_id", { mode: "bigint" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.block, table.recordId] })],
);

/**
 * Evidence that two leaves are one person, or are not; a < b. LINK: an identifier that both showed,
 * by rule. SCORE: how alike their records are. SAID: somebody said that they are one. Decisions
 * are a function of all edges of a component, not of who came first.
 */
export const identityEdge = pgTable(
  "identity_edge",
  {
    a: bigint({ mode: "bigint" }).notNull(),
    b: bigint({ mode: "bigint" }).notNull(),
    kind: text({ enum: ["LINK", "SCORE", "SAID"] }).notNull(),
    /** Of a LINK the identifier's id; of a SCORE the pair of records; of SAID `same`. */
    via: keyText().notNull(),
    /** Of a SCORE: log2 of how many times likelier one person is than two; else null. */
    weight: doublePrecision(),
    evidence: jsonb().$type<object>().notNull(),
    /** Of a LINK: PENDING until it is decided, why it does not hold; null when it does. */
    refused: text(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.a, table.b, table.kind, table.via] }),
    index("identity_edge_b").on(table.b),
    index("identity_edge_pending").on(table.a).where(sql`${table.refused} = 'PENDING'`),
    check("identity_edge_ordered", sql`a < b`),
  ],
);

/**
 * An identifier that a purchase showed and that its customer did not get, because a limit forbade
 * it: the edge that was refused has one end only, for nobody held it.
 */
export const surplusIdentifier = pgTable(
  "surplus_identifier",
  {
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    identifierId: bigint("identifier_id", { mode: "bigint" }).notNull(),
    /** The first purchase that showed it. */
    eventId: bigint("event_id", { mode: "bigint" }).notNull(),
    reason: text({ enum: ["LIMIT_OF_CUSTOMER"] }).notNull(),
    /** When that was recorded. */
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.leafId, table.identifierId] })],
);

/** Two customers who may be one: what somebody has to look at. a < b, by leaf. */
export const matchCandidate = pgTable(
  "match_candidate",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    publicId: uuid("public_id").notNull().unique(),
    a: bigint({ mode: "bigint" }).notNull(),
    b: bigint({ mode: "bigint" }).notNull(),
    /** 0 to 1: how likely they are one person. */
    score: doublePrecision().notNull(),
    evidence: jsonb().$type<object>().notNull(),
    /** GONE: later evidence decided, or took away what spoke for it. */
    state: text({ enum: ["OPEN", "MERGED", "DISTINCT", "GONE"] })
      .notNull()
      .default("OPEN"),
    firstAt: instant("first_at").notNull(),
    decidedAt: instant("decided_at"),
    decidedBy: text("decided_by"),
  },
  (table) => [
    uniqueIndex("match_candidate_pair").on(table.a, table.b),
    index("match_candidate_b").on(table.b),
    index("match_candidate_open").on(table.score).where(sql`${table.state} = 'OPEN'`),
  ],
);

/**
 * Weights by which records are compared, estimated on the operator's own data. One is ACTIVE at
 * most; a SHADOW one is scored beside it and decides nothing.
 */
export const identityModel = pgTable("identity_model", {
  version: integer().primaryKey(),
  status: text({ enum: ["DRAFT", "SHADOW", "ACTIVE", "RETIRED"] }).notNull(),
  parameters: jsonb().$type<object>().notNull(),
  records: bigint({ mode: "bigint" }).notNull(),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  activatedAt: instant("activated_at"),
});

/**
 * What the version that is tried beside the active one says of pairs as servers compare them: by
 * UTC day and by what either would do, nine rows a day at most. Rows are of one version alone: they
 * go when another is tried, or it becomes active, and after 90 days.
 */
export const identityShadow = pgTable(
  "identity_shadow",
  {
    version: integer().notNull(),
    day: date({ mode: "string" }).notNull(),
    /** What the active version makes of a pair by itself. */
    verdict: text({ enum: ["MERGE", "REVIEW", "APART"] }).notNull(),
    /** What this one would. */
    tried: text({ enum: ["MERGE", "REVIEW", "APART"] }).notNull(),
    /** Comparisons: a pair counts each time that one of its records is compared anew. */
    pairs: bigint({ mode: "bigint" }).notNull(),
    /** The first few of the day where the two differ. */
    samples: jsonb().$type<readonly object[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.day, table.verdict, table.tried] })],
);

/**
 * Values that connect nobody: written down by somebody, or found because they connected too many.
 */
export const blockedValue = pgTable(
  "blocked_value",
  {
    kind: keyText().notNull(),
    value: keyText().notNull(),
    cause: text({ enum: ["SETUP", "FOUND"] }).notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.value, table.kind] })],
);
