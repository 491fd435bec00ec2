import { describe, expect, test } from "vitest";
import {
  connectedComponents,
  type FailureKind,
  failureKind,
} from "../../../src/platform/failure.ts";
import { StaleError } from "../../../src/platform/stale.ts";

const coded = (code: unknown) => Object.assign(new Error("failed"), { code });

describe("what a failure means", () => {
  const cases: [string, unknown, FailureKind][] = [
    ["serialization failure", coded("40001"), "RETRY"],
    ["deadlock", coded("40P01"), "RETRY"],
    ["lock not available", coded("55P03"), "RETRY"],
    ["disk full, of which no event is the cause", coded("53100"), "RETRY"],
    ["planned on an older state", new StaleError("x"), "STALE"],
    ["asleep in a transaction", coded("25P03"), "CONNECTION"],
    ["server shutting down", coded("57P01"), "CONNECTION"],
    ["server crashed", coded("57P02"), "CONNECTION"],
    ["server starting", coded("57P03"), "CONNECTION"],
    ["connection exception", coded("08006"), "CONNECTION"],
    ["closed by the driver", coded("CONNECTION_CLOSED"), "CONNECTION"],
    ["refused", coded("ECONNREFUSED"), "CONNECTION"],
    ["reset", coded("ECONNRESET"), "CONNECTION"],
    ["no socket", coded("ENOENT"), "CONNECTION"],
    ["broken pipe", coded("EPIPE"), "CONNECTION"],
    ["too many connections", coded("53300"), "CONNECTION"],
    ["completion unknown", coded("40003"), "CONNECTION"],
    // One event of the batch may be what takes so long, or so much.
    ["cancelled", coded("57014"), "CULPRIT"],
    ["out of memory", coded("53200"), "CULPRIT"],
    ["no file", Object.assign(coded("ENOENT"), { syscall: "open" }), "CULPRIT"],
    ["unique violation", coded("23505"), "CULPRIT"],
    ["check violation", coded("23514"), "CULPRIT"],
    ["number out of range", coded("22003"), "CULPRIT"],
    ["raised by a trigger", coded("P0001"), "CULPRIT"],
    ["a bug of ours", new TypeError("undefined is not a function"), "CULPRIT"],
    ["a number as its code", coded(40001), "RETRY"],
    ["nothing at all", null, "CULPRIT"],
    ["a text", "40001", "CULPRIT"],
  ];
  test.each(cases)("%s", (_what, error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });
});

describe("the parts that fail or pass on their own", () => {
  const of = (...keys: string[][]) =>
    connectedComponents(keys.map((own, at) => ({ at, keys: own }))).map((part) =>
      part.map(({ at }) => at),
    );

  test.each([
    ["nothing", [], []],
    ["strangers", [["a"], ["b"], ["c"]], [[0], [1], [2]]],
    ["one key shared", [["a"], ["b"], ["a"]], [[0, 2], [1]]],
    [
      "a chain",
      [
        ["a", "b"],
        ["c", "d"],
        ["b", "c"],
      ],
      [[0, 1, 2]],
    ],
    [
      "a late bridge between two groups",
      [["a"], ["a"], ["b"], ["b"], ["a", "b"]],
      [[0, 1, 2, 3, 4]],
    ],
    ["no keys at all", [[], []], [[0], [1]]],
  ] as [string, string[][], number[][]][])("%s", (_what, keys, parts) => {
    expect(of(...keys)).toEqual(parts);
  });

  test("of a long chain are found without going deep", () => {
    const chain = Array.from({ length: 5_000 }, (_, at) => [`k${at}`, `k${at + 1}`]);
    expect(of(...chain)).toHaveLength(1);
  });
});
