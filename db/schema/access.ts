import { sql } from "drizzle-orm";
import { jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, keyText } from "./columns.ts";

/** Keys of tills and integrations. Only a SHA-256 is kept; the prefix finds the row. */
export const apiKey = pgTable("api_key", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  prefix: keyText().notNull().unique(),
  hash: bytea().notNull(),
  role: text().notNull(),
  /** Sources whose events the key may send; empty = all. */
  sources: text().array().notNull().default(sql`'{}'`),
  store: text(),
  createdAt: instant("created_at").notNull().default(sql`now()`),
  revokedAt: instant("revoked_at"),
});

/** First answers of commands (I8). The namespace is the integration or (store and till), never the credential. */
export const idempotencyKey = pgTable(
  "idempotency_key",
  {
    namespace: keyText().notNull(),
    operation: keyText().notNull(),
    key: keyText().notNull(),
    inputHash: bytea("input_hash").notNull(),
    answer: jsonb(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.namespace, table.operation, table.key] })],
);

/** Facts about this database, such as when its demo data was made. */
export const setting = pgTable("setting", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
});
