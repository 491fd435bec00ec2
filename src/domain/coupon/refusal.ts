/** Why a coupon is not taken. Stable: clients and reports depend on them. */
export const REFUSAL_CODES = [
  "UNKNOWN_CODE",
  /** The coupon is another customer's. Stored; a till is told UNKNOWN_CODE. */
  "OTHER_CUSTOMER",
  /** It belongs to the person at the till themselves. */
  "OWN_RECORD",
  "DISABLED",
  "RESERVED",
  "NOT_YET_VALID",
  "EXPIRED",
  "ALREADY_REDEEMED",
  "LIMIT_REACHED",
  "CUSTOMER_LIMIT_REACHED",
  "CUSTOMER_NEEDED",
  /** Who is at the till showed a blocked or replaced identifier. */
  "IDENTIFIER_NOT_IN_USE",
  /** A mark on the customer forbids it; which one is not said. */
  "CUSTOMER_MARKED",
  "TIER_NEEDED",
  "STORE_EXCLUDED",
  "CHANNEL_EXCLUDED",
  "BASKET_NEEDED",
  "CURRENCY_MISMATCH",
  "ARTICLE_MISSING",
  "BASKET_TOO_SMALL",
  "AMOUNT_TOO_HIGH",
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal as data; sentences are made of it in the reader's language. */
export interface Refusal {
  readonly code: RefusalCode;
  /**
   * What would have been needed: an amount with its currency, a moment, codes separated by commas.
   */
  readonly needed: string | null;
  /** What was there instead, in the same form. */
  readonly seen: string | null;
  /** Whether the same coupon stays refused whatever the customer does. */
  readonly final: boolean;
}

const FINAL: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "UNKNOWN_CODE",
  "OTHER_CUSTOMER",
  "DISABLED",
  "EXPIRED",
  "ALREADY_REDEEMED",
  "LIMIT_REACHED",
  "CUSTOMER_LIMIT_REACHED",
]);

export function refusalOf(
  code: RefusalCode,
  needed: string | null = null,
  seen: string | null = null,
): Refusal {
  return { code, needed, seen, final: FINAL.has(code) };
}
