import { wordsOf } from "./letters.ts";

export interface PreparedAddress {
  /** Numbers as written, the house's first. */
  readonly numbers: readonly string[];
  /** Words without those that every street has. */
  readonly words: readonly string[];
  /** Words in one: "pridham street" and "pridhamstreet". */
  readonly text: string;
}

interface RawAddress {
  readonly number: string | null;
  readonly street: string | null;
  readonly whole: string | null;
  readonly postcode: string | null;
}

/** Words of an address that are looked at. */
const WORDS_MAX = 16;

/** One spelling of the words that streets end or begin with; they tell few streets apart. */
const STREET_WORDS = new Set(
  "st street str strasse ave av avenue rd road blvd boulevard dr drive ln lane ct court pl place cres crescent cct circuit ter terrace hwy highway pkwy parkway sq square way close cl rue calle via weg platz gasse apt unit flat suite ste floor no po box".split(
    " ",
  ),
);
const DIRECTIONS: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
};

/** House number, street and postcode, from their own fields or out of the whole line. */
export function prepareAddress(raw: RawAddress): {
  readonly address: PreparedAddress | null;
  readonly postcode: string | null;
} {
  const line = raw.street ?? raw.whole;
  const all = wordsOf(line ?? "");
  let postcode = prepareCode(raw.postcode);
  if (postcode === null && raw.street === null) {
    const at = all.findLastIndex((word, index) => index > 0 && /^\d{5,6}$/.test(word));
    postcode = at === -1 ? null : (all[at] ?? null);
    if (at !== -1) {
      all.splice(at, 1);
    }
  }
  const numbers = wordsOf(raw.number ?? "");
  const words: string[] = [];
  for (const word of all.slice(0, WORDS_MAX)) {
    if (/^\d/.test(word)) {
      numbers.push(word);
    } else if (!STREET_WORDS.has(word)) {
      words.push(DIRECTIONS[word] ?? word.replace(/(?<=.{3})(?:strasse|str)$/, ""));
    }
  }
  const isNothing = numbers.length === 0 && words.length === 0;
  return { address: isNothing ? null : { numbers, words, text: words.join("") }, postcode };
}

/** Words of a place or of a word that is one of few; null without any. */
export function preparePlace(text: string | null): string | null {
  const words = wordsOf(text ?? "").join(" ");
  return words === "" ? null : words;
}

/** Letters and digits of a number or code, nothing between them; null without any. */
export function prepareCode(text: string | null): string | null {
  const code = wordsOf(text ?? "").join("");
  return code === "" || /^0+$/.test(code) ? null : code;
}
