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
