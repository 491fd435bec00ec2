/** Decimals of a quantity: kept as millionths, so that weights and lengths are exact. */
export const QUANTITY_SCALE = 6;
/** Longest decimal text looked at, characters. */
export const DECIMAL_LENGTH_MAX = 40;
/** What PostgreSQL's bigint holds. */
export const INT64_MAX = 2n ** 63n - 1n;
export const INT64_MIN = -(2n ** 63n);

/** As many digits as a double holds without loss, whatever they are. */
const SAFE_DIGITS = 15;

export interface DecimalRefusal {
  /** PRECISION: more decimals than the scale has. OVERFLOW: does not fit signed 64 bits. */
  readonly reason: "MALFORMED" | "PRECISION" | "OVERFLOW";
}

const MALFORMED: DecimalRefusal = { reason: "MALFORMED" };
const PRECISION: DecimalRefusal = { reason: "PRECISION" };
const OVERFLOW: DecimalRefusal = { reason: "OVERFLOW" };

/**
 * Reads decimal text as an integer of `scale` decimals: ("1.5", 2) is 150n.
 *
 * Shape: optional sign, digits, and optionally a point with digits on both sides; no exponent, no
 * group separators, no spaces; at most `DECIMAL_LENGTH_MAX` characters. Zeros beyond the scale are
 * fine ("1.500" at scale 2), any other digit there is PRECISION: rounding is the sender's decision.
 * Guarantee: exact; the value fits signed 64 bits.
 */
export function parseDecimal(text: string, scale: number): bigint | DecimalRefusal {
  const length = text.length;
  const first = text.charCodeAt(0);
  const isSigned = first === 45 || first === 43;
  const start = isSigned ? 1 : 0;
  if (length === start || length > DECIMAL_LENGTH_MAX) {
    return MALFORMED;
  }

  let point = -1;
  let decimals = 0;
  let digits = 0;
  // Meaningless beyond SAFE_DIGITS digits, and not used then.
  let small = 0;
  let isTooPrecise = false;
  for (let at = start; at < length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit === -2 && point < 0 && at > start && at < length - 1) {
      point = at;
      continue;
    }
    if (!(digit >= 0 && digit <= 9)) {
      return MALFORMED;
    }
    if (point >= 0 && decimals === scale) {
      isTooPrecise ||= digit !== 0;
      continue;
    }
    decimals += point >= 0 ? 1 : 0;
    digits += 1;
    small = small * 10 + digit;
  }
  if (isTooPrecise) {
    return PRECISION;
  }

  const missingZeros = scale - decimals;
  if (digits + missingZeros <= SAFE_DIGITS) {
    const scaled = small * 10 ** missingZeros;
    return BigInt(first === 45 ? -scaled : scaled);
  }
  const whole = text.slice(start, point < 0 ? length : point);
  const fraction = point < 0 ? "" : text.slice(point + 1, point + 1 + scale);
  const magnitude = BigInt(whole + fraction.padEnd(scale, "0"));
  const value = first === 45 ? -magnitude : magnitude;
  return fitsInt64(value) ? value : OVERFLOW;
}

export function fitsInt64(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX;
}

/** Prints an amount of minor units with all decimals of its currency: (-150n, 2) is "-1.50". */
export function formatMinor(minor: bigint, exponent: number): string {
  if (exponent === 0) {
    return minor.toString();
  }
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const point = digits.length - exponent;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Prints millionths without trailing zeros: 1500000n is "1.5", 2000000n is "2". */
export function formatQuantity(millionths: bigint): string {
  const text = formatMinor(millionths, QUANTITY_SCALE);
  let end = text.length;
  while (text[end - 1] === "0") {
    end -= 1;
  }
  return text.slice(0, text[end - 1] === "." ? end - 1 : end);
}
