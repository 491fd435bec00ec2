import type { Thresholds } from "./model.ts";

export interface PartitionScore {
  readonly a: bigint;
  readonly b: bigint;
  readonly weight: number;
  readonly conflict: boolean;
}

export interface LeafPair {
  readonly a: bigint;
  readonly b: bigint;
}

export interface PartitionInput {
  /** `key`: what the leaf says, for ties: never its id, which tells who came first. */
  readonly leaves: readonly { readonly id: bigint; readonly key: string }[];
  readonly scores: readonly PartitionScore[];
  /** Must be one. */
  readonly links: readonly LeafPair[];
  /** Must not be one; outranks links. */
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
  /** Between two groups each, the likeliest pair, the likeliest first. */
  readonly candidates: readonly Candidate[];
}

/**
 * Which leaves are one person.
 *
 * Groups grow by the strongest evidence first and are joined when, over all pairs between them
 * that were compared, it still says one person: one strong pair does not chain two people together
 * against the rest. Links join first. Nothing joins two leaves that are distinct or in conflict.
 *
 * A pure function of what is given, in any order: ties go by the keys.
 */
export function partition(input: PartitionInput): Partitioned {
  const groups = new Groups(input);
  for (const link of groups.ordered(input.links)) {
    groups.join(link.a, link.b);
  }
  groups.agglomerate();
  return { groups: groups.list(), candidates: groups.candidates() };
}

/** What is known between two groups. */
interface Between {
  sum: number;
  count: number;
  best: number;
  forbidden: boolean;
}

interface Ranked {
  readonly a: number;
  readonly b: number;
}

class Groups {
  readonly #ids: readonly bigint[];
  readonly #placeOf: ReadonlyMap<bigint, number>;
  readonly #parent: number[];
  readonly #members: number[][];
  /** By group: to each group that anything is known of. */
  readonly #between: Map<number, Between>[];
  readonly #input: PartitionInput;

  constructor(input: PartitionInput) {
    const leaves = [...input.leaves].sort(byKey);
    this.#input = input;
    this.#ids = leaves.map((leaf) => leaf.id);
    this.#placeOf = new Map(this.#ids.map((id, place) => [id, place]));
    this.#parent = leaves.map((_, place) => place);
    this.#members = leaves.map((_, place) => [place]);
    this.#between = leaves.map(() => new Map());
    for (const { a, b, weight, conflict } of input.scores) {
      this.#note(this.#place(a), this.#place(b), weight, conflict);
    }
    for (const { a, b } of input.distinct) {
      this.#forbid(this.#place(a), this.#place(b));
    }
  }

  /** Pairs in the order of their leaves' keys. */
  ordered(pairs: readonly LeafPair[]): readonly LeafPair[] {
    const rank = ({ a, b }: LeafPair) => [this.#place(a), this.#place(b)].sort((x, y) => x - y);
    return pairs
      .map((pair) => ({ pair, rank: rank(pair) }))
      .sort((x, y) => compareRanks(x.rank, y.rank))
      .map(({ pair }) => pair);
  }

  /** Joins the groups of two leaves that a link connects, unless they are distinct. */
  join(a: bigint, b: bigint): void {
    const [one, other] = [this.#find(this.#place(a)), this.#find(this.#place(b))];
    if (one !== other && !this.#isDistinct(one, other)) {
      this.#merge(one, other);
    }
  }

  agglomerate(): void {
    for (let next = this.#nextPair(); next !== null; next = this.#nextPair()) {
      this.#merge(next.a, next.b);
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
      if (isSplit && score.weight >= this.#input.thresholds.review) {
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

  #nextPair(): Ranked | null {
    const { merge } = this.#input.thresholds;
    let found: (Ranked & { weight: number }) | null = null;
    for (const a of this.#roots()) {
      for (const [b, between] of this.#between[a] ?? []) {
        const isBetter = found === null || between.best > found.weight;
        if (a < b && between.best >= merge && isBetter && this.#mayJoin(between)) {
          found = { a, b, weight: between.best };
        }
      }
    }
    return found;
  }

  #mayJoin(between: Between): boolean {
    return !between.forbidden && between.sum / between.count >= 0;
  }

  #merge(one: number, other: number): void {
    const [root, gone] = one < other ? [one, other] : [other, one];
    this.#parent[gone] = root;
    this.#members[root]?.push(...(this.#members[gone] ?? []));
    this.#members[gone] = [];
    for (const [third, between] of this.#between[gone] ?? []) {
      this.#between[third]?.delete(gone);
      if (third !== root) {
        this.#add(root, third, between);
        this.#add(third, root, between);
      }
    }
    this.#between[gone]?.clear();
  }

  #add(from: number, to: number, more: Between): void {
    const known = this.#between[from]?.get(to);
    const sum = (known?.sum ?? 0) + more.sum;
    const count = (known?.count ?? 0) + more.count;
    const best = Math.max(known?.best ?? Number.NEGATIVE_INFINITY, more.best);
    const forbidden = (known?.forbidden ?? false) || more.forbidden;
    this.#between[from]?.set(to, { sum, count, best, forbidden });
  }

  #note(a: number, b: number, weight: number, forbidden: boolean): void {
    if (a !== b) {
      const between = { sum: weight, count: 1, best: weight, forbidden };
      this.#add(a, b, between);
      this.#add(b, a, between);
    }
  }

  #forbid(a: number, b: number): void {
    const between = { sum: 0, count: 0, best: Number.NEGATIVE_INFINITY, forbidden: true };
    this.#add(a, b, between);
    this.#add(b, a, between);
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
