import { expect, test } from "vitest";
import { parseProfileText } from "../../../src/domain/customer/profile.ts";
import { notInUse } from "../../../src/domain/identity/inUse.ts";

test.each([
  ["Ada", "en", { name: "Ada", language: "en" }],
  ["  Zoe\u0308 ", " EN-gb ", { name: "Zo\u00eb", language: "en-GB" }],
  [null, null, { name: null, language: null }],
])("a person who typed %j and %j is known as that", (name, language, profile) => {
  expect(parseProfileText({ name, language })).toEqual({ ok: true, profile });
});

test.each([
  ["Ada\u200bSmith", "en", "TEXT_NOT_ALLOWED", "name"],
  ["Ada", "english!", "LANGUAGE_MALFORMED", "language"],
  ["Ada", "en_GB", "LANGUAGE_MALFORMED", "language"],
  [7, "en", expect.any(String), "name"],
  ["x".repeat(10_000), "en", "TOO_LONG", "name"],
  ["Ada", `en-${"x".repeat(33)}`, "TOO_LONG", "language"],
])("%j and %j are refused, by the field and with what to do", (name, language, code, field) => {
  const refused = parseProfileText({ name, language });
  expect(refused).toEqual({ ok: false, code, field: [field], message: expect.any(String) });
  expect(refused.ok ? "" : refused.message.length).toBeGreaterThan(10);
});

test("a language that is none is told how one is written", () => {
  expect(parseProfileText({ name: null, language: "english!" })).toMatchObject({
    message: 'language must be a BCP 47 tag such as "en" or "de-AT"',
  });
});

test("a lost card proves nothing; staff may look at whose it was, and nobody may act by it", () => {
  for (const use of ["PROVE", "LOOK"] as const) {
    for (const isStaff of [true, false]) {
      expect(notInUse("ACTIVE", use, isStaff)).toBeNull();
    }
  }
  for (const [status, words] of [
    ["BLOCKED", "is blocked"],
    ["REPLACED", "was replaced"],
  ] as const) {
    expect(notInUse(status, "LOOK", true)).toBeNull();
    expect(notInUse(status, "LOOK", false)).toContain(words);
    expect(notInUse(status, "PROVE", true)).toContain(words);
    expect(notInUse(status, "PROVE", false)).toContain(words);
  }
});
