import { Buffer } from "node:buffer";
import { foldsIntoAscii, isPlainToSee } from "./seen.ts";

/** Limits before the database (contract 6.3), bytes of UTF-8 after normalising. */
export const IDENTIFIER_BYTES_MAX = 512;
/**
 * Looked at before normalising, characters: nothing longer can come out at 512 bytes by being
 * tidied.
 */
const IDENTIFIER_RAW_LENGTH_MAX = 2_048;
const PHONE_DIGITS_MIN = 6;
const PHONE_DIGITS_MAX = 15;

type IdentifierRefusalReason =
  | "KIND_MALFORMED"
  | "EMPTY"
  | "TOO_LONG"
  | "TEXT_NOT_ALLOWED"
  | "EMAIL_MALFORMED"
  | "PHONE_MALFORMED";

export type IdentifierNormalisation =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: IdentifierRefusalReason };

/** Whether `kind` can name a kind of identifier or reference: a word like "email" or "crm_2". */
export function isKindName(kind: string): boolean {
  return /^[a-z][a-z0-9_]{0,31}$/.test(kind);
}

/**
 * The one spelling of an identifier that is stored, compared and looked up.
 *
 * email: trimmed, lower case, NFC; one @ with something on both sides, no space inside.
 * phone: digits only, with a leading + when the number is international (+ or 00 in front; a "(0)"
 * in it is dropped, it is only dialled at home). A number without country prefix keeps its digits
 * as they are, so "030 1234567" and "+49 30 1234567" are two identifiers: guessing a country would
 * join strangers. 6 to 15 digits; full-width ones are the same digits. An extension stays, as
 * ";ext=12" (RFC 3966): one desk is not its switchboard.
 * loyalty, card: trimmed, NFC, spaces and dashes inside removed; case is kept.
 * Every other kind (erp, crm, shop, device, ...): trimmed, NFC.
 *
 * Guarantee: normalising a normalised value changes nothing. NUL and lone surrogates are refused
 * (PostgreSQL's text cannot hold them), and so is what would become ASCII on the way: nobody is
 * found by a name that only looks like theirs. At most `IDENTIFIER_BYTES_MAX` bytes. Two texts
 * have one value only by what is named here, and no kind is ever read by a provider's rules: those
 * make evidence (providerKey.ts), never one identifier.
 *
 * For finding somebody. What is new goes through `normaliseNewIdentifier`.
 */
export function normaliseIdentifier(kind: string, raw: string): IdentifierNormalisation {
  if (!isKindName(kind)) {
    return refused("KIND_MALFORMED");
  }
  if (raw.length > IDENTIFIER_RAW_LENGTH_MAX) {
    return refused("TOO_LONG");
  }
  if (!raw.isWellFormed() || raw.includes("\u0000")) {
    return refused("TEXT_NOT_ALLOWED");
  }
  if (foldsIntoAscii(raw, kind === "email" ? (one) => one.toLowerCase() : (one) => one)) {
    return refused("TEXT_NOT_ALLOWED");
  }
  const value = spellingOf(kind, raw.trim());
  if (typeof value !== "string") {
    return value;
  }
  if (value === "") {
    return refused("EMPTY");
  }
  return Buffer.byteLength(value) > IDENTIFIER_BYTES_MAX
    ? refused("TOO_LONG")
    : { ok: true, value };
}

/**
 * As `normaliseIdentifier`, for one that is given to somebody: all of it must be plain to see
 * (seen.ts). Identifiers stored before this was asked go on being found.
 */
export function normaliseNewIdentifier(kind: string, raw: string): IdentifierNormalisation {
  const normalised = normaliseIdentifier(kind, raw);
  return normalised.ok && !isPlainToSee(normalised.value)
    ? refused("TEXT_NOT_ALLOWED")
    : normalised;
}

function refused(reason: IdentifierRefusalReason): IdentifierNormalisation & { ok: false } {
  return { ok: false, reason };
}

function spellingOf(
  kind: string,
  text: string,
): string | (IdentifierNormalisation & { ok: false }) {
  switch (kind) {
    case "email":
      return emailOf(text) ?? refused(text === "" ? "EMPTY" : "EMAIL_MALFORMED");
    case "phone":
      return phoneOf(text) ?? refused(text === "" ? "EMPTY" : "PHONE_MALFORMED");
    case "loyalty":
    case "card":
      return /^[0-9A-Za-z]*$/.test(text)
        ? text
        : text.replaceAll(/[\s\p{Pd}]/gu, "").normalize("NFC");
    default:
      return text.normalize("NFC");
  }
}

function emailOf(text: string): string | null {
  // NFC last: lower-casing can take letters apart.
  const email = text.toLowerCase().normalize("NFC");
  const at = email.indexOf("@");
  const isWhole = at > 0 && at < email.length - 1 && at === email.lastIndexOf("@");
  return isWhole && !/\s/u.test(email) ? email : null;
}

/** What stands before an extension, and its digits. */
const EXTENSION = /(?:;ext=|\bext(?:ension|n)?\b[.:]?|(?<=[\d\s)])x|#)\s*(\d{1,7})$/i;

function phoneOf(text: string): string | null {
  const plain = FULL_WIDTH.test(text) ? text.replaceAll(FULL_WIDTHS, toAscii) : text;
  const extension = EXTENSION.exec(plain);
  if (extension === null) {
    return numberOf(plain);
  }
  const number = numberOf(plain.slice(0, extension.index).trim());
  return number === null ? null : `${number};ext=${extension[1]}`;
}

/** The forms of ASCII that are as wide as an ideograph: what keyboards of East Asia give. */
const FULL_WIDTH = /[\uff01-\uff5e]/;
const FULL_WIDTHS = /[\uff01-\uff5e]/g;

function toAscii(character: string): string {
  return character.normalize("NFKC");
}

function numberOf(text: string): string | null {
  const withoutTrunkZero = undecorated(text.replace("(0)", ""));
  const isInternational = withoutTrunkZero.startsWith("+") || withoutTrunkZero.startsWith("00");
  if (!isInternational) {
    const digits = undecorated(text);
    // "0(0)1..." would be read as international the next time.
    return isNumber(digits) && !digits.startsWith("00") ? digits : null;
  }
  const digits = withoutTrunkZero.slice(withoutTrunkZero.startsWith("+") ? 1 : 2);
  // No country's prefix starts with 0.
  return isNumber(digits) && !digits.startsWith("0") ? `+${digits}` : null;
}

/**
 * Without what people write between digits; the common case has nothing there and costs one look.
 */
function undecorated(text: string): string {
  return /^[+]?[0-9]*$/.test(text) ? text : text.replaceAll(/[\s\p{Pd}()[\]./]/gu, "");
}

function isNumber(digits: string): boolean {
  return (
    digits.length >= PHONE_DIGITS_MIN &&
    digits.length <= PHONE_DIGITS_MAX &&
    /^[0-9]+$/.test(digits)
  );
}
