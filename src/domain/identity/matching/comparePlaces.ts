import type { PreparedAddress } from "./address.ts";
import type { PreparedBirth } from "./birthDate.ts";
import { PHONE_TAIL_DIGITS, type PreparedEmail } from "./contact.ts";
import { likeness, typosBetween } from "./distance.ts";
import type { MatchLevel } from "./levels.ts";

/** Shares of the letters that may be mistyped. */
const TYPOS_SHARE = 0.15;
const SIMILAR_SHARE = 0.4;
const SIMILAR_LIKENESS = 0.88;
/** Letters from which the same mailbox at another provider says something. */
const MAILBOX_LETTERS_MIN = 4;
/** Letters mistyped in an address; mailboxes of namesakes differ in no more than a number. */
const EMAIL_TYPOS_MAX = 2;
const STREET_WORDS_SAME = 0.75;
const STREET_WORDS_ALIKE = 0.4;

/** How alike two dates of birth are; null when either is missing. */
export function compareBirth(a: PreparedBirth | null, b: PreparedBirth | null): MatchLevel | null {
  if (a === null || b === null) {
    return null;
  }
  const isYear = sameYear(a, b);
  const isMonth = a.month === b.month;
  const isDay = a.day === b.day;
  if (isYear && (isMonth || a.month * b.month === 0) && (isDay || a.day * b.day === 0)) {
    return isMonth && isDay ? "EXACT" : "TWO_PARTS";
  }
  if (isYear && a.month === b.day && a.day === b.month) {
    return a.isEither || b.isEither ? "EXACT" : "DAY_MONTH_SWAPPED";
  }
  const typos = birthTypos(a, b);
  if (typos === 1) {
    return "TYPO";
  }
  const parts = Number(isYear) + Number(isMonth) + Number(isDay);
  if (parts === 2) {
    return "TWO_PARTS";
  }
  if (typos === 2) {
    return "TWO_TYPOS";
  }
  return isYear ? "YEAR" : "DIFFERENT";
}

function sameYear(a: PreparedBirth, b: PreparedBirth): boolean {
  return a.isShortYear || b.isShortYear ? a.year % 100 === b.year % 100 : a.year === b.year;
}

function birthTypos(a: PreparedBirth, b: PreparedBirth): number {
  return a.isShortYear || b.isShortYear
    ? typosBetween(a.digits.slice(2), b.digits.slice(2))
    : typosBetween(a.digits, b.digits);
}

/** How alike two e-mail addresses are; a mailbox of a place says nothing of a person. */
export function compareEmail(a: PreparedEmail | null, b: PreparedEmail | null): MatchLevel | null {
  if (a === null || b === null || a.isShared || b.isShared) {
    return null;
  }
  if (a.whole === b.whole) {
    return "EXACT";
  }
  const typos = typosBetween(a.whole, b.whole);
  // Who has another's name takes another number to it: two digits are no slip of the finger.
  const areNumbered = typos > 1 && withoutDigits(a.whole) === withoutDigits(b.whole);
  if (typos <= EMAIL_TYPOS_MAX && !areNumbered) {
    return "TYPO";
  }
  const share = typos / Math.max(a.whole.length, b.whole.length);
  if (a.local === b.local && a.local.length >= MAILBOX_LETTERS_MIN) {
    return "SAME_MAILBOX";
  }
  return share <= SIMILAR_SHARE ? "SIMILAR" : "DIFFERENT";
}

function withoutDigits(text: string): string {
  return text.replaceAll(/[0-9]/g, "");
}

/** Whether two numbers are one, with or without their prefix. */
export function comparePhone(a: string | null, b: string | null): MatchLevel | null {
  if (a === null || b === null) {
    return null;
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === long || (short.length >= PHONE_TAIL_DIGITS && long.endsWith(short))) {
    return "EXACT";
  }
  return typosBetween(short, long.slice(-short.length)) === 1 ? "TYPO" : "DIFFERENT";
}

/** How alike two addresses are by their numbers and words. */
export function compareAddress(
  a: PreparedAddress | null,
  b: PreparedAddress | null,
): MatchLevel | null {
  if (a === null || b === null) {
    return null;
  }
  const words = wordsShared(a, b);
  if (a.numbers.length === 0 || b.numbers.length === 0) {
    return words >= STREET_WORDS_SAME ? "STREET_ONLY" : "DIFFERENT";
  }
  const isNumber = a.numbers.some((number) => b.numbers.includes(number));
  if (isNumber) {
    return words >= STREET_WORDS_SAME
      ? "EXACT"
      : words >= STREET_WORDS_ALIKE
        ? "SIMILAR"
        : "NUMBER_ONLY";
  }
  if (words < STREET_WORDS_SAME) {
    return "DIFFERENT";
  }
  return a.words.length > 0 && b.words.length > 0 ? "OTHER_NUMBER" : "DIFFERENT";
}

/** Of the shorter address, the share of its letters in words that the other has too. */
function wordsShared(a: PreparedAddress, b: PreparedAddress): number {
  const [short, long] = a.text.length < b.text.length ? [a, b] : [b, a];
  if (short.text === "") {
    return 0;
  }
  let shared = 0;
  for (const word of short.words) {
    if (long.words.some((other) => isSameWord(word, other))) {
      shared += word.length;
    }
  }
  const byWords = shared / short.text.length;
  if (byWords >= STREET_WORDS_SAME) {
    return byWords;
  }
  const typos = typosBetween(short.text, long.text) / long.text.length;
  return Math.max(byWords, typos <= 0.25 ? STREET_WORDS_SAME : 1 - 1.5 * typos);
}

function isSameWord(a: string, b: string): boolean {
  return a === b || (a.length >= 4 && b.length >= 4 && typosBetween(a, b) === 1);
}

/** How alike two words or names of places are. */
export function comparePlace(a: string | null, b: string | null): MatchLevel | null {
  if (a === null || b === null) {
    return null;
  }
  if (a === b) {
    return "EXACT";
  }
  const length = Math.max(a.length, b.length);
  const typos = typosBetween(a, b);
  if (length >= 4 && (typos === 1 || typos / length <= TYPOS_SHARE)) {
    return "TYPO";
  }
  const isSimilar = typos / length <= SIMILAR_SHARE || likeness(a, b) >= SIMILAR_LIKENESS;
  return length >= 4 && isSimilar ? "SIMILAR" : "DIFFERENT";
}

/** How alike two codes are: postcodes, numbers of an authority. */
export function compareCode(
  a: string | null,
  b: string | null,
): "EXACT" | "TYPO" | "TWO_TYPOS" | "DIFFERENT" | null {
  if (a === null || b === null) {
    return null;
  }
  const typos = typosBetween(a, b);
  if (typos <= 1) {
    return typos === 0 ? "EXACT" : "TYPO";
  }
  return typos === 2 && Math.min(a.length, b.length) >= 7 ? "TWO_TYPOS" : "DIFFERENT";
}
