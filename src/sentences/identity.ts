import type { FieldEvidence } from "../domain/identity/matching/scorePair.ts";
import type { CandidateEvidence } from "../identity/candidates.ts";

/** Why two customers may be one, and what was decided, in words; no value is shown. */

/** What is compared, for people. */
const FIELDS: Readonly<Record<FieldEvidence["field"], string>> = {
  given: "first name",
  surname: "surname",
  nameOrder: "order of the names",
  middle: "middle name",
  organisation: "organisation",
  employer: "employer",
  birth: "date of birth",
  email: "email address",
  phone: "telephone number",
  address: "street and number",
  line2: "second line of the address",
  postcode: "postcode",
  city: "town",
  region: "region",
  birthPlace: "place of birth",
  occupation: "occupation",
  gender: "gender",
  number: "number",
};

const LEVELS: Readonly<Record<FieldEvidence["level"], string>> = {
  EXACT: "the same",
  SAME: "the same",
  NICKNAME: "a short form of the other",
  PART: "a part of the other",
  TYPO: "one slip apart",
  TWO_TYPOS: "two slips apart",
  SIMILAR: "alike",
  INITIAL: "the same initial",
  DIFFERENT: "different",
  SWAPPED: "the other way round",
  WORDS_MOST: "the same in most words",
  WORDS_MANY: "the same in many words",
  WORDS_SOME: "the same in some words",
  DAY_MONTH_SWAPPED: "the same with day and month swapped",
  TWO_PARTS: "the same in two parts of three",
  YEAR: "the same in the year alone",
  SAME_MAILBOX: "the same before the @",
  STREET_ONLY: "the same street",
  OTHER_NUMBER: "the same street with another number",
  NUMBER_ONLY: "the same number alone",
  AREA: "the same in the area",
};

/** A field that was compared: what it says, and how much. */
function tellField({ field, level, weight }: FieldEvidence): string {
  const name = FIELDS[field] ?? field;
  const likeness = LEVELS[level] ?? level;
  const speaks = weight >= 0 ? "speaks for one person" : "speaks against it";
  const times = Math.round(2 ** Math.abs(weight));
  return `${capitalised(name)}: ${likeness}; ${speaks}, ${times} to 1.`;
}

/** Why a shared identifier does not make its leaves one. */
const REFUSED: Readonly<Record<string, string>> = {
  PENDING: "it has not been decided yet",
  UNVERIFIED: "it was typed, and not proven on both sides",
  LIMIT_OF_VALUE: "it connects more people than one value may",
  LIMIT_OF_CUSTOMER: "the customer would have more of its kind than set-up allows",
  BLOCKED_VALUE: "the value names nobody",
  KIND_DOES_NOT_MERGE: "its kind makes nobody one",
  DISTINCT: "somebody has said that they are two",
};

/** Two who showed one identifier. */
function tellShown(kind: string | null, refused: string | null): string {
  const what = `Both showed the same ${kind ?? "identifier"}`;
  return refused === null
    ? `${what}, proven on both sides.`
    : `${what}, but ${REFUSED[refused] ?? refused}.`;
}

/** Records that say what one person cannot be. */
const CONFLICT_SENTENCE = "What they say of themselves cannot be true of one person.";

export const SAID_SENTENCE = "Somebody said that they are one person.";

/** Why two may be one, a sentence for each thing. */
export function tellEvidence({ shown, fields, conflict }: CandidateEvidence): readonly string[] {
  return [
    ...shown.map(({ kind, refused }) => tellShown(kind, refused)),
    ...fields.map(tellField),
    ...(conflict ? [CONFLICT_SENTENCE] : []),
  ];
}

const DECIDED = {
  MERGED: "Another customer was found to be this person, and went under this one.",
  UNMERGED: "Two who were one customer were parted again.",
  SPLIT: "Two people shared a record; the other one is a customer of their own now.",
  DISTINCT: "It was said that this and another customer are two people.",
  UNDISTINCT: "It was left open again whether this and another customer are one person.",
} as const;

/** A decision about who is who. */
export function tellDecision(kind: keyof typeof DECIDED): string {
  return DECIDED[kind];
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
