import { compareFields, termOf } from "./compare.ts";
import { conflictOf } from "./conflict.ts";
import {
  FIELD_INDEX,
  FIELD_LEVELS,
  levelIndex,
  MATCH_FIELDS,
  type MatchField,
  type MatchLevel,
} from "./levels.ts";
import { type Frequencies, isNearbyField, type MatchModel, TERM_FIELDS } from "./model.ts";
import type { PreparedFields } from "./record.ts";

export interface FieldEvidence {
  readonly field: MatchField;
  readonly level: MatchLevel;
  /** Bits for (positive) or against one person. */
  readonly weight: number;
}

export interface PairScore {
  /** log2 of the odds that both are one person, the prior included. */
  readonly weight: number;
  /** Fields that both have, in the order of `MATCH_FIELDS`. */
  readonly evidence: readonly FieldEvidence[];
  /** Something says that these are two people, however alike the rest is. */
  readonly conflict: boolean;
  /** A number that one person alone has is the same: stronger than what only looks like two. */
  readonly proof: boolean;
}

/** How near two live: one postcode, one area, elsewhere, or not known. */
export type Nearness = "postcode" | "area" | "elsewhere" | null;

/** Of what another street or city says against, what is left where the postcode is another. */
const MOVED_SHARE = 0.5;
const POSTCODE = FIELD_INDEX.postcode;

export function nearnessOf(levels: Int8Array, from = 0): Nearness {
  const at = levels[from + POSTCODE] ?? -1;
  if (at === levelIndex("postcode", "AREA")) {
    return "area";
  }
  if (at < 0) {
    return null;
  }
  return at < levelIndex("postcode", "AREA") ? "postcode" : "elsewhere";
}

/** The weight of a level, before the frequency of the value. */
export function weightAt(
  compiled: CompiledModel,
  near: Nearness,
  index: number,
  at: number,
): number {
  const nearby = compiled.nearby[index] ?? null;
  const weight = compiled.weights[index]?.[at] ?? 0;
  if (nearby === null || near === null) {
    return weight;
  }
  if (near !== "elsewhere") {
    return nearby[near][at] ?? 0;
  }
  // Who moved has another city and street too: the postcode has said half of it.
  return weight < 0 ? weight * MOVED_SHARE : weight;
}

/** Whether the frequency of a value counts: not of a place's where the place is already known. */
export function isCounted(field: MatchField, near: Nearness): boolean {
  return near === null || near === "elsewhere" || !isNearbyField(field);
}

/**
 * By how many bits what others have, too, stays short of merging: namesakes, and records of which
 * nothing says who of a household it is, are for somebody to look at.
 */
const NOT_OWN_SHORT = 1;

function isOfName({ field }: FieldEvidence): boolean {
  return /^(?:given|surname|middle|nameOrder|organisation)$/.test(field);
}

/** What all of a household have, and e-mail addresses that are made of one surname. */
function isOfHousehold({ field, level }: FieldEvidence): boolean {
  return (
    /^(?:surname|nameOrder|phone|address|line2|postcode|city|region)$/.test(field) ||
    (field === "email" && level === "SIMILAR")
  );
}

/**
 * Whether two of one home, of one of whom there is no first name, may as well be two of them: with
 * a mailbox each, as twins have, who share the birthday too; or born on days that have nothing in
 * common, with the family's mailbox.
 */
function mayBeTwoOfHome(evidence: readonly FieldEvidence[]): boolean {
  const levelOf = new Map(evidence.map(({ field, level }) => [field, level]));
  const isHome = levelOf.get("address") === "EXACT" || levelOf.get("phone") === "EXACT";
  const number = levelOf.get("number");
  const isNamed = levelOf.has("given") || number === "EXACT" || number === "TYPO";
  const email = levelOf.get("email");
  const isApart =
    email === "SIMILAR" || email === "DIFFERENT" || levelOf.get("birth") === "DIFFERENT";
  return isHome && !isNamed && isApart;
}

/** Whether all that speaks for one person is what others have, too. */
function isNobodysOwn(evidence: readonly FieldEvidence[]): boolean {
  const speaking = evidence.filter(({ weight }) => weight > 0);
  return speaking.every(isOfName) || speaking.every(isOfHousehold) || mayBeTwoOfHome(evidence);
}

/** Weights that frequency may add or take, bits. */
const TERM_WEIGHT_MAX = 10;

/**
 * How likely two records are of one person (Fellegi and Sunter 1969, frequencies by Winkler 2000):
 * the sum over fields of log2(m/u) of the level at which they agree, more for seldom values.
 *
 * Symmetric. A field that either lacks says nothing.
 */
export function scorePair(a: PreparedFields, b: PreparedFields, model: MatchModel): PairScore {
  const compiled = compiledOf(model);
  const levels = compareFields(a, b, compiled.wordWeight);
  const evidence: FieldEvidence[] = [];
  let weight = model.prior;
  const near = nearnessOf(levels);
  for (const [index, field] of MATCH_FIELDS.entries()) {
    const at = levels[index] ?? -1;
    const level = FIELD_LEVELS[field][at] as MatchLevel | undefined;
    if (level !== undefined) {
      const bits =
        weightAt(compiled, near, index, at) +
        (isCounted(field, near)
          ? termWeight(field, at, a, b, compiled.frequencies[index], compiled.frequencies[0])
          : 0);
      weight += bits;
      evidence.push({ field, level, weight: bits });
    }
  }
  const most = model.thresholds.merge - NOT_OWN_SHORT;
  return {
    weight: weight > most && isNobodysOwn(evidence) ? most : weight,
    evidence,
    conflict: conflictOf(a, b, levels, model.tells),
    proof: evidence.some(({ field, level }) => field === "number" && level === "EXACT"),
  };
}

/** Bits more than the level's own, for values that are seldom; fewer for common ones. */
export function termWeight(
  field: MatchField,
  at: number,
  a: PreparedFields,
  b: PreparedFields,
  frequencies: Frequencies | null | undefined,
  given: Frequencies | null | undefined,
): number {
  if (frequencies === null || frequencies === undefined) {
    return 0;
  }
  const share = TERM_SHARES[FIELD_LEVELS[field][at] ?? ""] ?? 0;
  if (share === 0) {
    return 0;
  }
  const frequency = Math.max(
    frequencyOf(frequencies, termOf(field, a)),
    frequencyOf(frequencies, termOf(field, b)),
    field === "surname" ? commonAsGiven(a, b, given) : 0,
  );
  const bits = share * Math.log2(frequencies.mean / frequency);
  return Math.max(-TERM_WEIGHT_MAX, Math.min(TERM_WEIGHT_MAX, bits));
}

/** Of a surname that the other record has as a first name: how common it is as one. */
function commonAsGiven(
  a: PreparedFields,
  b: PreparedFields,
  given: Frequencies | null | undefined,
): number {
  if (given === null || given === undefined) {
    return 0;
  }
  const shared =
    a.surname?.text === b.given?.text
      ? a.surname?.text
      : a.given?.text === b.surname?.text
        ? a.given?.text
        : undefined;
  return shared === undefined ? 0 : frequencyOf(given, shared);
}

/** How much of the frequency counts at a level: of what is only alike, less is sure. */
const TERM_SHARES: Readonly<Partial<Record<string, number>>> = {
  EXACT: 1,
  NICKNAME: 0.5,
  PART: 0.7,
  TYPO: 0.7,
  SIMILAR: 0.5,
  WORDS_MOST: 0.7,
  WORDS_MANY: 0.5,
};

export function frequencyOf(frequencies: Frequencies, term: string | null): number {
  return term !== null && Object.hasOwn(frequencies.top, term)
    ? (frequencies.top[term] ?? frequencies.rest)
    : frequencies.rest;
}

export interface CompiledModel {
  readonly weights: readonly (readonly number[])[];
  readonly nearby: readonly ({
    readonly postcode: readonly number[];
    readonly area: readonly number[];
  } | null)[];
  readonly frequencies: readonly (Frequencies | null)[];
  readonly wordWeight: (word: string) => number;
}

function weightsOf(m: readonly number[], u: readonly number[]): number[] {
  return m.map((ofOne, at) => Math.log2(ofOne / (u[at] ?? 1)));
}

const compiledModels = new WeakMap<MatchModel, CompiledModel>();

export function compiledOf(model: MatchModel): CompiledModel {
  const known = compiledModels.get(model);
  if (known !== undefined) {
    return known;
  }
  const compiled: CompiledModel = {
    weights: MATCH_FIELDS.map((field) => weightsOf(model.fields[field].m, model.fields[field].u)),
    nearby: MATCH_FIELDS.map((field) => {
      const { m, nearby } = model.fields[field];
      return nearby === undefined
        ? null
        : { postcode: weightsOf(m, nearby.postcode), area: weightsOf(m, nearby.area) };
    }),
    frequencies: MATCH_FIELDS.map((field) =>
      (TERM_FIELDS as readonly string[]).includes(field)
        ? (model.frequencies[field] ?? null)
        : null,
    ),
    wordWeight: (word) => -Math.log2(frequencyOf(model.words, word)),
  };
  compiledModels.set(model, compiled);
  return compiled;
}
