import { createHash } from "node:crypto";
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
  ResponseBodyError,
} from "oauth4webapi";
import type { ClientCredentials } from "../domain/inbound/settings/fetch.ts";
import type { BoundedRequest, Got } from "../platform/outgoing/boundedRequest.ts";
import { fetchedOf, lasting, type NotFetched } from "./fetched.ts";

/** A token is asked for anew so long before it ends, milliseconds, or after half of its life. */
export const EXPIRY_MARGIN_MS = 30_000;
/** How long a token is taken to live whose endpoint does not say, milliseconds. */
const UNSAID_MS = 5 * 60_000;
/** An endpoint that refuses us is left alone for that long, milliseconds: it may lock us out. */
const REFUSED_MS = 60_000;
/** Bytes of an endpoint's answer. */
export const TOKEN_BYTES_MAX = 65_536;
const MS_PER_SECOND = 1_000;
/** Statuses that an error's code comes with when asking again will not help. */
const REFUSALS: readonly number[] = [400, 401, 403];
/** An error's code (RFC 6749, 5.2); what else an answer says is not told. */
const CODE = /^[a-z_]{1,40}$/;

/** A token, or why there is none. */
export type GivenToken = { readonly ok: true; readonly token: string } | NotFetched;

/** Who asks. */
export interface TokenClient {
  readonly auth: ClientCredentials;
  readonly secret: string;
}

interface Kept {
  /** Another secret, or another way to ask, makes another token. */
  readonly of: string;
  readonly given: Promise<GivenToken>;
  /** By the process's own clock, milliseconds; infinite while it is asked for. */
  untilMs: number;
  /** What was given, once it is there. */
  token: string | null;
}

/**
 * Tokens of OAuth 2 client credentials (RFC 6749, 4.4), in memory alone, one for each source.
 *
 * Guarantee: a source's token is asked for once at a time, however many wait for it, within the
 * bounds of every request of ours; neither it nor the secret is told to anybody else.
 */
export class AccessTokens {
  readonly #ask: BoundedRequest;
  readonly #closing: AbortSignal;
  readonly #nowMs: () => number;
  readonly #bySource = new Map<number, Kept>();

  /** @param nowMs a clock that never goes back; the process's own when absent */
  constructor(ask: BoundedRequest, closing: AbortSignal, nowMs = () => performance.now()) {
    this.#ask = ask;
    this.#closing = closing;
    this.#nowMs = nowMs;
  }

  /** The one that is kept, or a new one. Never rejects. */
  async of(sourceId: number, client: TokenClient): Promise<GivenToken> {
    const of = createHash("sha256").update(JSON.stringify(client)).digest("base64");
    const known = this.#bySource.get(sourceId);
    if (known?.of === of && this.#nowMs() < known.untilMs) {
      return await known.given;
    }
    const startedMs = this.#nowMs();
    const asked = this.#askFor(client);
    const kept: Kept = {
      of,
      given: asked.then(({ given }) => given),
      untilMs: Infinity,
      token: null,
    };
    this.#bySource.set(sourceId, kept);
    const { given, lifeMs } = await asked;
    kept.untilMs = startedMs + lifeMs;
    kept.token = given.ok ? given.token : null;
    return given;
  }

  /** One that a system does not take any more is given to nobody again. */
  refuse(sourceId: number, token: string): void {
    const known = this.#bySource.get(sourceId);
    if (known?.token === token) {
      known.untilMs = 0;
    }
  }

  async #askFor({ auth, secret }: TokenClient) {
    const { scope, audience } = auth;
    const parameters = {
      ...(scope === undefined ? {} : { scope }),
      ...(audience === undefined ? {} : { audience }),
    };
    let got: Got | null = null;
    try {
      const server = { issuer: new URL(auth.tokenUrl).origin, token_endpoint: auth.tokenUrl };
      const client = { client_id: auth.clientId };
      const proof = auth.show === "basic" ? ClientSecretBasic(secret) : ClientSecretPost(secret);
      const response = await clientCredentialsGrantRequest(server, client, proof, parameters, {
        // The guard of outgoing requests says where TLS is needed.
        [allowInsecureRequests]: true,
        [customFetch]: async (url, { headers, body }) => {
          got = await this.#ask(new URL(url), {
            ...{ headers, body: String(body), signal: this.#closing },
            bytesMax: TOKEN_BYTES_MAX,
          });
          return responseOf(got);
        },
      });
      const answer = await processClientCredentialsResponse(server, client, response);
      return { given: { ok: true, token: answer.access_token } as const, lifeMs: lifeOf(answer) };
    } catch (error) {
      const given = refusalOf(error, got);
      return { given, lifeMs: given.isLasting ? REFUSED_MS : 0 };
    }
  }
}

/** Milliseconds that a token is given out for. */
function lifeOf({ expires_in: seconds }: { readonly expires_in?: number | undefined }): number {
  const lifeMs = seconds === undefined ? UNSAID_MS : seconds * MS_PER_SECOND;
  return Math.max(lifeMs - EXPIRY_MARGIN_MS, lifeMs / 2);
}

/** Throws where nothing was answered. */
function responseOf(got: Got): Response {
  if (!got.ok) {
    throw new Error(got.problem);
  }
  const { status, contentType } = got;
  // An answer without a body may have none here.
  const body = got.body.length === 0 ? null : new Uint8Array(got.body);
  return new Response(body, {
    ...{ status },
    headers: contentType === null ? {} : { "content-type": contentType },
  });
}

function refusalOf(error: unknown, got: Got | null): NotFetched {
  const named = (problem: string) => `No token to fetch it with: ${problem}`;
  if (got === null) {
    return lasting(named("The client's id or secret cannot be shown."));
  }
  if (error instanceof ResponseBodyError && REFUSALS.includes(error.status)) {
    const code = CODE.test(error.error) ? error.error : "an unknown code";
    return lasting(named(`The token endpoint refuses us (${code}).`));
  }
  const fetched = fetchedOf(got, "the client's id or secret");
  if (!fetched.ok) {
    return { ...fetched, problem: named(fetched.problem) };
  }
  // Somebody's page in between, perhaps: it may be otherwise later.
  return { ok: false, isLasting: false, problem: named("The token endpoint's answer has none.") };
}
