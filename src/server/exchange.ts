import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "../platform/logger.ts";

/** One HTTP request and its answer under way. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly requestId: string;
  readonly log: Logger;

  constructor(of: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly url: URL;
    readonly requestId: string;
    readonly log: Logger;
  }) {
    this.request = of.request;
    this.response = of.response;
    this.url = of.url;
    this.requestId = of.requestId;
    this.log = of.log;
  }
}

/** Goes into logs and headers as it is, so nothing but these. */
const REQUEST_ID_PATTERN = /^[0-9A-Za-z._:-]{8,128}$/;

/** The caller's x-request-id when it is sane, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && REQUEST_ID_PATTERN.test(given) ? given : randomUUID();
}
