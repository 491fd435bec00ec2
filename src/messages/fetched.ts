import type { Fetched } from "../inbound/messages/fetchBack.ts";
import type { Got } from "../platform/outgoing/boundedRequest.ts";

/** Longest that a system is left alone because it says so, milliseconds. */
export const RETRY_AFTER_MS_MAX = 60 * 60_000;

export function lasting(problem: string): NotFetched {
  return { ok: false, isLasting: true, problem };
}

/** Why nothing was fetched. */
export type NotFetched = Extract<Fetched, { readonly ok: false }>;

/** What an answer comes to. `shown`: what it may have refused. */
export function fetchedOf(got: Got, shown = "the secret that we fetch with"): Fetched {
  if (!got.ok) {
    return got;
  }
  const { status } = got;
  if (status >= 200 && status < 300) {
    return { ok: true, body: got.body };
  }
  if (status === 401 || status === 403) {
    return lasting(`It refuses ${shown} (${status}).`);
  }
  if (status >= 500 || [408, 425, 429].includes(status)) {
    const wait = retryAfterMs(got.retryAfter);
    const problem = `It cannot answer now (${status}).`;
    return {
      ok: false,
      isLasting: false,
      problem,
      ...(wait === null ? {} : { retryAfterMs: wait }),
    };
  }
  if (status >= 300 && status < 400) {
    return lasting(`It is elsewhere (${status}), where we do not follow: set up the new address.`);
  }
  return lasting(
    status === 404 || status === 410
      ? `It is not there (${status}).`
      : `It does not take our question (${status}).`,
  );
}

/** Seconds, or a date (RFC 9110); null where there is neither. */
function retryAfterMs(text: string | null): number | null {
  if (text === null) {
    return null;
  }
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), RETRY_AFTER_MS_MAX);
}
