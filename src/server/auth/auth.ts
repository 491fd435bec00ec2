import type { Viewer } from "../../domain/access/viewer.ts";
import { AppError } from "../../errors.ts";
import { createKeyVerifier, type FindApiKeys, isApiKey } from "./apiKeys.ts";
import { createTokenVerifier, type IsRevoked, type TokenPolicy } from "./tokens.ts";
import { ANONYMOUS } from "./viewer.ts";

/**
 * Turns an Authorization header into a viewer. No header is ANONYMOUS, who may do nothing; a bad
 * one is an error, so that an expired token is never taken for nobody.
 */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer>;

/** Checks bearer tokens: JWTs by `tokens`, keys that start with `trk_` against the database. */
export function createAuthenticate(deps: {
  readonly findKeys: FindApiKeys;
  /** One per issuer. */
  readonly tokens: readonly TokenPolicy[];
  readonly isRevoked: IsRevoked;
  /** Rises when keys may have been revoked; else they are asked for again in their time. */
  readonly generation?: () => number;
  /** Told of each use of a key that is good; must not wait. */
  readonly noteKeyUse?: (prefix: string, atMs: number) => void;
  /** Milliseconds; tests pass the time. */
  readonly now?: () => number;
}): Authenticate {
  const verifyToken = createTokenVerifier(deps.tokens, deps.isRevoked);
  const verifyKey = createKeyVerifier(deps.findKeys, deps);
  return async (authorization) => {
    if (authorization === undefined) {
      return ANONYMOUS;
    }
    const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (token === undefined) {
      throw new AppError("UNAUTHENTICATED", "The header must be: Authorization: Bearer <token>.");
    }
    return isApiKey(token) ? await verifyKey(token) : await verifyToken(token);
  };
}
