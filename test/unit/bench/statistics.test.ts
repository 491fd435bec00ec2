import { describe, expect, it } from "vitest";
import { percentile, spreadOf, sumOf } from "../../../bench/report/statistics.ts";

describe("percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it.each([
    { share: 0.5, value: 50 },
    { share: 0.99, value: 99 },
    { share: 1, value: 100 },
    { share: 0.001, value: 1 },
  ])("of 1..100 at $share is $value, in whatever order they came", ({ share, value }) => {
    expect(percentile(hundred, share)).toBe(value);
  });

  it("of one value is that value", () => {
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it("sorts by size and not as text, and leaves the values as they were", () => {
    const values = [100, 9, 20];
    expect(percentile(values, 0.5)).toBe(20);
    expect(values).toEqual([100, 9, 20]);
  });

  it("of nothing is an error, not a number", () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

it("a spread of nothing is null, so that a report says - and not 0", () => {
  expect(spreadOf([])).toBeNull();
  expect(spreadOf([3, 1, 2])).toEqual({ p50: 2, p99: 3 });
});

it("sums, and nothing sums to 0", () => {
  expect(sumOf([1, 2, 3])).toBe(6);
  expect(sumOf([])).toBe(0);
});
