import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError } from "../../errors.ts";
import type { Arrival } from "../../inbound/messages/messageConnector.ts";
import { writeKeysOf } from "../../inbound/messages/segment/segment.ts";
import { isSameText } from "../../inbound/messages/signatures.ts";
import { readBody, tooLarge } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { sendError } from "../respond.ts";
import {
  flat,
  type ReceivingSource,
  storeArrival,
  type WebhooksRouteDeps,
} from "./webhooksRoute.ts";

/** Where the libraries of Segment and RudderStack send to, with this server as their `host`. */
export const SEGMENT_PATHS = [
  "/v1/batch",
  "/v1/track",
  "/v1/identify",
  "/v1/alias",
  "/v1/group",
  "/v1/page",
  "/v1/screen",
] as const;

/** Bytes of a batch, by Segment's own limit; unpacked too. */
export const SEGMENT_BYTES_MAX = 512_000;

const unpack = promisify(gunzip);

/**
 * POST /v1/batch and its siblings: Segment's HTTP API. The write key says whose it is; from there
 * on it is a message as any other (contract 1.8).
 *
 * Guarantee: 200 means that it is committed. These libraries drop what is answered with a 4xx: what
 * is no fault of theirs is 503.
 */
export async function serveSegment(deps: WebhooksRouteDeps, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    const refusal = new AppError("BAD_USER_INPUT", "Send calls by POST.");
    sendError(request, response, refusal, exchange.log, 405);
    return;
  }
  const headers = flat(request.headers);
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") {
    const refusal = new AppError("BAD_USER_INPUT", "Content-Encoding may be gzip or none.");
    sendError(request, response, refusal, exchange.log, 415);
    return;
  }
  const sent = await readBody(exchange, SEGMENT_BYTES_MAX, {
    ...{
      budget: deps.messageBodies,
      principal: `from ${deps.clientAddressOf(request)}`,
      isKept: true,
    },
  });
  const body = encoding === "gzip" ? await unpacked(sent) : sent;
  const arrival: Arrival = { method: "POST", url, headers, body };
  const source = await sourceOf(deps, arrival);
  if (source === null) {
    const message = "The write key is of no source that receives Segment's calls.";
    throw new AppError("UNAUTHENTICATED", message);
  }
  await storeArrival(deps, exchange, source, arrival);
}

async function unpacked(body: Buffer): Promise<Buffer> {
  try {
    return await unpack(body, { maxOutputLength: SEGMENT_BYTES_MAX });
  } catch (error) {
    if (error instanceof RangeError) {
      throw tooLarge(SEGMENT_BYTES_MAX);
    }
    throw new AppError("BAD_USER_INPUT", "The body is not gzip.");
  }
}

/** The source that has one of the keys as a secret; all are compared, whichever is it. */
async function sourceOf(
  { catalog, senderSecrets }: WebhooksRouteDeps,
  arrival: Arrival,
): Promise<ReceivingSource | null> {
  const keys = writeKeysOf(arrival);
  let found: ReceivingSource | null = null;
  for (const source of catalog.tables.sourcesById.values()) {
    const { receives } = source;
    if (receives?.connector !== "segment" || source.retired_at !== null) {
      continue;
    }
    const secrets = await senderSecrets.of(source.id);
    if (secrets.some((secret) => keys.some((key) => isSameText(key, secret)))) {
      found ??= { id: source.id, code: source.code, receives };
    }
  }
  return found;
}
