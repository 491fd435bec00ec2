import { createHash } from "node:crypto";
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { isRole, scopesOf, type Viewer } from "../domain/access/viewer.ts";
import { type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";

/** How tokens are checked. */
export type TokenPolicy = {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
};

/** Asymmetric only: with a shared secret whoever can check a token could make one. */
const ALGORITHMS = ["ES256", "ES384", "EdDSA", "RS256", "PS256"];
const CLOCK_TOLERANCE_S = 5;
/** Longer tokens are refused unread, characters. */
const TOKEN_LENGTH_MAX = 8_192;
const CACHED_TOKENS_MAX = 10_000;
/** jose's codes for a key set that could not be fetched or read. */
const KEY_SERVER_FAULTS = new Set(["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"]);

/** The keys at an address, fetched when first needed and again when a `kid` is unknown (at most every 30 s). */
export function remoteKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url));
}

/**
 * Makes the check of a JWT. What passed is remembered by the token's SHA-256 until it expires, because a
 * signature costs more than a query; at most CACHED_TOKENS_MAX, the oldest is forgotten first.
 */
export function createTokenVerifier(
  policy: TokenPolicy,
  now: () => number = Date.now,
): (token: string) => Promise<Viewer> {
  const remembered = new Map<string, { readonly viewer: Viewer; readonly expiresAtMs: number }>();
  return async (token) => {
    if (token.length > TOKEN_LENGTH_MAX) throw refused("it is too long");
    const digest = createHash("sha256").update(token).digest("base64");
    const known = remembered.get(digest);
    if (known !== undefined && now() < known.expiresAtMs) return known.viewer;
    remembered.delete(digest);
    const payload = await verify(token, policy);
    const viewer = viewerOf(payload);
    const oldest = remembered.keys().next();
    if (remembered.size >= CACHED_TOKENS_MAX && oldest.done === false) {
      remembered.delete(oldest.value);
    }
    // No tolerance here: at worst a token is verified once more in its last five seconds.
    remembered.set(digest, { viewer, expiresAtMs: (payload.exp ?? 0) * 1_000 });
    return viewer;
  };
}

async function verify(token: string, policy: TokenPolicy): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, policy.keys, {
      algorithms: ALGORITHMS,
      issuer: policy.issuer,
      audience: policy.audience,
      requiredClaims: ["exp", "sub"],
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    // Without it the key set may have to guess, and a second key would break what worked with one.
    if (typeof protectedHeader.kid !== "string") throw refused("its header has no kid");
    return payload;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // What is wrong with the key server is ours to mend; a client cannot act on it but to try again.
    if (!code.startsWith("ERR_J") || KEY_SERVER_FAULTS.has(code)) {
      throw new AppError("UNAVAILABLE", "Tokens cannot be checked now; try again.", {
        cause: error,
        details: { retryAfterSeconds: 5 },
      });
    }
    if (code === "ERR_JWT_EXPIRED") throw tokenExpired(error);
    throw refused("it is not valid here", error);
  }
}

/** Claims: `role`; `customer_id` for storefront; `store` for till; `sources` for those who send events. */
function viewerOf(payload: JWTPayload): Viewer {
  const { sub, role, customer_id: customerId, store, sources } = payload;
  if (typeof sub !== "string" || sub === "") throw refused("its sub is empty");
  if (typeof role !== "string" || !isRole(role)) throw refused("its role is not known");
  if (role === "storefront" && typeof customerId !== "string") {
    throw refused("a storefront token needs customer_id");
  }
  if (role === "till" && typeof store !== "string") throw refused("a till's token needs store");
  const isList = Array.isArray(sources) && sources.every((code) => typeof code === "string");
  if (sources !== undefined && !isList) throw refused("its sources are no list of codes");
  return {
    principal: sub,
    role,
    scopes: scopesOf(role),
    customerId: typeof customerId === "string" ? customerId : null,
    store: typeof store === "string" ? store : null,
    sources: isList ? (sources as string[]) : null,
    // As long as it would pass here, tolerance included.
    expiresAt: (((payload.exp ?? 0) + CLOCK_TOLERANCE_S) * MICROS_PER_SECOND) as Instant,
  };
}

/** A token that was good once: `details.expired` tells its holder that a new one will do. */
export function tokenExpired(cause?: unknown): AppError {
  return new AppError("UNAUTHENTICATED", "The token is refused: it has expired.", {
    cause,
    details: { expired: true },
  });
}

function refused(why: string, cause?: unknown): AppError {
  return new AppError("UNAUTHENTICATED", `The token is refused: ${why}.`, { cause });
}
