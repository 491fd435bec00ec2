import type { Sql } from "../../db/connection/client.ts";
import { queryOf } from "../processes/callers.ts";

/** Of five pounds off, for these tiers or for all, from this basket on (pence). */
const termsOf = (en: string, tiers: readonly string[], basketMinMinor: string | null) => ({
  ...{ name: { en }, value: { kind: "AMOUNT", minor: "500" }, tiers, basketMinMinor },
  ...{ stores: [], channels: [], articles: [], categories: [] },
});

/** Coupons with a least basket, and coupons for whoever has the tier now. */
export const COUPONS = {
  five: { basis: "HONOURED_AT_ISSUE", terms: termsOf("Five pounds off", [], "1000") },
  tier: { basis: "LIVE", terms: termsOf("For our best", ["SILVER", "GOLD"], null) },
};

const DIGITS = 9;

/**
 * One for every customer, by set-based SQL: what is measured is using, not issuing. Their codes are
 * the prefix and the customers' ordinals.
 */
export async function insertCoupons(
  sql: Sql,
  prefix: string,
  { basis, terms }: (typeof COUPONS)[keyof typeof COUPONS],
): Promise<void> {
  await sql`
    insert into coupon (public_id, code, code_key, leaf_id, state, basis, valid_from, valid_until, uses_max, currency,
      terms, held_at_issue, issued_by, issued_at)
    select gen_random_uuid(), code, code, leaf_id, 'ISSUED', ${basis}, now() - interval '1 day',
      now() + interval '1 year', 1, 'GBP', ${JSON.stringify(terms)}::text::jsonb, '{"tier": "BASE", "segments": []}',
      'job:bench', now() - interval '1 day'
    from (
      select ${prefix} || lpad((row_number() over (order by id) - 1)::text, ${DIGITS}::int, '0') as code, id as leaf_id
      from customer) as one`;
}

/** Redemptions of as many coupons, one after the other. */
export interface CouponPlan {
  readonly prefix: string;
  /** Ordinal of the first customer whose coupon is used. */
  readonly from: number;
  /** Coupons; each is a purchase. */
  readonly purchases: number;
}

const MUTATION = `mutation Redeem($input: RedeemCouponInput!) {
  redeemCoupon(input: $input) {
    redemption { id state amount { amount currencyCode } replayOfFirstAnswer }
    userErrors { code }
  }
}`;
const TILLS = 40;
const AMOUNT = "5.00";
const DAY = "2026-11-22";

/** A call each. */
export function prepareRedemptions(plan: CouponPlan, token: string): readonly Buffer[] {
  const { prefix, from, purchases } = plan;
  const line = { lineId: "1", article: "mug", kind: "ARTICLE", quantity: "2", unitPrice: "8.95" };
  return Array.from({ length: purchases }, (_, index) => {
    const coupon = from + index;
    const till = String(1 + (coupon % TILLS));
    const input = {
      ...{ idempotencyKey: `${till}/${DAY}/${coupon}/1`, till, cashier: "7", businessDate: DAY },
      ...{ code: prefix + String(coupon).padStart(DIGITS, "0"), basket: String(coupon), line: "1" },
      amount: { amount: AMOUNT, currencyCode: "GBP" },
      cart: { currencyCode: "GBP", lines: [line] },
    };
    return queryOf(token, MUTATION, { input });
  });
}

/** Whether an answer is a redemption, for the first time. */
export function isRedeemed(answer: string): boolean {
  interface Redemption {
    state: string;
    amount: { amount: string };
    replayOfFirstAnswer: boolean;
  }
  const { data } = JSON.parse(answer) as {
    data?: { redeemCoupon: { redemption: Redemption | null } } | null;
  };
  const redemption = data?.redeemCoupon.redemption;
  const isWhole = redemption?.state === "REDEEMED" && redemption.amount.amount === AMOUNT;
  return isWhole && !redemption.replayOfFirstAnswer;
}
