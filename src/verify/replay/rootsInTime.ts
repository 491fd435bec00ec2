import type { RootDecisionRow } from "../../../db/queries/core/decisions.ts";
import { splitPartsOf } from "../../domain/identity/splitJson.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";

/** Whose a leaf was at each moment, by the decisions on record (contract 2.2). */
export class RootsInTime {
  /** By leaf, in the order of time: from when on it had which root. */
  readonly #turns = new Map<bigint, { readonly at: Instant; readonly root: bigint }[]>();

  /** Leaf that a split made -> the one that it was made of. */
  readonly #made = new Map<bigint, bigint>();

  constructor(leaves: readonly bigint[], decisions: readonly RootDecisionRow[]) {
    const roots = new Map(leaves.map((leaf) => [leaf, leaf]));
    for (const decision of decisions) {
      const at = instantFromPg(decision.at);
      if (decision.kind === "SPLIT") {
        this.#made.set(decision.absorbed_id, splitPartsOf(decision.evidence).leaf);
      }
      for (const [leaf, root] of movedBy(decision, roots)) {
        roots.set(leaf, root);
        const turns = this.#turns.get(leaf) ?? [];
        turns.push({ at, root });
        this.#turns.set(leaf, turns);
      }
    }
  }

  /** As of just before `at`: what was recorded then is of whoever had the leaf until then. */
  at(leaf: bigint, at: Instant): bigint {
    const turn = this.#turns.get(leaf)?.findLast((one) => one.at < at);
    const source = this.#made.get(leaf);
    return turn?.root ?? (source === undefined ? leaf : this.at(source, at));
  }

  /** Now. */
  last(leaf: bigint): bigint {
    return this.#turns.get(leaf)?.at(-1)?.root ?? leaf;
  }
}

/** The leaves that a decision moves, and where to. */
export function movedBy(
  decision: RootDecisionRow,
  roots: ReadonlyMap<bigint, bigint>,
): readonly (readonly [leaf: bigint, root: bigint])[] {
  const { kind, survivor_id: survivor, absorbed_id: absorbed } = decision;
  if (kind === "UNMERGED") {
    return (decision.leaves ?? [absorbed]).map((leaf) => [leaf, absorbed] as const);
  }
  if (kind === "SPLIT") {
    return [[absorbed, absorbed]];
  }
  return [...roots].flatMap(([leaf, root]) =>
    root === absorbed ? [[leaf, survivor] as const] : [],
  );
}
