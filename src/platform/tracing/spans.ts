import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { currentScope, isSampled } from "./scope.ts";

/** Requests that a transaction of many is linked to; it names them all by its size alone. */
const LINKS_MAX = 64;
/** Spans of pushes that one change may have: thousands may follow the same one. */
export const PUSH_SPANS_MAX = 10;

function start(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  parent: SpanContext | null,
  links: readonly SpanContext[] = [],
): Span {
  const context = parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  const linked = links.map((of) => ({ context: of }));
  return trace.getTracer("tributary").startSpan(name, { kind, attributes, links: linked }, context);
}

/** Of a request; `route` is one of ours, never the path that was asked for. */
export function requestSpan(
  { method, route }: { readonly method: string; readonly route: string },
  parent: SpanContext | null,
): Span {
  const attributes = {
    "http.request.method": method === "other" ? "_OTHER" : method,
    "url.scheme": "http",
    ...(route === "other" ? {} : { "http.route": route, "url.path": route }),
  };
  const name = [method === "other" ? "HTTP" : method, ...(route === "other" ? [] : [route])];
  return start(name.join(" "), SpanKind.SERVER, attributes, parent);
}

export function endRequest(span: Span, status: string): void {
  if (!span.isRecording()) {
    return;
  }
  const code = Number(status);
  if (Number.isInteger(code)) {
    span.setAttribute("http.response.status_code", code);
  }
  if (!(code < 500)) {
    span.setAttribute("error.type", status);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** What a request asks of the graph; only a trusted document is named. */
export function nameOperation(type: string, label: string): void {
  const span = currentScope()?.span;
  if (span?.isRecording() === true) {
    span.setAttribute("graphql.operation.type", type);
    if (label !== "adhoc") {
      span.setAttribute("graphql.operation.name", label);
    }
  }
}

/** From taking a call's events in until each is applied, held or refused. */
export function receiveSpan(attributes: Attributes): Span {
  return start("receive purchases", SpanKind.INTERNAL, attributes, parentHere());
}

/** Ends a span with what it waits for; an error is told by its name, never by its words. */
export async function during<Answer>(span: Span, work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    const type = error instanceof Error ? error.name : "unknown";
    span.setAttribute("error.type", type);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

const POSTGRESQL = { "db.system.name": "postgresql", "db.operation.name": "TRANSACTION" };

/**
 * Of a transaction that several calls share: part of the first call's trace, linked to the others.
 * Null: none of them is sampled.
 */
export function batchSpan(size: number, calls: Iterable<SpanContext>): Span | null {
  const [first, ...others] = [...calls].filter(isSampled).slice(0, LINKS_MAX + 1);
  if (first === undefined) {
    return null;
  }
  const batch = size > 1 ? { "db.operation.batch.size": size } : {};
  const attributes = { ...POSTGRESQL, ...batch };
  return start("TRANSACTION purchases", SpanKind.CLIENT, attributes, first, others);
}

/** Of a command's transaction. Null: its request is not sampled. */
export function commandSpan(): Span | null {
  const parent = parentHere();
  return parent === null || !isSampled(parent)
    ? null
    : start("TRANSACTION command", SpanKind.CLIENT, POSTGRESQL, parent);
}

/** Of telling one subscription of a change. @param subscription the root field that is followed */
export function pushSpan(subscription: string, cause: SpanContext): Span {
  const attributes = {
    "messaging.system": "tributary",
    "messaging.operation.name": "push",
    "messaging.operation.type": "send",
    "messaging.destination.name": subscription,
  };
  return start(`push ${subscription}`, SpanKind.PRODUCER, attributes, cause);
}

function parentHere(): SpanContext | null {
  return currentScope()?.span.spanContext() ?? null;
}
