import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "../platform/logger.ts";
import { httpOf, maskError } from "./formatError.ts";

const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Answers with JSON; nothing of ours may be kept by a cache, because profiles are personal data.
 */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendText(response, status, JSON.stringify(value), { "content-type": JSON_TYPE, ...headers });
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.headersSent || response.destroyed) {
    return;
  }
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/**
 * Answers a request that failed before or outside of GraphQL, in the form of GraphQL errors. When
 * part of the body is still on its way the connection is closed behind the answer: reading the rest
 * could take for ever.
 */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  log: Logger,
  statusDefault = 400,
): void {
  const masked = maskError(error, log);
  const http = httpOf(masked.extensions?.["code"], masked.extensions);
  const isUnread = !request.complete;
  sendJson(
    response,
    http?.status ?? statusDefault,
    { errors: [masked] },
    {
      ...Object.fromEntries(http?.headers ?? []),
      ...(isUnread ? { connection: "close" } : {}),
    },
  );
  if (isUnread) {
    discardRest(request);
  }
}

/** Bytes and time given to a client to notice our refusal before its connection is cut. */
const DISCARD_BYTES_MAX = 1_048_576;
const DISCARD_MS_MAX = 2_000;

/**
 * Reads on for a moment without keeping anything: a socket closed with unread bytes is reset, and
 * the reset can overtake the answer, so that the client sees a broken connection and never the
 * reason.
 */
function discardRest(request: IncomingMessage): void {
  let bytes = 0;
  const cut = () => request.destroy();
  const timer = setTimeout(cut, DISCARD_MS_MAX);
  timer.unref();
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DISCARD_BYTES_MAX) {
      cut();
    }
  });
  request.on("close", () => clearTimeout(timer));
  request.on("error", () => {});
  request.resume();
}
