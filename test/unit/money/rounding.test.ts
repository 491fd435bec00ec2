import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocateLargestRemainder } from "../../../src/domain/money/allocate.ts";
import { convertMinor, parseRate } from "../../../src/domain/money/rate.ts";
import { divideRounded, mulDivHalfUp } from "../../../src/domain/money/rounding.ts";

const anyAmount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const anyWeight = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 12n }));

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

describe("divideRounded", () => {
  test.each([
    [7n, 2n, "FLOOR", 3n],
    [7n, 2n, "CEIL", 4n],
    [7n, 2n, "HALF_UP", 4n],
    [-7n, 2n, "FLOOR", -4n],
    [-7n, 2n, "CEIL", -3n],
    [-7n, 2n, "HALF_UP", -4n],
    [7n, -2n, "FLOOR", -4n],
    [-7n, -2n, "HALF_UP", 4n],
    [4n, 3n, "HALF_UP", 1n],
    [5n, 3n, "HALF_UP", 2n],
    [-1n, 3n, "HALF_UP", 0n],
    [-1n, 3n, "CEIL", 0n],
    [6n, 3n, "CEIL", 2n],
    [-6n, 3n, "FLOOR", -2n],
    [0n, 5n, "CEIL", 0n],
  ] as const)("%s / %s, %s, is %s", (numerator, denominator, rounding, expected) => {
    expect(divideRounded(numerator, denominator, rounding)).toBe(expected);
  });

  test("is within one of the exact value, on the side its mode names", () => {
    fc.assert(
      fc.property(anyAmount, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const floor = divideRounded(numerator, denominator, "FLOOR");
        const ceil = divideRounded(numerator, denominator, "CEIL");
        const half = divideRounded(numerator, denominator, "HALF_UP");
        expect(floor * denominator <= numerator && numerator < (floor + 1n) * denominator).toBe(
          true,
        );
        expect(ceil * denominator >= numerator && numerator > (ceil - 1n) * denominator).toBe(true);
        expect(absolute(half * denominator - numerator) * 2n <= denominator).toBe(true);
        expect(divideRounded(-numerator, denominator, "HALF_UP")).toBe(-half);
      }),
    );
  });

  test("a product beyond 64 bits stays exact", () => {
    expect(mulDivHalfUp(10n ** 18n, 10n ** 18n, 10n ** 18n)).toBe(10n ** 18n);
  });
});

describe("allocateLargestRemainder", () => {
  test.each([
    ["thirds give the rest to the first", 100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    ["the largest remainder wins", 10n, [1n, 2n, 4n], [1n, 3n, 6n]],
    ["equal remainders go by position", 1n, [5n, 5n], [1n, 0n]],
    ["a zero weight gets nothing", 5n, [0n, 1n, 0n], [0n, 5n, 0n]],
    ["all zero count alike", 5n, [0n, 0n], [3n, 2n]],
    ["a negative total mirrors", -100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    ["nothing to give", 0n, [3n, 4n], [0n, 0n]],
    ["nobody to give to", 0n, [], []],
  ])("%s", (_, total, weights, parts) => {
    expect(allocateLargestRemainder(total, weights)).toEqual(parts);
  });

  test("sums exactly, is fair to less than one, and gives zero weights nothing", () => {
    fc.assert(
      fc.property(
        anyAmount,
        fc.array(anyWeight, { minLength: 1, maxLength: 30 }),
        (total, weights) => {
          const parts = allocateLargestRemainder(total, weights);
          const weightSum = sum(weights);
          expect(sum(parts)).toBe(total);
          expect(allocateLargestRemainder(-total, weights)).toEqual(parts.map((part) => -part));
          for (const [position, part] of parts.entries()) {
            const weight = weightSum === 0n ? 1n : (weights[position] ?? 0n);
            const divisor = weightSum === 0n ? BigInt(weights.length) : weightSum;
            expect(absolute(part * divisor - total * weight) < divisor).toBe(true);
          }
        },
      ),
    );
  });

  test("a negative weight, and a total for nobody, are bugs of the caller", () => {
    expect(() => allocateLargestRemainder(1n, [-1n])).toThrow(RangeError);
    expect(() => allocateLargestRemainder(1n, [])).toThrow(RangeError);
  });
});

describe("rates", () => {
  test.each([
    ["0.8573", { numerator: 8_573n, denominator: 10_000n }],
    ["1", { numerator: 1n, denominator: 1n }],
    ["160.10", { numerator: 16_010n, denominator: 100n }],
  ])("%s is read exactly", (text, rate) => {
    expect(parseRate(text)).toEqual(rate);
  });

  test.each(["", "0", "0.00", "-1", "+1", "1e3", ".5", "5.", "1,5", "1".repeat(41)])(
    "%s is no rate",
    (text) => {
      expect(parseRate(text)).toBeNull();
    },
  );

  test.each([
    ["100 GBP to EUR", 10_000n, 2, 2, "1.1665", 11_665n],
    ["1,000 JPY to EUR", 1_000n, 0, 2, "0.0062", 620n],
    ["9.99 EUR to JPY", 999n, 2, 0, "161.5", 1_613n],
    ["1.234 KWD to EUR", 1_234n, 3, 2, "2.8", 346n],
    ["1 JPY to KWD", 1n, 0, 3, "0.002", 2n],
    ["a return mirrors its sale", -999n, 2, 0, "161.5", -1_613n],
  ])("%s", (_, amount, from, to, text, expected) => {
    const rate = parseRate(text);
    expect(rate && convertMinor(amount, from, to, rate, "HALF_UP")).toBe(expected);
  });

  test("there and back by the inverse rate does not drift by more than the rounding", () => {
    fc.assert(
      fc.property(anyAmount, fc.bigInt({ min: 1n, max: 10_000n }), (amount, numerator) => {
        const rate = { numerator, denominator: 100n };
        const there = convertMinor(amount, 0, 3, rate, "HALF_UP");
        const back = convertMinor(
          there,
          3,
          0,
          { numerator: 100n, denominator: numerator },
          "HALF_UP",
        );
        expect(absolute(back - amount) <= 1n).toBe(true);
      }),
    );
  });
});
