import { expect, test } from "vitest";
import { pointsFor, worthOfCoupon } from "../../../src/domain/coupon/worth.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";

const rulesAt = (pointValue?: string) =>
  parseRuleset({
    ...DEFAULT_RULESET_DOCUMENT,
    wallets: [{ code: "gifts" }, { code: "points", ...(pointValue && { pointValue }) }],
  });
const fivePounds = {
  terms: { value: { kind: "AMOUNT", minor: 500n } },
  currency: "GBP",
  usesMax: 3,
} as const;

test("an amount is worth the points that would buy it, for every use, rounded up", () => {
  expect(worthOfCoupon(fivePounds, rulesAt("0.01"))).toEqual({ kind: "POINTS", points: 1_500n });
  expect(pointsFor(500n, rulesAt("0.03"))).toBe(167n);
  const endless = { ...fivePounds, usesMax: null };
  expect(worthOfCoupon(endless, rulesAt("0.01"))).toEqual({ kind: "POINTS", points: null });
});

test("what has no price is counted by its uses: shares, articles, other money, points without a price", () => {
  const unpriced = { kind: "UNPRICED", uses: 3 };
  const percent = { ...fivePounds, terms: { value: { kind: "PERCENT", percent: "10" } } } as const;
  const article = {
    ...fivePounds,
    terms: { value: { kind: "FREE_ARTICLE", article: "mug" } },
  } as const;
  expect(worthOfCoupon(percent, rulesAt("0.01"))).toEqual(unpriced);
  expect(worthOfCoupon(article, rulesAt("0.01"))).toEqual(unpriced);
  expect(worthOfCoupon({ ...fivePounds, currency: "EUR" }, rulesAt("0.01"))).toEqual(unpriced);
  expect(worthOfCoupon(fivePounds, rulesAt())).toEqual(unpriced);
});
