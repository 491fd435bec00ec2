import { formatQuantity } from "../../../domain/money/decimal.ts";
import { mulDivHalfUp } from "../../../domain/money/rounding.ts";
import type { Currency } from "../shop/amounts.ts";
import type { Fields } from "../shop/fields.ts";

/** Id of the line that holds an order's postage. */
export const SHIPPING_LINE = "shipping";

/** What stands there with four decimals, of which money has fewer. */
export function minorOf(fields: Fields, name: string, { exponent }: Currency): bigint {
  return fields.minor(name, exponent) ?? 0n;
}

/** What a row costs after discounts, and the tax in it. */
export function rowOf(item: Fields, currency: Currency) {
  const of = (name: string) => minorOf(item, name, currency);
  const tax = of("tax_amount") + of("discount_tax_compensation_amount");
  const off = of("discount_amount");
  const discount = off < 0n ? -off : off;
  return {
    netMinor: of("row_total") + tax + of("weee_tax_applied_row_amount") - discount,
    ...{ taxMinor: tax, discountMinor: discount },
  };
}

/** Decimals of a number of goods. */
const QUANTITY_DECIMALS = 6;

/**
 * What is left of an order's row: cancelling an order cancels all that was not invoiced yet, and
 * leaves the row's own sums as they were. Null: nothing of it.
 */
export function leftOf(item: Fields, currency: Currency) {
  const count = (name: string) => item.minor(name, QUANTITY_DECIMALS) ?? 0n;
  const row = rowOf(item, currency);
  const [ordered, cancelled] = [count("qty_ordered"), count("qty_canceled")];
  const left = ordered - cancelled;
  if (left <= 0n) {
    return null;
  }
  const quantity = formatQuantity(left);
  if (cancelled <= 0n) {
    return { ...row, quantity };
  }
  const share = (minor: bigint) => mulDivHalfUp(minor, left, ordered);
  if (count("qty_invoiced") !== left || !item.has("row_invoiced")) {
    const [netMinor, taxMinor] = [share(row.netMinor), share(row.taxMinor)];
    return { netMinor, taxMinor, discountMinor: share(row.discountMinor), quantity };
  }
  const of = (name: string) => minorOf(item, name, currency);
  const taxMinor = of("tax_invoiced") + of("discount_tax_compensation_invoiced");
  const off = of("discount_invoiced");
  const discountMinor = off < 0n ? -off : off;
  const weee = share(of("weee_tax_applied_row_amount"));
  const netMinor = of("row_invoiced") + taxMinor + weee - discountMinor;
  return { netMinor, taxMinor, discountMinor, quantity };
}

/** What postage costs after discounts, and the tax in it. */
export function shippingOf(document: Fields, currency: Currency) {
  const of = (name: string) => minorOf(document, name, currency);
  const tax = of("shipping_tax_amount") + of("shipping_discount_tax_compensation_amount");
  const discount = of("shipping_discount_amount");
  return {
    netMinor: of("shipping_amount") + tax - discount,
    ...{ taxMinor: tax, discountMinor: discount },
  };
}

/** A number of goods as the shop writes it, `3.0000`; zero is none. */
export function quantityOf(item: Fields, name: string): string | null {
  const text = item.text(name) ?? item.missing(name);
  const plain = text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return Number(plain) === 0 ? null : plain;
}

/** A moment, which the shop writes in UTC without saying so. */
export function momentOf(fields: Fields, name: string): string | null {
  const text = fields.text(name);
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text ?? "");
  return found === null ? text : `${found[1]}T${found[2]}Z`;
}

export function orderReference(id: string) {
  return { references: [{ kind: "order", value: id }] };
}
