import { isHan, soundOf, wordsOf } from "./letters.ts";
import { nicknameGroupsOf } from "./nicknames.ts";

/** A name of one or more words, ready to be compared. */
export interface PreparedName {
  /** All words in one: "mary ann" and "maryann" are the same. */
  readonly text: string;
  readonly words: readonly string[];
  readonly sounds: readonly string[];
  readonly sound: string;
  /** By word: the groups of names that people use for each other (nicknames.ts). */
  readonly groups: readonly (readonly number[])[];
}

/** A name of an organisation: its words without what every organisation is called. */
export interface PreparedWords {
  readonly text: string;
  readonly words: readonly string[];
}

export interface PreparedNames {
  readonly given: PreparedName | null;
  readonly middle: PreparedName | null;
  readonly surname: PreparedName | null;
  readonly generation: string | null;
}

interface RawNames {
  readonly given: string | null;
  readonly middle: string | null;
  readonly surname: string | null;
  readonly full: string | null;
  readonly generation: string | null;
}

/** Words of a name that are looked at. */
const WORDS_MAX = 8;

/** Said before a name; they tell nobody apart. */
const TITLES = new Set(
  "mr mrs ms miss mister dr prof professor sir lady dame lord rev reverend herr frau senor senora sr-a mme mlle monsieur madame hon baronet bt baron baroness earl viscount marquess duke count countess esq".split(
    " ",
  ),
);
/** Between given name and surname, or part of it. */
const PARTICLES = new Set("of the and".split(" "));
const GENERATIONS = new Map(
  Object.entries({
    jr: "2",
    jnr: "2",
    junior: "2",
    ii: "2",
    "2nd": "2",
    sr: "1",
    snr: "1",
    senior: "1",
    iii: "3",
    "3rd": "3",
    iv: "4",
    "4th": "4",
  }),
);
/** What organisations are called that says little of which one it is. */
const COMMON_WORDS = new Set(
  "the of and for in at a inc llc ltd limited corp corporation co company gmbh ag kg plc sa srl".split(
    " ",
  ),
);

/** Given name, middle names, surname and generation, from parts or from the whole name. */
export function prepareNames(raw: RawNames): PreparedNames {
  const parts = raw.given === null && raw.surname === null ? partsOf(raw.full) : partsOfRaw(raw);
  let generation = generationOf(raw.generation);
  const take = (words: readonly string[], isLast: boolean) => {
    const kept: string[] = [];
    for (const [index, word] of words.entries()) {
      const found = index > 0 && isLast ? GENERATIONS.get(word) : undefined;
      if (found !== undefined) {
        generation ??= found;
      } else if (!PARTICLES.has(word)) {
        kept.push(word);
      }
    }
    return nameOf(kept.length === 0 ? words : kept);
  };
  const given = take(parts.given, false);
  const middle = take(parts.middle, true);
  const surname = take(parts.surname, true);
  return { given, middle, surname, generation };
}

/** Words of an organisation's name; null without any. */
export function prepareWords(text: string | null): PreparedWords | null {
  if (text === null) {
    return null;
  }
  const all = wordsOf(text);
  const kept = all.filter((word) => !COMMON_WORDS.has(word));
  const words = [...new Set(kept.length === 0 ? all : kept)];
  return words.length === 0 ? null : { text: words.join(" "), words };
}

interface NameParts {
  readonly given: readonly string[];
  readonly middle: readonly string[];
  readonly surname: readonly string[];
}

function partsOfRaw(raw: RawNames): NameParts {
  const given = withoutTitles(wordsOf(raw.given ?? ""));
  return {
    given,
    middle: wordsOf(raw.middle ?? ""),
    surname: wordsOf(raw.surname ?? ""),
  };
}

function partsOf(full: string | null): NameParts {
  if (full === null) {
    return { given: [], middle: [], surname: [] };
  }
  const comma = full.indexOf(",");
  if (comma > 0 && wordsOf(full.slice(0, comma)).length === 1) {
    const [given = "", ...middle] = withoutTitles(wordsOf(full.slice(comma + 1)));
    const surname = wordsOf(full.slice(0, comma));
    return given === "" ? { given: [], middle: [], surname } : { given: [given], middle, surname };
  }
  const words = withoutTitles(wordsOf(full));
  if (isHan(full)) {
    return { given: words.slice(1), middle: [], surname: words.slice(0, 1) };
  }
  const last = words.findLastIndex((word) => !GENERATIONS.has(word));
  if (last <= 0) {
    return { given: [], middle: [], surname: words };
  }
  return {
    given: words.slice(0, 1),
    middle: words.slice(1, last),
    surname: words.slice(last),
  };
}

function withoutTitles(words: readonly string[]): readonly string[] {
  const kept = words.filter((word) => !TITLES.has(word));
  return kept.length === 0 ? words : kept;
}

function generationOf(text: string | null): string | null {
  const word = wordsOf(text ?? "").at(-1);
  return word === undefined ? null : (GENERATIONS.get(word) ?? null);
}

function nameOf(all: readonly string[]): PreparedName | null {
  const words = all.slice(0, WORDS_MAX);
  if (words.length === 0) {
    return null;
  }
  const sounds = words.map(soundOf);
  return {
    text: words.join(""),
    words,
    sounds,
    sound: sounds.join(""),
    groups: words.map(nicknameGroupsOf),
  };
}
