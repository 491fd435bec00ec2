import { describe, expect, test } from "vitest";
import { normaliseIdentifier } from "../../../src/domain/identity/normaliseIdentifier.ts";
import { providerKey } from "../../../src/domain/identity/providerKey.ts";

describe("e-mail addresses that reach one mailbox", () => {
  test.each([
    ["a.da.l+shop@gmail.com", "adal@gmail.com"],
    ["adal@googlemail.com", "adal@gmail.com"],
    ["ada+x+y@fastmail.com", "ada@fastmail.com"],
    ["a.da+x@proton.me", "a.da@proton.me"],
    ["ada@pm.me", "ada@pm.me"],
  ])("%s is %s by its provider's rules", (email, key) => {
    expect(providerKey("email", email, null)).toBe(key);
    // Which never decide what is stored.
    expect(normaliseIdentifier("email", email)).toEqual({ ok: true, value: email });
  });

  test.each([
    "a.da+x@example.org",
    "ada+x@outlook.com",
    "ada@gmail.com.example",
    "ada@notgmail.com",
  ])("nothing is ignored in %s: nobody has said that one may", (email) =>
    expect(providerKey("email", email, null)).toBeNull(),
  );

  test.each(["+tag@gmail.com", "...@gmail.com"])("%s reaches nobody", (email) => {
    expect(providerKey("email", email, null)).toBeNull();
  });
});

describe("telephone numbers that ring the same telephone", () => {
  test.each([
    ["02079460018", "GB", "+442079460018"],
    ["+442079460018", "DE", "+442079460018"],
    ["02079460018;ext=12", "GB", "+442079460018;ext=12"],
    ["02079460018", "US", null],
    ["+442079460018", null, "+442079460018"],
    ["02079460018", null, null],
    ["123456", "GB", null],
  ])("%s in %s: %s", (phone, region, key) => {
    expect(providerKey("phone", phone, region)).toBe(key);
  });
});

test.each(["loyalty", "erp", "crm", "shop", "device", "payment_token", "membership_no"])(
  "a value of the kind %s is like no other",
  (kind) => expect(providerKey(kind, "a.b+c@gmail.com", "GB")).toBeNull(),
);
