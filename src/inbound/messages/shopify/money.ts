import { type Currency, knownCurrency } from "../shop/amounts.ts";
import type { Fields } from "../shop/fields.ts";

/**
 * An amount in the shop's currency: of the `_set` beside it where there is one, because the plain
 * field of some resources is in the customer's.
 */
export function shopMinor(fields: Fields, name: string, { exponent }: Currency): bigint | null {
  return (
    shopMoney(fields, `${name}_set`)?.minor("amount", exponent) ?? fields.minor(name, exponent)
  );
}

/** The shop's side of a `..._set`. */
export function shopMoney(fields: Fields, name: string): Fields | null {
  return fields.object(name)?.object("shop_money") ?? null;
}

/** The currency of a `..._set`; null: there is none. */
export function currencyOfSet(fields: Fields, name: string): Currency | null {
  const money = shopMoney(fields, name);
  const code = money?.firstText("currency_code", "currency") ?? null;
  return code === null ? null : knownCurrency(code, fields.placeOf(name));
}

/** Σ of the tax lines of a line, a duty or a shipping line. */
export function taxMinor(fields: Fields, currency: Currency): bigint {
  let sum = 0n;
  for (const tax of fields.list("tax_lines")) {
    sum += shopMinor(tax, "price", currency) ?? 0n;
  }
  return sum;
}
