import { join } from "node:path";
import { createLocalJWKSet, type JSONWebKeySet, SignJWT } from "jose";
import type { Role } from "../../domain/access/viewer.ts";
import { openSigningKey, SIGNING_ALGORITHM } from "./signingKey.ts";
import type { TokenPolicy } from "./tokens.ts";

/** What stands in a demo token beside its role. */
export interface DemoClaims {
  readonly role: Role;
  readonly sub?: string;
  readonly customer_id?: string;
  readonly store?: string;
  readonly sources?: readonly string[];
}

/** The server's own issuer of tokens; only for demo mode, which listens on loopback. */
export interface DemoAuth {
  readonly tokens: TokenPolicy;
  /** Served at /.well-known/jwks.json. */
  readonly publicKeys: JSONWebKeySet;
  sign(claims: DemoClaims): Promise<string>;
}

const ISSUER = "https://demo.tributary.invalid";
export const DEMO_AUDIENCE = "tributary";
/** Long enough for a day's work with one paste. */
const TOKEN_LIFETIME = "12h";
const KEY_FILE = "demo-signing-key.json";

/** Opens the key pair in the data folder, and makes it the first time. */
export async function openDemoAuth(dataDir: string): Promise<DemoAuth> {
  const { key, kid, publicKeys } = await openSigningKey(join(dataDir, KEY_FILE));
  return {
    tokens: { keys: createLocalJWKSet(publicKeys), issuer: ISSUER, audience: DEMO_AUDIENCE },
    publicKeys,
    sign: ({ sub, ...claims }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid })
        .setSubject(sub ?? `demo-${claims.role}`)
        .setIssuer(ISSUER)
        .setAudience(DEMO_AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(TOKEN_LIFETIME)
        .sign(key),
  };
}
