import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import { tellOfRevocation } from "./tokens.ts";

export type NewApiKey = RowOf<
  "api_key",
  "id" | "name" | "prefix" | "role" | "sources" | "store"
> & {
  readonly hash: Uint8Array;
  /** The first instant after it, RFC 3339; null or absent: no end. */
  readonly expiresAt?: string | null;
};

/** Fails on a prefix that exists: 48 random bits, so that is a fault of the generator. */
export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<void> {
  await tx`
    insert into api_key (id, name, prefix, hash, role, sources, store, expires_at)
    values (${key.id}, ${key.name}, ${key.prefix}, ${Buffer.from(key.hash)}, ${key.role},
            ${[...key.sources]}::text[], ${key.store}, ${key.expiresAt ?? null}::text::timestamptz)`;
}

/** Whether a key that was in use has been revoked by this call. */
export async function revokeApiKey(tx: Tx, prefix: string): Promise<boolean> {
  const revoked = await tx`
    update api_key set revoked_at = now()
     where prefix = ${prefix} and revoked_at is null
    returning id`;
  await tellOfRevocation(tx);
  return revoked.length > 0;
}

/**
 * Names are taken one after the other: two keys made at once under one name would share an
 * integration.
 */
export async function lockApiKeyNames(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext('api_key.name'))`;
}

/** Ends keys so many seconds from now at the latest; one that ends sooner keeps its end. */
export async function endApiKeys(
  tx: Tx,
  prefixes: readonly string[],
  seconds: number,
): Promise<void> {
  await tx`
    update api_key set expires_at = least(expires_at, now() + make_interval(secs => ${seconds}::float8))
     where prefix = any(${[...prefixes]}::text[])`;
}

/** Notes when keys were last used, never earlier than known. */
export async function noteApiKeyUses(
  sql: Sql,
  uses: readonly { readonly prefix: string; readonly atMs: number }[],
): Promise<void> {
  const times = uses.map(({ atMs }) => new Date(atMs).toISOString());
  await sql`
    update api_key k set last_used_at = u.at
      from unnest(${uses.map(({ prefix }) => prefix)}::text[],
                  ${times}::text[]::timestamptz[]) as u (prefix, at)
     where k.prefix = u.prefix and (k.last_used_at is null or k.last_used_at < u.at)`;
}
