import { Temporal } from "temporal-polyfill";
import { localTimeOf } from "../../files/localTime.ts";
import { MappingFault } from "./mappingFault.ts";

/** Patterns that are remembered. */
const PATTERNS_MAX = 1_000;
const NANOS: Readonly<Record<string, bigint>> = {
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  ns: 1n,
};

type Part = "yyyy" | "yy" | "MM" | "dd" | "HH" | "mm" | "ss";
const PART = /yyyy|yy|MM|dd|HH|mm|ss/g;

interface Reader {
  readonly pattern: RegExp;
  readonly parts: readonly Part[];
}

const readers = new Map<string, Reader>();
const zones = new Map<string, boolean>();

/** Whether the time zone is known, such as `Europe/Berlin`. */
export function isZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) {
    return known;
  }
  let isKnown = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    isKnown = false;
  }
  if (zones.size < PATTERNS_MAX) {
    zones.set(name, isKnown);
  }
  return isKnown;
}

/**
 * A clock's time of a place as RFC 3339 with the offset that the place had then: ("20261129081500",
 * "yyyyMMddHHmmss", "Europe/Berlin") is "2026-11-29T08:15:00+01:00". What the pattern does not ask
 * for is zero. Times that the clock skipped or showed twice: see localTimeOf.
 *
 * @throws MappingFault NOT_A_TIME, UNKNOWN_ZONE
 */
export function timeOf(value: unknown, pattern: string, zone: string): string {
  if (!isZone(zone)) {
    throw new MappingFault("UNKNOWN_ZONE", "The time zone is not known.");
  }
  const read = readBy(value, pattern);
  const day = dayOf(read);
  const { HH = "00", mm = "00", ss = "00" } = read;
  const time = localTimeOf(`${day} ${HH}:${mm}:${ss}`, zone);
  if (time === null) {
    throw notATime();
  }
  return time;
}

/** A day as `YYYY-MM-DD`, by a pattern such as `dd.MM.yyyy`. @throws MappingFault NOT_A_TIME */
export function dateOf(value: unknown, pattern: string): string {
  return dayOf(readBy(value, pattern));
}

/**
 * A count since 1970 in UTC: of days (`d`) a date, of `s`, `ms`, `us` or `ns` an instant.
 *
 * @throws MappingFault NOT_A_TIME
 */
export function ofEpoch(value: unknown, unit: string): string {
  const isNumber =
    typeof value === "bigint" ||
    (typeof value === "number" && Number.isSafeInteger(value)) ||
    (typeof value === "string" && /^-?\d{1,20}$/.test(value));
  if (!isNumber) {
    throw notATime();
  }
  const count = BigInt(value as bigint | number | string);
  try {
    if (unit === "d") {
      return Temporal.PlainDate.from("1970-01-01")
        .add({ days: Number(count) })
        .toString();
    }
    const nanos = NANOS[unit];
    if (nanos === undefined) {
      throw new MappingFault("NOT_A_TIME", "The unit must be d, s, ms, us or ns.");
    }
    const micros = ((count * nanos) / 1_000n) * 1_000n;
    return Temporal.Instant.fromEpochNanoseconds(micros).toString();
  } catch (error) {
    throw error instanceof MappingFault ? error : notATime();
  }
}

type Read = { readonly [Name in Part]?: string };

function readBy(value: unknown, pattern: string): Read {
  const text = typeof value === "bigint" ? String(value) : value;
  if (typeof text !== "string") {
    throw notATime();
  }
  const reader = readerOf(pattern);
  const match = reader.pattern.exec(text.trim());
  if (match === null) {
    throw notATime();
  }
  return Object.fromEntries(reader.parts.map((part, at) => [part, match[at + 1]]));
}

function dayOf({ yyyy, yy, MM, dd }: Read): string {
  const year = yyyy ?? (yy === undefined ? undefined : `20${yy}`);
  const day = `${year}-${MM}-${dd}`;
  try {
    return Temporal.PlainDate.from(day, { overflow: "reject" }).toString();
  } catch {
    // RangeError is all that Temporal says of a day that does not exist.
    throw notATime();
  }
}

function readerOf(pattern: string): Reader {
  const known = readers.get(pattern);
  if (known !== undefined) {
    return known;
  }
  const parts = [...pattern.matchAll(PART)].map(([part]) => part as Part);
  const literals = pattern.split(PART).map((text) => RegExp.escape(text));
  const groups = parts.map((part) => `(\\d{${part.length}})`);
  const source = literals.map((text, at) => text + (groups[at] ?? "")).join("");
  const reader = { pattern: new RegExp(`^${source}$`), parts };
  if (readers.size < PATTERNS_MAX) {
    readers.set(pattern, reader);
  }
  return reader;
}

function notATime(): MappingFault {
  return new MappingFault("NOT_A_TIME", "What stands here is no time that the pattern reads.");
}
