import { currencyExponent } from "../money/currency.ts";
import { formatMinor } from "../money/decimal.ts";
import { formatInstant } from "../time/formatInstant.ts";
import type { Instant } from "../time/instant.ts";
import type { Cart, CartLine } from "./cart.ts";
import { type Refusal, refusalOf } from "./refusal.ts";
import type { Coupon, CouponBasis } from "./terms.ts";

/** Where, by whom and for what a coupon would be used. */
export interface CouponContext {
  /** ASK: what is not known is not held against it. USE: it must be known. */
  readonly purpose: "ASK" | "USE";
  /** Null: nobody is named. Read only where `asksCustomer`. */
  readonly customer: { readonly tier: string | null; readonly uses: number } | null;
  readonly store: string | null;
  readonly channel: string | null;
  readonly cart: Cart | null;
  /** What the till takes off. */
  readonly amount: { readonly minor: bigint; readonly currency: string } | null;
}

export interface Eligibility {
  readonly redeemable: boolean;
  /** All of them, the final ones first. */
  readonly refusals: readonly Refusal[];
  readonly basis: CouponBasis;
  readonly evaluatedAt: Instant;
}

/**
 * Whether a coupon may be used here and now, and everything that stands against it.
 *
 * Identity conditions of a personal coupon were settled when it was issued (HONOURED_AT_ISSUE); a
 * LIVE one asks for the customer's tier as of now. Cart, store, channel, dates and the number of
 * uses are live for all (programme 4.1).
 */
export function eligibilityOf(coupon: Coupon, context: CouponContext, now: Instant): Eligibility {
  const refusals = [
    ...stateRefusals(coupon, now),
    ...customerRefusals(coupon, context),
    ...placeRefusals(coupon, context),
    ...cartRefusals(coupon, context),
    ...amountRefusals(coupon, context),
  ];
  return {
    redeemable: refusals.length === 0,
    refusals: refusals.toSorted((a, b) => Number(b.final) - Number(a.final)),
    basis: coupon.basis,
    evaluatedAt: now,
  };
}

function* stateRefusals(coupon: Coupon, now: Instant): Iterable<Refusal> {
  const { usesMax, used, state } = coupon;
  if (state === "DISABLED" || state === "RESERVED") {
    yield refusalOf(state);
  }
  if (state === "REDEEMED" || (usesMax !== null && used >= usesMax)) {
    yield usesMax === null || usesMax === 1
      ? refusalOf("ALREADY_REDEEMED")
      : refusalOf("LIMIT_REACHED", String(usesMax), String(used));
  }
  if (coupon.validFrom > now) {
    yield refusalOf("NOT_YET_VALID", formatInstant(coupon.validFrom), formatInstant(now));
  }
  if (coupon.validUntil <= now) {
    yield refusalOf("EXPIRED", formatInstant(coupon.validUntil), formatInstant(now));
  }
}

function* customerRefusals(coupon: Coupon, { customer }: CouponContext): Iterable<Refusal> {
  const { usesPerCustomerMax: max, basis, terms } = coupon;
  const asksTier = basis === "LIVE" && terms.tiers.length > 0;
  if (customer === null) {
    if (max !== null || asksTier) {
      yield refusalOf("CUSTOMER_NEEDED");
    }
    return;
  }
  if (max !== null && customer.uses >= max) {
    yield refusalOf("CUSTOMER_LIMIT_REACHED", String(max), String(customer.uses));
  }
  if (asksTier && (customer.tier === null || !terms.tiers.includes(customer.tier))) {
    yield refusalOf("TIER_NEEDED", terms.tiers.join(","), customer.tier);
  }
}

function* placeRefusals({ terms }: Coupon, context: CouponContext): Iterable<Refusal> {
  const { store, channel, purpose } = context;
  const excludes = (wanted: readonly string[], seen: string | null): boolean =>
    wanted.length > 0 && (seen === null ? purpose === "USE" : !wanted.includes(seen));
  if (excludes(terms.stores, store)) {
    yield refusalOf("STORE_EXCLUDED", terms.stores.join(","), store);
  }
  if (excludes(terms.channels, channel)) {
    yield refusalOf("CHANNEL_EXCLUDED", terms.channels.join(","), channel);
  }
}

function* cartRefusals(coupon: Coupon, { cart, purpose }: CouponContext): Iterable<Refusal> {
  const { terms, currency } = coupon;
  const { articles, categories, basketMinMinor, value } = terms;
  const names = [...articles, ...categories];
  const free = value.kind === "FREE_ARTICLE" ? value.article : null;
  if (names.length === 0 && basketMinMinor === null && free === null) {
    if (cart !== null && currency !== null && cart.currency !== currency) {
      yield refusalOf("CURRENCY_MISMATCH", currency, cart.currency);
    }
    return;
  }
  if (cart === null) {
    if (purpose === "USE") {
      yield refusalOf("BASKET_NEEDED");
    }
    return;
  }
  if (currency !== null && cart.currency !== currency) {
    yield refusalOf("CURRENCY_MISMATCH", currency, cart.currency);
    return;
  }
  const lines = cart.lines.filter((line) => isFor(terms, line));
  if (names.length > 0 && lines.length === 0) {
    yield refusalOf("ARTICLE_MISSING", names.join(","));
  }
  if (free !== null && !cart.lines.some(({ article }) => article === free)) {
    yield refusalOf("ARTICLE_MISSING", free);
  }
  const sum = lines.reduce((total, { minor }) => total + minor, 0n);
  if (basketMinMinor !== null && sum < basketMinMinor) {
    yield refusalOf(
      "BASKET_TOO_SMALL",
      moneyText(basketMinMinor, cart.currency),
      moneyText(sum, cart.currency),
    );
  }
}

function* amountRefusals(coupon: Coupon, { amount }: CouponContext): Iterable<Refusal> {
  const { value } = coupon.terms;
  if (amount === null || value.kind !== "AMOUNT") {
    return;
  }
  if (amount.currency !== coupon.currency) {
    yield refusalOf("CURRENCY_MISMATCH", coupon.currency, amount.currency);
  } else if (amount.minor > value.minor) {
    yield refusalOf(
      "AMOUNT_TOO_HIGH",
      moneyText(value.minor, amount.currency),
      moneyText(amount.minor, amount.currency),
    );
  }
}

/** Lines that a coupon is for: goods, of its articles or categories when it names any. */
function isFor({ articles, categories }: Coupon["terms"], line: CartLine): boolean {
  if (line.kind !== "ARTICLE") {
    return false;
  }
  if (articles.length === 0 && categories.length === 0) {
    return true;
  }
  return (
    articles.includes(line.article) || line.categories.some((name) => categories.includes(name))
  );
}

function moneyText(minor: bigint, currency: string): string {
  return `${formatMinor(minor, currencyExponent(currency) ?? 0)} ${currency}`;
}
