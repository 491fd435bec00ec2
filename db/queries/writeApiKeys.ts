import type { Tx } from "../client.ts";

export type NewApiKey = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Uint8Array;
  readonly role: string;
  readonly sources: readonly string[];
  readonly store: string | null;
};

/** Fails on a prefix that exists: 48 random bits, so that is a fault of the generator. */
export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<void> {
  await tx`
    insert into api_key (id, name, prefix, hash, role, sources, store)
    values (${key.id}, ${key.name}, ${key.prefix}, ${Buffer.from(key.hash)}, ${key.role},
            ${[...key.sources]}::text[], ${key.store})`;
}

/** Whether a key that was in use has been revoked by this call. */
export async function revokeApiKey(tx: Tx, prefix: string): Promise<boolean> {
  const revoked = await tx`
    update api_key set revoked_at = now()
     where prefix = ${prefix} and revoked_at is null
    returning id`;
  return revoked.length > 0;
}
