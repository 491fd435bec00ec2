import { createHash } from "node:crypto";
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { TOKEN_LIFETIME_MAX_S, type TokenIdentity } from "../../access/revocations.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { AppError } from "../../errors.ts";
import { type ClaimPolicy, readClaims } from "./claims.ts";

/** How tokens are checked. */
export type TokenPolicy = ClaimPolicy & {
  readonly keys: JWTVerifyGetKey;
  /** Several when one party has several names for itself, as Entra ID has. */
  readonly issuer: string | readonly string[];
  /** Of which a token names one. */
  readonly audience: string | readonly string[];
  /** Of ALGORITHMS; all when it is left out. */
  readonly algorithms?: readonly string[];
  /**
   * Whether a key is still good; asked also of tokens that were checked before. Left out: all are.
   */
  readonly knows?: (kid: string) => boolean;
};

/** Whether a token was ended before it expires. */
export type IsRevoked = (token: TokenIdentity) => boolean;

/** Asymmetric only: with a shared secret whoever can check a token could make one. */
export const ALGORITHMS = ["ES256", "ES384", "EdDSA", "RS256", "PS256"] as const;
const CLOCK_TOLERANCE_S = 5;
/** Longer tokens are refused unread, characters. */
const TOKEN_LENGTH_MAX = 8_192;
const CACHED_TOKENS_MAX = 10_000;
/** jose's codes for a key set that could not be fetched or read. */
const KEY_SERVER_FAULTS = new Set(["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"]);

/** Milliseconds between two fetches of one key set: unknown keys cost its server nothing more. */
const KEYS_COOLDOWN_MS = 30_000;

/**
 * The keys at an address, fetched when first needed and again when a `kid` is unknown (at most
 * every 30 s).
 */
export function remoteKeys(url: string, cooldownMs = KEYS_COOLDOWN_MS): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), { cooldownDuration: cooldownMs });
}

/**
 * Makes the check of a JWT by the policy of its issuer. What passed is remembered by the token's
 * SHA-256 until it expires, because a signature costs more than a query; at most CACHED_TOKENS_MAX,
 * the oldest is forgotten first. Whether it was revoked is asked each time.
 */
export function createTokenVerifier(
  policies: readonly TokenPolicy[],
  isRevoked: IsRevoked,
  now: () => number = Date.now,
): (token: string) => Promise<Viewer> {
  const remembered = new Map<string, VerifiedToken>();
  const isKeyGood = ({ policy, kid }: VerifiedToken): boolean => policy.knows?.(kid) ?? true;
  const verified = async (token: string): Promise<VerifiedToken> => {
    const digest = createHash("sha256").update(token).digest("base64");
    const known = remembered.get(digest);
    if (known !== undefined && now() < known.expiresAtMs && isKeyGood(known)) {
      return known;
    }
    remembered.delete(digest);
    const said = issuerOf(token);
    const policy = policies.find(
      ({ issuer }) => said !== undefined && listOf(issuer).includes(said),
    );
    if (policy === undefined) {
      throw refused(
        said === undefined ? "it is not valid here" : "its issuer (iss) is not known here",
      );
    }
    const { payload, kid } = await verify(token, policy, now() / 1_000);
    // No tolerance here: at worst a token is verified once more in its last five seconds.
    const viewer = viewerOf(payload, policy);
    const fresh = {
      viewer,
      identity: identityOf(payload, viewer),
      expiresAtMs: (payload.exp ?? 0) * 1_000,
      policy,
      kid,
    };
    const oldest = remembered.keys().next();
    if (remembered.size >= CACHED_TOKENS_MAX && oldest.done === false) {
      remembered.delete(oldest.value);
    }
    remembered.set(digest, fresh);
    return fresh;
  };
  return async (token) => {
    if (token.length > TOKEN_LENGTH_MAX) {
      throw refused("it is too long");
    }
    const { viewer, identity } = await verified(token);
    if (isRevoked(identity)) {
      throw new AppError("UNAUTHENTICATED", "The token is refused: it was revoked.", {
        details: { revoked: true },
      });
    }
    return viewer;
  };
}

interface VerifiedToken {
  readonly viewer: Viewer;
  readonly identity: TokenIdentity;
  readonly expiresAtMs: number;
  readonly policy: TokenPolicy;
  readonly kid: string;
}

/**
 * What the token says, before anything is proved: only to choose whose keys it must be signed with.
 */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function listOf(one: string | readonly string[]): readonly string[] {
  return typeof one === "string" ? [one] : one;
}

function identityOf({ jti, iat }: JWTPayload, viewer: Viewer): TokenIdentity {
  return {
    subject: viewer.principal,
    customerId: viewer.customerId,
    tokenId: jti ?? null,
    issuedAt: ((iat ?? 0) * MICROS_PER_SECOND) as Instant,
  };
}

interface Verified {
  readonly payload: JWTPayload;
  readonly kid: string;
}

async function verify(token: string, policy: TokenPolicy, nowS: number): Promise<Verified> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, policy.keys, {
      algorithms: [...(policy.algorithms ?? ALGORITHMS)],
      issuer: [...listOf(policy.issuer)],
      audience: [...listOf(policy.audience)],
      requiredClaims: ["exp", "iat", "sub"],
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    // Without it the key set may have to guess, and a second key would break what worked with one.
    if (typeof protectedHeader.kid !== "string") {
      throw refused("its header has no kid");
    }
    // A revocation ends what was made until then: one that says it is of tomorrow would outlive it.
    if ((payload.iat ?? 0) > nowS + CLOCK_TOLERANCE_S) {
      throw refused("its iat lies ahead");
    }
    // A longer one could outlive the record of its revocation.
    if ((payload.exp ?? 0) - (payload.iat ?? 0) > TOKEN_LIFETIME_MAX_S) {
      throw refused(`it lives longer than ${TOKEN_LIFETIME_MAX_S / 86_400} days`);
    }
    return { payload, kid: protectedHeader.kid };
  } catch (error) {
    if (error instanceof AppError) {
      throw error;
    }
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // What is wrong with the key server is ours to mend; a client cannot act on it but to try
    // again.
    if (!code.startsWith("ERR_J") || KEY_SERVER_FAULTS.has(code)) {
      throw new AppError("UNAVAILABLE", "Tokens cannot be checked now; try again.", {
        cause: error,
        details: { retryAfterSeconds: 5 },
      });
    }
    if (code === "ERR_JWT_EXPIRED") {
      throw tokenExpired(error);
    }
    // Its signature was good: this is the identity provider's set-up, and whose token it is may
    // know.
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === "aud") {
      throw refused("its audience (aud) is not this installation's", error);
    }
    throw refused("it is not valid here", error);
  }
}

function viewerOf(payload: JWTPayload, policy: TokenPolicy): Viewer {
  const claims = readClaims(payload, policy, CLOCK_TOLERANCE_S);
  if (!claims.ok) {
    throw refused(claims.why);
  }
  return claims.viewer;
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
