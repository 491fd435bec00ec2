import { describe, expect, test } from "vitest";
import {
  type LeafMove,
  lastRoot,
  leafPath,
  pathOfContents,
  rootAt,
} from "../../../src/domain/identity/leafPath.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";

const merged = (survivorId: bigint, absorbedId: bigint, at: number): LeafMove => ({
  ...{ kind: "MERGED", survivorId, absorbedId, at: at as Instant, leaves: [absorbedId] },
});
const undone = (
  survivorId: bigint,
  absorbedId: bigint,
  at: number,
  leaves = [absorbedId],
): LeafMove => ({
  ...{ kind: "UNMERGED", survivorId, absorbedId, at: at as Instant, leaves },
});
const pathOf = (leaf: bigint, ...moves: readonly LeafMove[]) =>
  leafPath(leaf, moves).map(({ root, since }) => [root, since?.at ?? null]);

describe("the way of a leaf", () => {
  test("is itself alone while nothing was decided, and whoever comes to it changes nothing", () => {
    expect(pathOf(1n)).toEqual([[1n, null]]);
    expect(pathOf(1n, merged(1n, 2n, 10), undone(1n, 2n, 20))).toEqual([[1n, null]]);
  });

  test("leads to the survivor, with it to the next, and back by an undo", () => {
    const moves = [merged(2n, 1n, 10), merged(3n, 2n, 20), undone(3n, 1n, 30)];
    expect(pathOf(1n, ...moves)).toEqual([
      [1n, null],
      [2n, 10],
      [3n, 20],
      [1n, 30],
    ]);
    expect(pathOf(2n, ...moves)).toEqual([
      [2n, null],
      [3n, 20],
    ]);
  });

  test("leads away with the root of those it leaves with", () => {
    const moves = [merged(2n, 1n, 10), merged(3n, 2n, 20), undone(3n, 2n, 30, [1n, 2n])];
    expect(pathOf(1n, ...moves).at(-1)).toEqual([2n, 30]);
  });

  test("has a span of no time where it leaves one customer for another at once", () => {
    const path = leafPath(1n, [merged(2n, 1n, 10), undone(2n, 1n, 20), merged(3n, 1n, 20)]);
    expect(path.map(({ root }) => root)).toEqual([1n, 2n, 1n, 3n]);
    expect([rootAt(path, 19 as Instant), rootAt(path, 20 as Instant)]).toEqual([2n, 3n]);
  });

  test("says whose it was right after a moment, and whose it is", () => {
    const path = leafPath(1n, [merged(2n, 1n, 10), undone(2n, 1n, 20)]);
    expect([9, 10, 19, 20].map((at) => rootAt(path, at as Instant))).toEqual([1n, 2n, 2n, 1n]);
    expect(lastRoot(path)).toBe(1n);
  });
});

test("what a split gave a leaf was, until then, of whoever had the leaf that it was made of", () => {
  const split: LeafMove = {
    ...{ kind: "SPLIT", survivorId: 2n, absorbedId: 9n, at: 20 as Instant, leaves: [1n] },
  };
  const moves = [merged(2n, 1n, 10), split, merged(2n, 9n, 30)];
  const shown = (leaf: bigint) =>
    pathOfContents(leaf, moves).map(({ root, since }) => [root, since?.at ?? null]);
  expect(shown(9n)).toEqual([
    [1n, null],
    [2n, 10],
    [9n, 20],
    [2n, 30],
  ]);
  expect(shown(1n)).toEqual(pathOf(1n, ...moves));
  expect(pathOf(9n, ...moves)).toEqual([
    [9n, null],
    [2n, 30],
  ]);
});
