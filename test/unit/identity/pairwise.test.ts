import { expect, test } from "vitest";
import { accuracyOf } from "../../../src/domain/identity/matching/accuracy.ts";

const record = (truth: string | null, found: bigint) => ({ truth, found });

test("precision and recall count pairs, worked out by hand", () => {
  // One person is A A A, another B B; found together are A A, and A B, and B alone.
  const records = [
    ...[record("A", 1n), record("A", 1n), record("A", 2n), record("B", 2n), record("B", 3n)],
  ];
  const found = accuracyOf(records);
  expect(found).toMatchObject({ truePairs: 4, foundPairs: 2, correctPairs: 1 });
  expect(found.precision).toBe(0.5);
  expect(found.recall).toBe(0.25);
  expect(found.f1).toBeCloseTo(1 / 3, 10);
});

test("nothing joined is precise, nothing to join is complete, and who nobody knows is left out", () => {
  expect(accuracyOf([record("A", 1n), record("B", 2n)])).toMatchObject({ precision: 1, recall: 1 });
  const found = accuracyOf([record("A", 1n), record(null, 1n), record("A", 1n)]);
  expect(found).toMatchObject({ truePairs: 1, foundPairs: 1, correctPairs: 1 });
});
