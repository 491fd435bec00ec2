import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../src/domain/ruleset/rulesetSchema.ts";

function based(currency: string, change: Partial<RulesetDocument>): RulesetDocument {
  return {
    ...DEFAULT_RULESET_DOCUMENT,
    programme: { ...DEFAULT_RULESET_DOCUMENT.programme, currency },
    rates: [],
    ...change,
  };
}

const withThresholds = (...thresholds: readonly string[]) =>
  DEFAULT_RULESET_DOCUMENT.tiers.map((tier, at) => ({ ...tier, threshold: thresholds[at] ?? "" }));

/** Three programmes that have little in common, in the currency of the purchases. */
export const PROGRAMMES: readonly (readonly [string, (currency: string) => RulesetDocument])[] = [
  [
    "spend in a rolling year, points expire a year after they are earned",
    (currency) =>
      based(currency, {
        wallets: [{ code: "points", pointValue: "0.01", expiry: { kind: "FIXED", months: 12 } }],
      }),
  ],
  [
    "points in a calendar year, active after 14 days, gone at the end of the quarter after, weekends count twice",
    (currency) =>
      based(currency, {
        tiers: withThresholds("0", "250", "1000", "3000"),
        tierPolicy: {
          ...DEFAULT_RULESET_DOCUMENT.tierPolicy,
          ...{ basis: "POINTS", period: "CALENDAR", expiry: "PERIOD_END", graceDays: 31 },
        },
        earning: [
          {
            ...{ code: "base", wallet: "points", pointsPerUnit: "2", rounding: "HALF_UP" },
            multipliers: [{ code: "weekend", factor: "2", when: "order.weekday >= 6" }],
          },
          {
            ...{ code: "large", wallet: "points", pointsPerOrder: 100, rounding: "FLOOR" },
            when: "order.netMinor >= 50000",
          },
        ],
        wallets: [
          {
            ...{ code: "points", pointValue: "0.005" },
            activation: { kind: "AFTER_DAYS", days: 14 },
            expiry: { kind: "END_OF_PERIOD", period: "QUARTER", plusMonths: 3 },
          },
        ],
        returns: { earned: "WITHIN_BALANCE" },
      }),
  ],
  [
    "orders since ever with a floor, points roll on for half a year, returns take only what is pending",
    (currency) =>
      based(currency, {
        tiers: withThresholds("0", "2", "5", "15").map((tier) => ({
          ...tier,
          floor: tier.code === "SILVER",
        })),
        tierPolicy: {
          ...DEFAULT_RULESET_DOCUMENT.tierPolicy,
          ...{ basis: "ORDERS", period: "LIFETIME", downgrade: "ONE_LEVEL" },
        },
        earning: [
          {
            ...{ code: "base", wallet: "points", pointsPerUnit: "1.5", rounding: "CEIL" },
            maxPerOrder: 500,
          },
        ],
        wallets: [
          {
            ...{ code: "points", pointValue: "0.01" },
            activation: { kind: "AFTER_DAYS", days: 30 },
            expiry: { kind: "ROLLING", months: 6 },
          },
        ],
        returns: { earned: "ONLY_PENDING" },
      }),
  ],
];
