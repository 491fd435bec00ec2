import type { SignCode } from "../domain/sources/signs.ts";

const HEADINGS: Readonly<Record<SignCode, string>> = {
  QUIET: "a-source-is-quiet",
  RATE_LOW: "a-source-tells-less-than-usual",
  RATE_HIGH: "a-source-tells-more-than-usual",
  IDENTITY_MISMATCH: "more-purchases-find-nobody",
  ANONYMOUS: "more-purchases-carry-no-identifier",
  DUPLICATES: "more-comes-twice",
  REJECTED: "more-is-refused",
  CLOCK_AHEAD: "a-clock-is-ahead",
  CONSTANT_LAG: "everything-comes-equally-late",
  BATCHED: "a-batch-poses-as-a-feed",
  HANDED_OVER_EARLY: "orders-are-handed-over-too-early",
  DRIFT: "a-field-has-changed",
};

/** The page and heading below `docs/runbooks/` that says what to do about a sign. */
export function runbookOf(code: SignCode): string {
  return `sources.md#${HEADINGS[code]}`;
}
