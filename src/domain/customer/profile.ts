import { textFault } from "../identity/seen.ts";
import { NAME_BYTES_MAX } from "../purchase/limits.ts";
import { optionalTextOf } from "../purchase/read.ts";
import { Refusal } from "../purchase/rejection.ts";

/** Marks that change what may be done for a customer. */
export const CUSTOMER_FLAGS = [
  "STAFF",
  "TEST",
  "RESTRICTED",
  "FRAUD_HOLD",
  "DECEASED",
  "MINOR",
  "BUSINESS",
] as const;
export type CustomerFlag = (typeof CUSTOMER_FLAGS)[number];

/** What a person is called and spoken to; null where it is not known. */
export interface ProfileText {
  readonly name: string | null;
  readonly language: string | null;
}

export type ParsedProfileText =
  | { readonly ok: true; readonly profile: ProfileText }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly field: readonly string[];
    };

/** A BCP 47 tag, bytes. */
const LANGUAGE_BYTES_MAX = 35;

/**
 * Reads what a person typed: blank is nothing, a language gets its one spelling ("EN-gb" is
 * "en-GB").
 */
export function parseProfileText(raw: {
  readonly name: unknown;
  readonly language: unknown;
}): ParsedProfileText {
  try {
    const name = optionalTextOf(raw.name, "name", NAME_BYTES_MAX)?.trim() ?? null;
    const unseen = name === null ? null : textFault(name);
    if (unseen !== null) {
      return { ok: false, code: "TEXT_NOT_ALLOWED", message: unseen, field: ["name"] };
    }
    const tag = optionalTextOf(raw.language, "language", LANGUAGE_BYTES_MAX)?.trim() ?? null;
    const language = tag === null ? null : languageOf(tag);
    if (language === undefined) {
      const message = 'language must be a BCP 47 tag such as "en" or "de-AT"';
      return { ok: false, code: "LANGUAGE_MALFORMED", message, field: ["language"] };
    }
    return { ok: true, profile: { name: name?.normalize("NFC") ?? null, language } };
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      const { reason, message, field } = thrown.toRejection();
      return { ok: false, code: reason, message, field };
    }
    throw thrown;
  }
}

function languageOf(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
