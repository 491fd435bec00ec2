import type { Sql } from "../../db/connection/client.ts";
import {
  type LeafMoveRow,
  readMoves,
  readMovesOfLeaf,
  readPublicIds,
  wasAnythingUndone,
} from "../../db/queries/stream/leafMoves.ts";
import { readFirstSeqAt, readStreamBounds } from "../../db/queries/stream/readStream.ts";
import {
  type LeafMove,
  lastRoot,
  leafPath,
  type PathSpan,
  pathOfContents,
  rootAt,
} from "../domain/identity/leafPath.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { listOf } from "../platform/page.ts";
import type { Change } from "./change.ts";
import { badCursor, expiredCursor, positionIn, scopeOf, streamCursor } from "./cursors.ts";

/**
 * Each customer has a stream of its own; that of an absorbed one stands still. Whoever follows a
 * leaf follows the streams of those it belonged to, one after the other: here is which, and from
 * where. Nothing of it is kept in memory; the decisions on record say it.
 */

/** A place in one customer's stream. */
export interface Place {
  readonly rootId: bigint;
  /** Rows up to here are behind. */
  readonly position: bigint;
}

/** Whose a leaf was, one after the other. */
export async function readLeafPath(sql: Sql, leaf: bigint): Promise<readonly PathSpan[]> {
  const roots = new Set([leaf]);
  for (;;) {
    const moves = await readMovesOfLeaf(sql, leaf, [...roots]);
    const path = leafPath(leaf, moves.map(moveOf));
    const known = roots.size;
    for (const { root } of path) {
      roots.add(root);
    }
    if (roots.size === known) {
      return path;
    }
  }
}

/** What a row of a customer's stream is to somebody who follows a leaf of theirs. */
export interface Step {
  /** A merge is told by the stream of the absorbed one, an undo by that of the one who left. */
  readonly isTold: boolean;
  /** Whom the leaf belongs to from this row on; null when it stays. */
  readonly next: PathSpan | null;
}

/** Whether a row may end the part of a stream that somebody follows. */
export function isRegrouping({ kind }: Pick<Change, "kind">): boolean {
  return kind === "MERGED" || kind === "UNMERGED";
}

export function stepAt(
  path: readonly PathSpan[],
  { rootId, kind, recordedAt }: Pick<Change, "rootId" | "kind" | "recordedAt">,
): Step {
  const began = path.findIndex(
    ({ root, since }, at) =>
      (root === rootId || path[at - 1]?.root === rootId) &&
      since?.kind === kind &&
      since.at === recordedAt,
  );
  const span = path[began];
  if (span === undefined) {
    return { isTold: true, next: null };
  }
  const isGoing = span.root !== rootId;
  return { isTold: isGoing === (kind === "MERGED"), next: isGoing ? span : null };
}

/**
 * Where a span begins in its customer's stream.
 *
 * @throws AppError CURSOR_EXPIRED when its beginning is no longer kept
 */
export async function beginningOf(sql: Sql, { root, since }: PathSpan): Promise<Place> {
  const seq = since && (await readFirstSeqAt(sql, { ...rowAt(root, since), kind: null }));
  if (seq === null) {
    const bounds = await boundsOf(sql, root);
    throw expiredCursor(streamCursor(bounds.publicId, bounds.first - 1n));
  }
  return { rootId: root, position: seq - 1n };
}

/**
 * Where somebody who follows a leaf goes on behind a cursor: of the leaf's own stream, or of a
 * customer's that it belonged to when the cursor was given out.
 *
 * @throws AppError BAD_CURSOR, CURSOR_EXPIRED
 */
export async function placeBehind(
  sql: Sql,
  { leafId, publicId }: { readonly leafId: bigint; readonly publicId: string },
  after: string,
): Promise<Place> {
  const path = await readLeafPath(sql, leafId);
  const list = listOf(after);
  const names =
    path.length === 1
      ? null
      : await readPublicIds(
          sql,
          path.map(({ root }) => root),
        );
  const spans = path.flatMap((span, at) => {
    const name = names === null ? publicId : (names.get(span.root) ?? "");
    return scopeOf(name) === list ? [{ span, next: path[at + 1] }] : [];
  });
  const position = positionIn(spans.length === 0 ? scopeOf(publicId) : (list ?? ""), after);
  const rootId = spans[0]?.span.root ?? leafId;
  const { last, first, publicId: name } = await boundsOf(sql, rootId);
  if (position > last) {
    throw badCursor();
  }
  // The first row to come must still be there.
  if (position + 1n < first) {
    throw expiredCursor(streamCursor(name, first - 1n));
  }
  for (const { span, next } of spans) {
    const end = next?.since && (await readFirstSeqAt(sql, rowAt(rootId, next.since)));
    if (next === undefined || (end != null && position < end)) {
      await refuseEarlier(sql, span, position);
      return { rootId, position };
    }
    if (next.since?.kind === "MERGED" && position === end) {
      return await beginningOf(sql, next);
    }
  }
  const gone = spans.at(-1)?.next;
  if (gone?.since?.kind === "MERGED") {
    return await beginningOf(sql, gone);
  }
  throw foreignCursor();
}

/** Nothing of a survivor from before the leaf came to it. */
async function refuseEarlier(sql: Sql, span: PathSpan, position: bigint): Promise<void> {
  const first =
    span.since && (await readFirstSeqAt(sql, { ...rowAt(span.root, span.since), kind: null }));
  if (first !== null && position < first - 1n) {
    throw foreignCursor();
  }
}

/**
 * Whether a row may tell of somebody who was part of its customer then and is another's now: for
 * whoever may see one of the two alone.
 */
export async function tellsOfOthers(
  sql: Sql,
  { rootId, recordedAt }: Pick<Change, "rootId" | "recordedAt">,
): Promise<boolean> {
  // Nearly always nothing was, and one row of an index says so.
  if (!(await wasAnythingUndone(sql, formatInstant(recordedAt)))) {
    return false;
  }
  const known = new Set([rootId]);
  let moves: readonly LeafMove[] = [];
  for (let asked = 0; asked < known.size; ) {
    asked = known.size;
    moves = (await readMoves(sql, [...known])).map(moveOf);
    for (const { survivorId, absorbedId, leaves } of moves) {
      for (const leaf of [survivorId, absorbedId, ...leaves]) {
        known.add(leaf);
      }
    }
  }
  const paths = [...known].map((leaf) => pathOfContents(leaf, moves));
  const now = lastRoot(leafPath(rootId, moves));
  return paths.some((path) => rootAt(path, recordedAt) === rootId && lastRoot(path) !== now);
}

async function boundsOf(sql: Sql, rootId: bigint) {
  const bounds = await readStreamBounds(sql, rootId);
  if (bounds === null) {
    throw new Error(`customer ${rootId} has no row`);
  }
  return { ...bounds, first: bounds.oldest ?? bounds.last + 1n };
}

function rowAt(rootId: bigint, { at, kind }: NonNullable<PathSpan["since"]>) {
  return { rootId, at: formatInstant(at), kind };
}

function moveOf(row: LeafMoveRow): LeafMove {
  const { kind } = row;
  return {
    kind: kind === "MERGED" || kind === "SPLIT" ? kind : "UNMERGED",
    ...{ survivorId: row.survivor_id, absorbedId: row.absorbed_id },
    at: instantFromPg(row.at),
    leaves: row.leaves ?? [row.absorbed_id],
  };
}

function foreignCursor() {
  return badCursor("after is no cursor of this stream: it is of a time when it was another's.");
}
