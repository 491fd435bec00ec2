import type { CartInput, CustomerIdentifierInput } from "../../__generated__/graphql.ts";
import { decimalsOf, formatDecimal, parseDecimal, QUANTITY_DECIMALS, ratio } from "./decimal.ts";

/** The most lines that a basket takes, as the graph says. */
export const LINES_MAX = 500;
/** Hundredths of a percent in the whole. */
const WHOLE_RATE = 10_000n;
const RATE_DECIMALS = 2;
const ONE = 10n ** BigInt(QUANTITY_DECIMALS);

/** A line as the cashier typed it; decimals are exact, with a point. */
export interface Line {
  readonly id: string;
  readonly article: string;
  readonly quantity: string;
  readonly unitPrice: string;
  /** Percent, within the price. */
  readonly taxRate: string;
  readonly categories: readonly string[];
}

/** A coupon that stands in the basket. */
export interface TakenCoupon {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  /** Exact decimal, in the sale's currency. */
  readonly amount: string;
  /** Null while a till without a connection has taken it and not told. */
  readonly redemption: string | null;
  readonly isReversed: boolean;
}

/** Points that stand in the basket as money. */
export interface SetAside {
  readonly id: string;
  readonly points: string;
  /** Exact decimal, in the sale's currency. */
  readonly worth: string;
  readonly expiresAt: string | null;
  readonly state: "held" | "captured" | "refunded";
}

/** Who stands at the till. */
export interface Presented {
  /** As it was scanned or typed. */
  readonly typed: string;
  readonly by: CustomerIdentifierInput;
}

export interface Sale {
  /** The till's own name for it; part of every key. */
  readonly basket: string;
  readonly presented: Presented | null;
  readonly lines: readonly Line[];
  readonly coupons: readonly TakenCoupon[];
  readonly hold: SetAside | null;
}

/** Where a sale is made. */
export interface Place {
  readonly store: string;
  readonly till: string;
  readonly currency: string;
  readonly timeZone: string;
}

export function newSale(basket: string): Sale {
  return { basket, presented: null, lines: [], coupons: [], hold: null };
}

/** What a line costs before coupons, in the currency's smallest units, half up. */
export function grossOf(line: Line, currency: string): bigint {
  const quantity = parseDecimal(line.quantity, QUANTITY_DECIMALS) ?? 0n;
  return ratio(quantity, parseDecimal(line.unitPrice, decimalsOf(currency)) ?? 0n, ONE);
}

/** The tax within an amount, in the same units, half up. */
export function taxWithin(amount: bigint, rate: string): bigint {
  const parts = parseDecimal(rate, RATE_DECIMALS) ?? 0n;
  return ratio(amount, parts, WHOLE_RATE + parts);
}

export interface Sums {
  readonly gross: bigint;
  readonly coupons: bigint;
  readonly points: bigint;
  /** What is still to be paid by cash or card. */
  readonly due: bigint;
}

/** What the basket comes to, in the currency's smallest units. Nothing goes below 0. */
export function sumsOf(sale: Sale, currency: string): Sums {
  const decimals = decimalsOf(currency);
  const gross = sale.lines.reduce((sum, line) => sum + grossOf(line, currency), 0n);
  const taken = sale.coupons
    .filter(({ isReversed }) => !isReversed)
    .reduce((sum, { amount }) => sum + (parseDecimal(amount, decimals) ?? 0n), 0n);
  const coupons = taken > gross ? gross : taken;
  const worth = sale.hold === null ? 0n : (parseDecimal(sale.hold.worth, decimals) ?? 0n);
  const points = worth > gross - coupons ? gross - coupons : worth;
  return { gross, coupons, points, due: gross - coupons - points };
}

/** The basket as the graph is asked about it; null for an empty one. */
export function cartOf(sale: Sale, place: Place): CartInput | null {
  if (sale.lines.length === 0) {
    return null;
  }
  return {
    currencyCode: place.currency,
    store: place.store,
    till: place.till,
    lines: sale.lines.map(({ id, article, quantity, unitPrice, taxRate, categories }) => ({
      ...{ lineId: id, article, kind: "ARTICLE" as const, quantity, unitPrice },
      ...(taxRate === "" ? {} : { taxRate }),
      ...(categories.length === 0 ? {} : { categories: [...categories] }),
    })),
    codes: sale.coupons.filter(({ isReversed }) => !isReversed).map(({ code }) => code),
  };
}

/**
 * What some of an account's points buy, in the currency's smallest units, rounded down: as much of
 * the account's worth as they are of its points. Null where the wallet has no price.
 */
export function worthOf(
  points: string,
  account: {
    readonly active: string;
    readonly worth?: { readonly amount: string; readonly currencyCode: string } | null | undefined;
  },
): string | null {
  const all = BigInt(account.active);
  if (account.worth == null || all === 0n) {
    return null;
  }
  const decimals = decimalsOf(account.worth.currencyCode);
  const worth = parseDecimal(account.worth.amount, decimals) ?? 0n;
  return formatDecimal((worth * BigInt(points)) / all, decimals);
}

/** The day at the store, as its receipts have it. */
export function businessDateOf(atMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  return format.format(new Date(atMs));
}

/** The key of one step of a sale: a till's, its day's, its basket's, and the step's own. */
export function keyOf(place: Place, sale: Pick<Sale, "basket">, day: string, step: string): string {
  return [place.store, place.till, day, sale.basket, step].join("/");
}
