import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** An `expiresAt` of null: no end. */
export type ApiKeyRow = RowOf<
  "api_key",
  | "id"
  | "name"
  | "prefix"
  | "hash"
  | "role"
  | "sources"
  | "store"
  | "createdAt"
  | "revokedAt"
  | "expiresAt"
  | "lastUsedAt"
>;

const keyColumns = (sql: Sql | Tx) =>
  sql`id, name, prefix, hash, role, sources, store, created_at as "createdAt", revoked_at as "revokedAt",
      expires_at as "expiresAt", last_used_at as "lastUsedAt"`;

/**
 * The keys with these prefixes, revoked or not. Read by every request with a key, through a cache.
 */
export async function findApiKeys(
  sql: Sql,
  prefixes: readonly string[],
): Promise<readonly ApiKeyRow[]> {
  return await sql<ApiKeyRow[]>`
    select ${keyColumns(sql)} from api_key where prefix = any(${[...prefixes]}::text[])`;
}

/** Every key, oldest first. */
export async function listApiKeys(sql: Sql): Promise<readonly ApiKeyRow[]> {
  return await sql<ApiKeyRow[]>`
    select ${keyColumns(sql)} from api_key order by created_at, prefix`;
}

/**
 * Keys with this name or prefix that may still be used, newest first, locked until the end of the
 * transaction: a rotation that runs beside another waits for it.
 */
export async function lockUsableApiKeys(tx: Tx, nameOrPrefix: string) {
  return await tx<ApiKeyRow[]>`
    select ${keyColumns(tx)} from api_key
     where (name = ${nameOrPrefix} or prefix = ${nameOrPrefix})
       and revoked_at is null and (expires_at is null or expires_at > now())
     order by created_at desc, prefix for update`;
}
