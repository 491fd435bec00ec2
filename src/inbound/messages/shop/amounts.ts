import { currencyExponent } from "../../../domain/money/currency.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import { type Fields, Unusable } from "./fields.ts";

/** A currency and how its amounts are written. */
export interface Currency {
  readonly code: string;
  readonly exponent: number;
}

/** @throws Unusable for a code that is none */
export function currencyOf(fields: Fields, ...names: readonly [string, ...string[]]): Currency {
  const code = fields.firstText(...names) ?? fields.missing(names[0]);
  return knownCurrency(code, fields.placeOf(names[0]));
}

export function knownCurrency(code: string, at: string): Currency {
  const exponent = currencyExponent(code.toUpperCase());
  if (exponent === null) {
    throw new Unusable("UNKNOWN_CURRENCY", at, "This is no currency we know.");
  }
  return { code: code.toUpperCase(), exponent };
}

/** An order line as shops' readers make it, in minor units. */
export interface ShopLine {
  readonly id: string;
  readonly kind: string;
  readonly article?: string | null;
  readonly name?: string | null;
  readonly brand?: string | null;
  readonly quantity: bigint;
  /** Incl. tax, after discounts. */
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly discounts: readonly ShopDiscount[];
}

export interface ShopDiscount {
  readonly code?: string | null;
  readonly amountMinor: bigint;
}

/** A PurchaseLineInput. */
export function lineInput(line: ShopLine, source: string, { exponent }: Currency) {
  const amount = (minor: bigint) => formatMinor(minor, exponent);
  const discounts = line.discounts.filter(({ amountMinor }) => amountMinor > 0n);
  const off = discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return {
    ...{ id: line.id, kind: line.kind, quantity: String(line.quantity) },
    ...(line.article == null ? {} : { article: line.article }),
    ...(line.name == null ? {} : { name: line.name }),
    ...(line.brand == null ? {} : { brand: line.brand }),
    ...{ gross: amount(line.netMinor + off), net: amount(line.netMinor) },
    tax: amount(line.taxMinor),
    ...(discounts.length === 0
      ? {}
      : {
          discounts: discounts.map(({ code, amountMinor }) => ({
            source,
            ...(code == null ? {} : { code }),
            amount: amount(amountMinor),
          })),
        }),
  };
}

export function sumOf(values: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const value of values) {
    sum += value;
  }
  return sum;
}
