import { expect, test } from "vitest";
import { BodyBudget } from "../../../src/server/body.ts";
import { Pace } from "../../../src/server/live/pace.ts";

test("a caller begins as many as it likes at first, then some in each second; another caller is not held up", () => {
  let nowMs = 0;
  const pace = new Pace(() => nowMs);
  const begun = (principal: string) => {
    let count = 0;
    try {
      for (; count < 2_000; count += 1) {
        pace.begin(principal);
      }
    } catch (error) {
      expect(error).toMatchObject({ code: "RATE_LIMITED", details: { retryAfterSeconds: 1 } });
    }
    return count;
  };
  expect(begun("ann")).toBe(1_000);
  expect(begun("ann")).toBe(0);
  nowMs += 1_000;
  expect(begun("ann")).toBe(100);
  expect(begun("bob")).toBe(1_000);
  nowMs += 60_000;
  expect(begun("ann")).toBe(1_000);
});

test("bodies have room in all and per caller, and what is given back is free again", () => {
  const budget = new BodyBudget(100, 60);
  budget.take("ann", 60);
  expect(() => budget.take("ann", 1)).toThrow(/try again/);
  budget.take("bob", 40);
  expect(() => budget.take("cid", 1)).toThrow(/try again/);
  budget.give("ann", 60);
  budget.give("bob", 40);
  expect(budget.bytes).toBe(0);
  budget.take("cid", 60);
});
