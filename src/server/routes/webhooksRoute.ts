import type { IncomingHttpHeaders } from "node:http";
import type { Catalog } from "../../core/catalog.ts";
import { takenSource } from "../../core/takenSource.ts";
import { type Receives, streamOf } from "../../domain/inbound/receives.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { AppError } from "../../errors.ts";
import { connectorOf } from "../../inbound/messages/connectors.ts";
import type { Arrival } from "../../inbound/messages/messageConnector.ts";
import { type Inbox, MESSAGE_BYTES_MAX } from "../../messages/inbox.ts";
import type { SenderSecrets } from "../../messages/senderSecrets.ts";
import type { ClientAddressOf } from "../../platform/clientAddress.ts";
import { BodyBudget, readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { sendError, sendJson, sendText } from "../respond.ts";

export const WEBHOOKS_PATH = "/v1/webhooks/";

/**
 * Bytes of messages that one process holds at once, and how many of them came from one address.
 * They are read before it is known who sends them, so they have a budget of their own.
 */
const BODIES_BYTES_MAX = 67_108_864;
const BODIES_OF_ONE_BYTES_MAX = 16_777_216;

/** The budget of a server's messages. */
export function messageBodies(): BodyBudget {
  return new BodyBudget(BODIES_BYTES_MAX, BODIES_OF_ONE_BYTES_MAX);
}

export interface WebhooksRouteDeps {
  readonly inbox: Pick<Inbox, "store">;
  readonly senderSecrets: Pick<SenderSecrets, "of">;
  /** At most some seconds old: a source that was set up a moment ago is unknown until then. */
  readonly catalog: Pick<Catalog, "source" | "tables">;
  readonly messageBodies: BodyBudget;
  readonly clientAddressOf: ClientAddressOf;
  readonly clock: () => Instant;
}

/** A source that messages are taken from. */
export interface ReceivingSource {
  readonly id: number;
  readonly code: string;
  readonly receives: Receives;
}

/**
 * POST /v1/webhooks/{source}: a message in the source's own words (contract 1.8). It is looked at
 * as far as it takes to know who sent it, stored, and answered; it is read behind the answer.
 *
 * Guarantee: 2xx means that it is committed. What is no fault of the sender's is 503 and never a
 * 4xx, so that it comes again.
 */
export async function serveWebhook(deps: WebhooksRouteDeps, exchange: Exchange): Promise<void> {
  const source = receivingSource(deps.catalog, exchange.url.pathname);
  if (source === null) {
    const refusal = new AppError("BAD_USER_INPUT", "No source is set up to receive messages here.");
    sendError(exchange.request, exchange.response, refusal, exchange.log, 404);
    return;
  }
  await receiveFor(deps, exchange, source);
}

/** Takes in one request for a source, by whatever path it came. */
export async function receiveFor(
  deps: WebhooksRouteDeps,
  exchange: Exchange,
  source: ReceivingSource,
): Promise<void> {
  const { request, response, url } = exchange;
  const connector = connectorOf(source.receives);
  const account = {
    ...{
      budget: deps.messageBodies,
      principal: `from ${deps.clientAddressOf(request)}`,
      isKept: true,
    },
  };
  const body =
    request.method === "POST"
      ? await readBody(exchange, MESSAGE_BYTES_MAX, account)
      : Buffer.alloc(0);
  const headers = flat(request.headers);
  const arrival: Arrival = { method: request.method ?? "", url, headers, body };
  const shaken = connector.handshake?.(arrival, source.receives) ?? null;
  if (shaken !== null) {
    sendText(response, shaken.status, shaken.body, shaken.headers);
    return;
  }
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    const refusal = new AppError("BAD_USER_INPUT", "Send messages by POST.");
    sendError(request, response, refusal, exchange.log, 405);
    return;
  }
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    const message = "Content-Encoding is not supported; send the body as it is.";
    sendError(request, response, new AppError("BAD_USER_INPUT", message), exchange.log, 415);
    return;
  }
  await storeArrival(deps, exchange, source, arrival);
}

/** Stores what a source sent, if it proves that it is the one, and thanks it. */
export async function storeArrival(
  deps: WebhooksRouteDeps,
  exchange: Exchange,
  source: ReceivingSource,
  arrival: Arrival,
): Promise<void> {
  const { response } = exchange;
  const { headers, body } = arrival;
  const connector = connectorOf(source.receives);
  const secrets = await deps.senderSecrets.of(source.id);
  const { receives: settings } = source;
  const admission = connector.admit(arrival, { settings, secrets, now: deps.clock() });
  if (!admission.ok) {
    throw new AppError(admission.code, admission.message);
  }
  const stored = await deps.inbox.store({
    ...{ sourceId: source.id, principal: `source:${source.code}`, door: "WEBHOOK" },
    ...{ key: admission.key, topic: admission.topic, requestId: exchange.requestId, body },
    headers: Object.fromEntries(
      connector.headers.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])),
    ),
  });
  const { thanks } = connector;
  if (thanks === undefined) {
    sendJson(response, 200, { id: String(stored.id), duplicate: stored.isRepetition });
  } else {
    sendText(response, thanks.status, thanks.body, { "content-type": "application/json" });
  }
}

/** By the last part of the path; null: nobody receives anything there. */
function receivingSource(
  catalog: WebhooksRouteDeps["catalog"],
  pathname: string,
): ReceivingSource | null {
  const code = decoded(pathname.slice(WEBHOOKS_PATH.length));
  if (code === null) {
    return null;
  }
  const { source } = takenSource(catalog, code);
  // What comes from a stream comes in its order, and by no other way.
  return source?.receives == null || streamOf(source.receives) !== null
    ? null
    : { ...source, receives: source.receives };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function flat(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
