import { randomUUID } from "node:crypto";
import type { GraphQLError, GraphQLFormattedError } from "graphql";
import { AppError, type AppErrorCode } from "../errors.ts";
import { isTransient, RETRY_AFTER_S } from "../platform/failure.ts";
import type { Logger } from "../platform/logger.ts";
import { cutMessage } from "./operations/refusal.ts";

/**
 * HTTP status of a request that failed as a whole; everything not named is 200 (GraphQL) or 400.
 */
const STATUS_BY_CODE: Partial<Record<AppErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  UNAVAILABLE: 503,
};

/**
 * The only place where an error becomes something a client reads; every door uses it.
 *
 * AppErrors tell their code, message and details; what the GraphQL library says about the request
 * itself (syntax, validation, variables) passes; what passes by itself (platform/failure.ts) is
 * UNAVAILABLE and says when to come back; anything else is ours. Of both the client gets an id, and
 * the log has the error under the same id.
 */
export function maskError(error: unknown, log: Logger): GraphQLFormattedError {
  const thrown = causeOf(error);
  const where = isGraphQLError(error) ? placeOf(error) : {};
  if (thrown instanceof AppError) {
    return {
      message: thrown.message,
      ...where,
      extensions: { ...thrown.details, code: thrown.code },
    };
  }
  if (isGraphQLError(thrown) && isAboutTheRequest(thrown)) {
    const message = cutMessage(thrown.message);
    return { message, ...where, extensions: publicExtensions(thrown) };
  }
  const errorId = randomUUID();
  if (isTransient(thrown)) {
    log.warn({ errorId, error: thrown }, "a dependency is not available");
    const message = "A dependency is not available; try again.";
    const extensions = { code: "UNAVAILABLE", retryAfterSeconds: RETRY_AFTER_S, errorId };
    return { message, ...where, extensions };
  }
  log.error({ errorId, error: thrown }, "unhandled error");
  const message = "Internal error; give this id to the operator.";
  return { message, ...where, extensions: { code: "INTERNAL", errorId } };
}

/** Status and headers for an answer that consists of this error alone. Null: nothing to say. */
export function httpOf(
  code: unknown,
  details: Readonly<Record<string, unknown>> = {},
): { readonly status: number; readonly headers: ReadonlyMap<string, string> } | null {
  const status = code === "INTERNAL" ? 500 : STATUS_BY_CODE[code as AppErrorCode];
  if (status === undefined) {
    return null;
  }
  const headers = new Map<string, string>();
  if (status === 401) {
    headers.set("www-authenticate", "Bearer");
  }
  if (status === 429 || status === 503) {
    const seconds = details["retryAfterSeconds"];
    headers.set("retry-after", String(typeof seconds === "number" ? seconds : RETRY_AFTER_S));
  }
  return { status, headers };
}

function placeOf(error: GraphQLError): Pick<GraphQLFormattedError, "locations" | "path"> {
  return {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
}

/**
 * A GraphQLError without an original error comes from the library or from us, on purpose. One with
 * a path comes out of execution: then only a value that a client sent (BAD_USER_INPUT) is its
 * fault, never a broken resolver.
 */
function isAboutTheRequest(error: GraphQLError): boolean {
  const { code } = error.extensions;
  if (error.path !== undefined) {
    return code === "BAD_USER_INPUT";
  }
  return true;
}

/** What was thrown in a resolver, a plugin or before; the library wraps it in errors of its own. */
function causeOf(error: unknown): unknown {
  if (!isGraphQLError(error) || error.originalError == null) {
    return error;
  }
  return isGraphQLError(error.originalError) ? error : error.originalError;
}

/**
 * By shape and not by class: the package graphql may be loaded twice (as ES module and as
 * CommonJS), and an error of the other copy would be taken for a fault of ours.
 */
function isGraphQLError(thrown: unknown): thrown is GraphQLError {
  return thrown instanceof Error && "extensions" in thrown && "locations" in thrown;
}

/** `stacktrace` must not leave, whatever the settings of the server are. */
function publicExtensions(error: GraphQLError): Record<string, unknown> {
  const { stacktrace: _stacktrace, http: _http, ...extensions } = error.extensions;
  return { code: "BAD_REQUEST", ...extensions };
}
