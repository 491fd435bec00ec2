import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type CryptoKey, exportJWK, type JWK, jwtVerify, SignJWT } from "jose";

/**
 * Tokens for agents who work in another program: that program proves to this service who asks, and
 * gets an access token that Tributary takes. Tributary knows it as one of its providers
 * (AUTH_PROVIDERS), by the keys that it serves.
 */
export interface TokenService {
  /** Where it is reached from outside: the issuer of its tokens. */
  readonly issuer: string;
  /** AUTH_AUDIENCE of Tributary. */
  readonly audience: string;
  readonly key: { readonly id: string; readonly private: CryptoKey; readonly public: CryptoKey };
  /** Who may have tokens: the role here, by the e-mail address there. Nobody else is known. */
  readonly agents: ReadonlyMap<string, string>;
  /** What each program signs with, by the name that it goes by (`iss`). */
  readonly secrets: ReadonlyMap<string, string>;
  /** The client secret of the app at HubSpot; null: there is none. */
  readonly hubspotSecret: string | null;
  /** Tributary's graph, such as https://loyalty.example.com/graphql. */
  readonly graphqlUrl: string;
}

/** How long a token is good for, seconds: the frame asks for the next one by itself. */
export const TOKEN_S = 300;
/** The longest that a program's own proof may be good for, seconds. */
const PROOF_S_MAX = 120;
/** How old a request of HubSpot's may be, milliseconds (its documentation: five minutes). */
const HUBSPOT_MS_MAX = 5 * 60_000;
const BODY_BYTES_MAX = 65_536;

class Refused extends Error {}

/**
 * - `GET /keys`: the public key, for Tributary.
 * - `POST /token` with `Authorization: Bearer` and a JWT (HS256) of a program: `iss` its name,
 *   `aud` this issuer, `email` the agent. Answers `{ token }`.
 * - `POST /hubspot/customer?userEmail=…` with HubSpot's signature and `{ email }`: what an agent
 *   sees first of that customer, asked as the agent.
 */
export function createTokenService(service: TokenService): Server {
  return createServer((request, response) => {
    answer(service, request).then(
      (body) => sendJson(response, 200, body),
      (error: unknown) => {
        const isRefused = error instanceof Refused;
        // What was wrong with a proof is for whoever set it up, in the log, not for who sent it.
        console.error(error instanceof Error ? error.message : error);
        sendJson(response, isRefused ? 401 : 502, { error: isRefused ? "refused" : "failed" });
      },
    );
  });
}

async function answer(service: TokenService, request: IncomingMessage): Promise<object> {
  const { pathname } = new URL(request.url ?? "/", service.issuer);
  const door = `${request.method} ${pathname}`;
  if (door === "GET /keys") {
    return { keys: [await publicKeyOf(service)] };
  }
  if (door === "POST /token") {
    return { token: await tokenOf(service, await provenAgent(service, request)) };
  }
  if (door === "POST /hubspot/customer") {
    return await hubspotCustomer(service, request);
  }
  throw new Refused(`There is no ${door}.`);
}

async function publicKeyOf({ key }: TokenService): Promise<JWK> {
  return { ...(await exportJWK(key.public)), kid: key.id, alg: "ES256", use: "sig" };
}

/** @returns the agent's address, as the program has signed it */
async function provenAgent(service: TokenService, request: IncomingMessage): Promise<string> {
  const proof = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const secretOf = ({ iss }: { readonly iss?: string }) => {
    const secret = service.secrets.get(iss ?? "");
    if (secret === undefined) {
      throw new Refused(`iss ${iss} is no program that is set up.`);
    }
    return new TextEncoder().encode(secret);
  };
  try {
    const payload = JSON.parse(Buffer.from(proof.split(".")[1] ?? "", "base64url").toString());
    const { payload: proven } = await jwtVerify(proof, secretOf(payload), {
      algorithms: ["HS256"],
      audience: service.issuer,
      requiredClaims: ["exp", "iat"],
      maxTokenAge: PROOF_S_MAX,
    });
    return String(proven["email"]);
  } catch (error) {
    throw new Refused(error instanceof Error ? error.message : String(error));
  }
}

async function tokenOf(service: TokenService, email: string): Promise<string> {
  const role = service.agents.get(email.toLowerCase());
  if (role === undefined) {
    throw new Refused(`${email} is no agent.`);
  }
  return await new SignJWT({ role })
    .setProtectedHeader({ alg: "ES256", kid: service.key.id })
    .setIssuer(service.issuer)
    .setAudience(service.audience)
    .setSubject(email.toLowerCase())
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_S}s`)
    .sign(service.key.private);
}

const FIRST_SIGHT = `query FirstSight($email: String!) {
  customer(by: { email: $email }) {
    id
    name
    problems { sentence suggestedAction }
    loyalty {
      tier { name }
      accounts { wallet active pending }
      next { tier { name } have need unit }
    }
  }
}`;

async function hubspotCustomer(service: TokenService, request: IncomingMessage): Promise<object> {
  const body = await readBody(request);
  const url = new URL(request.url ?? "/", service.issuer);
  checkHubspot(service, request, body, url);
  const token = await tokenOf(service, url.searchParams.get("userEmail") ?? "");
  const { email } = JSON.parse(body) as { readonly email?: unknown };
  const response = await fetch(service.graphqlUrl, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: FIRST_SIGHT, variables: { email: String(email) } }),
  });
  const { data, errors } = (await response.json()) as {
    readonly data?: { readonly customer: object | null };
    readonly errors?: readonly { readonly message: string }[];
  };
  if (data === undefined) {
    throw new Error(errors?.[0]?.message ?? `Tributary answered ${response.status}.`);
  }
  return { customer: data.customer };
}

/** HubSpot signs method, address, body and time with the app's secret (version 3). */
function checkHubspot(service: TokenService, request: IncomingMessage, body: string, url: URL) {
  const { headers } = request;
  const time = String(headers["x-hubspot-request-timestamp"] ?? "");
  const given = Buffer.from(String(headers["x-hubspot-signature-v3"] ?? ""), "base64");
  const age = Date.now() - Number(time);
  if (service.hubspotSecret === null || !(Math.abs(age) <= HUBSPOT_MS_MAX)) {
    throw new Refused("HubSpot's request is too old, or no secret is set up.");
  }
  const made = createHmac("sha256", service.hubspotSecret)
    .update(`${request.method}${hubspotUri(url)}${body}${time}`)
    .digest();
  if (given.length !== made.length || !timingSafeEqual(given, made)) {
    throw new Refused("HubSpot's signature does not fit.");
  }
}

/** The address as it is signed: these characters as themselves, all others as they were sent. */
function hubspotUri(url: URL): string {
  return url.href.replace(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, decodeURIComponent);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) {
      throw new Refused(`The body has more than ${BODY_BYTES_MAX} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function sendJson(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
