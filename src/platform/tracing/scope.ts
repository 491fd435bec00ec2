import { AsyncLocalStorage } from "node:async_hooks";
import {
  INVALID_SPANID,
  isSpanContextValid,
  type Span,
  type SpanContext,
} from "@opentelemetry/api";

/** The request on whose behalf something runs. */
export interface RequestScope {
  readonly requestId: string;
  /** Of our span or, while nothing is traced here, of the caller's; null: of neither. */
  readonly traceId: string | null;
  /** The span of the request; one that records nothing when it is not sampled. */
  readonly span: Span;
}

const scopes = new AsyncLocalStorage<RequestScope | undefined>();

/** Runs something on behalf of a request: what it logs and traces belongs to it. */
export function inScope<Answer>(scope: RequestScope, run: () => Answer): Answer {
  return scopes.run(scope, run);
}

/** Runs what many requests share, and what goes on after them, on behalf of none. */
export function outsideRequests<Answer>(run: () => Answer): Answer {
  return scopes.run(undefined, run);
}

export function currentScope(): RequestScope | undefined {
  return scopes.getStore();
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;

/**
 * Reads a W3C traceparent; null for none and for one that is malformed. Nothing else is taken from
 * a caller: tracestate and baggage may hold anything.
 *
 * @param isRemote false for what we wrote ourselves
 */
export function readTraceparent(text: unknown, isRemote: boolean): SpanContext | null {
  const [, traceId, spanId, flags] = (typeof text === "string" && TRACEPARENT.exec(text)) || [];
  if (traceId === undefined || spanId === undefined || flags === undefined) {
    return null;
  }
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & SAMPLED, isRemote };
  return isSpanContextValid(context) ? context : null;
}

/** The traceparent of a span that is sampled; null for any other. */
export function traceparentOf(context: SpanContext | null | undefined): string | null {
  if (context == null || context.spanId === INVALID_SPANID || !isSampled(context)) {
    return null;
  }
  return `00-${context.traceId}-${context.spanId}-01`;
}

export function isSampled({ traceFlags }: SpanContext): boolean {
  return (traceFlags & SAMPLED) !== 0;
}
