import { BLOCK_RECORDS_MAX, blocksOf } from "./blocks.ts";
import { compareFields, compareNumbers } from "./compare.ts";
import { compareNames } from "./compareNames.ts";
import { compareBirth } from "./comparePlaces.ts";
import { conflictOf } from "./conflict.ts";
import { countFrequencies, countWords } from "./frequencies.ts";
import { FIELD_LEVELS, MATCH_FIELDS, type MatchField } from "./levels.ts";
import {
  DEFAULT_MODEL,
  FITTED_THRESHOLDS,
  type FieldModel,
  isNearbyField,
  type MatchModel,
  type Tells,
} from "./model.ts";
import type { PreparedFields } from "./record.ts";
import {
  type CompiledModel,
  compiledOf,
  isCounted,
  type Nearness,
  nearnessOf,
  termWeight,
  weightAt,
} from "./scorePair.ts";

export interface FitOptions {
  /** Of the model that comes out. */
  readonly version: number;
  /** Chooses the pairs that are compared at random. */
  readonly seed: number;
}

/** Rounds of counting the frequencies of people and estimating; the second knows who is who. */
const ROUNDS = 3;
/** Steps of EM in a round; they stop when nothing moves. */
const STEPS_MAX = 30;
const STEP_MOVED_MIN = 1e-4;
/** Pairs of two people that are compared at random. */
const RANDOM_PAIRS_MAX = 125_000;
/** Candidate pairs that are weighed. */
const CANDIDATE_PAIRS_MAX = 1_500_000;
/** Of each record, those next to it by postcode that it is compared with. */
const NEIGHBOURS = 10;
/** Records that are assumed at least: of a handful, nearly every pair seems to be one person. */
const RECORDS_MIN = 250;
/** How many pairs the default model's word is worth. */
const DEFAULT_PAIRS_OF_ONE = 20;
const DEFAULT_PAIRS_OF_TWO = 2_000;
/** Weight from which two records count as one person when people are counted. */
const SAME_PERSON_WEIGHT = 3;

/**
 * Estimates a model on records alone, without knowing who is who: expectation-maximisation over
 * the pairs that share a block (of all others it takes that they are two people), with the
 * frequency of a value among people, not among records.
 *
 * Deterministic for the records in their order and the seed. Time: about 10 microseconds a pair.
 */
export function fitModel(
  records: readonly PreparedFields[],
  options: FitOptions,
  base: MatchModel = DEFAULT_MODEL,
): MatchModel {
  const alone = records.map((_, index) => index);
  const words = countWords(records, alone);
  const pairs = candidatePairs(records);
  const start: MatchModel = { ...base, words, tells: tellsOf(records, pairs) };
  const candidates = new Vectors(records, pairs, start);
  const random = new Vectors(records, randomPairs(records.length, options.seed), start);
  const nearby = new Vectors(records, nearbyPairs(records), start);
  let people: readonly number[] = alone;
  let model: MatchModel = start;
  for (let round = 0; round < ROUNDS; round += 1) {
    const frequencies = countFrequencies(records, people);
    const ofTwo = {
      u: estimateOfTwo(random, people, base, "u", null),
      postcode: estimateOfTwo(nearby, people, base, "postcode", "postcode"),
      area: estimateOfTwo(nearby, people, base, "area", "area"),
    };
    const counted = { ...model, frequencies, fields: withOfTwo(model, ofTwo) };
    candidates.weighTerms(records, counted);
    model = estimate(candidates, counted, base, records.length);
    people = peopleOf(records.length, candidates, model);
  }
  return { ...model, version: options.version, thresholds: FITTED_THRESHOLDS };
}

interface Pair {
  readonly a: number;
  readonly b: number;
}

/** Levels of pairs, compared once, and what the frequency of their values adds. */
class Vectors {
  readonly pairs: readonly Pair[];
  readonly levels: Int8Array;
  readonly terms: Float32Array;
  /** 1 where a pair is of two people for certain: families would pass for errors otherwise. */
  readonly conflicts: Uint8Array;

  constructor(records: readonly PreparedFields[], pairs: readonly Pair[], model: MatchModel) {
    const width = MATCH_FIELDS.length;
    const { wordWeight } = compiledOf(model);
    this.pairs = pairs;
    this.levels = new Int8Array(pairs.length * width);
    this.terms = new Float32Array(pairs.length);
    this.conflicts = new Uint8Array(pairs.length);
    for (const [row, pair] of pairs.entries()) {
      const a = records[pair.a];
      const b = records[pair.b];
      if (a !== undefined && b !== undefined) {
        const levels = compareFields(a, b, wordWeight);
        this.levels.set(levels, row * width);
        this.conflicts[row] = conflictOf(a, b, levels, model.tells) ? 1 : 0;
      }
    }
  }

  weighTerms(records: readonly PreparedFields[], model: MatchModel): void {
    const width = MATCH_FIELDS.length;
    const { frequencies } = compiledOf(model);
    for (const [row, pair] of this.pairs.entries()) {
      const a = records[pair.a];
      const b = records[pair.b];
      let terms = 0;
      const near = nearnessOf(this.levels, row * width);
      for (const [index, field] of MATCH_FIELDS.entries()) {
        const at = this.levels[row * width + index] ?? -1;
        if (at >= 0 && a !== undefined && b !== undefined && isCounted(field, near)) {
          terms += termWeight(field, at, a, b, frequencies[index], frequencies[0]);
        }
      }
      this.terms[row] = terms;
    }
  }

  weightOf(row: number, compiled: CompiledModel, prior: number): number {
    if (this.conflicts[row] === 1) {
      return Number.NEGATIVE_INFINITY;
    }
    const width = compiled.weights.length;
    const near = nearnessOf(this.levels, row * width);
    let weight = prior + (this.terms[row] ?? 0);
    for (let index = 0; index < width; index += 1) {
      const at = this.levels[row * width + index] ?? -1;
      weight += at < 0 ? 0 : weightAt(compiled, near, index, at);
    }
    return weight;
  }
}

type Counts = number[][];

function estimate(
  vectors: Vectors,
  start: MatchModel,
  base: MatchModel,
  records: number,
): MatchModel {
  const people = Math.max(records, RECORDS_MIN);
  const all = (people * (people - 1)) / 2;
  let model = start;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const compiled = compiledOf(model);
    const counts = emptyCounts();
    let matches = 0;
    for (let row = 0; row < vectors.pairs.length; row += 1) {
      const chance = 1 / (1 + 2 ** -vectors.weightOf(row, compiled, model.prior));
      matches += chance;
      addTo(counts, vectors, row, chance);
    }
    const m = shares(counts, base, "m", DEFAULT_PAIRS_OF_ONE);
    const prior = priorOf(matches, all);
    const moved = Math.abs(prior - model.prior) + largestMove(m, model);
    model = { ...model, prior, fields: withOfOne(model, m) };
    if (moved < STEP_MOVED_MIN) {
      break;
    }
  }
  return model;
}

/** Share of pairs with one number and two names or births from which these tell nobody apart. */
const WRONG_MAX = 0.05;
/** Pairs with one number from which that share is believed. */
const PROVEN_PAIRS_MIN = 50;

function tellsOf(records: readonly PreparedFields[], candidates: readonly Pair[]): Tells {
  let proven = 0;
  let given = 0;
  let birth = 0;
  for (const pair of candidates) {
    const a = records[pair.a];
    const b = records[pair.b];
    if (a !== undefined && b !== undefined && compareNumbers(a, b) === "EXACT") {
      proven += 1;
      given += compareNames(a, b).given === "DIFFERENT" ? 1 : 0;
      birth += compareBirth(a.birth, b.birth) === "DIFFERENT" ? 1 : 0;
    }
  }
  const isTelling = (wrong: number) => proven < PROVEN_PAIRS_MIN || wrong < WRONG_MAX * proven;
  return { given: isTelling(given), birth: isTelling(birth) };
}

/** At least half a pair: none found is not none there. */
function priorOf(matches: number, all: number): number {
  const share = Math.max(matches, 0.5) / Math.max(all, 2);
  return Math.log2(share / (1 - Math.min(share, 0.5)));
}

/** How alike two people are, of all pairs or of those who live so near. */
function estimateOfTwo(
  random: Vectors,
  people: readonly number[],
  base: MatchModel,
  of: Estimated,
  near: Nearness,
): Counts {
  const counts = emptyCounts();
  for (const [row, { a, b }] of random.pairs.entries()) {
    const isSo = near === null || nearnessOf(random.levels, row * MATCH_FIELDS.length) === near;
    if (isSo && people[a] !== people[b]) {
      addTo(counts, random, row, 1);
    }
  }
  return shares(counts, base, of, of === "u" ? DEFAULT_PAIRS_OF_TWO : DEFAULT_PAIRS_OF_ONE);
}

function emptyCounts(): Counts {
  return MATCH_FIELDS.map((field) => FIELD_LEVELS[field].map(() => 0));
}

function addTo(counts: Counts, vectors: Vectors, row: number, amount: number): void {
  const width = counts.length;
  for (let index = 0; index < width; index += 1) {
    const at = vectors.levels[row * width + index] ?? -1;
    const field = counts[index];
    if (at >= 0 && field !== undefined) {
      field[at] = (field[at] ?? 0) + amount;
    }
  }
}

type Estimated = "m" | "u" | "postcode" | "area";

function shares(counts: Counts, base: MatchModel, of: Estimated, pairs: number): Counts {
  return MATCH_FIELDS.map((field, index) => {
    const { nearby, ...model } = base.fields[field];
    const assumed = of === "m" || of === "u" ? model[of] : (nearby?.[of] ?? []);
    if (field === "nameOrder") {
      return [...assumed];
    }
    const counted = counts[index] ?? [];
    const total = counted.reduce((sum, count) => sum + count, 0);
    return counted.map((count, at) => (count + pairs * (assumed[at] ?? 0)) / (total + pairs));
  });
}

function largestMove(m: Counts, model: MatchModel): number {
  let largest = 0;
  for (const [index, field] of MATCH_FIELDS.entries()) {
    for (const [at, share] of (m[index] ?? []).entries()) {
      largest = Math.max(largest, Math.abs(share - (model.fields[field].m[at] ?? 0)));
    }
  }
  return largest;
}

function withOfOne(model: MatchModel, m: Counts): MatchModel["fields"] {
  return fieldsOf((field, index) => ({ ...model.fields[field], m: m[index] ?? [] }));
}

function withOfTwo(
  model: MatchModel,
  of: Readonly<Record<"u" | "postcode" | "area", Counts>>,
): MatchModel["fields"] {
  return fieldsOf((field, index) => {
    const { m } = model.fields[field];
    const u = of.u[index] ?? [];
    const nearby = { postcode: of.postcode[index] ?? [], area: of.area[index] ?? [] };
    return isNearbyField(field) ? { m, u, nearby } : { m, u };
  });
}

function fieldsOf(make: (field: MatchField, index: number) => FieldModel): MatchModel["fields"] {
  return Object.fromEntries(
    MATCH_FIELDS.map((field, index) => [field, make(field, index)]),
  ) as unknown as MatchModel["fields"];
}

/** Pairs that share a block, each once. */
function candidatePairs(records: readonly PreparedFields[]): Pair[] {
  const blocks = new Map<bigint, number[]>();
  for (const [index, record] of records.entries()) {
    for (const block of blocksOf(record)) {
      const members = blocks.get(block);
      if (members === undefined) {
        blocks.set(block, [index]);
      } else {
        members.push(index);
      }
    }
  }
  const seen = new Set<number>();
  const pairs: Pair[] = [];
  for (const members of blocks.values()) {
    if (members.length > BLOCK_RECORDS_MAX) {
      continue;
    }
    for (const [at, a] of members.entries()) {
      for (const b of members.slice(at + 1)) {
        const key = a * records.length + b;
        if (!seen.has(key) && pairs.length < CANDIDATE_PAIRS_MAX) {
          seen.add(key);
          pairs.push({ a, b });
        }
      }
    }
  }
  return pairs;
}

/** Any pairs: all of them when they are few, else as many as are enough, by the seed. */
function randomPairs(count: number, seed: number): Pair[] {
  const pairs: Pair[] = [];
  const add = (a: number, b: number) => {
    if (a !== b) {
      pairs.push({ a, b });
    }
  };
  if ((count * (count - 1)) / 2 <= RANDOM_PAIRS_MAX) {
    for (let a = 0; a < count; a += 1) {
      for (let b = a + 1; b < count; b += 1) {
        add(a, b);
      }
    }
    return pairs;
  }
  let state = seed >>> 0;
  const next = () => {
    // Numerical Recipes' linear congruence; its high bits are random enough to draw pairs.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  for (let drawn = 0; drawn < RANDOM_PAIRS_MAX; drawn += 1) {
    add(next(), next());
  }
  return pairs;
}

/** Pairs that live near each other: neighbours in the order of postcodes. */
function nearbyPairs(records: readonly PreparedFields[]): Pair[] {
  const order = [...records.entries()]
    .flatMap(([index, { postcode }]) => (postcode === null ? [] : [{ index, postcode }]))
    .sort((x, y) => (x.postcode < y.postcode ? -1 : x.postcode > y.postcode ? 1 : 0));
  const pairs: Pair[] = [];
  for (const [at, { index: a }] of order.entries()) {
    for (const { index: b } of order.slice(at + 1, at + 1 + NEIGHBOURS)) {
      if (pairs.length < RANDOM_PAIRS_MAX) {
        pairs.push({ a, b });
      }
    }
  }
  return pairs;
}

/** Who is who as far as the model tells: by record, the person's first record. */
function peopleOf(count: number, vectors: Vectors, model: MatchModel): number[] {
  const parent = Array.from({ length: count }, (_, index) => index);
  const find = (of: number): number => {
    let at = of;
    while (parent[at] !== at) {
      at = parent[at] ?? at;
    }
    return at;
  };
  const compiled = compiledOf(model);
  for (const [row, { a, b }] of vectors.pairs.entries()) {
    if (vectors.weightOf(row, compiled, model.prior) >= SAME_PERSON_WEIGHT) {
      const [one, other] = [find(a), find(b)];
      parent[Math.max(one, other)] = Math.min(one, other);
    }
  }
  return parent.map((_, index) => find(index));
}
