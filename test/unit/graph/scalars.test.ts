import { expect, test } from "vitest";
import { Decimal } from "../../../resolvers/scalars.ts";

test.each(["12.50", "10.00", "99999999.99", "-0.000001", "9223372036854775807"])(
  "%s is a decimal number",
  (text) => {
    expect(Decimal.parseValue(text)).toBe(text);
  },
);

test.each(["", "1e3", "1,5", " 1", ".5", "1.", "0x1", `1.${"0".repeat(40)}`, 12.5, null])(
  "%j is none",
  (value) => {
    expect(() => Decimal.parseValue(value)).toThrow("A Decimal is");
  },
);
