import { type IdentityRules, kindRuleOf } from "./identityRules.ts";

/** Identifiers of one kind that a customer has. */
export interface HeldOfKind {
  readonly root: bigint;
  readonly kind: string;
  readonly n: number;
}

/** A kind of which a batch gives a customer some who was there before. */
export interface GivenOfKind {
  readonly root: bigint;
  readonly kind: string;
  /** Of them those that had a row: it says whose they are only when the batch is written. */
  rowsBefore: number;
}

/** Whether `n` identifiers of a kind are more than set-up lets one customer have. */
export function isOverLimit(rules: IdentityRules, kind: string, n: number): boolean {
  return n > kindRuleOf(rules, kind).valuesPerCustomer;
}

/**
 * How many identifiers of each kind the customers of a batch have, and whether they may get more
 * (`valuesPerCustomer` of set-up).
 */
export class KindLimits {
  /** What is to be counted again under the locks. */
  readonly given = new Map<string, GivenOfKind>();
  readonly #rules: IdentityRules;
  readonly #counts: Map<string, number>;

  /** @param held as far as it was counted; what is missing counts as none */
  constructor(rules: IdentityRules, held: readonly HeldOfKind[]) {
    this.#rules = rules;
    this.#counts = new Map(held.map(({ root, kind, n }) => [keyOf(root, kind), n]));
  }

  /** Counts one more, unless the limit forbids it. */
  take(root: bigint, kind: string): boolean {
    const key = keyOf(root, kind);
    const n = (this.#counts.get(key) ?? 0) + 1;
    if (isOverLimit(this.#rules, kind, n)) {
      return false;
    }
    this.#counts.set(key, n);
    return true;
  }

  /** Notes that somebody who was there before gets one. */
  note(root: bigint, kind: string, hadRow: boolean): void {
    const key = keyOf(root, kind);
    const given = this.given.get(key) ?? { root, kind, rowsBefore: 0 };
    given.rowsBefore += hadRow ? 1 : 0;
    this.given.set(key, given);
  }
}

/** Whether what was counted under the locks, with what is still to be written, keeps the limit. */
export function keepsLimit(
  rules: IdentityRules,
  given: ReadonlyMap<string, GivenOfKind>,
  { root, kind, n }: HeldOfKind,
): boolean {
  const more = given.get(keyOf(root, kind))?.rowsBefore ?? 0;
  return !isOverLimit(rules, kind, n + more);
}

function keyOf(root: bigint, kind: string): string {
  return `${root}/${kind}`;
}
