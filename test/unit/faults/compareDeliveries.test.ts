import { expect, test } from "vitest";
import { compareDeliveries } from "../../../scripts/faults/compareDeliveries.ts";

const DUE = [
  { id: "r-1", customer: "a", sequence: 1 },
  { id: "r-2", customer: "b", sequence: 1 },
  { id: "r-3", customer: "a", sequence: 2 },
];

test("what was told once, in each customer's order, is no difference, whatever came again", () => {
  const [a1, b1, a2] = DUE;
  const taken = [b1, a1, a1, a2, a1].filter((one) => one !== undefined);
  expect(compareDeliveries(taken, DUE)).toEqual([]);
});

test.each([
  ["something that is missing", DUE.slice(0, 2), /r-3 was never told/],
  ["something told out of its order", [...DUE].reverse(), /r-1 of a was told behind number 2/],
  [
    "something that nobody has",
    [...DUE, { id: "r-9", customer: "a", sequence: 9 }],
    /r-9 \(a, 9\) was told, and nobody has it so/,
  ],
  [
    "something told of another customer",
    [{ id: "r-1", customer: "b", sequence: 1 }, ...DUE.slice(1)],
    /r-1 \(b, 1\) was told, and nobody has it so/,
  ],
] as const)("the comparison finds %s", (_what, taken, says) => {
  expect(compareDeliveries(taken, DUE).join("\n")).toMatch(says);
});
