import { type DestinationStream, pino, stdTimeFunctions } from "pino";
import { currentScope } from "./tracing/scope.ts";

/** What our code logs to. Objects first, then a message; `error` holds a thrown thing. */
export type Logger = Pick<pino.Logger, "trace" | "debug" | "info" | "warn" | "error" | "fatal"> & {
  child(bindings: Record<string, unknown>, options?: pino.ChildLoggerOptions): Logger;
};

/** One answered request. Every value is ours or of a closed set, so there is nothing to redact. */
export interface RequestLine {
  readonly requestId: string;
  /** When the request is of a trace, ours or the caller's. */
  readonly traceId?: string;
  readonly route: string;
  readonly method: string;
  readonly status: string;
  /** Milliseconds from its head to the end of its answer. */
  readonly ms: number;
}

/**
 * Writes the line of each request. Not redacted, which would cost more than the request's own work
 * (80 us a line against 5): the type is what keeps personal data out.
 */
export function requestLog(log: Logger): (line: RequestLine) => void {
  const plain = log.child({}, { redact: { paths: [] } });
  return (line) => plain.info(line, "request");
}

export interface LoggerOptions {
  readonly level: string;
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
}

/**
 * Fields whose values never reach a log, at the top and two levels down: credentials, and what
 * names a person. A net below the rule that nobody logs them, not a licence to: variables and
 * bodies are never logged.
 */
const SECRET_FIELDS = [
  "authorization",
  "cookie",
  '["set-cookie"]',
  "token",
  "secret",
  "password",
  "email",
  "phone",
  "name",
  "value",
  "raw",
  "givenAs",
  "identifier",
  "identifiers",
  "customer",
  "variables",
  "body",
];

/** The process's log: one JSON object a line. */
export function createLogger(options: LoggerOptions): Logger {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    mixin: namesOfRequest,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap(pathsOf), censor: "[redacted]" },
    serializers: { error: describeError },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/** What is logged on behalf of a request names it, wherever that is. */
function namesOfRequest(): object {
  const scope = currentScope();
  if (scope === undefined) {
    return {};
  }
  const { requestId, traceId } = scope;
  return traceId === null ? { requestId } : { requestId, traceId };
}

function pathsOf(field: string): string[] {
  const suffix = field.startsWith("[") ? field : `.${field}`;
  return [field, `*${suffix}`, `*.*${suffix}`];
}

/** Levels of `cause` that are followed: a loop would never end. */
const CAUSES_MAX = 5;

/**
 * What of an error is worth keeping. Not the whole object: the driver's errors carry the
 * statement's parameters and a `detail` with the row's values, which are personal data.
 */
function describeError(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) {
    return { type: typeof thrown };
  }
  const { code, severity, constraint_name: constraint } = thrown as Error & Record<string, unknown>;
  return {
    type: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof severity === "string" ? { severity } : {}),
    ...(typeof constraint === "string" ? { constraint } : {}),
    ...(thrown.cause !== undefined && depth < CAUSES_MAX
      ? { cause: describeError(thrown.cause, depth + 1) }
      : {}),
  };
}
