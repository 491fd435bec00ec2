import {
  ARTICLE_BYTES_MAX,
  CODE_BYTES_MAX,
  NAME_BYTES_MAX,
} from "../../../domain/purchase/limits.ts";
import { type Currency, lineInput, type ShopLine } from "../shop/amounts.ts";
import { distinct, type Fields, Unusable } from "../shop/fields.ts";

const ROUNDING_LINE = "rounding";

/**
 * The lines of an order: goods, postage and fees, with the tax that the shop states beside each.
 * A shop whose prices hold their tax works out the rest with more decimals than money has: each
 * line is rounded, and what the order's total says otherwise is a line of its own.
 */
export function orderLines(order: Fields, source: string, currency: Currency) {
  const [coupon, ...others] = order.list("coupon_lines");
  const code = others.length === 0 ? (coupon?.words("code", CODE_BYTES_MAX) ?? null) : null;
  const lines = [
    ...distinct(order.list("line_items")).flatMap((item) => goodsLine(item, currency, code)),
    ...order.list("shipping_lines").map((item) =>
      sundry(item, currency, {
        ...{ kind: "SHIPPING", prefix: "shipping" },
        name: "method_title",
      }),
    ),
    ...order
      .list("fee_lines")
      .map((item) => sundry(item, currency, { kind: "FEE", prefix: "fee", name: "name" })),
  ];
  if (lines.length === 0) {
    order.missing("line_items");
  }
  const rounding = roundingOf(order, lines, currency);
  return [...lines, ...rounding].map(({ decimals, ...line }) => ({
    ...lineInput(line, source, currency),
    ...(decimals === undefined ? {} : { quantity: decimals }),
  }));
}

interface WooLine extends ShopLine {
  /** The quantity, where a shop sells by weight or length. */
  readonly decimals?: string;
}

function goodsLine(item: Fields, currency: Currency, code: string | null): WooLine[] {
  const decimals = item.text("quantity") ?? item.missing("quantity");
  if (Number(decimals) === 0) {
    return [];
  }
  const net = withTax(item, "total", currency) ?? item.missing("total");
  const gross = withTax(item, "subtotal", currency) ?? net;
  if (net < 0n) {
    throw new Unusable("NEGATIVE", item.placeOf("total"), "Goods cost nothing or more.");
  }
  const variation = item.text("variation_id");
  const product =
    variation === "0" ? item.text("product_id") : (variation ?? item.text("product_id"));
  const article = item.text("sku") ?? product;
  return [
    {
      ...{ id: item.needText("id"), kind: "ARTICLE", quantity: 1n, decimals },
      article: article !== null && Buffer.byteLength(article) <= ARTICLE_BYTES_MAX ? article : null,
      name: item.words("name", NAME_BYTES_MAX),
      netMinor: net,
      taxMinor: item.minor("total_tax", currency.exponent) ?? 0n,
      discounts: gross > net ? [{ code, amountMinor: gross - net }] : [],
    },
  ];
}

function sundry(
  item: Fields,
  currency: Currency,
  { kind, prefix, name }: { readonly kind: string; readonly prefix: string; readonly name: string },
): WooLine {
  const net = withTax(item, "total", currency) ?? 0n;
  const tax = item.minor("total_tax", currency.exponent) ?? 0n;
  return {
    // Money below zero is a correction, whatever the shop calls it.
    ...{ id: `${prefix}/${item.needText("id")}`, kind: net < 0n ? "ADJUSTMENT" : kind },
    ...{ name: item.words(name, NAME_BYTES_MAX), quantity: 1n },
    ...{ netMinor: net, taxMinor: net < 0n || tax > 0n ? tax : 0n, discounts: [] },
  };
}

/** An amount and its tax, added before they are rounded. */
function withTax(item: Fields, name: string, { exponent }: Currency): bigint | null {
  const fine = exponent + FINE_DECIMALS;
  const amount = item.minor(name, fine);
  if (amount === null) {
    return null;
  }
  const sum = amount + (item.minor(`${name}_tax`, fine) ?? 0n);
  const unit = 10n ** BigInt(FINE_DECIMALS);
  const half = sum < 0n ? -unit / 2n : unit / 2n;
  return (sum + half) / unit;
}

/** Decimals that shops calculate with beyond those of money. */
const FINE_DECIMALS = 6;

/** At most half a unit for each line; what is more is no rounding, and not ours to correct. */
function roundingOf(order: Fields, lines: readonly WooLine[], currency: Currency): WooLine[] {
  const total = order.minor("total", currency.exponent);
  const own = lines.reduce((sum, { netMinor }) => sum + netMinor, 0n);
  const apart = total === null ? 0n : total - own;
  const size = apart < 0n ? -apart : apart;
  return size === 0n || size * 2n > BigInt(lines.length)
    ? []
    : [
        {
          ...{ id: ROUNDING_LINE, kind: "ADJUSTMENT", name: "Rounding", quantity: 1n },
          ...{ netMinor: apart, taxMinor: 0n, discounts: [] },
        },
      ];
}
