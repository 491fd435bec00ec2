import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant, keyText } from "./columns.ts";

/** Keys of tills and integrations. Only a SHA-256 is kept; the prefix finds the row. */
export const apiKey = pgTable("api_key", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  prefix: keyText().notNull().unique(),
  hash: bytea().notNull(),
  role: text().notNull(),
  /**
   * Sources whose events the key may send; `*` = all, and so is empty: of keys made before it had
   * to be said.
   */
  sources: text().array().notNull().default(sql`'{}'`),
  store: text(),
  createdAt: instant("created_at").notNull().default(sql`now()`),
  revokedAt: instant("revoked_at"),
  /** The first instant after it; null: no end, of keys made before they had one. */
  expiresAt: instant("expires_at"),
  /** Roughly: written every few minutes at most. */
  lastUsedAt: instant("last_used_at"),
});

/**
 * First answers of commands (I8). The namespace is the integration or (store and till), never the
 * credential.
 */
export const idempotencyKey = pgTable(
  "idempotency_key",
  {
    namespace: keyText().notNull(),
    operation: keyText().notNull(),
    key: keyText().notNull(),
    inputHash: bytea("input_hash").notNull(),
    answer: jsonb().$type<object>(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.namespace, table.operation, table.key] })],
);

/** What a revocation ends: all tokens of a subject, of a customer, or one token by its jti. */
const REVOCATION_KINDS = ["SUBJECT", "CUSTOMER", "TOKEN"] as const;

/**
 * Tokens that ended before they expired. Small: rows older than the longest token say nothing any
 * more.
 */
export const tokenRevocation = pgTable(
  "token_revocation",
  {
    kind: text({ enum: REVOCATION_KINDS }).notNull(),
    value: keyText().notNull(),
    /** Tokens made up to here are refused. */
    revokedBefore: instant("revoked_before").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.value] }),
    index("token_revocation_recent").on(table.revokedBefore),
  ],
);

/**
 * Who looked at or changed what beyond the ordinary. Append-only, ids and codes only
 * (contract 10.1): what a person wrote as a reason stands with the thing it is about, or here as a
 * code.
 */
export const audit = pgTable(
  "audit",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull().default(sql`clock_timestamp()`),
    /** `role:principal`, see domain/access/actor.ts. */
    actor: text().notNull(),
    /** Such as `customer.reveal` or `tier.override`. */
    action: text().notNull(),
    /** Leaf of the customer concerned. */
    leafId: bigint("leaf_id", { mode: "bigint" }),
    details: jsonb().$type<object>().notNull().default({}),
    requestId: text("request_id"),
    /** Set when a customer was changed: their recorded time of the change, for a replay (I7b). */
    recordedAt: instant("recorded_at"),
  },
  (table) => [
    index("audit_of_leaf").on(table.leafId, table.id).where(sql`${table.leafId} is not null`),
  ],
);

/**
 * What is spent of budgets of misses (domain/access/guessBudget.ts): a row lives while its budget
 * is not whole. Written by misses alone, so small and short-lived, which is why it may name
 * addresses.
 */
export const guessBudget = pgTable(
  "guess_budget",
  {
    key: keyText().primaryKey(),
    /** As of `at`; a whole budget is 0, one that is used up 1, its reserve too 2. */
    spent: doublePrecision().notNull(),
    at: instant().notNull(),
  },
  (table) => [index("guess_budget_at").on(table.at)],
);

/**
 * Which members of the staff had which customers open: one row per person, customer and hour. Ids
 * only; kept for OPENINGS_KEPT_DAYS (access/forget.ts).
 */
export const customerOpening = pgTable(
  "customer_opening",
  {
    /** The live customer as of then. */
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    /** Beginning of the hour, UTC. */
    hour: instant().notNull(),
    /** One person, in whatever role. */
    principal: keyText().notNull(),
    /** The role in which the person first did in this hour. */
    role: text().notNull(),
    /** When that was. */
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.leafId, table.hour, table.principal] }),
    index("customer_opening_hour").on(table.hour),
    index("customer_opening_by").on(table.principal, table.hour, table.leafId),
  ],
);

/**
 * Servers with somebody of the staff who has a customer open, each with a lease that it renews:
 * what it has written of them holds until then. Neither table is logged: a crash of the database
 * forgets them, and every server writes its own anew.
 */
export const presenceServer = pgTable("presence_server", {
  /** Made by the server when it starts. */
  id: uuid().primaryKey(),
  /** By the database's clock. */
  aliveUntil: instant("alive_until").notNull(),
});

/** Which of the staff have which customers open just now, by server: one row a person and leaf. */
export const customerPresence = pgTable(
  "customer_presence",
  {
    serverId: uuid("server_id").notNull(),
    /** The one whom the console named, live or absorbed: merges are followed when it is read. */
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    /** One person, in however many windows. */
    principal: keyText().notNull(),
    role: text().notNull(),
    /** Since when, by the server's clock. */
    since: instant().notNull(),
    editing: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.leafId, table.serverId, table.principal] }),
    index("customer_presence_server").on(table.serverId),
  ],
);

/** Facts about this database, such as when its demo data was made. */
export const setting = pgTable("setting", {
  key: text().primaryKey(),
  value: jsonb().$type<object>().notNull(),
});
