import { createLocalJWKSet, SignJWT } from "jose";
import type { SignCustomerToken } from "../commands/issueCustomerToken.ts";
import { CUSTOMER_SUBJECT } from "../domain/access/subject.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { openSigningKey, SIGNING_ALGORITHM } from "./signingKey.ts";
import type { TokenPolicy } from "./tokens.ts";

/** Tokens of customers that a shop has signed in: made and checked by this server. */
export type CustomerTokens = {
  readonly policy: TokenPolicy;
  readonly sign: SignCustomerToken;
};

const ISSUER = "tributary";
/** Long enough for a visit, short enough for a stolen one; the shop's back end fetches the next. */
const LIFETIME_S = 15 * 60;

/** Servers that share a database share the key file too: else one refuses what another has made. */
export async function openCustomerTokens(
  keyFile: string,
  audience: string,
): Promise<CustomerTokens> {
  const { key, kid, publicKeys } = await openSigningKey(keyFile);
  return {
    policy: {
      keys: createLocalJWKSet(publicKeys),
      issuer: ISSUER,
      audience,
      roles: ["storefront"],
      subjectPrefix: CUSTOMER_SUBJECT,
    },
    sign: async (publicId: string, now: Instant) => {
      const issuedAtS = Math.floor(now / MICROS_PER_SECOND);
      const token = await new SignJWT({ role: "storefront", customer_id: publicId })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid })
        .setSubject(`${CUSTOMER_SUBJECT}${publicId}`)
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setIssuedAt(issuedAtS)
        .setExpirationTime(issuedAtS + LIFETIME_S)
        .sign(key);
      const expiresAt = addMicros(0 as Instant, (issuedAtS + LIFETIME_S) * MICROS_PER_SECOND);
      return { token, expiresAt };
    },
  };
}
