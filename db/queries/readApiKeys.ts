import type { Sql } from "../client.ts";

export type ApiKeyRow = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Uint8Array;
  readonly role: string;
  readonly sources: readonly string[];
  readonly store: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
};

/** The key with this prefix, revoked or not. Read by every request with a key, through a cache. */
export async function findApiKeyByPrefix(sql: Sql, prefix: string): Promise<ApiKeyRow | null> {
  const [row] = await sql<ApiKeyRow[]>`
    select id, name, prefix, hash, role, sources, store,
           created_at as "createdAt", revoked_at as "revokedAt"
      from api_key
     where prefix = ${prefix}`;
  return row ?? null;
}

/** Every key, oldest first. */
export async function listApiKeys(sql: Sql): Promise<readonly ApiKeyRow[]> {
  return await sql<ApiKeyRow[]>`
    select id, name, prefix, hash, role, sources, store,
           created_at as "createdAt", revoked_at as "revokedAt"
      from api_key
     order by created_at, prefix`;
}
