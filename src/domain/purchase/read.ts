import { Buffer } from "node:buffer";
import { INT64_MAX, parseDecimal } from "../money/decimal.ts";
import type { Instant, LocalDate } from "../time/instant.ts";
import { parseLocalDateDetailed } from "../time/localDate.ts";
import { parseInstantDetailed } from "../time/parseInstant.ts";
import { JSON_NUMBER_DIGITS_MAX, SEQUENCE_LENGTH_MAX } from "./limits.ts";
import { echo, Refusal, refuse, rethrowWithin } from "./rejection.ts";

/**
 * Readers of single values of a sender's JSON. Each takes the value and the name it has in its
 * part, and returns a checked value or throws a `Refusal`. undefined and null are the same: absent
 * (GraphQL sends null where JSON leaves out). Written by hand because 10,000 events a second pass
 * on one core.
 */

/** The own fields of a plain object, names checked, values not. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of `value`, all of them in `allowed`.
 * Guarantee: arrays, class instances and own keys such as `__proto__` are refused; nothing is ever
 * assigned under a name that a sender chose.
 */
export function fieldsOf(value: unknown, allowed: ReadonlySet<string>): Fields {
  if (!isPlainObject(value)) {
    throw new Refusal("NOT_AN_OBJECT", []);
  }
  for (const name in value) {
    if (!allowed.has(name)) {
      refuse("UNKNOWN_FIELD", echo(name));
    }
  }
  return value;
}

/** Whether `value` is what JSON.parse or GraphQL make of `{...}`. */
export function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Text with at least one visible character, taken as it is. */
export function textOf(value: unknown, name: string, bytesMax: number): string {
  const text = optionalTextOf(value, name, bytesMax);
  if (text === null) {
    return refuse(value === undefined || value === null ? "MISSING" : "EMPTY", name);
  }
  return text;
}

/** As `textOf`; blank text is absent, because many senders write "" for nothing. */
export function optionalTextOf(value: unknown, name: string, bytesMax: number): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== "string") {
    return refuse("WRONG_TYPE", name, "a string");
  }
  // One character is one to three bytes, so the length alone decides nearly always, and before the
  // text is looked at: it may be megabytes.
  const isTooLong =
    value.length > bytesMax || (value.length * 3 > bytesMax && Buffer.byteLength(value) > bytesMax);
  if (isTooLong) {
    return refuse("TOO_LONG", name, `${bytesMax} bytes`);
  }
  if (!isStorable(value)) {
    return refuse("TEXT_NOT_ALLOWED", name);
  }
  return value.trim() === "" ? null : value;
}

/** Whether PostgreSQL's text can hold it as it is. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

/** A yes or no; absent is no. */
export function flagOf(value: unknown, name: string): boolean {
  if (value === undefined || value === null) {
    return false;
  }
  return typeof value === "boolean" ? value : refuse("WRONG_TYPE", name, "true or false");
}

/**
 * A decimal as an integer of `scale` decimals.
 *
 * Text as `parseDecimal` reads it. A JSON number is taken too, as its shortest decimal text, if
 * that has no exponent and at most `JSON_NUMBER_DIGITS_MAX` digits (whole numbers: is safe): up to
 * there a double gives back the very digits that were sent.
 */
export function decimalOf(value: unknown, name: string, scale: number): bigint {
  const text = typeof value === "number" ? numberText(value, name) : value;
  if (typeof text !== "string") {
    return text === undefined || text === null
      ? refuse("MISSING", name)
      : refuse("WRONG_TYPE", name, "a decimal as a string");
  }
  const parsed = parseDecimal(text, scale);
  if (typeof parsed === "bigint") {
    return parsed;
  }
  switch (parsed.reason) {
    case "MALFORMED":
      return refuse("NUMBER_MALFORMED", name);
    case "PRECISION":
      return refuse("PRECISION", name, scale === 1 ? "1 decimal" : `${scale} decimals`);
    case "OVERFLOW":
      return refuse("OVERFLOW", name);
  }
}

function numberText(value: number, name: string): string {
  const text = String(value);
  const digits = text.length - (value < 0 ? 1 : 0) - (text.includes(".") ? 1 : 0);
  const isExact = Number.isInteger(value)
    ? Number.isSafeInteger(value)
    : digits <= JSON_NUMBER_DIGITS_MAX;
  // NaN and the infinities never come from JSON; "1e-7" does.
  return isExact && !text.includes("e") ? text : refuse("NUMBER_MALFORMED", name);
}

/** A moment, or null when absent. */
export function optionalInstantOf(value: unknown, name: string): Instant | null {
  const text = shortTextOf(value, name, "INSTANT_MALFORMED");
  if (text === null) {
    return null;
  }
  const parsed = parseInstantDetailed(text);
  if (parsed.ok) {
    return parsed.instant;
  }
  switch (parsed.reason) {
    case "MALFORMED":
      return refuse("INSTANT_MALFORMED", name);
    case "OFFSET_MISSING":
      return refuse("OFFSET_MISSING", name);
    case "OUT_OF_RANGE":
      return refuse("INSTANT_OUT_OF_RANGE", name);
  }
}

/** A calendar day, or null when absent. */
export function optionalDateOf(value: unknown, name: string): LocalDate | null {
  const text = shortTextOf(value, name, "DATE_MALFORMED");
  if (text === null) {
    return null;
  }
  const parsed = parseLocalDateDetailed(text);
  if (parsed.ok) {
    return parsed.date;
  }
  return refuse(parsed.reason === "MALFORMED" ? "DATE_MALFORMED" : "DATE_OUT_OF_RANGE", name);
}

/** A whole number from 0 to 2^63-1 as text or as a safe JSON number, or null when absent. */
export function optionalSequenceOf(value: unknown, name: string): bigint | null {
  const isNumber = typeof value === "number" && Number.isSafeInteger(value);
  const text = shortTextOf(isNumber ? String(value) : value, name, "SEQUENCE_MALFORMED");
  if (text === null) {
    return null;
  }
  const isDigits = text.length <= SEQUENCE_LENGTH_MAX && /^[0-9]+$/.test(text);
  const sequence = isDigits ? BigInt(text) : -1n;
  return sequence >= 0n && sequence <= INT64_MAX ? sequence : refuse("SEQUENCE_MALFORMED", name);
}

/** Text whose own parser bounds its length and its characters. */
function shortTextOf(
  value: unknown,
  name: string,
  reason: "INSTANT_MALFORMED" | "DATE_MALFORMED" | "SEQUENCE_MALFORMED",
): string | null {
  if (value === undefined || value === null || value === "") {
    return null;
  }
  return typeof value === "string"
    ? value
    : refuse(typeof value === "number" ? reason : "WRONG_TYPE", name, "a string");
}

/** The items of a list, each read by `read`; null when absent or empty. */
export function listOf<Item>(
  value: unknown,
  name: string,
  countMax: number,
  read: (item: unknown) => Item,
): readonly Item[] | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (!Array.isArray(value)) {
    return refuse("WRONG_TYPE", name, "a list");
  }
  const count = value.length;
  if (count > countMax) {
    return refuse("TOO_MANY", name, String(countMax));
  }
  if (count === 0) {
    return null;
  }
  const items: Item[] = [];
  for (let at = 0; at < count; at += 1) {
    try {
      items.push(read(value[at]));
    } catch (thrown) {
      rethrowWithin(thrown, name, String(at));
    }
  }
  return items;
}
