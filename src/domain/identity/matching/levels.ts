/**
 * What is compared, and how alike two values of it can be, the most alike first. A level has its
 * place in a model by these names; a field that either side lacks has none.
 */
export const FIELD_LEVELS = {
  given: ["EXACT", "NICKNAME", "PART", "TYPO", "SIMILAR", "INITIAL", "DIFFERENT"],
  surname: ["EXACT", "PART", "TYPO", "SIMILAR", "INITIAL", "DIFFERENT"],
  nameOrder: ["SAME", "SWAPPED"],
  middle: ["EXACT", "SIMILAR", "DIFFERENT"],
  organisation: ["EXACT", "WORDS_MOST", "WORDS_MANY", "WORDS_SOME", "DIFFERENT"],
  employer: ["EXACT", "WORDS_MOST", "WORDS_MANY", "WORDS_SOME", "DIFFERENT"],
  birth: ["EXACT", "DAY_MONTH_SWAPPED", "TYPO", "TWO_PARTS", "TWO_TYPOS", "YEAR", "DIFFERENT"],
  email: ["EXACT", "TYPO", "SAME_MAILBOX", "SIMILAR", "DIFFERENT"],
  phone: ["EXACT", "TYPO", "DIFFERENT"],
  address: ["EXACT", "SIMILAR", "STREET_ONLY", "OTHER_NUMBER", "NUMBER_ONLY", "DIFFERENT"],
  line2: ["EXACT", "TYPO", "SIMILAR", "DIFFERENT"],
  postcode: ["EXACT", "TYPO", "AREA", "DIFFERENT"],
  city: ["EXACT", "TYPO", "SIMILAR", "DIFFERENT"],
  region: ["EXACT", "TYPO", "DIFFERENT"],
  birthPlace: ["EXACT", "TYPO", "SIMILAR", "DIFFERENT"],
  occupation: ["EXACT", "SIMILAR", "DIFFERENT"],
  gender: ["EXACT", "DIFFERENT"],
  number: ["EXACT", "TYPO", "TWO_TYPOS", "DIFFERENT"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MatchField = keyof typeof FIELD_LEVELS;
export const MATCH_FIELDS = Object.keys(FIELD_LEVELS) as readonly MatchField[];
export type MatchLevel = (typeof FIELD_LEVELS)[MatchField][number];

/** The place of each field in `MATCH_FIELDS`. */
export const FIELD_INDEX = Object.fromEntries(
  MATCH_FIELDS.map((field, index) => [field, index]),
) as Readonly<Record<MatchField, number>>;

const LEVEL_INDEX = Object.fromEntries(
  MATCH_FIELDS.map((field) => [
    field,
    Object.fromEntries(FIELD_LEVELS[field].map((level, index) => [level, index])),
  ]),
) as Readonly<Record<MatchField, Readonly<Record<string, number>>>>;

/** The place of a level in its field; -1 where the field has no such level. */
export function levelIndex(field: MatchField, level: MatchLevel): number {
  return LEVEL_INDEX[field][level] ?? -1;
}
