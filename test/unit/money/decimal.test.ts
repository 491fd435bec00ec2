import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyExponent } from "../../../src/domain/money/currency.ts";
import {
  formatMinor,
  formatQuantity,
  INT64_MAX,
  INT64_MIN,
  parseDecimal,
  QUANTITY_SCALE,
} from "../../../src/domain/money/decimal.ts";

const anyScale = fc.integer({ min: 0, max: 6 });

describe("parseDecimal", () => {
  test.each([
    ["12.50", 2, 1_250n],
    ["12.5", 2, 1_250n],
    ["12", 2, 1_200n],
    ["+12.5", 2, 1_250n],
    ["-12.5", 2, -1_250n],
    ["-0", 2, 0n],
    ["0.00", 2, 0n],
    ["007", 0, 7n],
    ["1.500000000", 2, 150n],
    ["1200", 0, 1_200n],
    ["1200.00", 0, 1_200n],
    ["1.234", 3, 1_234n],
    ["0.000001", 6, 1n],
    ["0.1", 1, 1n],
    ["99999999999999.99", 2, 9_999_999_999_999_999n],
    ["92233720368547758.07", 2, INT64_MAX],
    ["-92233720368547758.08", 2, INT64_MIN],
    ["9223372036854775807", 0, INT64_MAX],
    ["0000000000000000000000000000000000000.25", 2, 25n],
  ])("%s at scale %i is %s", (text, scale, value) => {
    expect(parseDecimal(text, scale)).toBe(value);
  });

  test.each([
    ["", 2, "MALFORMED"],
    ["-", 2, "MALFORMED"],
    ["+", 2, "MALFORMED"],
    [".", 2, "MALFORMED"],
    [".5", 2, "MALFORMED"],
    ["-.5", 2, "MALFORMED"],
    ["5.", 2, "MALFORMED"],
    ["1.2.3", 2, "MALFORMED"],
    ["--1", 2, "MALFORMED"],
    ["1e3", 2, "MALFORMED"],
    ["0x10", 2, "MALFORMED"],
    ["1,50", 2, "MALFORMED"],
    ["1 000", 2, "MALFORMED"],
    [" 1", 2, "MALFORMED"],
    ["NaN", 2, "MALFORMED"],
    ["Infinity", 2, "MALFORMED"],
    ["１", 2, "MALFORMED"],
    ["1".repeat(41), 2, "MALFORMED"],
    ["12.505", 2, "PRECISION"],
    ["0.5", 0, "PRECISION"],
    ["0.0000001", 6, "PRECISION"],
    ["1.00x", 1, "MALFORMED"],
    ["92233720368547758.08", 2, "OVERFLOW"],
    ["-92233720368547758.09", 2, "OVERFLOW"],
    ["9".repeat(40), 2, "OVERFLOW"],
  ])("%s at scale %i is %s", (text, scale, reason) => {
    expect(parseDecimal(text, scale)).toEqual({ reason });
  });

  test("gives back every value that was printed, at every scale", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: INT64_MIN, max: INT64_MAX }), anyScale, (value, scale) => {
        expect(parseDecimal(formatMinor(value, scale), scale)).toBe(value);
      }),
    );
  });

  test("agrees with exact arithmetic on digits", () => {
    const digits = fc.stringMatching(/^[0-9]{1,12}$/);
    fc.assert(
      fc.property(fc.boolean(), digits, digits, (isNegative, whole, fraction) => {
        const value = BigInt(whole + fraction.padEnd(12, "0"));
        const text = `${isNegative ? "-" : ""}${whole}.${fraction}`;
        const expected = value > INT64_MAX ? { reason: "OVERFLOW" } : isNegative ? -value : value;
        expect(parseDecimal(text, 12)).toEqual(expected);
      }),
    );
  });
});

describe("printing", () => {
  test.each([
    [150n, 2, "1.50"],
    [-5n, 2, "-0.05"],
    [1_200n, 0, "1200"],
    [1n, 3, "0.001"],
    [0n, 2, "0.00"],
  ])("%s minor units with exponent %i print as %s", (minor, exponent, text) => {
    expect(formatMinor(minor, exponent)).toBe(text);
  });

  test.each([
    [1_500_000n, "1.5"],
    [2_000_000n, "2"],
    [10_000_000n, "10"],
    [0n, "0"],
    [1n, "0.000001"],
    [-250_000n, "-0.25"],
  ])("%s millionths print as %s", (millionths, text) => {
    expect(formatQuantity(millionths)).toBe(text);
    expect(parseDecimal(text, QUANTITY_SCALE)).toBe(millionths);
  });
});

describe("currencyExponent", () => {
  test.each([
    ["EUR", 2],
    ["GBP", 2],
    ["JPY", 0],
    ["ISK", 0],
    ["KWD", 3],
    ["TND", 3],
    ["CLF", 4],
    ["UYW", 4],
    ["HRK", 2],
    ["eur", null],
    ["XXX", null],
    ["XAU", null],
    ["ZZZ", null],
    ["", null],
    ["EURO", null],
    ["__proto__", null],
  ])("%s has %s decimals", (code, exponent) => {
    expect(currencyExponent(code)).toBe(exponent);
  });

  test("every currency that ICU knows to be in use is known, but for units of account (X..)", () => {
    const unknown = Intl.supportedValuesOf("currency").filter(
      (code) => currencyExponent(code) === null && !code.startsWith("X"),
    );
    expect(unknown).toEqual([]);
  });
});
