import { describe, expect, test } from "vitest";
import { checkClaims } from "../../../src/domain/identity/callerClaims.ts";
import { phoneSpellings } from "../../../src/domain/identity/nationalNumber.ts";
import { normaliseIdentifier } from "../../../src/domain/identity/normaliseIdentifier.ts";

describe("a telephone number is looked for in the spellings of its country", () => {
  test.each([
    ["GB", "020 7946 0018", ["+442079460018", "02079460018"]],
    ["GB", "(020) 7946-0018", ["+442079460018", "02079460018"]],
    ["GB", "+44 (0)20 7946 0018", ["+442079460018", "02079460018"]],
    ["DE", "030 901820", ["+4930901820", "030901820"]],
    ["GB", "+49 30 901820", ["+4930901820"]],
    ["GB", "12", []],
    ["GB", "GUIDE-4711", []],
    ["GB", "call 020 7946 0018 today", []],
    ["XX", "020 7946 0018", []],
    [null, "020 7946 0018", []],
  ])("%s: %s", (region, text, spellings) => {
    expect(phoneSpellings(text, region)).toEqual(spellings);
  });

  test("each of which is spelled as it would be stored", () => {
    for (const spelling of phoneSpellings("020 7946 0018", "GB")) {
      expect(normaliseIdentifier("phone", spelling)).toEqual({ ok: true, value: spelling });
    }
  });
});

test("a caller who says their number as one does at home is right, and another's is not", () => {
  const known = (value: string) => ({
    names: [],
    identifiers: [{ kind: "phone", value, status: "ACTIVE" as const }],
  });
  const says = (value: string, stored: string, region: string | null = "GB") =>
    checkClaims([{ kind: "phone", value }], known(stored), region).checks[0]?.matches;
  expect(says("020 7946 0018", "+442079460018")).toBe(true);
  expect(says("+44 20 7946 0018", "02079460018")).toBe(true);
  expect(says("020 7946 0019", "+442079460018")).toBe(false);
  expect(says("020 7946 0018", "+442079460018", null)).toBe(false);
  expect(says("020 7946 0018", "+442079460018", "DE")).toBe(false);
});
