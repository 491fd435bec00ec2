import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseIdentifier } from "../../../src/domain/identity/normaliseIdentifier.ts";

/** What two texts may differ in and still be one identifier: all of it, by kind. */

type Folding = (text: string) => string;

const ends: Folding = (text) => text.trim();
const letterCase: Folding = (text) => text.toLowerCase();
const composition: Folding = (text) => text.normalize("NFC");
const spacesAndDashes: Folding = (text) => text.replaceAll(/[\s\p{Pd}]/gu, "");
const fullWidth: Folding = (text) =>
  text.replaceAll(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
const extension: Folding = (text) =>
  text.replace(/\s*(;ext=|ext(ension|n)?[.:]?|x|#)\s*(?=\d{1,7}$)/i, ";ext=");
const dialled: Folding = (text) => {
  const [number = "", ...rest] = text.split(";");
  const plain = number.replaceAll(/[\s\p{Pd}()[\]./]/gu, "");
  const isAbroad = plain.startsWith("+") || plain.startsWith("00");
  const digits = isAbroad
    ? number
        .replace("(0)", "")
        .replaceAll(/[\s\p{Pd}()[\]./]/gu, "")
        .replace(/^(\+|00)/, "+")
    : plain;
  return [digits, ...rest].join(";");
};

const FOLDINGS: Readonly<Record<string, readonly Folding[]>> = {
  email: [ends, letterCase, composition],
  phone: [ends, fullWidth, extension, dialled],
  loyalty: [ends, spacesAndDashes, composition],
  card: [ends, spacesAndDashes, composition],
  erp: [ends, composition],
  crm: [ends, composition],
  shop: [ends, composition],
  device: [ends, composition],
  payment_token: [ends, composition],
  club_no: [ends, composition],
};

const folded = (kind: string, text: string) =>
  (FOLDINGS[kind] ?? []).reduce((so, fold) => fold(so), text);

/** Few characters, so that two texts often meet. */
const LETTERS = fc.constantFrom(..."aA.+-_ 01é", "e\u0301", "\u00a0", "\u0430", "ａ", "\u200b");
const DIGITS = fc.constantFrom(..."0012 -/().+", "\uff10", "\uff11", "\u2011", "x1");
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.string({ unit: LETTERS, maxLength: 3 }).map((name) => `${name}@x`),
  phone: fc
    .tuple(
      fc.constantFrom("+4", "004", "(+4)", "0", "", "\uff0b4"),
      fc.string({ unit: DIGITS, maxLength: 3 }),
      fc.constantFrom("0123456", "012 3456", "(0)12345"),
      fc.constantFrom("", " ext. 1", "x1", ";ext=1", " #01"),
    )
    .map((parts) => parts.join("")),
};
const textOf = (kind: string) => texts[kind] ?? fc.string({ unit: LETTERS, maxLength: 4 });

describe.each(Object.keys(FOLDINGS))("a value of the kind %s", (kind) => {
  test("is one for two texts exactly where the list folds them into one", () => {
    let met = 0;
    fc.assert(
      fc.property(textOf(kind), textOf(kind), (one, other) => {
        const [a, b] = [normaliseIdentifier(kind, one), normaliseIdentifier(kind, other)];
        if (!a.ok || !b.ok) {
          return;
        }
        met += one !== other && a.value === b.value ? 1 : 0;
        expect(a.value === b.value, `${one} | ${other}`).toBe(
          folded(kind, one) === folded(kind, other),
        );
      }),
      { numRuns: 3_000 },
    );
    expect(met).toBeGreaterThan(0);
  });

  test("is its own, however often it is normalised", () => {
    fc.assert(
      fc.property(textOf(kind), (text) => {
        const once = normaliseIdentifier(kind, text);
        if (once.ok) {
          expect(normaliseIdentifier(kind, once.value)).toEqual(once);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each([
  ["email", "ada@gmail.com", "a.da@gmail.com"],
  ["email", "ada@gmail.com", "ada+x@gmail.com"],
  ["email", "ada@x.org", "\u0430da@x.org"],
  ["phone", "030 1234567", "+49 30 1234567"],
  ["phone", "030 1234567", "030 1234567 x1"],
  ["phone", "030 1234567", "30 1234567"],
  ["loyalty", "00771", "771"],
  ["loyalty", "ab", "AB"],
  ["erp", "0000004711", "4711"],
  ["erp", "C-17", "C17"],
  ["crm", "0031x", "0031X"],
  ["shop", "gid://1", "gid://01"],
  ["device", "ab:cd", "abcd"],
  ["payment_token", "tok_1", "TOK_1"],
  ["club_no", "007", "7"],
])("%s: %s and %s are two", (kind, one, other) => {
  const values = [one, other].map((text) => normaliseIdentifier(kind, text));
  expect(values.map(({ ok }) => ok)).toEqual([true, true]);
  expect(values[0]).not.toEqual(values[1]);
});
