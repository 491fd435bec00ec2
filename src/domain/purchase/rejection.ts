import type { EventRejection } from "./event.ts";
import { ECHO_LENGTH_MAX } from "./limits.ts";

/**
 * Every reason why a purchase event or an interaction can be refused by its form alone; stored, so
 * never renamed.
 */
export const REJECTION_REASONS = [
  "NOT_AN_OBJECT",
  "UNKNOWN_FIELD",
  "MISSING",
  "WRONG_TYPE",
  "EMPTY",
  "TOO_LONG",
  "TOO_MANY",
  "TEXT_NOT_ALLOWED",
  "UNKNOWN_KIND",
  "UNKNOWN_LINE_KIND",
  "UNKNOWN_INTERACTION_KIND",
  "KIND_MALFORMED",
  "PART_NOT_ALLOWED",
  "UNKNOWN_CURRENCY",
  "CURRENCY_MISSING",
  "NUMBER_MALFORMED",
  "PRECISION",
  "OVERFLOW",
  "NEGATIVE",
  "NOT_POSITIVE",
  "INSTANT_MALFORMED",
  "INSTANT_OUT_OF_RANGE",
  "OFFSET_MISSING",
  "DATE_MALFORMED",
  "DATE_OUT_OF_RANGE",
  "SEQUENCE_MALFORMED",
  "EMAIL_MALFORMED",
  "PHONE_MALFORMED",
  "PHONE_NOT_OF_REGION",
  "DUPLICATE",
  "ARTICLE_MISSING",
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

export function isRejectionReason(text: string): text is RejectionReason {
  return (REJECTION_REASONS as readonly string[]).includes(text);
}

/** What the sender should do; `detail` is a limit or a word that is no personal data, or null. */
const ADVICE: Readonly<Record<RejectionReason, (detail: string | null) => string>> = {
  NOT_AN_OBJECT: () => "must be a JSON object",
  UNKNOWN_FIELD: () => "is not a field of the format; remove it or correct its name",
  MISSING: (detail) => `is required${detail === null ? "" : ` ${detail}`}`,
  WRONG_TYPE: (detail) => `must be ${detail}`,
  EMPTY: () => "must not be empty",
  TOO_LONG: (detail) => `is too long; send at most ${detail}`,
  TOO_MANY: (detail) => `has too many entries; send at most ${detail}`,
  TEXT_NOT_ALLOWED: () =>
    "contains characters that no text has, or that nobody can see or tell from others; send plain well-formed text",
  UNKNOWN_KIND: (detail) => `is not an event kind: ${detail}`,
  UNKNOWN_LINE_KIND: (detail) => `is not a line kind: ${detail}`,
  UNKNOWN_INTERACTION_KIND: (detail) => `is not a kind of interaction: ${detail}`,
  KIND_MALFORMED: () => "must be a lower-case word of at most 32 letters, digits and _",
  PART_NOT_ALLOWED: (detail) => `does not belong to ${detail}; send an event of its own`,
  UNKNOWN_CURRENCY: (detail) => `is not an ISO 4217 code in capitals: ${detail}`,
  CURRENCY_MISSING: () => "is required where there are amounts; send an ISO 4217 code",
  NUMBER_MALFORMED: () => 'must be a plain decimal such as "12.50"; send it as a string',
  PRECISION: (detail) => `has too many decimals; round it to ${detail}`,
  OVERFLOW: () => "does not fit 64 bits, alone or in sum",
  NEGATIVE: (detail) => `must not be negative${detail === null ? "" : ` ${detail}`}`,
  NOT_POSITIVE: () => "must be more than 0",
  INSTANT_MALFORMED: () => 'must be an RFC 3339 time such as "2026-11-22T12:55:00+01:00"',
  INSTANT_OUT_OF_RANGE: () => "must lie between the years 1900 and 2200",
  OFFSET_MISSING: () => 'has no offset; add "Z" or one like "+01:00"',
  DATE_MALFORMED: () => 'must be a calendar date such as "2026-11-22"',
  DATE_OUT_OF_RANGE: () => "must lie between the years 1900 and 2200",
  SEQUENCE_MALFORMED: () => "must be a whole number from 0 to 9223372036854775807, as a string",
  EMAIL_MALFORMED: () => "must be an email address with one @",
  PHONE_MALFORMED: () => "must be a phone number of 6 to 15 digits",
  PHONE_NOT_OF_REGION: (detail) =>
    `is as long as no phone number in ${detail} is, where your source is; send it with + and its country code`,
  DUPLICATE: (detail) => `is there twice; ${detail}`,
  ARTICLE_MISSING: () => "needs a lineId or an article",
};

/**
 * Thrown inside the parser and caught by `parsePurchaseEvent`, nowhere else: a refusal can arise
 * five levels deep, and returning it through every level would make the good case pay. No Error,
 * because nobody reads a stack and taking one costs more than parsing.
 */
export class Refusal {
  readonly reason: RejectionReason;
  readonly detail: string | null;
  #field: readonly string[];
  readonly #isPinned: boolean;

  /** `isPinned`: the field is a path from the event itself, wherever it was noticed. */
  constructor(
    reason: RejectionReason,
    field: readonly string[],
    detail: string | null = null,
    isPinned = false,
  ) {
    this.reason = reason;
    this.detail = detail;
    this.#field = field;
    this.#isPinned = isPinned;
  }

  /** Says on the way up in which part the refused field lies. */
  prefix(...keys: readonly string[]): void {
    if (!this.#isPinned) {
      this.#field = [...keys, ...this.#field];
    }
  }

  toRejection(): EventRejection {
    const path = this.#field.length === 0 ? "the event" : this.#field.join(".");
    return {
      reason: this.reason,
      field: this.#field,
      message: `${path} ${ADVICE[this.reason](this.detail)}`,
    };
  }
}

/** Refuses the event because of `field`, a name within the part that is being read. */
export function refuse(
  reason: RejectionReason,
  field: string,
  detail: string | null = null,
): never {
  throw new Refusal(reason, [field], detail);
}

/** Adds where we are to a refusal that passes through, and lets it pass. */
export function rethrowWithin(thrown: unknown, ...keys: readonly string[]): never {
  if (thrown instanceof Refusal) {
    thrown.prefix(...keys);
  }
  throw thrown;
}

/** A sender's word for a message or path: cut, and without what PostgreSQL's text cannot hold. */
export function echo(word: string): string {
  const cut = word.length > ECHO_LENGTH_MAX ? `${word.slice(0, ECHO_LENGTH_MAX - 1)}…` : word;
  return cut.toWellFormed().replaceAll(/\p{Cc}/gu, "\ufffd");
}
