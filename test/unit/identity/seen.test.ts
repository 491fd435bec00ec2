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

  test("what is found in ASCII was said in ASCII, whatever was sent", () => {
    const names = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom("email", "erp", "crm", "shop"), names, (kind, name) => {
        const found = normaliseIdentifier(kind, kind === "email" ? `${name}@x` : name);
        if (found.ok && /^[!-~]*$/.test(found.value)) expect(name.trim()).toMatch(/^[ -~]*$/);
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

  test("a note has lines", () => {
    expect(textFault("called twice,\n\tnobody there", "LINES")).toBeNull();
    expect(textFault("called\u202etwice", "LINES")).not.toBeNull();
  });
});
