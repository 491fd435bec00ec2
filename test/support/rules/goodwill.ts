import type { Sql } from "../../../db/connection/client.ts";
import { putSetting } from "../../../db/queries/programme/programme.ts";
import { GOODWILL_SETTING } from "../../../src/core/programmeTables.ts";
import { type GoodwillRules, goodwillRules } from "../../../src/domain/goodwill/goodwillRules.ts";

/** What the retailer of the tests gives as goodwill. */
export const GOODWILL: GoodwillRules = goodwillRules.parse({
  reasons: [
    { code: "LATE_DELIVERY", names: { en: "Late delivery", de: "Verspätete Lieferung" } },
    { code: "DAMAGED", names: { en: "Damaged goods" } },
  ],
  limits: {
    agentPointsPerDay: 500,
    supervisorPointsPerDay: 2_000,
    customerPointsPerYear: 1_000,
    customerGiftsPerYear: 5,
  },
  coupons: [
    {
      ...{ code: "FIVE", names: { en: "Five off", de: "Fünf geschenkt" }, validDays: 90 },
      value: { amount: { amount: "5.00", currencyCode: "GBP" } },
    },
    { code: "TENTH", names: { en: "10 % off" }, value: { percent: "10" }, validDays: 30 },
  ],
});

/** Sets it up; processes that run already take it in with their next look at the set-up. */
export async function setUpGoodwill(sql: Sql, rules: GoodwillRules | null = GOODWILL) {
  await putSetting(sql, GOODWILL_SETTING, rules);
}
