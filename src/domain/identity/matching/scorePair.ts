import { compareFields, termOf } from "./compare.ts";
import { conflictOf } from "./conflict.ts";
import { FIELD_LEVELS, MATCH_FIELDS, type MatchField, type MatchLevel } from "./levels.ts";
import { type Frequencies, type MatchModel, TERM_FIELDS } from "./model.ts";
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

/** By how many bits a name alone stays short of merging: namesakes are for somebody to look at. */
const NAME_ALONE_SHORT = 1;

function isOfName(field: MatchField): boolean {
  return /^(?:given|surname|middle|nameOrder|organisation)$/.test(field);
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
  for (const [index, field] of MATCH_FIELDS.entries()) {
    const at = levels[index] ?? -1;
    const level = FIELD_LEVELS[field][at] as MatchLevel | undefined;
    if (level !== undefined) {
      const bits =
        (compiled.weights[index]?.[at] ?? 0) +
        termWeight(field, at, a, b, compiled.frequencies[index]);
      weight += bits;
      evidence.push({ field, level, weight: bits });
    }
  }
  const isNameAlone = evidence.every(({ field, weight: bits }) => bits <= 0 || isOfName(field));
  return {
    weight: isNameAlone ? Math.min(weight, model.thresholds.merge - NAME_ALONE_SHORT) : weight,
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
  );
  const bits = share * Math.log2(frequencies.mean / frequency);
  return Math.max(-TERM_WEIGHT_MAX, Math.min(TERM_WEIGHT_MAX, bits));
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

interface CompiledModel {
  readonly weights: readonly (readonly number[])[];
  readonly frequencies: readonly (Frequencies | null)[];
  readonly wordWeight: (word: string) => number;
}

const compiledModels = new WeakMap<MatchModel, CompiledModel>();

export function compiledOf(model: MatchModel): CompiledModel {
  const known = compiledModels.get(model);
  if (known !== undefined) {
    return known;
  }
  const compiled: CompiledModel = {
    weights: MATCH_FIELDS.map((field) => {
      const { m, u } = model.fields[field];
      return m.map((ofOne, at) => Math.log2(ofOne / (u[at] ?? 1)));
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
