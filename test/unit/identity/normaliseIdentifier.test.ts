import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  IDENTIFIER_BYTES_MAX,
  normaliseIdentifier,
} from "../../../src/domain/identity/normaliseIdentifier.ts";

describe("normaliseIdentifier", () => {
  test.each([
    ["email", " Ada@Example.ORG ", "ada@example.org"],
    ["email", "JOSE\u0301@example.org", "jos\u00e9@example.org"],
    ["email", "a+b@x", "a+b@x"],
    ["phone", "+49 30 123-45.67", "+49301234567"],
    ["phone", "0049 (30) 1234567", "+49301234567"],
    ["phone", "(+49) 30 1234567", "+49301234567"],
    ["phone", "(0049) 30/1234567", "+49301234567"],
    ["phone", "+44 (0)20 7946 0018", "+442079460018"],
    ["phone", "020 7946 0018", "02079460018"],
    ["phone", "(0)20 7946 0018", "02079460018"],
    ["phone", "+49\u00a030\u20111234567", "+49301234567"],
    ["phone", "123456", "123456"],
    ["loyalty", " 9000-0001 2345 ", "900000012345"],
    ["loyalty", "AbC", "AbC"],
    ["card", "4111 1111", "41111111"],
    ["erp", " C 17-4 ", "C 17-4"],
    ["crm", "Z\u0065\u0301", "Z\u00e9"],
    ["shop", "gid://shopify/Customer/1", "gid://shopify/Customer/1"],
    ["device", "ab:cd", "ab:cd"],
    ["wallet_2", "x", "x"],
    ["phone", "+123456789012345", "+123456789012345"],
    ["phone", "123456789012345", "123456789012345"],
    ["phone", "(030) [12] 34.56/7", "0301234567"],
    ["loyalty", "9000\u20110001", "90000001"],
    ["card", "Z\u0065\u0301 1", "Z\u00e91"],
    ["k".repeat(32), "x", "x"],
    ["phone", "\uff0b\uff14\uff19 30 \uff11\uff12\uff13\uff14\uff15\uff16\uff17", "+49301234567"],
    ["phone", "+49 30 1234567 ext. 012", "+49301234567;ext=012"],
    ["phone", "030 1234567 x12", "0301234567;ext=12"],
    ["phone", "(030) 1234567 #7", "0301234567;ext=7"],
    ["phone", "+49301234567;ext=12", "+49301234567;ext=12"],
    ["phone", "030 1234567 Extension 12", "0301234567;ext=12"],
  ])("%s %s becomes %s", (kind, raw, value) => {
    expect(normaliseIdentifier(kind, raw)).toEqual({ ok: true, value });
  });

  test.each([
    ["email", "", "EMPTY"],
    ["email", "   ", "EMPTY"],
    ["email", "ada", "EMAIL_MALFORMED"],
    ["email", "@example.org", "EMAIL_MALFORMED"],
    ["email", "ada@", "EMAIL_MALFORMED"],
    ["email", "a@b@c", "EMAIL_MALFORMED"],
    ["email", "a b@c", "EMAIL_MALFORMED"],
    ["phone", "", "EMPTY"],
    ["phone", "12345", "PHONE_MALFORMED"],
    ["phone", "+1234567890123456", "PHONE_MALFORMED"],
    ["phone", "+0301234567", "PHONE_MALFORMED"],
    ["phone", "+49 30 CALLME", "PHONE_MALFORMED"],
    ["phone", "030+1234567", "PHONE_MALFORMED"],
    ["phone", "٠٣٠١٢٣٤٥٦٧", "PHONE_MALFORMED"],
    ["loyalty", " - - ", "EMPTY"],
    ["erp", "\u0000", "TEXT_NOT_ALLOWED"],
    ["erp", "a\ud800", "TEXT_NOT_ALLOWED"],
    ["erp", "x".repeat(513), "TOO_LONG"],
    ["erp", "é".repeat(257), "TOO_LONG"],
    ["erp", "x".repeat(5_000_000), "TOO_LONG"],
    ["", "x", "KIND_MALFORMED"],
    ["Email", "a@b", "KIND_MALFORMED"],
    ["e-mail", "a@b", "KIND_MALFORMED"],
    ["2fa", "x", "KIND_MALFORMED"],
    ["k".repeat(33), "x", "KIND_MALFORMED"],
    ["__proto__", "x", "KIND_MALFORMED"],
    ["a.b", "x", "KIND_MALFORMED"],
    ["phone", "1234567890123456", "PHONE_MALFORMED"],
    ["phone", "+12345", "PHONE_MALFORMED"],
    ["phone", "00 0 301234567", "PHONE_MALFORMED"],
    ["phone", "   ", "EMPTY"],
    ["phone", "+49 30 \u00b2\u00b2\u00b2\u00b2\u00b2\u00b2", "PHONE_MALFORMED"],
    ["phone", "ext. 12", "PHONE_MALFORMED"],
    ["phone", "0(0)1 234567", "PHONE_MALFORMED"],
    ["phone", "030 1234567 ext. 12345678", "PHONE_MALFORMED"],
    ["phone", "030 1234567 ext. 1 ext. 2", "PHONE_MALFORMED"],
    ["phone", "030 1234567\u200b", "PHONE_MALFORMED"],
    ["email", "a@b\u00a0c", "EMAIL_MALFORMED"],
    ["erp", "   ", "EMPTY"],
    ["erp", `${" ".repeat(2_048)}x`, "TOO_LONG"],
  ])("%s %s is refused as %s", (kind, raw, reason) => {
    expect(normaliseIdentifier(kind, raw)).toEqual({ ok: false, reason });
  });

  test("exactly 512 bytes fit, and as many blanks around them as 2,048 letters hold", () => {
    expect(IDENTIFIER_BYTES_MAX).toBe(512);
    expect(normaliseIdentifier("erp", `${" ".repeat(2_047)}x`)).toEqual({ ok: true, value: "x" });
    expect(normaliseIdentifier("erp", "x".repeat(IDENTIFIER_BYTES_MAX)).ok).toBe(true);
    expect(normaliseIdentifier("erp", "é".repeat(IDENTIFIER_BYTES_MAX / 2)).ok).toBe(true);
  });

  test("normalising a normalised value changes nothing, whatever was sent", () => {
    const kinds = fc.constantFrom("email", "phone", "loyalty", "card", "erp", "other");
    const raws = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }).map((name) => `${name}@Example.org`),
      fc
        .tuple(
          fc.constantFrom("+", "00", "(", "(+", ""),
          fc.string({ unit: fc.constantFrom(..."0123456789 ()-"), minLength: 4, maxLength: 20 }),
        )
        .map(([prefix, digits]) => prefix + digits),
    );
    let accepted = 0;
    fc.assert(
      fc.property(kinds, raws, (kind, raw) => {
        const once = normaliseIdentifier(kind, raw);
        if (once.ok) {
          accepted += 1;
          expect(normaliseIdentifier(kind, once.value)).toEqual(once);
          expect(Buffer.byteLength(once.value)).toBeLessThanOrEqual(IDENTIFIER_BYTES_MAX);
        }
      }),
      { numRuns: 1_000 },
    );
    // Of what is refused it says nothing.
    expect(accepted).toBeGreaterThan(200);
  });
});
