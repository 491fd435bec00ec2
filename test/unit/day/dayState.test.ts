import { expect, test } from "vitest";
import { type DayFigures, stateOfDay, worstState } from "../../../src/domain/day/dayState.ts";

const SAID = { receipts: 3, totalMinor: 600n, currency: "GBP" };

function stateOf(changes: Partial<DayFigures>, said = SAID) {
  const none = new Map<string, bigint>();
  return stateOfDay(said, {
    ...{ received: 3, totals: new Map([["GBP", 600n]]), heldCount: 0, heldTotals: none },
    ...changes,
  });
}

test("a day agrees when number and total are the same, also when they are nothing", () => {
  expect(stateOf({})).toBe("AGREES");
  const nothing = { received: 0, totals: new Map<string, bigint>() };
  expect(stateOf(nothing, { receipts: 0, totalMinor: 0n, currency: "GBP" })).toBe("AGREES");
  expect(
    stateOf({
      totals: new Map([
        ["GBP", 600n],
        ["EUR", 0n],
      ]),
    }),
  ).toBe("AGREES");
});

test("it differs by one receipt, by the smallest unit, and by money in another currency", () => {
  expect(stateOf({ received: 2 })).toBe("DIFFERS");
  expect(stateOf({ received: 4 })).toBe("DIFFERS");
  expect(stateOf({ totals: new Map([["GBP", 599n]]) })).toBe("DIFFERS");
  expect(
    stateOf({
      totals: new Map([
        ["GBP", 600n],
        ["EUR", 1n],
      ]),
    }),
  ).toBe("DIFFERS");
});

test("it waits while what is held makes up exactly what lacks, and differs otherwise", () => {
  const held = { heldCount: 1, totals: new Map([["GBP", 400n]]) };
  expect(stateOf({ ...held, heldTotals: new Map([["GBP", 200n]]) })).toBe("WAITS");
  expect(stateOf({ ...held, heldTotals: new Map([["GBP", 201n]]) })).toBe("DIFFERS");
  expect(stateOf({ ...held, heldTotals: new Map([["EUR", 200n]]) })).toBe("DIFFERS");
  expect(stateOf({ ...held, received: 2, heldTotals: new Map([["GBP", 200n]]) })).toBe("DIFFERS");
  // Held without an amount: the total is right, and it is not all in yet.
  expect(stateOf({ heldCount: 1 })).toBe("WAITS");
});

test("several declarations are as good as the worst of them", () => {
  expect(worstState(["AGREES", "WAITS", "DIFFERS"])).toBe("DIFFERS");
  expect(worstState(["AGREES", "WAITS"])).toBe("WAITS");
  expect(worstState([])).toBeNull();
});
