import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PartitionInput, partition } from "../../../src/domain/identity/matching/partition.ts";

const THRESHOLDS = { merge: 4, review: -3 };

const input = (changes: Partial<PartitionInput>): PartitionInput => ({
  leaves: ["a", "b", "c", "d"].map((key, index) => ({ id: BigInt(index), key })),
  scores: [],
  said: [],
  links: [],
  distinct: [],
  thresholds: THRESHOLDS,
  ...changes,
});
const score = (a: bigint, b: bigint, weight: number, conflict = false) => ({
  a,
  b,
  weight,
  conflict,
});

const leafId = fc.bigInt({ min: 0n, max: 7n });
const pair = fc.record({ a: leafId, b: leafId }).filter(({ a, b }) => a !== b);
const anyInput: fc.Arbitrary<PartitionInput> = fc.record({
  leaves: fc.constant(
    Array.from({ length: 8 }, (_, index) => ({ id: BigInt(index), key: `k${index % 5}` })),
  ),
  scores: fc.array(
    fc
      .record({
        pair,
        weight: fc.double({ min: -10, max: 12, noNaN: true }),
        conflict: fc.boolean(),
      })
      .map(({ pair: { a, b }, weight, conflict }) => score(a, b, weight, conflict && weight < 6)),
    { maxLength: 20 },
  ),
  said: fc.array(pair, { maxLength: 3 }),
  links: fc.array(pair, { maxLength: 4 }),
  distinct: fc.array(pair, { maxLength: 4 }),
  thresholds: fc.constant(THRESHOLDS),
});

describe("the partition", () => {
  test("does not depend on the order in which evidence came", () => {
    fc.assert(
      fc.property(anyInput, fc.integer(), (given, seed) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((one, index) => ({ one, rank: Math.imul(index + 1, seed | 1) >>> 0 }))
            .sort((x, y) => x.rank - y.rank)
            .map(({ one }) => one);
        expect(
          partition({
            ...given,
            leaves: shuffled(given.leaves),
            scores: shuffled(given.scores).map(({ a, b, ...rest }) => ({ a: b, b: a, ...rest })),
            said: shuffled(given.said),
            links: shuffled(given.links),
            distinct: shuffled(given.distinct),
          }),
        ).toEqual(partition(given));
      }),
    );
  });

  test("has every leaf once and never joins two that are distinct", () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const { groups } = partition(given);
        expect(groups.flat().sort()).toEqual(given.leaves.map((leaf) => leaf.id).sort());
        for (const { a, b } of given.distinct) {
          expect(groups.some((group) => group.includes(a) && group.includes(b))).toBe(false);
        }
      }),
    );
  });

  test("joins what is linked, and shows what is likely and not sure", () => {
    const decided = partition(
      input({ scores: [score(0n, 1n, 9), score(2n, 3n, 1)], links: [{ a: 1n, b: 2n }] }),
    );
    expect(decided.groups).toEqual([[0n, 1n, 2n], [3n]]);
    expect(decided.candidates).toEqual([{ a: 2n, b: 3n, score: 2 / 3 }]);
  });

  test("joins whom somebody said to be one before what was shown, whatever was compared", () => {
    const decided = partition(
      input({
        scores: [score(0n, 1n, -40, true)],
        said: [{ a: 0n, b: 1n }],
        links: [{ a: 1n, b: 2n }],
        distinct: [{ a: 0n, b: 2n }],
      }),
    );
    expect(decided.groups).toEqual([[0n, 1n], [2n], [3n]]);
  });

  test("never joins two who are known by identifiers because they are alike, over any chain", () => {
    const known = (...ids: readonly bigint[]) =>
      input({}).leaves.map((leaf) => ({ ...leaf, isKnown: ids.includes(leaf.id) }));
    const scores = [score(0n, 1n, 12), score(1n, 2n, 11), score(0n, 2n, 9), score(2n, 3n, 8)];
    expect(partition(input({ leaves: known(0n), scores })).groups).toEqual([[0n, 1n, 2n, 3n]]);
    const decided = partition(input({ leaves: known(0n, 2n), scores }));
    expect(decided.groups).toEqual([
      [0n, 1n],
      [2n, 3n],
    ]);
    expect(decided.candidates.map(({ a, b }) => [a, b])).toEqual([[1n, 2n]]);
    for (const proof of [{ said: [{ a: 0n, b: 2n }] }, { links: [{ a: 0n, b: 2n }] }]) {
      const joined = partition(input({ leaves: known(0n, 2n), scores, ...proof }));
      expect(joined.groups).toEqual([[0n, 1n, 2n, 3n]]);
    }
  });

  test("keeps apart whom a conflict parts, though a third is like both", () => {
    const decided = partition(
      input({ scores: [score(0n, 1n, 9), score(1n, 2n, 8), score(0n, 2n, 9, true)] }),
    );
    expect(decided.groups.some((group) => group.includes(0n) && group.includes(2n))).toBe(false);
  });

  test("leaves to somebody a record that fits two people as well", () => {
    const torn = partition(
      input({ scores: [score(0n, 2n, 20), score(1n, 2n, 21), score(0n, 1n, 15, true)] }),
    );
    expect(torn.groups).toEqual([[0n], [1n], [2n], [3n]]);
    expect(torn.candidates.map(({ a, b }) => [a, b])).toEqual([
      [1n, 2n],
      [0n, 2n],
    ]);
    const clear = partition(
      input({ scores: [score(0n, 2n, 20), score(1n, 2n, 28), score(0n, 1n, 15, true)] }),
    );
    expect(clear.groups).toEqual([[0n], [1n, 2n], [3n]]);
  });

  test("does not chain two people through one record that says little", () => {
    const decided = partition(
      input({
        scores: [score(0n, 1n, 30), score(1n, 2n, 8), score(0n, 2n, -20), score(0n, 3n, -20)],
      }),
    );
    expect(decided.groups).toEqual([[0n, 1n], [2n], [3n]]);
  });

  test("lets a number that both have outweigh what looks like two people", () => {
    const scores = [score(0n, 1n, 30), score(0n, 2n, 20, true)];
    const proof = { ...score(1n, 2n, 25), proof: true };
    expect(partition(input({ scores: [...scores, proof] })).groups).toEqual([[0n, 1n, 2n], [3n]]);
    expect(partition(input({ scores: [...scores, { ...proof, proof: false }] })).groups).toEqual([
      [0n, 1n],
      [2n],
      [3n],
    ]);
  });
});
