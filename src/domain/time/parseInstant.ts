import { dayNumberAt, twoDigitsAt } from "./calendar.ts";
import {
  INSTANT_MAX,
  INSTANT_MIN,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "./instant.ts";

/** Longest text looked at: date, time, nine fractional digits and an offset need 35 characters. */
const INSTANT_TEXT_LENGTH_MAX = 40;
const FRACTION_DIGITS_MAX = 9;
const SECOND_OF_DAY_LAST = 86_399;

/** Weight of each fractional digit in microseconds; digits 7 to 9 are cut off, never rounded up. */
const FRACTION_WEIGHTS = [100_000, 10_000, 1_000, 100, 10, 1, 0, 0, 0] as const;

/** What `scan` returns when date and time are right but no offset follows. */
const OFFSET_MISSING = Number.POSITIVE_INFINITY;
const MALFORMED = Number.NaN;

export type InstantParse =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly reason: "MALFORMED" | "OFFSET_MISSING" | "OUT_OF_RANGE" };

const REFUSED_MALFORMED: InstantParse = { ok: false, reason: "MALFORMED" };
const REFUSED_OFFSET_MISSING: InstantParse = { ok: false, reason: "OFFSET_MISSING" };
const REFUSED_OUT_OF_RANGE: InstantParse = { ok: false, reason: "OUT_OF_RANGE" };

/**
 * Reads an RFC 3339 moment: `2026-11-22T12:55:00.123456Z` or with an offset `+05:45`.
 *
 * Shape: T and Z in either case, one to nine fractional digits of which six are kept (cut, so that
 * a moment never moves past midnight), `-00:00` is UTC. The leap second 23:59:60 UTC becomes
 * 23:59:59.999999: PostgreSQL and JavaScript have no name for it, and the day must stay the same.
 * Returns: MALFORMED for what is no such text or no date of the calendar, OFFSET_MISSING for a
 * moment without a zone (it would be another moment in every store), OUT_OF_RANGE outside
 * `INSTANT_MIN`..`INSTANT_MAX`, both inclusive (year 0 and year 9999 are the typical ones).
 * Source: RFC 3339 section 5.6.
 */
export function parseInstantDetailed(text: string): InstantParse {
  if (text.length > INSTANT_TEXT_LENGTH_MAX) {
    return REFUSED_MALFORMED;
  }
  const micros = scan(text, false);
  if (micros >= INSTANT_MIN && micros <= INSTANT_MAX) {
    return { ok: true, instant: micros as Instant };
  }
  if (micros === OFFSET_MISSING) {
    return REFUSED_OFFSET_MISSING;
  }
  return Number.isNaN(micros) ? REFUSED_MALFORMED : REFUSED_OUT_OF_RANGE;
}

/** As `parseInstantDetailed`, null for every refusal. */
export function parseInstant(text: string): Instant | null {
  const parsed = parseInstantDetailed(text);
  return parsed.ok ? parsed.instant : null;
}

/**
 * Reads a timestamptz as PostgreSQL prints it with DateStyle ISO: `2026-11-22 12:55:00.123456+00`.
 *
 * Shape: any offset (`+05:45`, and `+00:53:28` of the time before zones), trailing zeros of the
 * fraction left out.
 * Throws: RangeError for anything else, `infinity` and `BC` included: it is our own database, so
 * that is a bug and not bad input.
 */
export function instantFromPg(text: string): Instant {
  const micros = scan(text, true);
  if (!Number.isSafeInteger(micros)) {
    throw new RangeError(`not a timestamptz within the years we can count: ${text.slice(0, 64)}`);
  }
  return micros as Instant;
}

/**
 * Microseconds since the epoch; not a safe integer in far years, which the callers refuse anyway.
 */
function scan(text: string, pg: boolean): number {
  const separator = text[10];
  const hour = twoDigitsAt(text, 11);
  const minute = twoDigitsAt(text, 14);
  const second = twoDigitsAt(text, 17);
  const isSeparated = pg ? separator === " " : separator === "T" || separator === "t";
  if (!isSeparated || text[13] !== ":" || text[16] !== ":") {
    return MALFORMED;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
    return MALFORMED;
  }
  const dayNumber = dayNumberAt(text);
  if (Number.isNaN(dayNumber)) {
    return MALFORMED;
  }

  let at = 19;
  let fractionMicros = 0;
  if (text[at] === ".") {
    at += 1;
    const start = at;
    for (; at < text.length; at += 1) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) {
        break;
      }
      fractionMicros += digit * (FRACTION_WEIGHTS[at - start] ?? 0);
    }
    if (at === start || at - start > FRACTION_DIGITS_MAX) {
      return MALFORMED;
    }
  }

  if (at === text.length) {
    return OFFSET_MISSING;
  }
  const offset = pg ? pgOffsetSecondsAt(text, at) : offsetSecondsAt(text, at);
  if (Number.isNaN(offset)) {
    return MALFORMED;
  }
  const isLeapSecond = second === 60;
  const localSecond = hour * 3_600 + minute * 60 + (isLeapSecond ? 59 : second);
  if (isLeapSecond) {
    const utcSecond = (((localSecond - offset) % 86_400) + 86_400) % 86_400;
    if (pg || utcSecond !== SECOND_OF_DAY_LAST) {
      return MALFORMED;
    }
    fractionMicros = MICROS_PER_SECOND - 1;
  }
  return dayNumber * MICROS_PER_DAY + (localSecond - offset) * MICROS_PER_SECOND + fractionMicros;
}

/** Seconds east of UTC of `Z` or `+hh:mm` from `at` to the end of the text, else NaN. */
function offsetSecondsAt(text: string, at: number): number {
  const sign = text[at];
  if (sign === "Z" || sign === "z") {
    return text.length === at + 1 ? 0 : Number.NaN;
  }
  const hours = twoDigitsAt(text, at + 1);
  const minutes = twoDigitsAt(text, at + 4);
  if ((sign !== "+" && sign !== "-") || text[at + 3] !== ":" || text.length !== at + 6) {
    return Number.NaN;
  }
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return Number.NaN;
  }
  const seconds = hours * 3_600 + minutes * 60;
  return sign === "-" ? -seconds : seconds;
}

/** As `offsetSecondsAt` for `+hh`, `+hh:mm` and `+hh:mm:ss`. */
function pgOffsetSecondsAt(text: string, at: number): number {
  const sign = text[at];
  const length = text.length - at;
  if ((sign !== "+" && sign !== "-") || (length !== 3 && length !== 6 && length !== 9)) {
    return Number.NaN;
  }
  const hours = twoDigitsAt(text, at + 1);
  const minutes = length > 3 ? twoDigitsAt(text, at + 4) : 0;
  const seconds = length > 6 ? twoDigitsAt(text, at + 7) : 0;
  const colons = (length < 6 || text[at + 3] === ":") && (length < 9 || text[at + 6] === ":");
  if (!colons || hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
    return Number.NaN;
  }
  const total = hours * 3_600 + minutes * 60 + seconds;
  return sign === "-" ? -total : total;
}
