import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldCode } from "../../../src/domain/coupon/code.ts";
import {
  normaliseIdentifier,
  normaliseNewIdentifier,
} from "../../../src/domain/identity/normaliseIdentifier.ts";
import { isPlainToSee, textFault } from "../../../src/domain/identity/seen.ts";

const UNSEEN = ["\u200b", "\u200d", "\u202e", "\u2066", "\u0007", "\u00ad", "\u034f", "\u3164"];

describe("identifiers", () => {
  test.each([
    ["KELVIN SIGN in an email", "email", "mar\u212a@example.org"],
    ["I with a dot in an email", "email", "\u0130da@example.org"],
    ["a Greek question mark", "erp", "C\u037e1"],
  ])("%s would become ASCII and is refused everywhere", (_, kind, raw) => {
    expect(normaliseIdentifier(kind, raw)).toEqual({ ok: false, reason: "TEXT_NOT_ALLOWED" });
  });

  test.each([
    ...UNSEEN.map((unseen) => `ma${unseen}rk@example.org`),
    "m\u0430rk@example.org",
    "\uff4dark@example.org",
    "o\ufb03ce@example.org",
  ])("%j is found as it was stored, and not given to anybody anew", (raw) => {
    expect(normaliseIdentifier("email", raw).ok).toBe(true);
    expect(normaliseNewIdentifier("email", raw)).toEqual({
      ok: false,
      reason: "TEXT_NOT_ALLOWED",
    });
  });

  test.each(["josé@example.org", "владимир@пример.рф", "山田@example.jp", "ada+x@x"])(
    "%s is plain to see",
    (raw) => expect(normaliseNewIdentifier("email", raw).ok).toBe(true),
  );

  test.each([
    ["Cyrillic", "m\u0430rk"],
    ["Greek", "m\u03b1rk"],
    ["Armenian", "m\u0561rk"],
    ["Cherokee", "m\u13aark"],
    ["Coptic", "m\u2c81rk"],
    ["Lisu", "M\ua4eeRK"],
  ])(
    "a Latin word with one %s letter is a disguise; two words of two alphabets are not",
    (_, word) => {
      expect(isPlainToSee(word)).toBe(false);
      const [, letter = ""] = word;
      expect(isPlainToSee(`${letter}${letter}`)).toBe(true);
      expect(isPlainToSee(`mark-${letter}${letter}`)).toBe(true);
      expect(isPlainToSee(`mark.1${letter}`)).toBe(true);
    },
  );

  test.each([
    ["of an e-mail address's name", "email", "p\u0430ypal@example.org"],
    ["of its domain", "email", "ada@p\u0430ypal.example"],
    ["as digits of two scripts", "loyalty", "90\u06610001"],
    ["as full-width digits of a card", "card", "\uff14111"],
    ["of which one is not seen", "email", "ada\u200b@example.org"],
  ])("look-alikes %s are refused, never folded", (_, kind, raw) => {
    const refused = { ok: false, reason: "TEXT_NOT_ALLOWED" };
    expect(normaliseNewIdentifier(kind, raw)).toEqual(refused);
  });

  test("digits of one script other than ours are plain to see", () => {
    expect(isPlainToSee("\u0661\u0662\u0663")).toBe(true);
  });

  test("spaces that are not U+0020, and what only looks like ASCII, are refused anew; accents in either spelling are not", () => {
    for (const raw of ["C\u00a01", "C\u20031", "\u00b2", "\ue000"]) {
      expect(isPlainToSee(raw)).toBe(false);
    }
    for (const raw of ["Zo\u00eb", "Zoe\u0308", "M\u00fcller 7"]) {
      expect(isPlainToSee(raw)).toBe(true);
    }
  });

  test("what is found in ASCII was said in ASCII, whatever was sent", () => {
    const names = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom("email", "erp", "crm", "shop"), names, (kind, name) => {
        const found = normaliseIdentifier(kind, kind === "email" ? `${name}@x` : name);
        if (found.ok && /^[!-~]*$/.test(found.value)) {
          expect(name.trim()).toMatch(/^[ -~]*$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("a new identifier has nothing unseen in it, wherever it stands", () => {
    const at = fc.tuple(
      fc.string({ minLength: 1 }),
      fc.constantFrom(...UNSEEN),
      fc.string({ minLength: 1 }),
    );
    fc.assert(
      fc.property(at, ([before, unseen, after]) => {
        expect(isPlainToSee(before + unseen + after)).toBe(false);
      }),
    );
  });

  test.each(["A\u017fDF", "S\u0131LVER", "\ufb01RST10", "\uff21BCD"])(
    "%s is no code: upper case would make it another one",
    (text) => expect(foldCode(text)).toBeNull(),
  );
});

describe("texts", () => {
  test.each([
    "Ada Lovelace",
    "Łukasz Żółć",
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d👩\u200d👧 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} ❤\ufe0f",
    "Влад",
  ])("%s will do", (text) => expect(textFault(text)).toBeNull());

  test.each([...UNSEEN.map((unseen) => `Ada${unseen}Smith`), "Ada\nSmith", "Ada\u0000"])(
    "%j is refused",
    (text) => expect(textFault(text)).toMatch(/U\+[0-9A-F]{4}/),
  );

  test.each([
    ["a joiner between Latin letters", "a\u200db", "U+200D"],
    ["a joiner that joins nothing", "\u0645\u06cc\u200c", "U+200C"],
    ["a joiner behind an emoji", "\u{1f469}\u200d", "U+200D"],
    ["a style of no emoji", "a\ufe0f", "U+FE0F"],
    ["a flag without its end", "\u{1f3f4}\u{e0067}\u{e0062}", "U+E0067"],
    ["the end of no flag", "a\u{e007f}", "U+E007F"],
    ["a private letter", "\ue000", "U+E000"],
  ])("%s is seen by nobody, and it is said what it is", (_, text, code) => {
    expect(textFault(text)).toBe(`It has a character that nobody sees, ${code}; take it out.`);
  });

  test.each([
    "\u0600\u0661",
    "\u06dd",
    "\u070f",
    "\u{1f9d1}\u{1f3fd}\u200d\u{1f52c}",
    "\u2764\ufe0e",
    "\u0dc1\u0dca\u200d",
  ])("%j is drawn", (text) => expect(textFault(text)).toBeNull());

  test("half a character is told apart from one that nobody sees", () => {
    expect(textFault("Ada\ud800")).toBe("It has half a character; send well-formed text.");
  });

  test("a note has lines", () => {
    expect(textFault("Zo\u00eb called,\r\n\tnobody there", "LINES")).toBeNull();
    expect(textFault("Zo\u00eb called,\tnobody there")).toContain("U+0009");
    expect(textFault("called twice,\n\tnobody there", "LINES")).toBeNull();
    expect(textFault("called\u202etwice", "LINES")).not.toBeNull();
  });
});
