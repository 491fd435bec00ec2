import { isBlockedValue } from "./blockedValues.ts";
import { type IdentityRules, kindRuleOf, priorityOf } from "./identityRules.ts";
import { isOverLimit } from "./kindLimits.ts";

/** An identifier as the rules look at it. */
export interface LinkIdentifier {
  readonly id: bigint;
  readonly kind: string;
  /** Normalised. */
  readonly value: string;
  /** Somebody who is trusted for the kind has seen it proven. */
  readonly verified: boolean;
}

export interface LinkLeaf {
  readonly id: bigint;
  /** What it holds, in use. */
  readonly identifiers: readonly LinkIdentifier[];
}

/** Two leaves that showed one identifier: its holder, and who came with it beside their own. */
export interface Shown {
  readonly a: bigint;
  readonly b: bigint;
  /** The shared identifier's id. */
  readonly via: bigint;
  /** Both it and that by which the other leaf was found were proven when they were shown. */
  readonly proven: boolean;
  /** Nobody showed it: the other leaf has one that reaches the same person by its kind's rules. */
  readonly alike?: boolean;
  /** A record of this source says so: one of the two is the record's leaf. */
  readonly recordOf?: string;
}

export interface LinkInput {
  readonly leaves: readonly LinkLeaf[];
  readonly shown: readonly Shown[];
  readonly rules: IdentityRules;
  /** Values that were found to connect too many: ids of identifiers. */
  readonly blocked: ReadonlySet<bigint>;
  /** Leaves that are one person because somebody said so, whatever the limits are. */
  readonly said: readonly { readonly a: bigint; readonly b: bigint }[];
  /** Leaves that are never one person. */
  readonly distinct: readonly { readonly a: bigint; readonly b: bigint }[];
}

/** Why a shared identifier connects its leaves no longer, or never did. */
export const REFUSED_REASONS = [
  /** The value connects more customers than its kind's limit. */
  "LIMIT_OF_VALUE",
  /** The customer would hold more values of some kind than its limit. */
  "LIMIT_OF_CUSTOMER",
  "BLOCKED_VALUE",
  /** It, or what it was shown with, was typed and not proven. */
  "UNVERIFIED",
  /** Customers are not merged by its kind. */
  "KIND_DOES_NOT_MERGE",
  /** Somebody has said that they are two. */
  "DISTINCT",
  /** Two spellings that reach one mailbox or telephone, as its provider says: never proof. */
  "ALIKE",
] as const;

export type RefusedReason = (typeof REFUSED_REASONS)[number];

/** Reasons for which nobody has to look at a pair. */
export const SETTLED: ReadonlySet<string> = new Set<RefusedReason>([
  "BLOCKED_VALUE",
  "LIMIT_OF_VALUE",
  "DISTINCT",
]);

export interface Link {
  readonly a: bigint;
  readonly b: bigint;
  readonly via: bigint;
}

export interface Links {
  readonly links: readonly Link[];
  readonly refused: readonly (Link & { readonly reason: RefusedReason })[];
  /** Identifiers whose value connects more than its limit: to be blocked. */
  readonly found: readonly bigint[];
}

/**
 * Which shared identifiers make their leaves one customer, and which do not and why: a pure
 * function of the whole evidence. The order in which it arrived, and the ids it happened to get,
 * change nothing.
 *
 * The kind that is believed most is looked at first, within it by value; each shared value joins
 * its leaves unless a limit forbids it, and then it alone is dropped and the next one is looked at.
 * How many customers a value connects is counted with what better kinds have joined; showings that
 * prove nothing count against a value that is not proven itself. `distinct` binds over any chain.
 */
export function linksOf(input: LinkInput): Links {
  const groups = new Groups(input);
  const links: Link[] = [];
  const refused: (Link & { reason: RefusedReason })[] = [];
  const found: bigint[] = [];
  for (const { identifier, shown } of inOrder(input)) {
    const unproven = unprovenReason(input, identifier);
    // Nobody takes a proven value from its holder by typing it, or what looks like it, often.
    const counted = shown.filter((one) => !one.alike && (one.proven || !identifier.verified));
    const limit = kindRuleOf(input.rules, identifier.kind).customersPerValue;
    const tooMany =
      (unproven === null || unproven === "UNVERIFIED") && connectedBy(counted, groups) > limit;
    if (tooMany) {
      found.push(identifier.id);
    }
    for (const one of shown) {
      const { a, b, via } = one;
      const reason = tooMany
        ? "LIMIT_OF_VALUE"
        : one.alike
          ? alikeReason(unproven)
          : (unproven ?? (one.proven ? groups.join(a, b) : "UNVERIFIED"));
      if (reason === null) {
        links.push({ a, b, via });
      } else {
        refused.push({ a, b, via, reason });
      }
    }
  }
  return { links, refused, found };
}

/**
 * How many customers showings of one value would connect. A source has one record of a person, so
 * records of as many systems as one likes are one, and what one source says of six people connects
 * six: its holder is one of them.
 */
function connectedBy(shown: readonly Shown[], groups: Groups): number {
  const [byRecord, others] = [
    shown.filter(({ recordOf }) => recordOf !== undefined),
    shown.filter(({ recordOf }) => recordOf === undefined),
  ];
  const bySource = Map.groupBy(byRecord, ({ recordOf }) => recordOf);
  const most = Math.max(1, ...[...bySource.values()].map((own) => own.length));
  return Math.max(1, groups.count(others.flatMap(({ a, b }) => [a, b]))) + most - 1;
}

function alikeReason(unproven: RefusedReason | null): RefusedReason {
  return unproven === null || unproven === "UNVERIFIED" ? "ALIKE" : unproven;
}

/** What holds for every showing of an identifier. */
function unprovenReason(
  { rules, blocked }: LinkInput,
  { id, kind, value, verified }: LinkIdentifier,
): RefusedReason | null {
  if (blocked.has(id) || isBlockedValue(rules, kind, value)) {
    return "BLOCKED_VALUE";
  }
  if (!kindRuleOf(rules, kind).merges) {
    return "KIND_DOES_NOT_MERGE";
  }
  return verified ? null : "UNVERIFIED";
}

interface SharedValue {
  readonly identifier: LinkIdentifier;
  readonly shown: readonly Shown[];
}

/** Shared values, the best kind first; all ties are broken by what is said, never by ids. */
function inOrder({ leaves, shown, rules }: LinkInput): SharedValue[] {
  const identifiers = new Map(
    leaves.flatMap((leaf) => leaf.identifiers.map((one) => [one.id, one] as const)),
  );
  const keys = new Map(leaves.map((leaf) => [leaf.id, contentKey(leaf)]));
  const keyOf = ({ a, b }: Shown) =>
    [keys.get(a) ?? "", keys.get(b) ?? ""].toSorted(compareTexts).join("\u0001");
  const byVia = Map.groupBy(shown, ({ via }) => via);
  const values = [...byVia].flatMap(([via, all]): SharedValue[] => {
    const identifier = identifiers.get(via);
    const sorted = all.toSorted(
      (x, y) => compareTexts(keyOf(x), keyOf(y)) || compareIds(x.a, y.a) || compareIds(x.b, y.b),
    );
    return identifier === undefined ? [] : [{ identifier, shown: sorted }];
  });
  return values.toSorted(
    ({ identifier: x }, { identifier: y }) =>
      priorityOf(rules, x.kind) - priorityOf(rules, y.kind) ||
      compareTexts(x.kind, y.kind) ||
      compareTexts(x.value, y.value),
  );
}

/** What a leaf is told apart by, whenever it was made: a value has one holder. */
function contentKey({ identifiers }: LinkLeaf): string {
  return identifiers
    .map(({ kind, value }) => `${kind}\u0000${value}`)
    .reduce((least, one) => (least === "" || one < least ? one : least), "");
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareIds(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Leaves that links have made one customer so far. */
class Groups {
  readonly #rules: IdentityRules;
  readonly #root = new Map<bigint, bigint>();
  /** What each group holds in use, as kind and value. */
  readonly #values = new Map<bigint, ReadonlySet<string>>();
  readonly #distinct: LinkInput["distinct"];

  constructor({ leaves, rules, said, distinct, blocked }: LinkInput) {
    this.#rules = rules;
    this.#distinct = distinct;
    for (const { id, identifiers } of leaves) {
      const inUse = identifiers.filter((one) => !blocked.has(one.id));
      this.#values.set(id, new Set(inUse.map(({ kind, value }) => `${kind}\u0000${value}`)));
    }
    for (const { a, b } of said) {
      const [into, from] = [this.#rootOf(a), this.#rootOf(b)];
      if (into !== from) {
        this.#unite(into, from);
      }
    }
  }

  /** How many customers these leaves are. */
  count(leaves: readonly bigint[]): number {
    return new Set(leaves.map((leaf) => this.#rootOf(leaf))).size;
  }

  /** Makes two leaves one customer; else says what forbids it. */
  join(a: bigint, b: bigint): RefusedReason | null {
    const [into, from] = [this.#rootOf(a), this.#rootOf(b)];
    if (into === from) {
      return null;
    }
    const parted = this.#distinct.some((pair) => {
      const [x, y] = [this.#rootOf(pair.a), this.#rootOf(pair.b)];
      return (x === into && y === from) || (x === from && y === into);
    });
    if (parted) {
      return "DISTINCT";
    }
    const values = this.#together(into, from);
    const perKind = Map.groupBy(values, (value) => value.slice(0, value.indexOf("\u0000")));
    for (const [kind, own] of perKind) {
      if (isOverLimit(this.#rules, kind, own.length)) {
        return "LIMIT_OF_CUSTOMER";
      }
    }
    this.#unite(into, from);
    return null;
  }

  #together(into: bigint, from: bigint): ReadonlySet<string> {
    return new Set([...(this.#values.get(into) ?? []), ...(this.#values.get(from) ?? [])]);
  }

  #unite(into: bigint, from: bigint): void {
    this.#values.set(into, this.#together(into, from));
    this.#root.set(from, into);
  }

  #rootOf(leaf: bigint): bigint {
    let root = leaf;
    for (let next = this.#root.get(root); next !== undefined; next = this.#root.get(root)) {
      root = next;
    }
    return root;
  }
}
