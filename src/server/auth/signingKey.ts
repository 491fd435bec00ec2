import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from "jose";
import { hasCode, openOwnKeyFile } from "../../platform/ownKeyFile.ts";

export const SIGNING_ALGORITHM = "ES256";

/** A key pair that signs tokens of our own. */
export interface SigningKey {
  readonly key: CryptoKey | Uint8Array;
  readonly kid: string;
  readonly publicKeys: JSONWebKeySet;
}

/**
 * Opens the key pair in a file, and makes it (readable by its owner alone) the first time.
 *
 * Guarantee: processes that open the same file at once, also the first time, get the same key.
 * @throws Error naming the file when it cannot be read or is no ES256 private key as JWK
 */
export async function openSigningKey(path: string): Promise<SigningKey> {
  const text = await openKeyFile(path);
  const { key, kid, publicJwk } = await importKey(parseKey(path, text));
  return {
    key,
    kid,
    publicKeys: { keys: [{ ...publicJwk, kid, alg: SIGNING_ALGORITHM, use: "sig" }] },
  };
}

/**
 * The text of a key's file, which is made the first time; for those who keep several keys in it.
 */
export async function openKeyFile(path: string): Promise<string> {
  try {
    return await openOwnKeyFile(path, async () => JSON.stringify(await createPrivateJwk()));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What a private key signs and is checked with; its `kid` is the thumbprint of the public half. */
export async function importKey(privateJwk: JWK) {
  const { kty, crv, x, y } = privateJwk;
  const publicJwk = { kty, crv, x, y } as JWK;
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    kid,
    publicJwk,
    key: await importJWK(privateJwk, SIGNING_ALGORITHM),
    publicKey: await importJWK(publicJwk, SIGNING_ALGORITHM),
  };
}

/** A new private key. */
export async function createPrivateJwk(): Promise<JWK> {
  const pair = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  return await exportJWK(pair.privateKey);
}

/** Puts a file in the place of another, at once and readable by its owner alone. */
export async function replaceKeyFile(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, text, { mode: 0o600 });
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * Runs what reads and replaces the file while nobody else does, on every machine that shares it.
 *
 * @throws Error naming the lock's file when somebody else is at it, or was killed at it
 */
export async function holdingKeyFile<Value>(
  path: string,
  run: () => Promise<Value>,
): Promise<Value> {
  const lock = `${path}.lock`;
  try {
    await writeFile(lock, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!hasCode(error, "EEXIST")) {
      throw error;
    }
    throw new Error(
      `The keys in ${path} are being rotated; if nobody is at it, remove ${lock} and rotate again.`,
    );
  }
  try {
    return await run();
  } finally {
    await rm(lock, { force: true });
  }
}

/** @throws Error naming the file, for what is no private key */
export function parseKey(path: string, text: string): JWK {
  try {
    const jwk = JSON.parse(text) as JWK;
    if (typeof jwk.d !== "string") {
      throw new Error("it has no private part");
    }
    return jwk;
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, cause: unknown): Error {
  return new Error(`The signing key ${path} cannot be read; remove it to get a new one.`, {
    cause,
  });
}
