import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

/** An identity provider as far as a resource server sees it: its key set over HTTP, its tokens. */
export interface IdentityProvider {
  readonly jwksUrl: string;
  /** Public keys as they are served. */
  readonly keys: readonly JWK[];
  /** How often the key set was fetched. */
  readonly fetches: () => number;
  /** What the key set's address answers instead, with status 500; null: the keys. */
  fails: boolean;
  /** A token of one hour, by the newest key; `iss` and `aud` are the claims' own. */
  sign(claims: JWTPayload, header?: { readonly kid?: string }): Promise<string>;
  /** A new key signs from now on; the old one is served no more. */
  rotate(kid: string): Promise<void>;
  close(): Promise<void>;
}

/** @param algorithm RS256, as all four large providers sign by default */
export async function startIdentityProvider(
  kid: string,
  algorithm: "RS256" | "ES256" = "RS256",
): Promise<IdentityProvider> {
  const make = async (name: string) => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    return {
      kid: name,
      privateKey,
      jwk: { ...(await exportJWK(publicKey)), kid: name, use: "sig" },
    };
  };
  let key = await make(kid);
  let fetches = 0;
  let fails = false;
  const server: Server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(fails ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ keys: [key.jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    jwksUrl: `http://127.0.0.1:${port}/keys`,
    get keys() {
      return [key.jwk];
    },
    fetches: () => fetches,
    get fails() {
      return fails;
    },
    set fails(value) {
      fails = value;
    },
    sign: async (claims, header = {}) =>
      await new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, kid: header.kid ?? key.kid, typ: "JWT" })
        .setIssuedAt(claims.iat)
        .setExpirationTime(claims.exp ?? "1h")
        .sign(key.privateKey),
    rotate: async (name) => {
      key = await make(name);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * Access tokens in the shapes that these four issue for an API of one's own: what stands in them
 * beside who and what is noise that a resource server has to pass over.
 */
export const SHAPES: Readonly<
  Record<"keycloak" | "auth0" | "entra" | "okta", JWTPayload & { readonly iss: string }>
> = {
  keycloak: {
    iss: "https://id.retailer.example/realms/retail",
    aud: ["tributary", "account"],
    sub: "8a6c5f1e-6f0a-4c0e-9d0c-0c8f2b8a1b11",
    typ: "Bearer",
    azp: "agent-console",
    sid: "5d4a1c3e",
    acr: "1",
    "allowed-origins": ["https://console.retailer.example"],
    realm_access: { roles: ["offline_access", "uma_authorization", "loyalty-agent"] },
    resource_access: {
      account: { roles: ["manage-account"] },
      "tributary.api": { roles: ["loyalty-lead"] },
    },
    scope: "openid profile email",
    preferred_username: "ann",
    email: "ann@retailer.example",
  },
  auth0: {
    iss: "https://retailer.eu.auth0.com/",
    aud: ["https://tributary.retailer.example", "https://retailer.eu.auth0.com/userinfo"],
    sub: "auth0|6570f1c2a4",
    azp: "kQ0mC4p1",
    scope: "openid profile",
    permissions: ["customers:serve", "coupons:issue"],
    "https://retailer.example/roles": ["Loyalty Agent"],
    "https://retailer.example/store": "s1",
  },
  entra: {
    iss: "https://login.microsoftonline.com/3f1c0a52-7a0e-4d2b-9a55-1f2a3b4c5d6e/v2.0",
    aud: "6f9b1a51-0a3e-4c1d-8d0a-5a1f2b3c4d5e",
    sub: "n3Y1Pq0zP0Zk_4bq0yC9dQ2aN3o8",
    oid: "0d8f6d1c-23f0-4b7e-8c1a-9a0b1c2d3e4f",
    tid: "3f1c0a52-7a0e-4d2b-9a55-1f2a3b4c5d6e",
    azp: "11111111-2222-3333-4444-555555555555",
    azpacr: "1",
    ver: "2.0",
    name: "Ann Example",
    rh: "0.AAAA",
    uti: "x",
    scp: "access_as_user",
    roles: ["Loyalty.Agent"],
    groups: ["b7a6d7d4-0a51-4b43-8d8c-0c9d1e2f3a4b"],
  },
  okta: {
    ver: 1,
    jti: "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
    iss: "https://retailer.okta.com/oauth2/default",
    aud: "api://tributary",
    sub: "ann@retailer.example",
    uid: "00u1a2b3c4d5e6f7g8h9",
    cid: "0oa9z8y7x6w5",
    auth_time: 1_764_000_000,
    scp: ["openid", "profile"],
    groups: ["Everyone", "Loyalty Agents"],
  },
};
