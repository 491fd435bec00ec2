import { currencyExponent, unknownCurrency } from "../domain/money/currency.ts";
import { parseDecimal } from "../domain/money/decimal.ts";
import { AppError } from "../errors.ts";

/** @throws AppError BAD_USER_INPUT that names the field below `input` */
export function malformed(field: readonly string[], message: string): AppError {
  return new AppError("BAD_USER_INPUT", message, { details: { field: ["input", ...field] } });
}

/** A positive or zero amount in minor units. */
export function amountOf(
  field: readonly string[],
  money: { readonly amount: string; readonly currencyCode: string },
): { readonly minor: bigint; readonly currency: string } {
  const exponent = currencyExponent(money.currencyCode);
  if (exponent === null) {
    throw malformed([...field, "currencyCode"], unknownCurrency(money.currencyCode));
  }
  const minor = parseDecimal(money.amount, exponent);
  if (typeof minor === "bigint" && minor >= 0n) {
    return { minor, currency: money.currencyCode };
  }
  throw malformed([...field, "amount"], `This is no amount in ${money.currencyCode}.`);
}
