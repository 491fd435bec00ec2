import { expect, test } from "vitest";
import type { Evaluation } from "../../../src/cli/eval/evaluate.ts";
import { formatEvaluation } from "../../../src/cli/eval/formatEvaluation.ts";

const FOUND: Evaluation = {
  ...{ precision: 1, recall: 0.5, f1: 2 / 3, truePairs: 4, foundPairs: 2, correctPairs: 2 },
  ...{ records: 1_300, customers: 9, model: "default", recordsPerSecond: 500 },
  ...{ p50Ms: 10, p99Ms: 30, secondPassSeconds: null },
  ...{ tooLarge: 0, tooLargeRecords: 0, commonKeys: 0 },
};

test("groups that were too large to be decided, and keys that found nobody, are told", () => {
  const text = formatEvaluation({ ...FOUND, tooLarge: 2, tooLargeRecords: 2_500, commonKeys: 7 });
  expect(text).toContain(
    "records that hang together and were left as they were: 2, of 2500 records",
  );
  expect(text).toContain("by which nobody was looked for: 7");
});

test("nothing is said of what did not happen", () => {
  expect(formatEvaluation(FOUND)).not.toMatch(/common|left/);
});
