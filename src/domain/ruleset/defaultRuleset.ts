import { parseRuleset } from "./parseRuleset.ts";
import type { Ruleset } from "./ruleset.ts";
import type { RulesetDocument } from "./rulesetSchema.ts";

/**
 * The first programme, installed with the database: a starting point to edit, and what the demo
 * data and the import run under. Rates are round mean values, good for loyalty and for nothing
 * else.
 */
export const DEFAULT_RULESET_DOCUMENT: RulesetDocument = {
  version: 1,
  programme: {
    code: "main",
    name: { en: "Tributary Rewards", de: "Tributary Vorteile" },
    timeZone: "Europe/London",
    currency: "GBP",
  },
  retroCreditDays: 30,
  tiers: [
    {
      code: "BASE",
      name: { en: "Member", de: "Mitglied" },
      rank: 0,
      threshold: "0.00",
      benefits: [
        { code: "digital-receipts", name: { en: "Digital receipts", de: "Digitale Belege" } },
      ],
    },
    {
      code: "SILVER",
      name: { en: "Silver", de: "Silber" },
      rank: 1,
      threshold: "250.00",
      benefits: [
        {
          code: "birthday-gift",
          name: { en: "A gift on your birthday", de: "Geschenk zum Geburtstag" },
        },
      ],
    },
    {
      code: "GOLD",
      name: { en: "Gold", de: "Gold" },
      rank: 2,
      threshold: "1000.00",
      benefits: [
        { code: "free-delivery", name: { en: "Free delivery", de: "Kostenlose Lieferung" } },
        { code: "early-access", name: { en: "Early access to sales", de: "Vorab in den Sale" } },
      ],
    },
    {
      code: "PLATINUM",
      name: { en: "Platinum", de: "Platin" },
      rank: 3,
      threshold: "3000.00",
      benefits: [
        { code: "free-delivery", name: { en: "Free delivery", de: "Kostenlose Lieferung" } },
        { code: "free-returns", name: { en: "Free returns", de: "Kostenlose Rückgabe" } },
        {
          code: "personal-service",
          name: { en: "A personal contact", de: "Persönliche Betreuung" },
        },
      ],
    },
  ],
  tierPolicy: { windowMonths: 12, termMonths: 12, downgrade: "REASSESS" },
  earning: [{ code: "base", wallet: "points", pointsPerUnit: "1", rounding: "FLOOR" }],
  wallets: [{ code: "points", pointValue: "0.01" }],
  earningLineKinds: ["ARTICLE"],
  earnExclusions: {
    articles: [],
    brands: [],
    categories: ["gift-cards", "tobacco", "lottery"],
    kinds: [],
  },
  tierExclusions: { articles: [], brands: [], categories: ["gift-cards"], kinds: [] },
  accrual: [
    { channel: "store", settledBy: "SETTLED" },
    { channel: "web", settledBy: "SETTLED" },
    { channel: "app", settledBy: "SETTLED" },
    { channel: "marketplace", settledBy: "FULFILLED" },
  ],
  rates: [
    { currency: "EUR", from: "2010-01-01", rate: "0.8600" },
    { currency: "EUR", from: "2016-07-01", rate: "0.8500" },
    { currency: "EUR", from: "2024-01-01", rate: "0.8450" },
    { currency: "USD", from: "2010-01-01", rate: "0.6350" },
    { currency: "USD", from: "2016-07-01", rate: "0.7600" },
    { currency: "USD", from: "2024-01-01", rate: "0.7800" },
    { currency: "JPY", from: "2010-01-01", rate: "0.0072" },
    { currency: "JPY", from: "2024-01-01", rate: "0.0053" },
    { currency: "KWD", from: "2010-01-01", rate: "2.2500" },
    { currency: "KWD", from: "2024-01-01", rate: "2.5500" },
    { currency: "SEK", from: "2010-01-01", rate: "0.0920" },
    { currency: "SEK", from: "2024-01-01", rate: "0.0740" },
  ],
};

export const DEFAULT_RULESET: Ruleset = parseRuleset(DEFAULT_RULESET_DOCUMENT);
