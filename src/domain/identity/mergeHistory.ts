import type { StandingJson } from "../tier/basisCodec.ts";

/** A decision that changed who belongs to whom, as it was recorded (contract 2.2). */
export type RootDecision =
  | {
      readonly kind: "MERGED";
      readonly survivorId: bigint;
      readonly absorbedId: bigint;
      readonly at: string;
      /** What each side had before; null where neither had a tier. */
      readonly standings: {
        readonly survivor: StandingJson | null;
        readonly absorbed: StandingJson | null;
      } | null;
    }
  | {
      readonly kind: "UNMERGED";
      readonly survivorId: bigint;
      readonly absorbedId: bigint;
      readonly at: string;
      /** The leaves that left, `absorbedId` among them. */
      readonly leaves: readonly bigint[];
    }
  | {
      /** Something of a leaf of the survivor's was somebody else's. */
      readonly kind: "SPLIT";
      readonly survivorId: bigint;
      readonly absorbedId: bigint;
      readonly at: string;
      readonly leaf: bigint;
    };

/** Leaves that were one customer before they became part of a larger one. */
export interface FormerCustomer {
  readonly root: bigint;
  readonly leaves: readonly bigint[];
  /** What it had when it went into the larger one; null without a tier. */
  readonly standing: StandingJson | null;
  /** Whether something of its leaves has turned out to be somebody else's since. */
  readonly isSplit: boolean;
}

/** A customer of today, or one that went into another: a tree whose ends are leaves. */
interface Node {
  readonly root: bigint;
  /** Empty of a leaf. */
  readonly parts: Node[];
  /** When the last part came; parts of one moment stand side by side. */
  readonly at: string | null;
  standing: StandingJson | null;
  isSplit: boolean;
  /** Rises with every merge: which root was one last. */
  absorbedAs: number;
}

/**
 * What customers consist of, by the decisions that made them: so that an undo gives back what there
 * was before, however deep it lies. Add the decisions in the order in which they were recorded.
 */
export class MergeHistory {
  readonly #live = new Map<bigint, Node>();
  readonly #leaves = new Map<bigint, Node>();
  #merges = 0;

  constructor(decisions: Iterable<RootDecision> = []) {
    for (const decision of decisions) {
      this.add(decision);
    }
  }

  add(decision: RootDecision): void {
    if (decision.kind === "MERGED") {
      this.#merge(decision);
    } else if (decision.kind === "UNMERGED") {
      this.#separate(decision.survivorId, decision.absorbedId, new Set(decision.leaves));
    } else {
      this.#split(decision.survivorId, decision.leaf);
    }
  }

  /**
   * What a customer's leaves were before, for each group that they are divided into: the largest
   * former customers that lie within it, a leaf that never was with others being one too.
   *
   * @param groupOf a number per group; of leaves of `root` alone
   */
  formerWithin<Group>(
    root: bigint,
    groupOf: (leaf: bigint) => Group,
  ): ReadonlyMap<Group, readonly FormerCustomer[]> {
    const former = new Map<Group, FormerCustomer[]>();
    for (const [group, nodes] of this.#within(this.#liveOf(root), groupOf)) {
      former.set(
        group,
        nodes.map((node) => ({
          root: node.root,
          leaves: leavesOf(node),
          standing: node.standing,
          isSplit: node.isSplit,
        })),
      );
    }
    return former;
  }

  /**
   * The leaves that came into a customer with one that went under it, as far as they are still
   * there; null for the customer itself, and for who is not in it.
   */
  partOf(root: bigint, absorbed: bigint): readonly bigint[] | null {
    if (root === absorbed) {
      return null;
    }
    const left = [this.#liveOf(root)];
    for (let node = left.shift(); node !== undefined; node = left.shift()) {
      if (node.root === absorbed) {
        return leavesOf(node);
      }
      left.push(...node.parts);
    }
    return null;
  }

  /** Of leaves that leave together: the one that was a customer last, else the oldest. */
  lastRootAmong(leaves: readonly bigint[]): bigint {
    let found: { readonly root: bigint; readonly absorbedAs: number } | null = null;
    for (const root of leaves) {
      const absorbedAs = this.#lastAbsorbed.get(root) ?? 0;
      const isLater: boolean =
        found === null ||
        absorbedAs > found.absorbedAs ||
        (absorbedAs === found.absorbedAs && root < found.root);
      found = isLater ? { root, absorbedAs } : found;
    }
    if (found === null) {
      throw new RangeError("nobody leaves");
    }
    return found.root;
  }

  readonly #lastAbsorbed = new Map<bigint, number>();

  #merge({ survivorId, absorbedId, at, standings }: Extract<RootDecision, { kind: "MERGED" }>) {
    const survivor = this.#liveOf(survivorId);
    const absorbed = this.#liveOf(absorbedId);
    this.#merges += 1;
    this.#lastAbsorbed.set(absorbedId, this.#merges);
    absorbed.standing = standings?.absorbed ?? null;
    absorbed.isSplit = false;
    absorbed.absorbedAs = this.#merges;
    this.#live.delete(absorbedId);
    if (survivor.at === at && survivor.parts.length > 0) {
      survivor.parts.push(absorbed);
      return;
    }
    survivor.standing = standings?.survivor ?? null;
    survivor.isSplit = false;
    this.#live.set(survivorId, nodeOf(survivorId, [survivor, absorbed], at));
  }

  #separate(from: bigint, root: bigint, leaving: ReadonlySet<bigint>): void {
    const within = this.#within(this.#liveOf(from), (leaf) => leaving.has(leaf));
    for (const [leaves, own] of [
      [true, root],
      [false, from],
    ] as const) {
      const parts = within.get(leaves) ?? [];
      const [only] = parts;
      if (only !== undefined) {
        this.#live.set(own, parts.length === 1 ? only : nodeOf(own, parts, null));
      }
    }
  }

  /** Of all that the leaf is a part of, what was kept says too much from now on. */
  #split(root: bigint, leaf: bigint): void {
    for (const node of partsFirst(this.#liveOf(root))) {
      node.isSplit ||= leavesOf(node).includes(leaf);
    }
  }

  #liveOf(root: bigint): Node {
    const live = this.#live.get(root) ?? this.#leaf(root);
    this.#live.set(root, live);
    return live;
  }

  #leaf(leaf: bigint): Node {
    const known = this.#leaves.get(leaf) ?? nodeOf(leaf, [], null);
    this.#leaves.set(leaf, known);
    return known;
  }

  /** The largest parts whose leaves are all of one group. */
  #within<Group>(top: Node, groupOf: (leaf: bigint) => Group): Map<Group, Node[]> {
    const whole = new Map<Node, Group | typeof MIXED>();
    for (const node of partsFirst(top)) {
      const groups = new Set(
        node.parts.length === 0 ? [groupOf(node.root)] : node.parts.map((part) => whole.get(part)),
      );
      const [first] = groups;
      whole.set(node, groups.size === 1 ? (first as Group | typeof MIXED) : MIXED);
    }
    const found = new Map<Group, Node[]>();
    const left = [top];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      const group = whole.get(node) as Group | typeof MIXED;
      if (group === MIXED) {
        left.push(...node.parts);
      } else {
        const own = found.get(group) ?? [];
        own.push(node);
        found.set(group, own);
      }
    }
    return found;
  }
}

const MIXED = Symbol("of several groups");

function nodeOf(root: bigint, parts: Node[], at: string | null): Node {
  return { root, parts, at, standing: null, isSplit: false, absorbedAs: 0 };
}

function leavesOf(top: Node): bigint[] {
  return partsFirst(top).flatMap(({ root, parts }) => (parts.length === 0 ? [root] : []));
}

/** Every node after its parts. Chains may be long: no recursion. */
function partsFirst(top: Node): Node[] {
  const nodes = [top];
  for (let index = 0; index < nodes.length; index += 1) {
    nodes.push(...(nodes[index] as Node).parts);
  }
  return nodes.reverse();
}
