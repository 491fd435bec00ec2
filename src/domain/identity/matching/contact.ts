import { wordsOf } from "./letters.ts";

export interface PreparedEmail {
  readonly whole: string;
  readonly local: string;
  readonly domain: string;
  /** info@, office@: of a place, not of a person. */
  readonly isShared: boolean;
}

/** Digits of a phone number by which it is the same number with or without its prefix. */
export const PHONE_TAIL_DIGITS = 7;

const SHARED_MAILBOXES = new Set(
  "info office sales contact admin service support mail hello post team kontakt buero empfang noreply webmaster billing accounts shop store reception enquiries kundenservice accueil ventas".split(
    " ",
  ),
);

/** The address inside `text` ("Jay <jay@example.com>"), lower case; null without an @. */
export function prepareEmail(text: string | null): PreparedEmail | null {
  const found = /[^\s<>"]+@[^\s<>"]*/.exec(text ?? "")?.[0].toLowerCase();
  if (found === undefined) {
    // Mistyped without its @, an address is still alike to the right one.
    const bare = text?.toLowerCase().replaceAll(/[\s<>"]/g, "") ?? "";
    return bare.length < 6 ? null : { whole: bare, local: bare, domain: "", isShared: false };
  }
  const at = found.indexOf("@");
  const local = found.slice(0, at);
  const isShared = SHARED_MAILBOXES.has(wordsOf(local)[0] ?? "");
  return { whole: found, local, domain: found.slice(at + 1), isShared };
}

/** The digits of a number without prefix zeros; null with fewer than seven, or all the same. */
export function preparePhone(text: string | null): string | null {
  const digits = (text ?? "")
    .replace(/\b(?:x|ext)\.?\s*\d+\s*$/i, "")
    .replaceAll(/\D/g, "")
    .replace(/^0+/, "");
  return digits.length < PHONE_TAIL_DIGITS || /^(\d)\1*$/.test(digits) ? null : digits;
}
