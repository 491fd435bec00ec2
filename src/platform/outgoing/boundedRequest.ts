import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { type IncomingMessage, type RequestOptions, request as requestByHttp } from "node:http";
import { request as requestByHttps } from "node:https";
import { isIP } from "node:net";
import type { Reach } from "./addressGuard.ts";
import { pinnedTo } from "./guardedAddresses.ts";

/** How long one answer may take, from the name to its last byte, milliseconds. */
export const ANSWER_MS_MAX = 10_000;
/** Bytes of an answer's body. */
export const ANSWER_BYTES_MAX = 4_194_304;

/** What was answered, whatever its status; or why nothing was. */
export type Got =
  | {
      readonly ok: true;
      readonly status: number;
      readonly retryAfter: string | null;
      readonly contentType: string | null;
      readonly body: Buffer;
    }
  | {
      readonly ok: false;
      /** Asking again will not help: something has to be set up otherwise. */
      readonly isLasting: boolean;
      /** For people; nothing of the answer itself. */
      readonly problem: string;
    };

/** Asks an address that is not ours: GET, or POST of a body. Never rejects. */
export type BoundedRequest = (url: URL, options: AskOptions) => Promise<Got>;

export interface AskOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Posted, as its content-type header says; absent: nothing is. */
  readonly body?: string;
  /** Of the answer's body; the usual when absent. */
  readonly bytesMax?: number;
}

export interface BoundedRequestDeps {
  readonly reachOf: (address: string) => Reach;
  /** Addresses of a name; the system's when absent. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>;
  /** Tests pass shorter ones. */
  readonly msMax?: number;
  readonly bytesMax?: number;
}

/**
 * Asks within bounds: of time, of bytes, without redirects, without packed answers, and from
 * nowhere that the guard refuses. By TLS, unless the operator names the network.
 *
 * Guarantee: what is checked is what is connected to. A name is looked up once for each request,
 * and the socket gets the addresses that were checked, so that a name which answers otherwise a
 * moment later leads nowhere else.
 */
export function createBoundedRequest(deps: BoundedRequestDeps): BoundedRequest {
  const { msMax = ANSWER_MS_MAX, bytesMax = ANSWER_BYTES_MAX } = deps;
  return async (url, { headers, signal, body, bytesMax: ownMax = bytesMax }) => {
    const timeout = AbortSignal.timeout(msMax);
    const ended = AbortSignal.any([signal, timeout]);
    try {
      const place = await whileNot(ended, placeOf(url, deps));
      if (typeof place === "string") {
        return lasting(place);
      }
      const options = { ...place, headers: { ...headers, "accept-encoding": "identity" } };
      const response = await responseTo(url, { ...options, signal: ended }, body);
      return await answerOf(response, ownMax);
    } catch (error) {
      if (timeout.aborted && !signal.aborted) {
        return passing(`It did not answer within ${msMax / 1_000} s.`);
      }
      const { code } = error as { readonly code?: unknown };
      return code === "ERR_INVALID_CHAR" || code === "ERR_UNESCAPED_CHARACTERS"
        ? lasting("It cannot be asked: the secret has characters that no header can hold.")
        : passing(`It could not be reached (${typeof code === "string" ? code : "aborted"}).`);
    }
  };
}

function lasting(problem: string): Got {
  return { ok: false, isLasting: true, problem };
}

function passing(problem: string): Got {
  return { ok: false, isLasting: false, problem };
}

/** Where to connect to; or why nowhere. Throws what looking a name up throws. */
async function placeOf(
  url: URL,
  { reachOf, resolve = lookupAll }: BoundedRequestDeps,
): Promise<RequestOptions | string> {
  if (!["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "") {
    return "Its address must be https, without a user and a password.";
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  const reaches = new Set(addresses.map(({ address }) => reachOf(address)));
  if (reaches.size === 0 || reaches.has("REFUSED")) {
    return "Its address is not public: FETCH_ALLOW_NETWORKS names those that may be asked.";
  }
  if (url.protocol === "http:" && reaches.has("PUBLIC")) {
    return "Its address must be https.";
  }
  // No connection outlives its request: the next one is checked anew.
  return { agent: false, lookup: pinnedTo(addresses), maxHeaderSize: 16_384 };
}

async function lookupAll(name: string): Promise<readonly LookupAddress[]> {
  return await lookup(name, { all: true });
}

function responseTo(
  url: URL,
  options: RequestOptions,
  body: string | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === "http:" ? requestByHttp : requestByHttps;
    const method = body === undefined ? "GET" : "POST";
    request(url, { ...options, method }, resolve)
      .on("error", reject)
      .end(body);
  });
}

async function answerOf(response: IncomingMessage, bytesMax: number): Promise<Got> {
  const { statusCode: status = 0, headers } = response;
  try {
    if ((headers["content-encoding"] ?? "identity") !== "identity") {
      return lasting("It answered packed, which was not asked for.");
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        return lasting(`Its answer is longer than ${bytesMax} bytes.`);
      }
      chunks.push(chunk);
    }
    return {
      ok: true,
      status,
      retryAfter: headers["retry-after"] ?? null,
      contentType: headers["content-type"] ?? null,
      body: Buffer.concat(chunks),
    };
  } finally {
    response.destroy();
  }
}

/** Looking a name up cannot be stopped: it is not waited for any longer. */
async function whileNot<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Error("aborted"));
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) {
    stop();
  }
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
