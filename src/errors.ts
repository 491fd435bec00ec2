/** Codes a client can act on; everything else it sees as INTERNAL with an error id. */
export type AppErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "BAD_USER_INPUT"
  | "BAD_CURSOR"
  | "CURSOR_EXPIRED"
  | "SLOW_READER"
  | "TOO_MANY_OPERATIONS"
  | "TOO_MANY_STREAMS"
  | "AMBIGUOUS_REFERENCE"
  | "PAYLOAD_TOO_LARGE"
  | "TOO_MANY_EVENTS"
  /** A card that was lost, an address that was given up: `details.status` says which. */
  | "IDENTIFIER_NOT_IN_USE"
  /** A mark on the customer forbids it (domain/customer/marks.ts). */
  | "CUSTOMER_MARKED"
  | "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
  | "RATE_LIMITED"
  | "OVERLOADED"
  | "UNAVAILABLE";

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** What the client needs to act, e.g. {retryAfterSeconds: 1}. Never personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * A fault of the request, of its authorisation, or a refusal for lack of room. The message is shown
 * to the client.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details ?? {};
  }
}
