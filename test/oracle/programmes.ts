import type { Ruleset, Sources } from "./types.ts";

/** The sources and rules under which the lives are lived. */

export const SOURCES: Sources = {
  till: { channel: "store", enrols: false },
  shop: { channel: "web", enrols: false },
  joining: { channel: "store", enrols: true },
};

const NO_EXCLUSIONS = { articles: [], brands: [], categories: [], kinds: [] };

/** Dated rates into pounds, with two changes a year. */
function ratesOf(): Ruleset["rates"] {
  const start = { EUR: 8512, USD: 7891, SEK: 743, JPY: 53, KWD: 25731 };
  return Object.entries(start).flatMap(([currency, rate]) =>
    [2022, 2023, 2024, 2025, 2026].flatMap((year, at) =>
      ["-01-01", "-06-01", "-10-15"].map((day, part) => ({
        currency,
        from: `${year}${day}`,
        rate: (rate * (1 + (at * 3 + part) / 100) * 1e-4).toFixed(6),
      })),
    ),
  );
}

const COMMON: Ruleset = {
  programme: {
    code: "main",
    name: { en: "Rewards" },
    timeZone: "Europe/London",
    currency: "GBP",
  },
  retroCreditDays: 60,
  tiers: [
    { code: "BASE", name: { en: "Member" }, rank: 0, threshold: "0.00", benefits: [] },
    { code: "SILVER", name: { en: "Silver" }, rank: 1, threshold: "250.00", benefits: [] },
    { code: "GOLD", name: { en: "Gold" }, rank: 2, threshold: "1000.00", benefits: [] },
  ],
  tierPolicy: { windowMonths: 12, termMonths: 12, downgrade: "REASSESS" },
  earning: [{ code: "base", wallet: "points", pointsPerUnit: "1", rounding: "FLOOR" }],
  wallets: [{ code: "points" }],
  earningLineKinds: ["ARTICLE", "SERVICE"],
  earnExclusions: { ...NO_EXCLUSIONS, categories: ["gift-cards", "tobacco"], brands: ["Plain"] },
  tierExclusions: { ...NO_EXCLUSIONS, categories: ["gift-cards"], articles: ["map"] },
  accrual: [
    { channel: "store", settledBy: "SETTLED" },
    { channel: "web", settledBy: "SETTLED" },
    { channel: "marketplace", settledBy: "FULFILLED" },
  ],
  rates: ratesOf(),
};

export interface Setting {
  readonly name: string;
  readonly rules: Ruleset;
  /**
   * LIVE: of the last months, arriving in any order. BACKFILL: of the last years, as they happened.
   */
  readonly mode: "LIVE" | "BACKFILL";
}

export const SETTINGS: readonly Setting[] = [
  {
    name: "multipliers, and points that live three months",
    mode: "LIVE",
    rules: {
      ...COMMON,
      earning: [
        {
          ...{ code: "base", wallet: "points", pointsPerUnit: "1", rounding: "FLOOR" },
          multipliers: [
            { code: "tea", factor: "2", lines: '"tea" in line.category' },
            { code: "leaf", factor: "1.5", lines: 'line.brand == "Leaf"' },
          ],
        },
        {
          ...{ code: "collect", wallet: "points", pointsPerOrder: 25, rounding: "FLOOR" },
          when: 'order.fulfilment == "collect"',
        },
        {
          ...{ code: "web", wallet: "extra", pointsPerUnit: "0.5", rounding: "CEIL" },
          ...{ maxPerOrder: 40, when: 'order.channel == "web"' },
        },
      ],
      wallets: [
        {
          code: "points",
          activation: { kind: "AFTER_DAYS", days: 14 },
          expiry: { kind: "FIXED", months: 3 },
        },
        { code: "extra", expiry: { kind: "END_OF_PERIOD", period: "QUARTER", plusMonths: 1 } },
      ],
    },
  },
  {
    name: "limits, and points for a tier",
    mode: "LIVE",
    rules: {
      ...COMMON,
      retroCreditDays: 120,
      tierPolicy: { ...COMMON.tierPolicy, onReturn: "REASSESS" },
      returns: { earned: "WITHIN_BALANCE" },
      earning: [
        {
          ...{ code: "base", wallet: "points", pointsPerUnit: "1.5", rounding: "HALF_UP" },
          stacking: "MULTIPLY",
          multipliers: [
            { code: "tea", factor: "1.5", lines: '"tea" in line.category' },
            { code: "even", factor: "2", when: "order.month % 2 == 0" },
          ],
          maxPerPeriod: { period: "QUARTER", points: 30 },
        },
        {
          ...{ code: "silver", wallet: "points", pointsPerUnit: "1", rounding: "CEIL" },
          when: 'customer.tier == "SILVER"',
        },
      ],
      wallets: [{ code: "points", maxBalance: 160 }],
    },
  },
  {
    name: "years of rolling points and terms",
    mode: "BACKFILL",
    rules: {
      ...COMMON,
      tierPolicy: { ...COMMON.tierPolicy, downgrade: "ONE_LEVEL", onReturn: "REASSESS" },
      returns: { earned: "ONLY_PENDING" },
      tiers: COMMON.tiers.map((tier) => ({ ...tier, floor: tier.code === "SILVER" })),
      wallets: [
        {
          code: "points",
          activation: { kind: "AFTER_DAYS", days: 7 },
          expiry: { kind: "ROLLING", months: 5 },
        },
      ],
    },
  },
  {
    name: "years of points that end, and tiers that are held",
    mode: "BACKFILL",
    rules: {
      ...COMMON,
      wallets: [{ code: "points", expiry: { kind: "FIXED", months: 12 } }],
    },
  },
];
