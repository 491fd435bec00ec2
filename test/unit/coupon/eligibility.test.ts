import { describe, expect, test } from "vitest";
import { type CartAsSent, parseCart } from "../../../src/domain/coupon/cart.ts";
import { type CouponContext, eligibilityOf } from "../../../src/domain/coupon/eligibility.ts";
import { type Coupon, type CouponTerms, stateAt } from "../../../src/domain/coupon/terms.ts";
import { addMicros, type Instant } from "../../../src/domain/time/instant.ts";
import { at } from "../../support/receiver.ts";

const now = at("2026-03-10T12:00:00Z");
const validUntil = at("2026-04-01T00:00:00Z");

const terms: CouponTerms = {
  name: { en: "Five pounds off" },
  value: { kind: "AMOUNT", minor: 500n },
  ...{ tiers: [], stores: [], channels: [], articles: [], categories: [], basketMinMinor: null },
};
const personal: Coupon = {
  state: "ISSUED",
  basis: "HONOURED_AT_ISSUE",
  validFrom: at("2026-03-01T00:00:00Z"),
  validUntil,
  usesMax: 1,
  usesPerCustomerMax: null,
  used: 0,
  currency: "GBP",
  terms,
};
const asking: CouponContext = {
  purpose: "ASK",
  ...{ customer: null, store: null, channel: null, cart: null, amount: null },
};
const using: CouponContext = { ...asking, purpose: "USE", store: "s1", channel: "store" };

function cart(price: string, changes: Partial<CartAsSent["lines"][number]> = {}) {
  const parsed = parseCart({
    currencyCode: "GBP",
    lines: [{ kind: "ARTICLE", article: "mug", quantity: "2", unitPrice: price, ...changes }],
  });
  if (!parsed.ok) {
    throw new Error(parsed.message);
  }
  return parsed.cart;
}

interface Case {
  readonly guarantee: string;
  readonly coupon?: Partial<Coupon>;
  readonly terms?: Partial<CouponTerms>;
  readonly context?: Partial<CouponContext>;
  readonly when?: Instant;
  /** Codes in order; empty: redeemable. */
  readonly refused: readonly string[];
  readonly first?: object;
}

const CASES: readonly Case[] = [
  { guarantee: "a coupon without conditions can be used", refused: [] },
  {
    guarantee: "it can be used until just before validUntil",
    when: addMicros(validUntil, -1),
    refused: [],
  },
  {
    guarantee: "at validUntil it has expired",
    when: validUntil,
    refused: ["EXPIRED"],
    first: { needed: "2026-04-01T00:00:00.000000Z", final: true },
  },
  {
    guarantee: "before validFrom it is not valid yet, which is not final",
    when: at("2026-02-28T23:59:59Z"),
    refused: ["NOT_YET_VALID"],
    first: { final: false },
  },
  { guarantee: "a disabled one is refused", coupon: { state: "DISABLED" }, refused: ["DISABLED"] },
  { guarantee: "a reserved one is refused", coupon: { state: "RESERVED" }, refused: ["RESERVED"] },
  {
    guarantee: "a used one is refused",
    coupon: { state: "REDEEMED", used: 1 },
    refused: ["ALREADY_REDEEMED"],
  },
  {
    guarantee: "a code with several uses says how many there were",
    coupon: { state: "REDEEMED", usesMax: 3, used: 3 },
    refused: ["LIMIT_REACHED"],
    first: { needed: "3", seen: "3" },
  },
  {
    guarantee: "an honoured tier is not asked for again",
    terms: { tiers: ["GOLD"] },
    context: { customer: { tier: "BASE", uses: 0 } },
    refused: [],
  },
  {
    guarantee: "a LIVE tier is asked for now",
    coupon: { basis: "LIVE" },
    terms: { tiers: ["GOLD"] },
    context: { customer: { tier: "BASE", uses: 0 } },
    refused: ["TIER_NEEDED"],
    first: { needed: "GOLD", seen: "BASE", final: false },
  },
  {
    guarantee: "one of several LIVE tiers is enough",
    coupon: { basis: "LIVE" },
    terms: { tiers: ["GOLD", "SILVER"] },
    context: { customer: { tier: "SILVER", uses: 0 } },
    refused: [],
  },
  {
    guarantee: "a LIVE tier needs somebody to have it",
    coupon: { basis: "LIVE" },
    terms: { tiers: ["GOLD"] },
    refused: ["CUSTOMER_NEEDED"],
  },
  {
    guarantee: "uses per customer need a customer",
    coupon: { usesPerCustomerMax: 1 },
    refused: ["CUSTOMER_NEEDED"],
  },
  {
    guarantee: "uses per customer are counted",
    coupon: { usesPerCustomerMax: 2 },
    context: { customer: { tier: null, uses: 2 } },
    refused: ["CUSTOMER_LIMIT_REACHED"],
    first: { final: true },
  },
  {
    guarantee: "a store outside the list is refused, with those that are in it",
    terms: { stores: ["s2", "s3"] },
    refused: ["STORE_EXCLUDED"],
    first: { needed: "s2,s3", seen: "s1" },
  },
  {
    guarantee: "asked without a store, the store is not held against it",
    terms: { stores: ["s2"], channels: ["web"] },
    context: asking,
    refused: [],
  },
  {
    guarantee: "another channel is refused",
    terms: { channels: ["web"] },
    refused: ["CHANNEL_EXCLUDED"],
  },
  {
    guarantee: "to be used, a condition on the basket needs the basket",
    terms: { basketMinMinor: 1_000n },
    refused: ["BASKET_NEEDED"],
  },
  {
    guarantee: "asked without a basket, the basket is not held against it",
    terms: { basketMinMinor: 1_000n },
    context: asking,
    refused: [],
  },
  {
    guarantee: "a basket that reaches the minimum exactly is enough",
    terms: { basketMinMinor: 1_000n },
    context: { cart: cart("5.00") },
    refused: [],
  },
  {
    guarantee: "a penny less is too small, and says by how much",
    terms: { basketMinMinor: 1_001n },
    context: { cart: cart("5.00") },
    refused: ["BASKET_TOO_SMALL"],
    first: { needed: "10.01 GBP", seen: "10.00 GBP", final: false },
  },
  {
    guarantee: "only goods count towards the minimum",
    terms: { basketMinMinor: 1_000n },
    context: { cart: cart("5.00", { kind: "GIFT_CARD" }) },
    refused: ["BASKET_TOO_SMALL"],
  },
  {
    guarantee: "only lines of its articles count towards the minimum",
    terms: { basketMinMinor: 1_000n, articles: ["pan"] },
    context: { cart: cart("5.00") },
    refused: ["ARTICLE_MISSING", "BASKET_TOO_SMALL"],
  },
  {
    guarantee: "a line of one of its categories is enough",
    terms: { categories: ["kitchen"] },
    context: { cart: cart("5.00", { categories: ["home", "kitchen"] }) },
    refused: [],
  },
  {
    guarantee: "a free article must be in the basket",
    coupon: { currency: null },
    terms: { value: { kind: "FREE_ARTICLE", article: "tote" } },
    context: { cart: cart("5.00") },
    refused: ["ARTICLE_MISSING"],
    first: { needed: "tote" },
  },
  {
    guarantee: "a basket in another currency is refused",
    coupon: { currency: "EUR" },
    context: { cart: cart("5.00") },
    refused: ["CURRENCY_MISMATCH"],
  },
  {
    guarantee: "no more than its value is taken off",
    context: { amount: { minor: 501n, currency: "GBP" } },
    refused: ["AMOUNT_TOO_HIGH"],
  },
  {
    guarantee: "all reasons are given, final ones first",
    coupon: { usesMax: 1, used: 1, state: "REDEEMED" },
    terms: { stores: ["s2"] },
    when: at("2026-02-01T00:00:00Z"),
    refused: ["ALREADY_REDEEMED", "NOT_YET_VALID", "STORE_EXCLUDED"],
  },
];

describe("eligibilityOf", () => {
  test.each(CASES)("$guarantee", ({ coupon, terms: changed, context, when, refused, first }) => {
    const eligibility = eligibilityOf(
      { ...personal, ...coupon, terms: { ...terms, ...changed } },
      { ...using, ...context },
      when ?? now,
    );
    expect(eligibility.refusals.map(({ code }) => code)).toEqual(refused);
    expect(eligibility.redeemable).toBe(refused.length === 0);
    if (first !== undefined) {
      expect(eligibility.refusals[0]).toMatchObject(first);
    }
  });
});

test("nobody has to write down that a coupon expired; one that was used stays used", () => {
  expect(stateAt(personal, now)).toBe("ISSUED");
  expect(stateAt(personal, validUntil)).toBe("EXPIRED");
  expect(stateAt({ ...personal, state: "REDEEMED" }, validUntil)).toBe("REDEEMED");
});

describe("parseCart", () => {
  const line = { kind: "ARTICLE", article: "a", quantity: "1", unitPrice: "1.00" };
  test("a weighed article is rounded half up to the smallest unit", () => {
    const parsed = parseCart({
      currencyCode: "GBP",
      lines: [{ ...line, quantity: "0.335", unitPrice: "9.99" }],
    });
    expect(parsed).toMatchObject({ ok: true, cart: { lines: [{ minor: 335n }] } });
  });

  test.each([
    [{ currencyCode: "GBX", lines: [line] }, ["currencyCode"]],
    [
      { currencyCode: "JPY", lines: [line, { ...line, unitPrice: "1.5" }] },
      ["lines", "1", "unitPrice"],
    ],
    [
      { currencyCode: "GBP", lines: [{ ...line, quantity: "1.0000001" }] },
      ["lines", "0", "quantity"],
    ],
    [{ currencyCode: "GBP", lines: Array.from({ length: 501 }, () => line) }, ["lines"]],
  ])("what cannot be read is named by its path (%#)", (sent, field) => {
    expect(parseCart(sent)).toMatchObject({ ok: false, field });
  });
});
