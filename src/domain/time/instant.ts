declare const brand: unique symbol;

/**
 * A moment: microseconds since 1970-01-01T00:00:00Z, a safe integer.
 *
 * Microseconds because PostgreSQL's timestamptz has them and a JS Date would drop them
 * (contract 8.2). A number and not a bigint because instants are compared in every hot loop; safe
 * until the year 2255, and `INSTANT_MAX` is earlier.
 */
export type Instant = number & { readonly [brand]: "Instant" };

/** A calendar day without zone, `YYYY-MM-DD`. Compares correctly as text. */
export type LocalDate = string & { readonly [brand]: "LocalDate" };

export const MICROS_PER_MILLISECOND = 1_000;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/** Retail history that is older or newer than this is a typing error of the sender. */
export const INSTANT_MIN = (Date.UTC(1900, 0, 1) * MICROS_PER_MILLISECOND) as Instant;
export const INSTANT_MAX = (Date.UTC(2200, 0, 1) * MICROS_PER_MILLISECOND) as Instant;

export function addMicros(instant: Instant, micros: number): Instant {
  return (instant + micros) as Instant;
}

export function laterOf(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}
