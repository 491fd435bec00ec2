import { divideRounded } from "../../domain/money/rounding.ts";

/** Decimals of what is read; those behind them are rounded, halves away from zero. */
const SCALE = 12;
/** Digits before the point: more is no price, and would not fit in an event. */
const WHOLE_DIGITS_MAX = 15;
/** Longest text looked at, characters. */
const TEXT_LENGTH_MAX = 60;

const NUMBER = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * A number of another system's JSON, exact: a JSON number by its shortest decimal text, or decimal
 * text. In units of 10^-12; null where it is none. No arithmetic of floats: a sender's 0.1 + 0.2 is
 * the 0.30000000000000004 that it sent, and becomes 0.30 where the currency ends.
 */
export function exactOf(value: unknown): bigint | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || text.length > TEXT_LENGTH_MAX) {
    return null;
  }
  const [, sign, whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text.trim()) ?? [];
  const significant = whole.replace(/^0+/, "");
  const power = Number(exponent) + SCALE - fraction.length;
  if (whole === "" || significant.length + Number(exponent) > WHOLE_DIGITS_MAX) {
    return null;
  }
  const digits = BigInt(whole + fraction);
  const magnitude =
    power >= 0
      ? digits * 10n ** BigInt(power)
      : divideRounded(digits, 10n ** BigInt(-power), "HALF_UP");
  return sign === "-" ? -magnitude : magnitude;
}

/** In the smallest units of a currency, halves away from zero. */
export function minorOf(exact: bigint, exponent: number): bigint {
  return divideRounded(exact, 10n ** BigInt(SCALE - exponent), "HALF_UP");
}

/** A price times a quantity, in the smallest units: rounded once, behind the product. */
export function minorOfProduct(price: bigint, quantity: bigint, exponent: number): bigint {
  return divideRounded(price * quantity, 10n ** BigInt(2 * SCALE - exponent), "HALF_UP");
}

/** A quantity as millionths, exact or null. */
export function millionthsOf(exact: bigint): bigint | null {
  const unit = 10n ** BigInt(SCALE - 6);
  return exact % unit === 0n ? exact / unit : null;
}
