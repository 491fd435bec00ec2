import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import {
  ARTICLE_BYTES_MAX,
  CODE_BYTES_MAX,
  NAME_BYTES_MAX,
} from "../../../domain/purchase/limits.ts";
import { type Currency, type ShopDiscount, type ShopLine, sumOf } from "../shop/amounts.ts";
import { distinct, type Fields, Unusable } from "../shop/fields.ts";

export const SHIPPING_LINE = "shipping";
export const HANDLING_LINE = "handling";
export const WRAPPING_LINE = "wrapping";
/** What the order's total says beyond all of its lines. */
const REST_LINE = "rest";

/** A product of an order, in numbers that nobody has interpreted yet. */
export interface Product {
  readonly id: string;
  readonly fields: Fields;
  readonly quantity: bigint;
}

/** The products that there is some of. */
export function productsIn(products: readonly Fields[]): readonly Product[] {
  return distinct(products).flatMap((fields) => {
    const quantity = fields.count("quantity") ?? fields.missing("quantity");
    return quantity === 0n ? [] : [{ id: fields.needText("id"), fields, quantity }];
  });
}

/**
 * The lines of an order: goods, postage, handling and wrapping. They come to the order's own total,
 * taxes and all: what a store states of discounts by line may lack those of the whole order, and
 * may be in the line's total or beside it, but the total is what was paid.
 */
export function orderLines(
  order: Fields,
  products: readonly Product[],
  currency: Currency,
): readonly ShopLine[] {
  if (products.length === 0) {
    throw new Unusable("MISSING", "order.products", "The order has no products.");
  }
  const amount = (name: string) => order.minor(name, currency.exponent) ?? 0n;
  const sundries = [
    { id: SHIPPING_LINE, kind: "SHIPPING", name: "Shipping", of: "shipping_cost" },
    { id: HANDLING_LINE, kind: "FEE", name: "Handling", of: "handling_cost" },
    { id: WRAPPING_LINE, kind: "FEE", name: "Gift wrapping", of: "wrapping_cost" },
  ].map(({ of, ...line }): ShopLine => {
    const [netMinor, taxMinor] = [amount(`${of}_inc_tax`), amount(`${of}_tax`)];
    return { ...line, quantity: 1n, netMinor, taxMinor, discounts: [] };
  });
  const total = order.minor("total_inc_tax", currency.exponent) ?? order.missing("total_inc_tax");
  const forGoods = total - sumOf(sundries.map(({ netMinor }) => netMinor));
  const taxOfGoods = amount("total_tax") - sumOf(sundries.map(({ taxMinor }) => taxMinor));
  if (forGoods < 0n) {
    throw new Unusable("NEGATIVE", order.placeOf("total_inc_tax"), "Goods cost nothing or more.");
  }
  const priced = products.map((product) => pricesOf(product, currency));
  const nets = netsOf(priced, forGoods);
  const taxes = taxesOf(priced, nets, taxOfGoods);
  const goods = products.map(({ id, fields, quantity }, index): ShopLine => {
    const { listed, applied } = priced[index] as Prices;
    const [netMinor, taxMinor] = [nets[index] ?? 0n, taxes[index] ?? 0n];
    const sku = fields.text("sku") ?? fields.text("product_id");
    return {
      ...{ id, quantity, netMinor, taxMinor },
      kind: fields.text("type") === "giftcertificate" ? "GIFT_CARD" : "ARTICLE",
      article: sku !== null && Buffer.byteLength(sku) <= ARTICLE_BYTES_MAX ? sku : null,
      name: fields.words("name", NAME_BYTES_MAX),
      discounts: discountsOf(listed - netMinor, applied),
    };
  });
  const rest = forGoods - sumOf(nets);
  const adjustment: ShopLine = {
    ...{ id: REST_LINE, kind: "ADJUSTMENT", name: "Rest of the total", quantity: 1n },
    ...{ netMinor: rest, taxMinor: 0n, discounts: [] },
  };
  return [
    ...goods,
    ...sundries.filter(({ netMinor }) => netMinor !== 0n),
    ...(rest === 0n ? [] : [adjustment]),
  ];
}

interface Prices {
  /** As the store states the line, incl. tax. */
  readonly listed: bigint;
  readonly tax: bigint;
  readonly applied: readonly ShopDiscount[];
  /** What the line costs less its own discounts. */
  readonly worth: bigint;
}

function pricesOf({ fields }: Product, { exponent }: Currency): Prices {
  const listed = fields.minor("total_inc_tax", exponent) ?? fields.missing("total_inc_tax");
  const tax = fields.minor("total_tax", exponent) ?? 0n;
  const applied = fields.list("applied_discounts").map((one) => ({
    code: one.words("code", CODE_BYTES_MAX),
    amountMinor: one.minor("amount", exponent) ?? 0n,
  }));
  if (listed < 0n || tax < 0n || applied.some(({ amountMinor }) => amountMinor < 0n)) {
    throw new Unusable("NEGATIVE", fields.at, "Goods cost nothing or more.");
  }
  const worth = listed - sumOf(applied.map(({ amountMinor }) => amountMinor));
  return { listed, tax, applied, worth: worth > 0n ? worth : 0n };
}

/** What each line was paid with, so that all come to what goods were paid with, or to less. */
function netsOf(priced: readonly Prices[], forGoods: bigint): readonly bigint[] {
  const listed = priced.map((one) => one.listed);
  const worths = priced.map(({ worth }) => worth);
  if (forGoods === sumOf(listed)) {
    return listed;
  }
  // What was taken off the whole order is taken off each line by what it is worth.
  return forGoods < sumOf(worths) ? allocateLargestRemainder(forGoods, worths) : worths;
}

/** As the store states it by line where that is all; else spread, because discounts lessen it. */
function taxesOf(
  priced: readonly Prices[],
  nets: readonly bigint[],
  taxOfGoods: bigint,
): readonly bigint[] {
  const stated = priced.map(({ tax }) => tax);
  if (sumOf(stated) === taxOfGoods || taxOfGoods < 0n) {
    return stated;
  }
  return allocateLargestRemainder(taxOfGoods, sumOf(stated) > 0n ? stated : nets);
}

/** The discounts that the store names where they are what was taken off; else one of that. */
function discountsOf(off: bigint, applied: readonly ShopDiscount[]): readonly ShopDiscount[] {
  const [only] = applied;
  return off === sumOf(applied.map(({ amountMinor }) => amountMinor))
    ? applied
    : [{ code: applied.length === 1 ? (only?.code ?? null) : null, amountMinor: off }];
}
