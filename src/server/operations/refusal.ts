import { GraphQLError } from "graphql";

/** Why an operation is not run. Each is the answer's `extensions.code`. */
export type RefusalCode =
  | "BAD_REQUEST"
  | "DOCUMENT_NOT_TRUSTED"
  | "DOCUMENT_UNKNOWN"
  | "FORBIDDEN"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "OPERATION_RESOLUTION_FAILURE"
  | "PERSISTED_QUERY_NOT_FOUND"
  | "QUERY_TOO_EXPENSIVE"
  | "RATE_LIMITED"
  | "UNAUTHENTICATED";

/** HTTP status of an answer that is this refusal; 400 where nothing is said. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  // Clients that send hashes first take it for a question and send the text next.
  PERSISTED_QUERY_NOT_FOUND: 200,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  DOCUMENT_NOT_TRUSTED: 403,
  RATE_LIMITED: 429,
};
const STATUS_DEFAULT = 400;

/**
 * An error with its code and, under `extensions.http`, the status that a door answers with; that
 * part never leaves.
 */
export function refusal(
  code: RefusalCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: extensionsOf(code, details) });
}

/** For whoever sent none. */
export function askForToken(): GraphQLError {
  return refusal("UNAUTHENTICATED", "Send a token: Authorization: Bearer <token>.");
}

/**
 * The same for an error that the library found: its place, without the document, because errors are
 * remembered.
 */
export function refusalBy(code: RefusalCode, error: GraphQLError): GraphQLError {
  const { message, source, positions } = error;
  const { stackTraceLimit } = Error;
  // A stack keeps whoever was called alive, and so everything that the check of the document had
  // made.
  Error.stackTraceLimit = 0;
  try {
    return new GraphQLError(cutMessage(message), {
      ...{ source, positions: positions ?? null },
      extensions: extensionsOf(code, error.extensions),
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Characters of a message: what is wrong names what was sent, and that can be of any length. */
const MESSAGE_CHARS_MAX = 1_000;

export function cutMessage(message: string): string {
  return message.length <= MESSAGE_CHARS_MAX
    ? message
    : `${message.slice(0, MESSAGE_CHARS_MAX)} ...`;
}

function extensionsOf(code: RefusalCode, details: Readonly<Record<string, unknown>>) {
  return { ...details, code, http: { status: STATUS[code] ?? STATUS_DEFAULT } };
}
