import { divideRounded } from "../../../domain/money/rounding.ts";
import { type Currency, knownCurrency, sumOf } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import { currencyOfSet, shopMinor, shopMoney } from "./money.ts";

/** Transactions that gave no money back. */
const FAILED = new Set(["failure", "error"]);
/** Postage that went back, as versions of the API before 2024-10 state it: below zero. */
const SHIPPING_REFUND = "shipping_refund";

/** What went back to the customer, in the shop's currency. */
export interface PaidBack {
  readonly shippingMinor: bigint;
  readonly dutiesMinor: bigint;
  readonly feesMinor: bigint;
  /** All of the rest: for goods, where there are any. */
  readonly restMinor: bigint;
}

/** What a refund states of its parts, in one of its two currencies. */
interface Stated {
  readonly goods: bigint;
  readonly goodsTax: bigint;
  readonly shipping: bigint;
  readonly shippingTax: bigint;
  readonly duties: bigint;
  readonly fees: bigint;
  /** By how much less went back than the parts come to. */
  readonly apart: bigint;
}

/** Asks for an amount by its name without `_set`; zero where there is none. */
type Reader = (fields: Fields, name: string) => bigint;

/** The shop's currency, by what the refund states in two; null: it states nothing. */
export function refundCurrency(refund: Fields): Currency | null {
  const sets = [
    ...refund.list("refund_line_items").map((one) => currencyOfSet(one, "subtotal_set")),
    ...refund.list("refund_shipping_lines").map((one) => currencyOfSet(one, "subtotal_amount_set")),
    ...refund.list("order_adjustments").map((one) => currencyOfSet(one, "amount_set")),
    ...refund.list("transactions").map((one) => currencyOfSet(one, "amount_set")),
    ...refund.list("transactions").map((one) => currencyOfSet(one, "total_unsettled_set")),
  ];
  const stated = sets.find((currency) => currency !== null);
  if (stated !== undefined) {
    return stated;
  }
  const [named] = refund.list("transactions").filter((one) => one.has("currency"));
  return named === undefined
    ? null
    : knownCurrency(named.needText("currency"), named.placeOf("currency"));
}

/**
 * What went back, which is the sum of the transactions: a refund has no total. Null where nothing
 * says so in the shop's currency, and then goods are worth what was paid for them.
 */
export function paidBackOf(refund: Fields, currency: Currency): PaidBack | null {
  const inShop = statedIn(refund, (fields, name) => shopMinor(fields, name, currency) ?? 0n);
  const total = totalOf(refund, inShop, currency);
  if (total === null) {
    return null;
  }
  const { shipping, shippingTax, duties, fees } = inShop;
  let restMinor = total.minor;
  const taken = (wanted: bigint) => {
    const minor = wanted < restMinor ? wanted : restMinor;
    restMinor -= minor > 0n ? minor : 0n;
    return minor > 0n ? minor : 0n;
  };
  const shippingMinor = taken(shipping + (total.isTaxWithin ? 0n : shippingTax));
  const [dutiesMinor, feesMinor] = [taken(duties), taken(fees)];
  return { shippingMinor, dutiesMinor, feesMinor, restMinor };
}

function statedIn(refund: Fields, read: Reader): Stated {
  const sum = (list: readonly Fields[], name: string) => sumOf(list.map((one) => read(one, name)));
  const goods = refund.list("refund_line_items");
  const postage = refund.list("refund_shipping_lines");
  const adjustments = refund.list("order_adjustments");
  const isShipping = (one: Fields) => one.text("kind") === SHIPPING_REFUND;
  const adjusted = adjustments.filter(isShipping);
  const others = adjustments.filter((one) => !isShipping(one));
  const isOld = postage.length === 0;
  return {
    ...{ goods: sum(goods, "subtotal"), goodsTax: sum(goods, "total_tax") },
    shipping: isOld ? -sum(adjusted, "amount") : sum(postage, "subtotal_amount"),
    shippingTax: isOld ? -sum(adjusted, "tax_amount") : sum(postage, "tax_amount"),
    ...{ duties: read(refund, "total_duties"), fees: read(refund, "total_additional_fees") },
    apart: sum(others, "amount") + sum(others, "tax_amount"),
  };
}

/**
 * What the parts may come to: taxes are on top of them or within them, as the shop's prices are,
 * and what went back may be less than that, or more.
 */
function readingsOf(stated: Stated): readonly bigint[] {
  const within = stated.goods + stated.shipping + stated.duties + stated.fees;
  const onTop = within + stated.goodsTax + stated.shippingTax;
  return [onTop, within, onTop - stated.apart, within - stated.apart];
}

interface Total {
  readonly minor: bigint;
  /** What went back shows that the stated amounts hold their taxes. */
  readonly isTaxWithin: boolean;
}

/**
 * The sum of the transactions. Those in the customer's currency say nothing of the shop's: what
 * they come to there is what the refund states in both, and a share of it where they differ.
 */
function totalOf(refund: Fields, inShop: Stated, currency: Currency): Total | null {
  const paid = refund.list("transactions").filter(isPaidBack);
  if (paid.length === 0) {
    return null;
  }
  const inShopMoney = paid.filter((one) => isInShopMoney(one, currency));
  const foreign = paid.filter((one) => !isInShopMoney(one, currency));
  const own = sumOf(inShopMoney.map((one) => paidMinor(one, currency)));
  const readings = readingsOf(inShop);
  const [first] = foreign;
  if (first === undefined) {
    return { minor: own, isTaxWithin: isWithin(readings.indexOf(own)) };
  }
  const shown = knownCurrency(first.needText("currency"), first.placeOf("currency"));
  const shownReadings = readingsOf(statedIn(refund, shownReader(shown)));
  const wanted = sumOf(foreign.map((one) => paidMinor(one, shown)));
  const same = shownReadings.indexOf(wanted);
  if (same >= 0 && own === 0n) {
    return { minor: readings[same] ?? 0n, isTaxWithin: isWithin(same) };
  }
  // Money was rounded on its way, or less of it went back than the refund says.
  const nearest = shownReadings.findIndex(
    (minor, index) => minor > 0n && (readings[index] ?? 0n) > 0n,
  );
  if (nearest < 0) {
    return null;
  }
  const [shop, customers] = [readings[nearest] ?? 0n, shownReadings[nearest] ?? 1n];
  return { minor: own + divideRounded(wanted * shop, customers, "HALF_UP"), isTaxWithin: false };
}

function isWithin(reading: number): boolean {
  return reading % 2 === 1;
}

function isPaidBack(transaction: Fields): boolean {
  const isRefund = (transaction.text("kind") ?? "refund") === "refund";
  return isRefund && !FAILED.has(transaction.text("status") ?? "success");
}

function isInShopMoney(transaction: Fields, { code }: Currency): boolean {
  const named = transaction.text("currency")?.toUpperCase() ?? code;
  return shopMoney(transaction, "amount_set") !== null || named === code;
}

/** @throws Unusable for less than nothing */
function paidMinor(transaction: Fields, { exponent }: Currency): bigint {
  const money = shopMoney(transaction, "amount_set") ?? transaction;
  const minor = money.minor("amount", exponent) ?? transaction.missing("amount");
  if (minor < 0n) {
    throw new Unusable("NEGATIVE", transaction.placeOf("amount"), "Refunds are above zero.");
  }
  return minor;
}

/** The customer's side of each `..._set`. */
function shownReader({ code, exponent }: Currency): Reader {
  return (fields, name) => {
    const money = fields.object(`${name}_set`)?.object("presentment_money") ?? null;
    const isIt = money?.firstText("currency_code", "currency")?.toUpperCase() === code;
    return isIt ? (money?.minor("amount", exponent) ?? 0n) : 0n;
  };
}
