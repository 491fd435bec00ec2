import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from "jose";

export const SIGNING_ALGORITHM = "ES256";

/** A key pair that signs tokens of our own. */
export type SigningKey = {
  readonly key: CryptoKey | Uint8Array;
  readonly kid: string;
  readonly publicKeys: JSONWebKeySet;
};

/**
 * Opens the key pair in a file, and makes it (readable by its owner alone) the first time.
 *
 * Guarantee: processes that open the same file at once, also the first time, get the same key.
 * @throws Error naming the file when it cannot be read or is no ES256 private key as JWK
 */
export async function openSigningKey(path: string): Promise<SigningKey> {
  const privateJwk = (await readKey(path)) ?? (await makeKey(path));
  if (privateJwk === null) throw new Error(`The signing key ${path} was removed just now.`);
  const { d: _private, ...publicJwk } = privateJwk;
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    key: await importJWK(privateJwk, SIGNING_ALGORITHM),
    kid,
    publicKeys: { keys: [{ ...publicJwk, kid, alg: SIGNING_ALGORITHM, use: "sig" }] },
  };
}

async function readKey(path: string): Promise<JWK | null> {
  try {
    const jwk = JSON.parse(await readFile(path, "utf8")) as JWK;
    if (typeof jwk.d !== "string") throw new Error("it has no private part");
    return jwk;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw new Error(`The signing key ${path} cannot be read; remove it to get a new one.`, {
      cause: error,
    });
  }
}

/** Makes the key unless somebody is faster, and reads whichever is there then. */
async function makeKey(path: string): Promise<JWK | null> {
  const pair = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  await mkdir(dirname(path), { recursive: true });
  // Written aside: a kill between leaves no half a key behind. Linked and not renamed: a link replaces nothing.
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, JSON.stringify(jwk), { mode: 0o600 });
    await link(aside, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return await readKey(path);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
