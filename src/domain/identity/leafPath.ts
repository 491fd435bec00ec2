import type { Instant } from "../time/instant.ts";

/** A decision by which leaves went from one customer to another (contract 2.2). */
export interface LeafMove {
  readonly kind: "MERGED" | "UNMERGED" | "SPLIT";
  readonly survivorId: bigint;
  readonly absorbedId: bigint;
  readonly at: Instant;
  /**
   * Of an undo the leaves that left; a merge takes all of the absorbed one's along. Of a split the
   * one that `absorbedId` was made of.
   */
  readonly leaves: readonly bigint[];
}

/** A time during which a leaf belonged to one customer. */
export interface PathSpan {
  readonly root: bigint;
  /** How it came there; null of the leaf on its own, before anything was decided. */
  readonly since: { readonly kind: "MERGED" | "UNMERGED"; readonly at: Instant } | null;
}

/**
 * Whose a leaf was, one after the other, by the decisions in the order in which they were recorded.
 * Spans that lasted no time are there too: a leaf that left one customer for another in one move
 * was on its own between the two.
 */
export function leafPath(leaf: bigint, moves: readonly LeafMove[]): readonly PathSpan[] {
  const path: PathSpan[] = [{ root: leaf, since: null }];
  for (const { kind, survivorId, absorbedId, at, leaves } of moves) {
    const root = path.at(-1)?.root;
    if (kind === "MERGED" && absorbedId === root) {
      path.push({ root: survivorId, since: { kind, at } });
    } else if (kind === "UNMERGED" && survivorId === root && leaves.includes(leaf)) {
      path.push({ root: absorbedId, since: { kind, at } });
    }
  }
  return path;
}

/**
 * As `leafPath`, of what a leaf has: what a split gave it was, until then, of whoever had the leaf
 * that it was made of.
 */
export function pathOfContents(leaf: bigint, moves: readonly LeafMove[]): readonly PathSpan[] {
  const own = leafPath(leaf, moves);
  const split = moves.find(({ kind, absorbedId }) => kind === "SPLIT" && absorbedId === leaf);
  const [source] = split?.leaves ?? [];
  if (split === undefined || source === undefined) {
    return own;
  }
  const { at } = split;
  const before = pathOfContents(source, moves).filter(
    ({ since }) => since === null || since.at < at,
  );
  return [...before, { root: leaf, since: { kind: "UNMERGED", at } }, ...own.slice(1)];
}

/** Whose the leaf was right after everything of a moment was recorded. */
export function rootAt(path: readonly PathSpan[], at: Instant): bigint {
  const span = path.findLast(({ since }) => since === null || since.at <= at);
  return (span as PathSpan).root;
}

/** Whose it is by the last decision. */
export function lastRoot(path: readonly PathSpan[]): bigint {
  return (path.at(-1) as PathSpan).root;
}
