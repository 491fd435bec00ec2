import type { IncomingMessage } from "node:http";
import type { Instant } from "../../domain/time/instant.ts";
import { AppError } from "../../errors.ts";
import type { Authenticate } from "../auth/auth.ts";
import { type BodyBudget, parseContentType, parseJson } from "../body.ts";
import type { Connections } from "./connections.ts";
import type { LiveDeps } from "./live.ts";
import type { OpenSessions } from "./openSessions.ts";
import type { SubscriptionRequest } from "./operations.ts";

/** Bytes of the body of a request for a subscription. */
export const SUBSCRIPTION_BYTES_MAX = 65_536;

export type EventStreamDeps = LiveDeps & {
  readonly authenticate: Authenticate;
  readonly clock: () => Instant;
  readonly connections: Connections;
  readonly sessions: OpenSessions;
  readonly bodies: BodyBudget;
  readonly reservedMs?: number;
};

/** Whether the body says that it is JSON, in utf-8: what no page of another site sends unasked. */
export function isJson(request: IncomingMessage): boolean {
  const contentType = parseContentType(request.headers["content-type"]);
  return contentType?.type === "application/json" && contentType.charset === "utf-8";
}

/** @throws AppError BAD_USER_INPUT */
export function requestOf(body: Buffer): SubscriptionRequest {
  const parsed = parseJson(body);
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
    return parsed;
  }
  throw new AppError("BAD_USER_INPUT", "The body must be one JSON object with query.");
}
