import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import type { RulesetDocument } from "../../src/domain/ruleset/rulesetSchema.ts";

const [base] = DEFAULT_RULESET_DOCUMENT.earning;

/**
 * A programme with everything that costs a purchase something: conditions, limits, lots in time,
 * several rules.
 */
export const FULL_PROGRAMME: RulesetDocument = {
  ...DEFAULT_RULESET_DOCUMENT,
  tierPolicy: { ...DEFAULT_RULESET_DOCUMENT.tierPolicy, graceDays: 14 },
  earning: [
    {
      ...(base as NonNullable<typeof base>),
      maxPerPeriod: { period: "MONTH", points: 100_000 },
      multipliers: [
        { code: "tier", factor: "1.5", when: 'customer.tier != "BASE"' },
        { code: "shelf", factor: "2", lines: '"shelf-7" in line.category' },
        { code: "night", factor: "1.25", when: "order.hour >= 20 && order.weekday == 5" },
      ],
    },
    {
      ...{ code: "fifth", wallet: "points", pointsPerOrder: 25, rounding: "FLOOR" },
      when: "customer.orders % 5 == 4",
    },
    {
      ...{ code: "big", wallet: "bonus", pointsPerUnit: "0.1", rounding: "HALF_UP" },
      ...{ when: 'order.netMinor >= 4000 && order.channel == "store"', maxPerOrder: 500 },
    },
  ],
  wallets: [
    {
      ...{ code: "points", pointValue: "0.01", maxBalance: 1_000_000 },
      activation: { kind: "AFTER_DAYS", days: 14 },
      expiry: { kind: "FIXED", months: 12 },
    },
    { code: "bonus", expiry: { kind: "END_OF_PERIOD", period: "YEAR", plusMonths: 3 } },
  ],
  returns: { earned: "WITHIN_BALANCE" },
};
