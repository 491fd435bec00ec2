import { likeness, typosBetween } from "./distance.ts";
import type { MatchLevel } from "./levels.ts";
import type { PreparedName, PreparedWords } from "./personNames.ts";
import type { PreparedFields } from "./record.ts";

export type NameLevel =
  | "EXACT"
  | "NICKNAME"
  | "PART"
  | "TYPO"
  | "SIMILAR"
  | "INITIAL"
  | "DIFFERENT";

/** Rank of a level for telling which order of names fits better. */
const RANKS: Readonly<Record<NameLevel, number>> = {
  EXACT: 6,
  NICKNAME: 5,
  TYPO: 5,
  PART: 4,
  SIMILAR: 3,
  INITIAL: 2,
  DIFFERENT: 0,
};
/** Shares of the letters that may be mistyped in a name that is still alike. */
const SIMILAR_TYPOS_SHARE = 0.34;
const SIMILAR_LIKENESS = 0.92;
/** Share of mistyped letters from which likeness need not be asked. */
const HOPELESS_SHARE = 0.6;
/** Letters from which the beginning of a name may be short for it: Llew, Georg. */
const PREFIX_LETTERS_MIN = 3;
/** Share of the letters that both have, in any order, of a name that is still alike. */
const LETTERS_SHARED = 0.75;

export interface NamesCompared {
  readonly given: NameLevel | null;
  readonly surname: NameLevel | null;
  readonly isSwapped: boolean;
}

/**
 * How alike the names of two records are; given name and surname the other way round when that
 * fits better.
 */
export function compareNames(a: PreparedFields, b: PreparedFields): NamesCompared {
  const given = compareName(a.given, b.given);
  const surname = compareName(a.surname, b.surname);
  const straight = rankOf(given) + rankOf(surname);
  if (straight < RANKS.EXACT && a.given !== b.given) {
    const first = compareName(a.given, b.surname);
    const last = compareName(a.surname, b.given);
    if (rankOf(first) + rankOf(last) > straight && isSwap(first, last)) {
      return { ...swapped(first, last), isSwapped: true };
    }
  }
  return {
    given: viaMiddle(given, a.given, b.middle, b.given, a.middle),
    surname: withoutNickname(viaMiddle(surname, a.surname, b.middle, b.surname, a.middle)),
    isSwapped: false,
  };
}

/** A swap must explain both names, or the only one that both sides can compare. */
function isSwap(first: NameLevel | null, last: NameLevel | null): boolean {
  const isPair = first !== null && last !== null;
  return isPair
    ? RANKS[first] >= RANKS.SIMILAR && RANKS[last] >= RANKS.SIMILAR
    : rankOf(first) + rankOf(last) >= RANKS.TYPO;
}

/**
 * The same from either side. Nobody knows which of the two is the first name: the one with a short
 * form, else the one that fits less well, so that the surname's frequency counts where it is known.
 */
function swapped(
  first: NameLevel | null,
  last: NameLevel | null,
): Pick<NamesCompared, "given" | "surname"> {
  const isFirst = first === "NICKNAME" || (last !== "NICKNAME" && rankOf(first) < rankOf(last));
  const [given, surname] = isFirst ? [first, last] : [last, first];
  return { given, surname: withoutNickname(surname) };
}

function viaMiddle(
  level: NameLevel | null,
  a: PreparedName | null,
  bMiddle: PreparedName | null,
  b: PreparedName | null,
  aMiddle: PreparedName | null,
): NameLevel | null {
  if (level !== "DIFFERENT" || (bMiddle === null && aMiddle === null)) {
    return level;
  }
  const best = Math.max(rankOf(compareName(a, bMiddle)), rankOf(compareName(b, aMiddle)));
  return best >= RANKS.PART ? "PART" : level;
}

function withoutNickname(level: NameLevel | null): NameLevel | null {
  return level === "NICKNAME" ? "SIMILAR" : level;
}

function rankOf(level: NameLevel | null): number {
  return level === null ? 0 : RANKS[level];
}

/** How alike two names are; null when either is missing. */
export function compareName(a: PreparedName | null, b: PreparedName | null): NameLevel | null {
  if (a === null || b === null) {
    return null;
  }
  if (a.text === b.text) {
    return "EXACT";
  }
  const [short, long] = a.text.length < b.text.length ? [a.text, b.text] : [b.text, a.text];
  if (short.length === 1) {
    return long.startsWith(short) ? "INITIAL" : "DIFFERENT";
  }
  const typos = typosBetween(a.text, b.text);
  if (typos === 1 && short.length >= 3) {
    return "TYPO";
  }
  const byWords = compareWordsOfName(a, b);
  if (byWords !== null) {
    return byWords;
  }
  const share = typos / long.length;
  if (typos === 2 && long.length >= 7) {
    return "TYPO";
  }
  const isSimilar =
    share <= SIMILAR_TYPOS_SHARE ||
    (short.length >= PREFIX_LETTERS_MIN && long.startsWith(short)) ||
    (share <= HOPELESS_SHARE &&
      long.length - short.length <= 2 &&
      likeness(a.text, b.text) >= SIMILAR_LIKENESS);
  return isSimilar || soundAlike(a, b) || areLettersShared(a.text, b.text)
    ? "SIMILAR"
    : "DIFFERENT";
}

function compareWordsOfName(a: PreparedName, b: PreparedName): NameLevel | null {
  for (const [i, word] of a.words.entries()) {
    for (const [j, other] of b.words.entries()) {
      if (word === other && word.length > 1) {
        return "PART";
      }
      if (a.groups[i]?.some((group) => b.groups[j]?.includes(group))) {
        return "NICKNAME";
      }
    }
  }
  return null;
}

/** Most letters in another order, as hasty typing leaves them. */
function areLettersShared(a: string, b: string): boolean {
  const long = Math.max(a.length, b.length);
  if (long < 4 || Math.min(a.length, b.length) < LETTERS_SHARED * long) {
    return false;
  }
  let rest = b;
  let shared = 0;
  for (const letter of a) {
    if (rest.includes(letter)) {
      rest = rest.replace(letter, "");
      shared += 1;
    }
  }
  return shared / long >= LETTERS_SHARED;
}

function soundAlike(a: PreparedName, b: PreparedName): boolean {
  return a.sound.length >= 2 && a.sound === b.sound;
}

/** Shares of the words, by how seldom they are, that two names of organisations have in common. */
const WORDS_MOST = 0.85;
const WORDS_MANY = 0.6;
const WORDS_SOME = 0.3;

/**
 * How alike two names of organisations are: what they share, weighed by how seldom a word is
 * (`weightOf`, bits), of the shorter and of the longer name alike.
 */
export function compareWords(
  a: PreparedWords | null,
  b: PreparedWords | null,
  weightOf: (word: string) => number,
): MatchLevel | null {
  if (a === null || b === null) {
    return null;
  }
  if (a.text === b.text) {
    return "EXACT";
  }
  let shared = 0;
  let ofA = 0;
  let ofB = 0;
  for (const word of a.words) {
    const weight = weightOf(word);
    ofA += weight;
    if (b.words.some((other) => isSameWord(word, other))) {
      shared += weight;
    }
  }
  for (const word of b.words) {
    ofB += weightOf(word);
  }
  const share = shared / Math.max(1e-9, Math.min(ofA, ofB) * 0.7 + Math.max(ofA, ofB) * 0.3);
  if (share >= WORDS_MOST) {
    return "WORDS_MOST";
  }
  return share >= WORDS_MANY ? "WORDS_MANY" : share >= WORDS_SOME ? "WORDS_SOME" : "DIFFERENT";
}

function isSameWord(a: string, b: string): boolean {
  if (a === b) {
    return true;
  }
  return a.length >= 5 && b.length >= 5 && typosBetween(a, b) <= (a.length >= 8 ? 2 : 1);
}
