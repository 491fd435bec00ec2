import type { Thresholds } from "./model.ts";
import { PairQueue } from "./pairQueue.ts";

/**
 * Leaves that may hang together by evidence; of more, something that everybody shares was taken for
 * evidence. They stay as they are then, and are counted.
 */
export const COMPONENT_LEAVES_MAX = 1_000;

export interface PartitionScore {
  readonly a: bigint;
  readonly b: bigint;
  readonly weight: number;
  readonly conflict: boolean;
  readonly proof?: boolean;
  /** How many pairs it speaks for, where some say exactly the same; 1 unless it says so. */
  readonly pairs?: number;
}

export interface LeafPair {
  readonly a: bigint;
  readonly b: bigint;
}

export interface PartitionInput {
  /**
   * `key`: what the leaf says, for ties: never its id, which tells who came first. `isKnown`: it
   * has identifiers, by which somebody is found.
   */
  readonly leaves: readonly {
    readonly id: bigint;
    readonly key: string;
    readonly isKnown?: boolean;
  }[];
  readonly scores: readonly PartitionScore[];
  /** Are one, because somebody said so. */
  readonly said: readonly LeafPair[];
  /** Must be one, by what they showed. */
  readonly links: readonly LeafPair[];
  /** Must not be one; outranks all else. */
  readonly distinct: readonly LeafPair[];
  readonly thresholds: Thresholds;
}

export interface Candidate extends LeafPair {
  /** 0 to 1: how likely both are one person. */
  readonly score: number;
}

export interface Partitioned {
  /** Every leaf in one group; groups and leaves in the order of their keys. */
  readonly groups: readonly (readonly bigint[])[];
  /**
   * Between two groups each, the likeliest pair, the likeliest first; not those in conflict: every
   * couple at one address would be shown.
   */
  readonly candidates: readonly Candidate[];
}

/**
 * Which leaves are one person.
 *
 * Groups are joined, those that are most alike first, when one pair between them is sure and all
 * pairs that were compared are likely on average: one strong pair does not chain two people
 * together against the rest. Links join first. Nothing joins two leaves that are distinct, or two
 * in conflict that no number of one person proves to be one. Likeness proves nothing: it never
 * makes one of two groups that are each known by identifiers of their own, or whoever says
 * somebody's name and address would get what is theirs.
 *
 * A pure function of what is given, in any order: ties go by the keys.
 */
export function partition(input: PartitionInput): Partitioned {
  const groups = new Groups(input);
  // A person's word first: where something forbids one of two, it is not this one.
  for (const pairs of [input.said, input.links]) {
    for (const { a, b } of groups.inOrder(pairs)) {
      groups.join(a, b);
    }
  }
  groups.agglomerate();
  return { groups: groups.list(), candidates: groups.candidates() };
}

/** Bits by which one of two must be likelier for a record to go to it. */
const TORN_BITS = 3;

/** What is known between two groups. */
interface Between {
  readonly sum: number;
  readonly count: number;
  readonly best: number;
  /** Some pair is in conflict. */
  readonly conflict: boolean;
  /** Some pair has a number of one person. */
  readonly proof: boolean;
  /** Somebody said that they are never one. */
  readonly distinct: boolean;
}

class Groups {
  readonly #ids: readonly bigint[];
  readonly #placeOf: ReadonlyMap<bigint, number>;
  readonly #parent: number[];
  readonly #members: number[][];
  readonly #isKnown: boolean[];
  /** By group: to each group that anything is known of. */
  readonly #between: Map<number, Between>[];
  readonly #input: PartitionInput;
  readonly #queue = new PairQueue();

  constructor(input: PartitionInput) {
    const leaves = [...input.leaves].sort(byKey);
    this.#input = input;
    this.#ids = leaves.map((leaf) => leaf.id);
    this.#placeOf = new Map(this.#ids.map((id, place) => [id, place]));
    this.#parent = leaves.map((_, place) => place);
    this.#members = leaves.map((_, place) => [place]);
    this.#isKnown = leaves.map(({ isKnown = false }) => isKnown);
    this.#between = leaves.map(() => new Map());
    // In one order: sums of floating point depend on it.
    for (const score of this.inOrder(input.scores)) {
      const { a, b, weight, conflict, proof = false, pairs: count = 1 } = score;
      const sum = weight * count;
      this.#note(a, b, { sum, count, best: weight, conflict, proof, distinct: false });
    }
    for (const { a, b } of input.distinct) {
      this.#note(a, b, { ...NOTHING, distinct: true });
    }
  }

  /** Joins the groups of two leaves that a link connects, unless they are distinct. */
  join(a: bigint, b: bigint): void {
    const [one, other] = [this.#find(this.#place(a)), this.#find(this.#place(b))];
    if (one !== other && !this.#isDistinct(one, other)) {
      this.#merge(one, other);
    }
  }

  /** Joins what evidence joins, the strongest first. */
  agglomerate(): void {
    for (const [a, neighbours] of this.#between.entries()) {
      for (const [b, between] of neighbours) {
        this.#offer(a, b, between);
      }
    }
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      const between = this.#between[next.a]?.get(next.b);
      const isCurrent = between !== undefined && meanOf(between) === next.weight;
      if (isCurrent && this.#mayJoin(next.a, next.b, between)) {
        const root = this.#merge(next.a, next.b);
        for (const [third, known] of this.#between[root] ?? []) {
          this.#offer(Math.min(root, third), Math.max(root, third), known);
        }
      }
    }
  }

  list(): (readonly bigint[])[] {
    return this.#roots().map((root) =>
      [...(this.#members[root] ?? [])].sort((x, y) => x - y).map((place) => this.#id(place)),
    );
  }

  candidates(): Candidate[] {
    const best = new Map<string, { place: readonly number[]; weight: number }>();
    for (const score of this.#input.scores) {
      const place = [this.#place(score.a), this.#place(score.b)].sort((x, y) => x - y);
      const roots = place.map((one) => this.#find(one)).sort((x, y) => x - y);
      const [one = 0, other = 0] = roots;
      const isSplit = one !== other && !this.#isDistinct(one, other);
      if (isSplit && !score.conflict && score.weight >= this.#input.thresholds.review) {
        const key = roots.join(" ");
        const known = best.get(key);
        const isBetter =
          known === undefined ||
          score.weight > known.weight ||
          (score.weight === known.weight && compareRanks(place, known.place) < 0);
        if (isBetter) {
          best.set(key, { place, weight: score.weight });
        }
      }
    }
    return [...best.values()]
      .sort((x, y) => y.weight - x.weight || compareRanks(x.place, y.place))
      .map(({ place: [a = 0, b = 0], weight }) => ({
        a: this.#id(a),
        b: this.#id(b),
        score: chanceOf(weight),
      }));
  }

  /** Pairs in the order of their leaves' keys. */
  inOrder<T extends LeafPair & { readonly weight?: number }>(pairs: readonly T[]): readonly T[] {
    return pairs
      .map((pair) => ({
        pair,
        rank: [this.#place(pair.a), this.#place(pair.b)].sort((x, y) => x - y),
      }))
      .sort((x, y) => compareRanks(x.rank, y.rank) || (x.pair.weight ?? 0) - (y.pair.weight ?? 0))
      .map(({ pair }) => pair);
  }

  /** Puts two groups in the queue when their strongest pair would merge them. */
  #offer(a: number, b: number, between: Between): void {
    if (a < b && between.best >= this.#input.thresholds.merge) {
      this.#queue.push({ a, b, weight: meanOf(between) });
    }
  }

  #mayJoin(a: number, b: number, between: Between): boolean {
    return (
      !isForbidden(between) &&
      !(this.#isKnown[a] && this.#isKnown[b]) &&
      meanOf(between) >= this.#input.thresholds.review &&
      !this.#isTorn(a, b, between) &&
      !this.#isTorn(b, a, between)
    );
  }

  /**
   * Whether `a` is about as like to a third, whom `b` cannot be one with: then nothing tells which
   * of the two it is, and somebody has to.
   */
  #isTorn(a: number, b: number, between: Between): boolean {
    for (const [third, other] of this.#between[a] ?? []) {
      const isLikely = !isForbidden(other) && other.best >= this.#input.thresholds.merge;
      if (isLikely && meanOf(between) - meanOf(other) < TORN_BITS) {
        const parted = this.#between[b]?.get(third);
        if (parted !== undefined && isForbidden(parted)) {
          return true;
        }
      }
    }
    return false;
  }

  #merge(one: number, other: number): number {
    const [root, gone] = one < other ? [one, other] : [other, one];
    this.#parent[gone] = root;
    this.#members[root]?.push(...(this.#members[gone] ?? []));
    this.#members[gone] = [];
    this.#isKnown[root] ||= this.#isKnown[gone] ?? false;
    for (const [third, between] of this.#between[gone] ?? []) {
      this.#between[third]?.delete(gone);
      if (third !== root) {
        this.#add(root, third, between);
        this.#add(third, root, between);
      }
    }
    this.#between[gone]?.clear();
    return root;
  }

  #add(from: number, to: number, more: Between): void {
    const known = this.#between[from]?.get(to);
    this.#between[from]?.set(to, known === undefined ? more : together(known, more));
  }

  #note(a: bigint, b: bigint, between: Between): void {
    const [one, other] = [this.#place(a), this.#place(b)];
    if (one !== other) {
      this.#add(one, other, between);
      this.#add(other, one, between);
    }
  }

  #isDistinct(one: number, other: number): boolean {
    return this.#input.distinct.some(({ a, b }) => {
      const [x, y] = [this.#find(this.#place(a)), this.#find(this.#place(b))];
      return (x === one && y === other) || (x === other && y === one);
    });
  }

  #roots(): number[] {
    return this.#parent.flatMap((parent, place) => (parent === place ? [place] : []));
  }

  #find(place: number): number {
    let at = place;
    while (this.#parent[at] !== at) {
      at = this.#parent[at] ?? at;
    }
    return at;
  }

  #place(id: bigint): number {
    const place = this.#placeOf.get(id);
    if (place === undefined) {
      throw new RangeError(`leaf ${id} is scored or linked and not among the leaves`);
    }
    return place;
  }

  #id(place: number): bigint {
    return this.#ids[place] ?? 0n;
  }
}

const NOTHING: Between = {
  sum: 0,
  count: 0,
  best: Number.NEGATIVE_INFINITY,
  conflict: false,
  proof: false,
  distinct: false,
};

function together(x: Between, y: Between): Between {
  return {
    sum: x.sum + y.sum,
    count: x.count + y.count,
    best: Math.max(x.best, y.best),
    conflict: x.conflict || y.conflict,
    proof: x.proof || y.proof,
    distinct: x.distinct || y.distinct,
  };
}

/** Nothing joins what somebody parted; a conflict gives way to a number that both have. */
function isForbidden(between: Between): boolean {
  return between.distinct || (between.conflict && !between.proof);
}

function meanOf(between: Between): number {
  return between.count === 0 ? 0 : between.sum / between.count;
}

/** 0 to 1, of log2 odds. */
export function chanceOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

function byKey(
  x: { readonly id: bigint; readonly key: string },
  y: { readonly id: bigint; readonly key: string },
): number {
  if (x.key !== y.key) {
    return x.key < y.key ? -1 : 1;
  }
  return x.id < y.id ? -1 : x.id > y.id ? 1 : 0;
}

function compareRanks(x: readonly number[], y: readonly number[]): number {
  return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0);
}
