import type { Sql } from "../connection/client.ts";
import type { TableName } from "../schema/rows.ts";

/** What a load fills, and what is read in full afterwards. */
const LOADED: readonly TableName[] = [
  "account",
  "customer",
  "due",
  "entry",
  "events",
  "identifiers",
  "lot",
  "membership",
  "order_reference",
  "orders",
  "outbox",
  "tier_change",
  "unlinked_return",
];

/**
 * Has PostgreSQL look at the tables that a bulk load has filled: until autovacuum does, up to a
 * minute later or never where it is off, it plans as if they were empty. Reads a sample of each, so
 * it takes seconds whatever their size. Tables that somebody else looks at already are left to
 * them, and so are those of another owner.
 */
export async function analyseLoaded(sql: Sql): Promise<void> {
  await sql.unsafe(`analyze (skip_locked) ${LOADED.join(", ")}`);
}
