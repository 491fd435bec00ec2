import { z } from "zod";
import { currencyExponent } from "../money/currency.ts";
import { parseRate } from "../money/rate.ts";
import { LINE_KINDS } from "../purchase/event.ts";
import { parseLocalDate } from "../time/localDate.ts";
import { isTimeZone } from "../time/zone.ts";
import { compileCondition } from "./condition.ts";

/** A hundred years: above it a month count is a typing error, and no term end would ever come. */
const MONTHS_MAX = 1_200;
const GRACE_DAYS_MAX = 366;
const RETRO_CREDIT_DAYS_MAX = 3_650;
const LIST_LENGTH_MAX = 10_000;
const TEXT_LENGTH_MAX = 200;

/** Points that one order may bring by one rule. */
export const POINTS_PER_ORDER_MAX = 1_000_000_000;
/** Points that a limit of a period or of a wallet may name. */
const POINTS_HELD_MAX = 1_000_000_000_000;
/** Points: what an agent may give away by hand in a day where the ruleset does not say. */
const ADJUSTED_PER_AGENT_AND_DAY = 5_000;

const text = z.string().trim().min(1).max(TEXT_LENGTH_MAX);
const code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, "use letters, digits, '_', '.', '-', at most 64");
/** Names by language; English is what readers fall back to. */
const localisedName = z
  .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "use a language tag"), text)
  .refine((name) => "en" in name, "an English name is needed");
const lineKind = z.enum(LINE_KINDS);
const currency = z.string().refine((value) => currencyExponent(value) !== null, "unknown currency");
const positiveDecimal = z
  .string()
  .refine((value) => parseRate(value) !== null, 'must be a decimal above 0, like "1.5"');
const day = z
  .string()
  .refine((value) => parseLocalDate(value) !== null, "must be a day, YYYY-MM-DD");
const months = z.int().min(1).max(MONTHS_MAX);

const lineFilter = z.strictObject({
  articles: z.array(text).max(LIST_LENGTH_MAX),
  brands: z.array(text).max(LIST_LENGTH_MAX),
  categories: z.array(text).max(LIST_LENGTH_MAX),
  kinds: z.array(lineKind),
});

const CALENDAR_MONTHS: readonly number[] = [1, 3, 6, 12];

const tierPolicy = z
  .strictObject({
    basis: z.enum(["SPEND", "POINTS", "ORDERS"]).default("SPEND"),
    period: z.enum(["ROLLING", "CALENDAR", "LIFETIME", "SINCE_JOIN"]).default("ROLLING"),
    windowMonths: months,
    periodsFrom: z.enum(["YEAR", "JOIN"]).default("YEAR"),
    yearStartsInMonth: z.int().min(1).max(12).default(1),
    effective: z.enum(["IMMEDIATE", "NEXT_PERIOD"]).default("IMMEDIATE"),
    expiry: z.enum(["TERM", "PERIOD_END", "IMMEDIATE", "NEVER"]).default("TERM"),
    termMonths: z.int().min(0).max(MONTHS_MAX),
    graceDays: z.int().min(0).max(GRACE_DAYS_MAX).default(0),
    downgrade: z.enum(["NONE", "ONE_LEVEL", "REASSESS"]),
    onReturn: z.enum(["HOLD", "REASSESS"]).default("HOLD"),
  })
  .superRefine((policy, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const hasPeriods = policy.period === "CALENDAR" || policy.expiry === "PERIOD_END";
    if (policy.periodsFrom === "JOIN") {
      if (!hasPeriods) {
        refuse("periodsFrom", "JOIN needs periods: the period CALENDAR or the expiry PERIOD_END");
      }
    } else if (hasPeriods && !CALENDAR_MONTHS.includes(policy.windowMonths)) {
      refuse("windowMonths", `a calendar period has ${CALENDAR_MONTHS.join(", ")} months`);
    }
    if (policy.effective === "NEXT_PERIOD" && policy.expiry !== "PERIOD_END") {
      refuse("effective", "NEXT_PERIOD needs the expiry PERIOD_END: tiers begin where they end");
    }
    if (
      policy.expiry === "IMMEDIATE" &&
      (policy.downgrade !== "REASSESS" || policy.graceDays > 0)
    ) {
      refuse("expiry", "IMMEDIATE needs the downgrade REASSESS, and no days of grace");
    }
    if (policy.expiry === "TERM" && policy.termMonths === 0) {
      refuse("termMonths", "a term has 1 month or more; 0 is for PERIOD_END");
    }
    if (policy.expiry === "PERIOD_END" && policy.termMonths % policy.windowMonths !== 0) {
      refuse("termMonths", "must be whole periods of windowMonths, to end with one");
    }
  });

const tier = z.strictObject({
  code,
  name: localisedName,
  rank: z.int().min(0),
  /** Decimal text in the programme's currency. */
  threshold: z.string(),
  /** Who has reached it never falls below it. */
  floor: z.boolean().default(false),
  /** Codes of tiers of former versions that go on as this one. */
  replaces: z.array(code).max(LIST_LENGTH_MAX).default([]),
  benefits: z.array(z.strictObject({ code, name: localisedName })),
});

const orderCondition = conditionAbout("order");
const lineCondition = conditionAbout("line");

const multiplier = z.strictObject({
  code,
  factor: positiveDecimal,
  when: orderCondition.optional(),
  lines: lineCondition.optional(),
});

const earningRule = z
  .strictObject({
    code,
    wallet: code,
    name: localisedName.optional(),
    pointsPerUnit: positiveDecimal.optional(),
    pointsPerOrder: z.int().min(1).max(POINTS_PER_ORDER_MAX).optional(),
    rounding: z.enum(["FLOOR", "HALF_UP", "CEIL"]),
    when: orderCondition.optional(),
    lines: lineCondition.optional(),
    validFrom: day.optional(),
    validUntil: day.optional(),
    multipliers: z.array(multiplier).max(LIST_LENGTH_MAX).default([]),
    stacking: z.enum(["HIGHEST", "MULTIPLY"]).default("HIGHEST"),
    maxPerOrder: z.int().min(1).max(POINTS_PER_ORDER_MAX).optional(),
    maxPerPeriod: z
      .strictObject({
        period: z.enum(["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]),
        points: z.int().min(1).max(POINTS_HELD_MAX),
      })
      .optional(),
  })
  .refine((rule) => (rule.pointsPerUnit === undefined) !== (rule.pointsPerOrder === undefined), {
    message: "needs either pointsPerUnit or pointsPerOrder",
  })
  .refine(
    ({ validFrom, validUntil }) =>
      validFrom === undefined || validUntil === undefined || validFrom <= validUntil,
    { path: ["validUntil"], message: "is before validFrom" },
  );

function conditionAbout(about: "order" | "line") {
  return z.string().superRefine((condition, context) => {
    const compiled = compileCondition(condition, about);
    if (!compiled.ok) {
      context.addIssue({ code: "custom", message: compiled.problem });
    }
  });
}

const DAYS_MAX = 36_600;

const activation = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("AT_ONCE") }),
  z.strictObject({ kind: z.literal("AFTER_DAYS"), days: z.int().min(1).max(DAYS_MAX) }),
  z.strictObject({ kind: z.literal("ON_DATE"), date: day }),
]);

const expiry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("NEVER") }),
  z.strictObject({ kind: z.literal("FIXED"), months }),
  z.strictObject({ kind: z.literal("ROLLING"), months }),
  z.strictObject({
    kind: z.literal("END_OF_PERIOD"),
    period: z.enum(["MONTH", "QUARTER", "YEAR"]),
    plusMonths: z.int().min(0).max(MONTHS_MAX).default(0),
  }),
]);

const wallet = z.strictObject({
  code,
  name: localisedName.optional(),
  /**
   * What a point buys, in the programme's currency; without it points of the wallet have no price.
   */
  pointValue: positiveDecimal.optional(),
  maxBalance: z.int().min(1).max(POINTS_HELD_MAX).optional(),
  activation: activation.default({ kind: "AT_ONCE" }),
  expiry: expiry.default({ kind: "NEVER" }),
});

/**
 * The JSON document of a ruleset, field by field; what only holds between fields is checked by
 * `parseRuleset`. Unknown fields are refused: a misspelt exclusion must not go live unnoticed.
 */
export const rulesetDocument = z.strictObject({
  version: z.int().min(1),
  programme: z.strictObject({
    code,
    name: localisedName,
    timeZone: z.string().refine(isTimeZone, "unknown time zone"),
    currency,
  }),
  retroCreditDays: z.int().min(0).max(RETRO_CREDIT_DAYS_MAX),
  tiers: z.array(tier).min(1),
  tierPolicy,
  earning: z.array(earningRule).min(1),
  /** A wallet that is not named has no price, and its points are active at once and for ever. */
  wallets: z.array(wallet).default([]),
  returns: z
    .strictObject({
      /** What a return may take of the points that its order gave. */
      earned: z
        .enum(["ONLY_PENDING", "WITHIN_BALANCE", "ALLOW_NEGATIVE"])
        .default("ALLOW_NEGATIVE"),
    })
    .default({ earned: "ALLOW_NEGATIVE" }),
  limits: z
    .strictObject({
      /** Points that one agent may give or take by adjustments in 24 hours. */
      adjustedPerAgentAndDay: z.int().min(0).default(ADJUSTED_PER_AGENT_AND_DAY),
      /**
       * A purchase event of a larger amount waits for a person; decimal text in the programme's
       * currency.
       */
      amountPerEvent: positiveDecimal.optional(),
    })
    .default({ adjustedPerAgentAndDay: ADJUSTED_PER_AGENT_AND_DAY }),
  earningLineKinds: z.array(lineKind),
  earnExclusions: lineFilter,
  tierExclusions: lineFilter,
  accrual: z.array(z.strictObject({ channel: text, settledBy: z.enum(["SETTLED", "FULFILLED"]) })),
  rates: z.array(z.strictObject({ currency, from: day, rate: positiveDecimal })),
});

/** A ruleset as it is stored and edited: amounts are decimal text in the programme's currency. */
export type RulesetDocument = z.input<typeof rulesetDocument>;
