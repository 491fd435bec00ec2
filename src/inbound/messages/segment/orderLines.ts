import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import { currencyExponent } from "../../../domain/money/currency.ts";
import { formatMinor, formatQuantity } from "../../../domain/money/decimal.ts";
import { exactOf, millionthsOf, minorOf, minorOfProduct } from "../exactMoney.ts";
import { type Fields, fieldsIn, filled, firstWord, isObject, own, wordOf } from "../foreign.ts";

/** What an order cannot be made of, and where that stands below its properties. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly reason: string;
  readonly at: string;

  constructor(reason: string, at: string, problem: string) {
    super(problem);
    this.reason = reason;
    this.at = at;
  }
}

/** A currency, and how many decimals it has. */
export interface Currency {
  readonly code: string;
  readonly exponent: number;
}

/** A product of an order, with the price of all of it. */
interface Product {
  readonly id: string;
  readonly article: string | null;
  readonly fields: Fields;
  /** Millionths. */
  readonly quantity: bigint;
  readonly minor: bigint;
}

/** Currencies that are written with a dollar sign. */
const DOLLARS: ReadonlySet<string> = new Set(
  `ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD
   SRD TTD TWD USD UYU XCD`.split(/\s+/),
);

/** What stands beside the products, in smallest units. */
interface Sums {
  readonly total: bigint | null;
  readonly shipping: bigint;
  readonly tax: bigint;
  readonly discount: bigint;
}

/** How the products' prices are meant. */
interface Reading {
  readonly isTaxOnTop: boolean;
  readonly isDiscountOff: boolean;
}

/** The tax comes on top first: `subtotal` is without taxes, says the spec. */
const READINGS: readonly Reading[] = [
  { isTaxOnTop: true, isDiscountOff: true },
  { isTaxOnTop: false, isDiscountOff: true },
  { isTaxOnTop: true, isDiscountOff: false },
  { isTaxOnTop: false, isDiscountOff: false },
];

/** Of lines that stand for no product. */
const SHIPPING_ID = "#shipping";
const TAX_ID = "#tax";
const ADJUSTMENT_ID = "#adjustment";
/** The one line of an order that says what was paid and not what for. */
const UNNAMED = "unnamed";

/** @throws Unreadable when none is named, or it is no currency */
export function currencyIn(properties: Fields, settings: SettingsOf<"segment">): Currency {
  const code = firstWord(properties, "currency")?.toUpperCase() ?? settings.currency ?? null;
  if (code === null) {
    const problem = "No currency is named; send one, or set `currency` of the source.";
    throw new Unreadable("CURRENCY_MISSING", "currency", problem);
  }
  const exponent = currencyExponent(code);
  if (exponent === null) {
    throw new Unreadable("UNKNOWN_CURRENCY", "currency", "It is no currency we know.");
  }
  return { code, exponent };
}

/**
 * The lines of an order: products, shipping and tax. Senders differ in whether prices include tax
 * and whether the discount is off them already: it is the reading by which they come to `total`.
 * Where none does, the rest is a line ADJUSTMENT, so that the order comes to what was paid.
 *
 * @throws Unreadable
 */
export function linesOf(
  properties: Fields,
  currency: Currency,
  pricesIncludeTax: boolean,
): readonly Fields[] {
  const { exponent } = currency;
  const sums: Sums = {
    total: amountIn(properties, "total", currency),
    shipping: amountIn(properties, "shipping", currency) ?? 0n,
    tax: amountIn(properties, "tax", currency) ?? 0n,
    discount: discountIn(properties, currency),
  };
  const products = productsIn(properties, currency);
  const goods = products.reduce((sum, { minor }) => sum + minor, 0n);
  const comesTo = ({ isTaxOnTop, isDiscountOff }: Reading) =>
    goods + sums.shipping + (isTaxOnTop ? sums.tax : 0n) - (isDiscountOff ? sums.discount : 0n);
  const reading = READINGS.find((one) => comesTo(one) === sums.total) ?? {
    isTaxOnTop: !pricesIncludeTax,
    isDiscountOff: true,
  };
  if (products.length === 0) {
    return [unnamedLine(properties, sums, currency), ...besides(sums, reading, exponent)];
  }
  const discount = reading.isDiscountOff ? sums.discount : 0n;
  const offGoods = discount < goods ? discount : goods;
  const missing = sums.total === null ? 0n : sums.total - comesTo(reading);
  // What a discount takes off more than the goods cost, it takes off the rest of the order.
  const adjustment = missing - (discount - offGoods);
  return [
    ...productLines(products, offGoods, firstWord(properties, "coupon"), exponent),
    ...besides(sums, reading, exponent),
    ...(adjustment === 0n ? [] : [lineOf(ADJUSTMENT_ID, "ADJUSTMENT", adjustment, exponent)]),
  ];
}

function productLines(
  products: readonly Product[],
  discount: bigint,
  coupon: string | null,
  exponent: number,
): Fields[] {
  const shares = allocateLargestRemainder(
    discount,
    products.map(({ minor }) => minor),
  );
  return products.map(({ id, article, fields, quantity, minor }, index) => {
    const share = shares[index] as bigint;
    const taken = {
      ...{ source: coupon === null ? "discount" : "coupon", amount: formatMinor(share, exponent) },
      ...(coupon === null ? {} : { code: coupon }),
    };
    const category = firstWord(fields, "category");
    return filled({
      ...{ id, article },
      name: firstWord(fields, "name"),
      brand: firstWord(fields, "brand"),
      category: category === null ? null : [category],
      quantity: formatQuantity(quantity),
      gross: formatMinor(minor, exponent),
      discounts: share === 0n ? null : [taken],
    });
  });
}

function besides(sums: Sums, { isTaxOnTop }: Reading, exponent: number): Fields[] {
  return [
    ...(sums.shipping === 0n ? [] : [lineOf(SHIPPING_ID, "SHIPPING", sums.shipping, exponent)]),
    ...(isTaxOnTop && sums.tax !== 0n ? [lineOf(TAX_ID, "TAX", sums.tax, exponent)] : []),
  ];
}

function lineOf(id: string, kind: string, minor: bigint, exponent: number): Fields {
  return { id, kind, quantity: "1", gross: formatMinor(minor, exponent) };
}

function unnamedLine(properties: Fields, sums: Sums, currency: Currency): Fields {
  const subtotal = amountIn(properties, "subtotal", currency);
  const ofTotal = sums.total === null ? null : sums.total - sums.shipping - sums.tax;
  const minor = ofTotal ?? subtotal ?? amountIn(properties, "revenue", currency);
  if (minor === null) {
    throw new Unreadable("MISSING", "products", "Send what was bought, or at least the total.");
  }
  if (minor < 0n) {
    throw new Unreadable("NEGATIVE", "total", "Shipping and tax are more than the total.");
  }
  return { ...lineOf("1", "ARTICLE", minor, currency.exponent), article: UNNAMED };
}

/** Those that there is some of. */
function productsIn(properties: Fields, currency: Currency): Product[] {
  const seen = new Set([SHIPPING_ID, TAX_ID, ADJUSTMENT_ID]);
  return listIn(properties).flatMap((fields, index) => {
    const at = `products.${index}`;
    const article = articleIn(fields);
    const { exact, millionths } = quantityIn(fields, at);
    if (millionths === 0n) {
      return [];
    }
    const price = exactIn(own(fields, "price"), currency);
    if (price === null) {
      throw new Unreadable("NUMBER_MALFORMED", `${at}.price`, "Send the price as a number.");
    }
    if (price < 0n) {
      throw new Unreadable("NEGATIVE", `${at}.price`, "A price is not below zero.");
    }
    const id = nameFor(article ?? String(index + 1), seen);
    const minor = minorOfProduct(price, exact, currency.exponent);
    return [{ ...{ id, article, fields, minor }, quantity: millionths }];
  });
}

function nameFor(wanted: string, seen: Set<string>): string {
  let name = wanted;
  for (let nth = 2; seen.has(name); nth += 1) {
    name = `${wanted}/${nth}`;
  }
  seen.add(name);
  return name;
}

/**
 * Articles that went out or came back, each once. Null: none is named, which is not the same as
 * naming them and none of each.
 *
 * @throws Unreadable
 */
export function partLinesOf(properties: Fields): readonly Fields[] | null {
  const sums = new Map<string, bigint>();
  const products = listIn(properties);
  for (const [index, fields] of products.entries()) {
    const article = articleIn(fields);
    if (article === null) {
      const problem = "Send sku or product_id.";
      throw new Unreadable("MISSING", `products.${index}.sku`, problem);
    }
    const { millionths } = quantityIn(fields, `products.${index}`);
    sums.set(article, (sums.get(article) ?? 0n) + millionths);
  }
  const lines = [...sums].flatMap(([article, quantity]) =>
    quantity === 0n ? [] : [{ article, quantity: formatQuantity(quantity) }],
  );
  if (lines.length === 0 && products.length > 0) {
    throw new Unreadable("NOT_POSITIVE", "products.0.quantity", "Send how many of one at least.");
  }
  return lines.length === 0 ? null : lines;
}

/**
 * The same with the money that went back for each, where that is less than the products cost: part
 * of a price, or what was left of it after a discount. A total that is more has postage in it, or
 * is the order's; one of nothing says nothing.
 *
 * @param total of what went back
 * @throws Unreadable
 */
export function paidBack(
  lines: readonly Fields[],
  properties: Fields,
  { total, currency }: { readonly total: bigint; readonly currency: Currency },
): readonly Fields[] {
  const worths = new Map<unknown, bigint>();
  for (const [index, fields] of listIn(properties).entries()) {
    const price = exactIn(own(fields, "price"), currency);
    if (price === null || price < 0n) {
      return lines;
    }
    const { exact } = quantityIn(fields, `products.${index}`);
    const article = articleIn(fields);
    const worth = minorOfProduct(price, exact, currency.exponent);
    worths.set(article, (worths.get(article) ?? 0n) + worth);
  }
  const weights = lines.map((line) => worths.get(line["article"]) ?? 0n);
  if (total === 0n || total >= weights.reduce((sum, worth) => sum + worth, 0n)) {
    return lines;
  }
  const shares = allocateLargestRemainder(total, weights);
  return lines.map((line, index) => ({
    ...line,
    amount: formatMinor(shares[index] ?? 0n, currency.exponent),
  }));
}

function listIn(properties: Fields): readonly Fields[] {
  const products = own(properties, "products");
  if (products === undefined || products === null) {
    return [];
  }
  if (!Array.isArray(products)) {
    throw new Unreadable("WRONG_TYPE", "products", "Send a list.");
  }
  const wrong = products.findIndex((product) => !isObject(product));
  if (wrong >= 0) {
    throw new Unreadable("NOT_AN_OBJECT", `products.${wrong}`, "Send a product here.");
  }
  return products.map(fieldsIn);
}

/** As the catalogue knows it: what was sent for the same product every time. */
function articleIn(product: Fields): string | null {
  return firstWord(product, "sku", "product_id", "productId", "id");
}

function quantityIn(fields: Fields, at: string) {
  const exact = exactOf(own(fields, "quantity") ?? 1);
  const millionths = exact === null ? null : millionthsOf(exact);
  if (exact === null || millionths === null) {
    throw new Unreadable("NUMBER_MALFORMED", `${at}.quantity`, "Send the quantity as a number.");
  }
  if (millionths < 0n) {
    throw new Unreadable("NEGATIVE", `${at}.quantity`, "A quantity is not below zero.");
  }
  return { exact, millionths };
}

/** Null where it is not said. @throws Unreadable where it is no amount, or below zero */
export function amountIn(properties: Fields, name: string, currency: Currency): bigint | null {
  const minor = signedIn(properties, name, currency);
  if (minor !== null && minor < 0n) {
    throw new Unreadable("NEGATIVE", name, "It is below zero.");
  }
  return minor;
}

/** Some send what was taken off as a number below zero. */
function discountIn(properties: Fields, currency: Currency): bigint {
  const minor = signedIn(properties, "discount", currency) ?? 0n;
  return minor < 0n ? -minor : minor;
}

function signedIn(properties: Fields, name: string, currency: Currency): bigint | null {
  const value = own(properties, name);
  if (value === undefined || value === null || value === "") {
    return null;
  }
  const exact = exactIn(value, currency);
  if (exact === null) {
    const what = wordOf(value) === null ? "number" : "decimal number, such as 12.50";
    throw new Unreadable("NUMBER_MALFORMED", name, `It is no ${what}.`);
  }
  return minorOf(exact, currency.exponent);
}

/** Segment's own library reads past a dollar sign before an amount; so do we, of dollars. */
function exactIn(value: unknown, { code }: Currency): bigint | null {
  const isDollars = typeof value === "string" && DOLLARS.has(code);
  return exactOf(isDollars ? value.trim().replace(/^(-?)\$/, "$1") : value);
}
