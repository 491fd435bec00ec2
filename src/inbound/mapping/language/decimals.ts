import { MappingFault } from "./mappingFault.ts";

/** Digits of an amount. */
const DIGITS_MAX = 30;
/** Characters of an amount as it is written. */
const TEXT_MAX = 60;
/** Decimals of an amount. */
const SCALE_MAX = 12;

interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** By the decimal separator: sign, whole, decimals, sign. */
const WRITTEN: Readonly<Record<string, RegExp>> = {
  ".": /^([+-]?) ?(\d{1,3}(?:[,' \u00a0\u202f]\d{3})+|\d+)?(?:\.(\d+))? ?([+-]?)$/,
  ",": /^([+-]?) ?(\d{1,3}(?:[.' \u00a0\u202f]\d{3})+|\d+)?(?:,(\d+))? ?([+-]?)$/,
};

/**
 * An amount or a quantity as decimal text, without a float: "1.234,50" with "," is "1234.50",
 * "12.50-" as SAP writes it "-12.50". Groups must be of three digits: "1,5" with "." is refused.
 *
 * @param value text, a whole number, or a number of JSON (as it was written, to 15 digits)
 * @throws MappingFault NOT_A_DECIMAL
 */
export function decimalOf(value: unknown, separator = "."): string {
  const written = WRITTEN[separator];
  if (written === undefined) {
    throw new MappingFault("NOT_A_DECIMAL", 'The decimal separator must be "." or ",".');
  }
  if (typeof value === "number" || typeof value === "bigint") {
    return numberText(value);
  }
  const text = typeof value === "string" ? value.trim() : "";
  const match = text.length > TEXT_MAX ? null : written.exec(text);
  const [, before = "", whole, decimals, after = ""] = match ?? [];
  if ((whole === undefined && decimals === undefined) || (before !== "" && after !== "")) {
    throw notADecimal();
  }
  const digits = (whole ?? "0").replaceAll(/\D/g, "");
  const isNegative = before === "-" || after === "-";
  return textOf(read(`${isNegative ? "-" : ""}${digits}${decimals ? `.${decimals}` : ""}`));
}

/** "1250" with 2 decimals is "12.50". @throws MappingFault NOT_A_DECIMAL */
export function ofMinor(value: unknown, scale: unknown): string {
  const { units, scale: own } = read(decimalOf(value));
  const decimals = scaleOf(scale);
  return textOf({ units, scale: own + decimals });
}

export function added(a: unknown, b: unknown): string {
  const [x, y] = aligned(read(decimalOf(a)), read(decimalOf(b)));
  return textOf({ units: x.units + y.units, scale: x.scale });
}

export function multiplied(a: unknown, b: unknown): string {
  const [x, y] = [read(decimalOf(a)), read(decimalOf(b))];
  return textOf({ units: x.units * y.units, scale: x.scale + y.scale });
}

export function negated(a: unknown): string {
  const { units, scale } = read(decimalOf(a));
  return textOf({ units: -units, scale });
}

export function absolute(a: unknown): string {
  const { units, scale } = read(decimalOf(a));
  return textOf({ units: units < 0n ? -units : units, scale });
}

/** -1, 0 or 1. */
export function signOf(a: unknown): bigint {
  const { units } = read(decimalOf(a));
  return units < 0n ? -1n : units > 0n ? 1n : 0n;
}

/** Half up, away from zero. */
export function rounded(a: unknown, scale: unknown): string {
  const { units, scale: own } = read(decimalOf(a));
  const decimals = scaleOf(scale);
  if (own <= decimals) {
    return textOf({ units: units * 10n ** BigInt(decimals - own), scale: decimals });
  }
  const by = 10n ** BigInt(own - decimals);
  const size = ((units < 0n ? -units : units) * 2n + by) / (by * 2n);
  return textOf({ units: units < 0n ? -size : size, scale: decimals });
}

/** A number as decimal text without an exponent. @throws MappingFault NOT_A_DECIMAL */
export function numberText(value: number | bigint): string {
  const text = String(value);
  if (/^-?\d+(\.\d+)?$/.test(text) && text.length <= DIGITS_MAX) {
    return text;
  }
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) {
    throw notADecimal();
  }
  const [, sign, first = "", rest = "", exponent] = match;
  const scale = rest.length - Number(exponent);
  if (Math.abs(scale) > SCALE_MAX + DIGITS_MAX) {
    throw notADecimal();
  }
  const units = BigInt(`${sign}${first}${rest}`);
  return scale < 0
    ? textOf({ units: units * 10n ** BigInt(-scale), scale: 0 })
    : textOf({ units, scale });
}

/** Bytes of a whole number, big-endian, as Kafka Connect writes decimals, in base64. */
export function ofUnscaled(value: unknown, scale: unknown): string {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/]{1,24}={0,2}$/.test(value)) {
    throw notADecimal();
  }
  const bytes = Buffer.from(value, "base64");
  // Digits are letters of base64, too: "12500" is an amount as text, and no bytes.
  if (bytes.length === 0 || bytes.toString("base64") !== value) {
    throw notADecimal();
  }
  const units = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`));
  return textOf({ units, scale: scaleOf(scale) });
}

function scaleOf(value: unknown): number {
  const scale = Number(value);
  if (!Number.isInteger(scale) || scale < 0 || scale > SCALE_MAX) {
    throw new MappingFault("NOT_A_DECIMAL", `Decimals must be 0 to ${SCALE_MAX}.`);
  }
  return scale;
}

function read(text: string): Decimal {
  const point = text.indexOf(".");
  return point < 0
    ? { units: BigInt(text), scale: 0 }
    : { units: BigInt(text.replace(".", "")), scale: text.length - point - 1 };
}

function aligned(a: Decimal, b: Decimal): readonly [Decimal, Decimal] {
  const scale = Math.max(a.scale, b.scale);
  const at = (one: Decimal) => ({ units: one.units * 10n ** BigInt(scale - one.scale), scale });
  return [at(a), at(b)];
}

function textOf({ units, scale }: Decimal): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  if (digits.length > DIGITS_MAX) {
    throw notADecimal();
  }
  const point = digits.length - scale;
  return scale === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function notADecimal(): MappingFault {
  return new MappingFault("NOT_A_DECIMAL", "What stands here is no amount or quantity.");
}
