import fastCheck from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CODE_RANDOM_BYTES,
  codeOf,
  foldCode,
  isGeneratedCode,
} from "../../../src/domain/coupon/code.ts";

const random = fastCheck.uint8Array({
  minLength: CODE_RANDOM_BYTES,
  maxLength: CODE_RANDOM_BYTES,
});

describe("codes", () => {
  test("a generated code has 75 random bits, four groups, and is known as one", () => {
    fastCheck.assert(
      fastCheck.property(random, (bytes) => {
        const code = codeOf(bytes);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(isGeneratedCode(foldCode(code) as string)).toBe(true);
      }),
    );
    const low = new Uint8Array(CODE_RANDOM_BYTES).fill(0);
    const codes = new Set(
      Array.from({ length: CODE_RANDOM_BYTES * 5 }, (_, bit) =>
        codeOf(low.map((_byte, at) => (at === Math.floor(bit / 5) ? 1 << (bit % 5) : 0))),
      ),
    );
    expect(codes.size).toBe(75);
  });

  test("any single wrong character shows", () => {
    fastCheck.assert(
      fastCheck.property(
        random,
        fastCheck.nat(CODE_RANDOM_BYTES),
        fastCheck.integer({ min: 1, max: 31 }),
        (bytes, place, step) => {
          const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
          const folded = foldCode(codeOf(bytes)) as string;
          const wrong = alphabet[(alphabet.indexOf(folded[place] as string) + step) % 32];
          expect(isGeneratedCode(folded.slice(0, place) + wrong + folded.slice(place + 1))).toBe(
            false,
          );
        },
      ),
    );
  });

  test.each([
    ["spring-26", "SPR1NG26"],
    [" 7qkx 30dm\u20131a0b ", "7QKX30DM1A0B"],
    ["OIL", "011"],
  ])("%s is found as %s", (typed, folded) => {
    expect(foldCode(typed)).toBe(folded);
  });

  test.each([
    "",
    " - ",
    "ada@example.com",
    "Grüße",
    "A".repeat(33),
    "A".repeat(10_000),
    "A\u0000B",
  ])("%j is no code", (typed) => {
    expect(foldCode(typed)).toBeNull();
  });
});
