/** What came of sending one message. */
export type Answer =
  | { readonly kind: "DELIVERED"; readonly status: number | null; readonly text: string }
  /** It may be taken later: the receiver is busy, broken or not to be reached. */
  | {
      readonly kind: "RETRY";
      readonly status: number | null;
      readonly text: string;
      /** The receiver names the time; null: it does not. */
      readonly retryAfterMs: number | null;
      /** It is said of the receiver as a whole, and not of this message. */
      readonly isOfAll: boolean;
    }
  /** It will not be taken as it is. */
  | { readonly kind: "REFUSED"; readonly status: number | null; readonly text: string };

/** How long a receiver may make us wait, milliseconds. */
const RETRY_AFTER_MS_MAX = 3_600_000;

/** Of one that is there, and is asked too often (RFC 6585, 4). */
const ASKED_TOO_OFTEN = 429;
/** How long it is left alone when it does not say for how long, milliseconds. */
const ASKED_TOO_OFTEN_REST_MS = 1_000;

const TOO_EARLY = new Set([408, 425, ASKED_TOO_OFTEN]);

/**
 * What an HTTP answer says of a message.
 *
 * 2xx: delivered. 408, 425, 429 and 5xx: later. 3xx: later, because we follow nobody elsewhere and
 * a receiver that moves comes back or is set up anew. Other 4xx: never.
 *
 * @param now milliseconds since 1970, for a Retry-After that is a date (RFC 9110, 10.2.3)
 */
export function answerOfHttp(
  {
    status,
    retryAfter,
    text,
  }: {
    readonly status: number;
    readonly retryAfter: string | null;
    readonly text: string;
  },
  now: number,
): Answer {
  if (status >= 200 && status < 300) {
    return { kind: "DELIVERED", status, text };
  }
  if (status >= 400 && status < 500 && !TOO_EARLY.has(status)) {
    return { kind: "REFUSED", status, text };
  }
  const retryAfterMs = retryAfter === null ? null : waitOf(retryAfter, now);
  // One that is asked too often, or says when to come back, says it of everybody.
  const isOfAll = status === ASKED_TOO_OFTEN || retryAfterMs !== null;
  return { kind: "RETRY", status, text, retryAfterMs, isOfAll };
}

/** Whether the receiver is there, whatever it said of the message: it asks for less. */
export function isAskedTooOften({ status }: Answer): boolean {
  return status === ASKED_TOO_OFTEN;
}

/** For how long the receiver wants to be sent nothing at all, milliseconds; null: it does not. */
export function restOf(answer: Answer): number | null {
  if (answer.kind !== "RETRY" || !answer.isOfAll) {
    return null;
  }
  return answer.retryAfterMs ?? (isAskedTooOften(answer) ? ASKED_TOO_OFTEN_REST_MS : null);
}

/** What was answered, for people: `429: too many requests`. */
export function sentenceOf({ status, text }: Answer): string {
  return [status, text].filter((part) => part !== null && part !== "").join(": ");
}

function waitOf(retryAfter: string, now: number): number | null {
  const trimmed = retryAfter.trim();
  const ms = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) * 1_000 : Date.parse(trimmed) - now;
  return Number.isFinite(ms) ? Math.min(RETRY_AFTER_MS_MAX, Math.max(0, ms)) : null;
}
