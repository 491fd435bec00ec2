import { z } from "zod";
import { currencyExponent, unknownCurrency } from "../money/currency.ts";
import { parseDecimal } from "../money/decimal.ts";
import { CODE_BYTES_MAX } from "../purchase/limits.ts";
import { codeOf, entries, text } from "../setup/fields.ts";

/** Reasons and coupons that an agent can still choose from. */
const CHOICES_MAX = 50;
const LANGUAGES_MAX = 50;
/** Points that one limit may allow: a billion is no limit any more. */
const POINTS_MAX = 1_000_000_000;
/** More in a year is no goodwill any more; pages of them stay small. */
export const GIFTS_PER_YEAR_MAX = 100;
const VALID_DAYS_MAX = 3_660;
const PERCENT_SCALE = 2;
const HUNDRED_PERCENT = 10_000n;
const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const code = codeOf(CODE_BYTES_MAX);
const names = z
  .record(z.string().regex(LOCALE, "must be a language tag such as de"), text)
  .refine((record) => {
    const { length } = Object.keys(record);
    return length > 0 && length <= LANGUAGES_MAX;
  }, `must be said in 1 to ${LANGUAGES_MAX} languages`)
  .describe("For people, by language.");

const reason = z
  .strictObject({ code: code.describe("As `giveGoodwill` takes it."), names })
  .describe("Why goodwill may be given.");

const amount = z
  .strictObject({ amount: z.string(), currencyCode: z.string() })
  .superRefine((money, context) => {
    const exponent = currencyExponent(money.currencyCode);
    if (exponent === null) {
      const message = unknownCurrency(money.currencyCode);
      context.addIssue({ code: "custom", path: ["currencyCode"], message });
      return;
    }
    const minor = parseDecimal(money.amount, exponent);
    if (typeof minor !== "bigint" || minor <= 0n) {
      const message = `must be an amount in ${money.currencyCode} above 0`;
      context.addIssue({ code: "custom", path: ["amount"], message });
    }
  });

const value = z
  .strictObject({
    amount: amount.optional().describe("An amount off, as decimal text."),
    percent: z
      .string()
      .refine((percent) => {
        const parsed = parseDecimal(percent, PERCENT_SCALE);
        return typeof parsed === "bigint" && parsed > 0n && parsed <= HUNDRED_PERCENT;
      }, "must be above 0 and at most 100, with at most two decimals")
      .optional()
      .describe("Percent off, as decimal text."),
    freeArticle: text.optional().describe("Number of an article that is free."),
  })
  .refine(
    (given) => Object.values(given).filter((one) => one !== undefined).length === 1,
    "must say exactly one of amount, percent and freeArticle",
  )
  .describe("What it gives: exactly one.");

const coupon = z
  .strictObject({
    code: code.describe("As `giveGoodwill` takes it; no code of a coupon."),
    names,
    value,
    validDays: z
      .int()
      .min(1)
      .max(VALID_DAYS_MAX)
      .describe("Days for which it can be used, from when it is given."),
    basketMin: amount.optional().describe("The least that a purchase must come to."),
  })
  .refine(
    ({ value: { amount: off }, basketMin: least }) =>
      off === undefined || least === undefined || off.currencyCode === least.currencyCode,
    { path: ["basketMin", "currencyCode"], message: "must be the currency of the amount off" },
  )
  .describe("A coupon that may be given as goodwill: once, to one customer.");

const points = z.int().min(0).max(POINTS_MAX);

/** What may be given as goodwill, why, and how much of it (programme 3.27). */
export const goodwillRules = z
  .strictObject({
    wallet: code.default("points").describe("Code of the wallet that points are given in."),
    reasons: entries(reason, CHOICES_MAX).min(1, "at least one reason"),
    limits: z
      .strictObject({
        agentPointsPerDay: points.describe("What an agent gives all customers in 24 hours."),
        supervisorPointsPerDay: points.describe("What a supervisor gives in 24 hours."),
        customerPointsPerYear: points.describe("What a customer is given in 12 months."),
        customerGiftsPerYear: z
          .int()
          .min(0)
          .max(GIFTS_PER_YEAR_MAX)
          .describe("How often a customer is given something in 12 months."),
      })
      .describe("Points, or what a coupon is worth in them. All of them hold at once."),
    coupons: entries(coupon, CHOICES_MAX).default([]),
  })
  .describe("Goodwill: what staff may give, why and how much. null: nothing may be given.");

export type GoodwillRules = z.infer<typeof goodwillRules>;
export type GoodwillCoupon = z.infer<typeof coupon>;
