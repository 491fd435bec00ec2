import { currencyExponent } from "../domain/money/currency.ts";
import { formatMinor } from "../domain/money/decimal.ts";

/** An amount as the graph shows it. */
export interface MoneyView {
  readonly amount: string;
  readonly currencyCode: string;
}

export function moneyOf(minor: bigint, currency: string): MoneyView {
  return { amount: amountOf(minor, currency), currencyCode: currency };
}

/** Minor units with all decimals of their currency. */
export function amountOf(minor: bigint, currency: string): string {
  const exponent = currencyExponent(currency);
  if (exponent === null) {
    throw new RangeError(`unknown currency in our own rows: ${currency}`);
  }
  return formatMinor(minor, exponent);
}
