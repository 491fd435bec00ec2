import { SignJWT } from "jose";
import type { SignCustomerToken } from "../../customers/issueCustomerToken.ts";
import { CUSTOMER_SUBJECT } from "../../domain/access/subject.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { CUSTOMER_TOKEN_LIFETIME_S, CustomerKeys } from "./customerKeys.ts";
import { SIGNING_ALGORITHM } from "./signingKey.ts";
import type { TokenPolicy } from "./tokens.ts";

/** Tokens of customers that a shop has signed in: made and checked by this server. */
export interface CustomerTokens {
  readonly policy: TokenPolicy;
  readonly sign: SignCustomerToken;
  /** For whoever runs the process to refresh. */
  readonly keys: CustomerKeys;
}

export const CUSTOMER_ISSUER = "tributary";

/** Servers that share a database share the key file too: else one refuses what another has made. */
export async function openCustomerTokens(
  keyFile: string,
  audience: string,
): Promise<CustomerTokens> {
  const keys = await CustomerKeys.open(keyFile);
  return {
    keys,
    policy: {
      keys: keys.getKey,
      knows: keys.knows,
      issuer: CUSTOMER_ISSUER,
      audience,
      roles: ["storefront"],
      subjectPrefix: CUSTOMER_SUBJECT,
    },
    sign: async (publicId: string, now: Instant) => {
      const issuedAtS = Math.floor(now / MICROS_PER_SECOND);
      const { key, kid } = keys.signer(issuedAtS);
      const token = await new SignJWT({ role: "storefront", customer_id: publicId })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid })
        .setSubject(`${CUSTOMER_SUBJECT}${publicId}`)
        .setIssuer(CUSTOMER_ISSUER)
        .setAudience(audience)
        .setIssuedAt(issuedAtS)
        .setExpirationTime(issuedAtS + CUSTOMER_TOKEN_LIFETIME_S)
        .sign(key);
      const expiresAt = addMicros(
        0 as Instant,
        (issuedAtS + CUSTOMER_TOKEN_LIFETIME_S) * MICROS_PER_SECOND,
      );
      return { token, expiresAt };
    },
  };
}
