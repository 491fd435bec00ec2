import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from "jose";
import type { Role } from "../domain/access/viewer.ts";
import type { TokenPolicy } from "./tokens.ts";

/** What stands in a demo token beside its role. */
export type DemoClaims = {
  readonly role: Role;
  readonly sub?: string;
  readonly customer_id?: string;
  readonly store?: string;
};

/** The server's own issuer of tokens; only for demo mode, which listens on loopback. */
export type DemoAuth = {
  readonly tokens: TokenPolicy;
  /** Served at /.well-known/jwks.json. */
  readonly publicKeys: JSONWebKeySet;
  sign(claims: DemoClaims): Promise<string>;
};

const ALGORITHM = "ES256";
const ISSUER = "https://demo.tributary.invalid";
const AUDIENCE = "tributary";
/** Long enough for a day's work with one paste. */
const TOKEN_LIFETIME = "12h";
const KEY_FILE = "demo-signing-key.json";

/** Opens the key pair in the data folder, and makes it (readable by its owner alone) the first time. */
export async function openDemoAuth(dataDir: string): Promise<DemoAuth> {
  const path = join(dataDir, KEY_FILE);
  const privateJwk = (await readKey(path)) ?? (await makeKey(dataDir, path));
  const { d: _private, ...publicJwk } = privateJwk;
  const kid = await calculateJwkThumbprint(publicJwk);
  const publicKeys = { keys: [{ ...publicJwk, kid, alg: ALGORITHM, use: "sig" }] };
  const key = await importJWK(privateJwk, ALGORITHM);
  return {
    tokens: { keys: createLocalJWKSet(publicKeys), issuer: ISSUER, audience: AUDIENCE },
    publicKeys,
    sign: ({ sub, ...claims }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, kid })
        .setSubject(sub ?? `demo-${claims.role}`)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(TOKEN_LIFETIME)
        .sign(key),
  };
}

async function readKey(path: string): Promise<JWK | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as JWK;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Error(`The demo signing key ${path} cannot be read; remove it to get a new one.`, {
      cause: error,
    });
  }
}

async function makeKey(dataDir: string, path: string): Promise<JWK> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  await mkdir(dataDir, { recursive: true });
  // Written aside and renamed: a kill between leaves no half a key behind.
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, JSON.stringify(jwk), { mode: 0o600 });
  await rename(aside, path);
  return jwk;
}
