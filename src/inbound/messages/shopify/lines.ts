import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import {
  ARTICLE_BYTES_MAX,
  CODE_BYTES_MAX,
  NAME_BYTES_MAX,
} from "../../../domain/purchase/limits.ts";
import { type Currency, type ShopDiscount, type ShopLine, sumOf } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import { shopMinor, shopMoney, taxMinor } from "./money.ts";

/** Id of the one line that holds all postage: refunds name postage, never which. */
export const SHIPPING_LINE = "shipping";
const TIP_LINE = "tip";
export const DUTIES_LINE = "duties";
export const FEES_LINE = "fees";

interface OrderContext {
  readonly order: Fields;
  readonly currency: Currency;
  readonly taxesIncluded: boolean;
  /** By the index that allocations name. */
  readonly codes: readonly (string | null)[];
}

/**
 * The lines of an order as they were sold: goods and gift cards, and a line each for postage, tips,
 * duties and fees. Amounts are of whole lines, in the shop's currency, incl. tax.
 */
export function orderLines(order: Fields, currency: Currency): readonly ShopLine[] {
  const context: OrderContext = {
    ...{ order, currency, taxesIncluded: order.isTrue("taxes_included") },
    codes: order
      .list("discount_applications")
      .map((one) => one.words("code", CODE_BYTES_MAX) ?? one.words("title", CODE_BYTES_MAX)),
  };
  const goods = order.list("line_items").flatMap((item) => goodsLine(item, context));
  return [...stated(goods, context), ...sundries(context)];
}

function goodsLine(item: Fields, context: OrderContext): ShopLine[] {
  const quantity = item.count("quantity") ?? item.missing("quantity");
  if (quantity === 0n) {
    return [];
  }
  const price = shopMinor(item, "price", context.currency) ?? item.missing("price");
  const kind = item.isTrue("gift_card") ? "GIFT_CARD" : item.has("tip") ? "FEE" : "ARTICLE";
  const line = priced(item, price * quantity, context);
  return [
    {
      ...{ id: item.needText("id"), kind, quantity },
      article: clip(item.firstText("sku", "variant_id", "product_id"), ARTICLE_BYTES_MAX),
      name: item.words(item.has("name") ? "name" : "title", NAME_BYTES_MAX),
      brand: item.words("vendor", NAME_BYTES_MAX),
      ...line,
    },
  ];
}

/** What a line costs: its price less what was taken off, with its tax where the price lacks it. */
function priced(item: Fields, baseMinor: bigint, context: OrderContext) {
  const discounts = discountsOf(item, context);
  const tax = taxMinor(item, context.currency);
  const off = sumOf(discounts.map(({ amountMinor }) => amountMinor));
  const netMinor = baseMinor - off + (context.taxesIncluded ? 0n : tax);
  if (netMinor < 0n) {
    throw new Unusable("NEGATIVE", item.at, "More is taken off than it costs.");
  }
  return { netMinor, taxMinor: tax, discounts };
}

function discountsOf(item: Fields, { currency, codes }: OrderContext): readonly ShopDiscount[] {
  const allocations = item.list("discount_allocations");
  if (allocations.length > 0) {
    return allocations.map((one) => ({
      code: codes[Number(one.text("discount_application_index") ?? -1)] ?? null,
      amountMinor: shopMinor(one, "amount", currency) ?? one.missing("amount"),
    }));
  }
  // What older versions of the API say: of the line alone, without the order's share.
  const amountMinor = shopMinor(item, "total_discount", currency) ?? 0n;
  return amountMinor === 0n ? [] : [{ amountMinor }];
}

/**
 * Discounts and taxes that older versions of the API state of the whole order alone, on its lines:
 * only where the order's own sums say that the lines lack exactly them.
 */
function stated(goods: readonly ShopLine[], context: OrderContext): readonly ShopLine[] {
  const { order, currency, taxesIncluded } = context;
  const worths = goods.map(({ netMinor }) => netMinor);
  const hasWorth = sumOf(worths) > 0n;
  const taken = sumOf(goods.flatMap((line) => line.discounts.map((one) => one.amountMinor)));
  const shippingOff = sumOf(shippingIn(order).map((one) => offOf(one, context)));
  const missing = (shopMinor(order, "total_discounts", currency) ?? 0n) - taken - shippingOff;
  const isOfOrder = taken === 0n && missing > 0n && missing <= sumOf(worths);
  const off = isOfOrder && hasWorth ? allocateLargestRemainder(missing, worths) : [];
  const code =
    order
      .list("discount_codes")[0]
      ?.text("code")
      ?.slice(0, CODE_BYTES_MAX / 4) ?? null;
  const isTaxed = order.list("line_items").some((item) => item.list("tax_lines").length > 0);
  const isShippingTaxed = shippingIn(order).some((one) => one.list("tax_lines").length);
  const orderTax = shopMinor(order, "total_tax", currency) ?? 0n;
  const hasTaxOfOrder = !isTaxed && !isShippingTaxed && orderTax > 0n && hasWorth;
  const taxes = hasTaxOfOrder ? allocateLargestRemainder(orderTax, worths) : [];
  return goods.map((line, index) => {
    const [discount, tax] = [off[index] ?? 0n, taxes[index] ?? 0n];
    return {
      ...line,
      netMinor: line.netMinor - discount + (taxesIncluded ? 0n : tax),
      taxMinor: line.taxMinor + tax,
      discounts: [...line.discounts, { code, amountMinor: discount }],
    };
  });
}

function sundries(context: OrderContext): ShopLine[] {
  const { order, currency } = context;
  const lines: ShopLine[] = [];
  const shipping = shippingIn(order);
  if (shipping.length > 0) {
    const parts = shipping.map((one) => {
      const price = shopMinor(one, "price", currency) ?? one.missing("price");
      const tax = taxMinor(one, currency);
      const off = offOf(one, context);
      return { net: price - off + (context.taxesIncluded ? 0n : tax), tax, off };
    });
    lines.push({
      ...{ id: SHIPPING_LINE, kind: "SHIPPING", quantity: 1n },
      name: (shipping[0] as Fields).words("title", NAME_BYTES_MAX),
      netMinor: sumOf(parts.map(({ net }) => net)),
      taxMinor: sumOf(parts.map(({ tax }) => tax)),
      discounts: [{ amountMinor: sumOf(parts.map(({ off }) => off)) }],
    });
  }
  const isTipALine = order.list("line_items").some((item) => item.has("tip"));
  const tip = isTipALine ? 0n : (shopMinor(order, "total_tip_received", currency) ?? 0n);
  const ofSet = (name: string) => shopMoney(order, name)?.minor("amount", currency.exponent) ?? 0n;
  const others = [
    { id: TIP_LINE, kind: "FEE", name: "Tip", minor: tip },
    { id: DUTIES_LINE, kind: "TAX", name: "Duties", minor: ofSet("original_total_duties_set") },
    {
      ...{ id: FEES_LINE, kind: "FEE", name: "Fees" },
      minor: ofSet("original_total_additional_fees_set"),
    },
  ];
  for (const { minor, ...other } of others) {
    if (minor > 0n) {
      lines.push({ ...other, quantity: 1n, netMinor: minor, taxMinor: 0n, discounts: [] });
    }
  }
  return lines;
}

/** The order's postage: what was removed from the order goes on standing there. */
function shippingIn(order: Fields): readonly Fields[] {
  return order.list("shipping_lines").filter((one) => !one.isTrue("is_removed"));
}

/** What was taken off a shipping line. */
function offOf(shipping: Fields, { currency }: OrderContext): bigint {
  const allocated = shipping
    .list("discount_allocations")
    .map((one) => shopMinor(one, "amount", currency) ?? 0n);
  if (allocated.length > 0) {
    return sumOf(allocated);
  }
  const price = shopMinor(shipping, "price", currency) ?? 0n;
  const discounted = shopMinor(shipping, "discounted_price", currency) ?? price;
  return discounted < price ? price - discounted : 0n;
}

function clip(text: string | null, bytesMax: number): string | null {
  return text !== null && Buffer.byteLength(text) <= bytesMax ? text : null;
}
