import type { LocalDate } from "./instant.ts";

/**
 * Arithmetic of the proleptic Gregorian calendar on day numbers (days since 1970-01-01), without
 * allocation: parsing and printing run for every event, and a `Temporal.PlainDate` would be
 * made and thrown away each time. Equality with Temporal is a property test.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */

const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
/** Days from 0000-03-01, the start of an era, to 1970-01-01. */
const DAYS_TO_EPOCH = 719_468;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Two digits for 0 to 99, ready made. */
const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, n) =>
  n < 10 ? `0${n}` : String(n),
);

/** `n` from 0 to 99 with two digits. */
export function twoDigits(n: number): string {
  return TWO_DIGITS[n] ?? String(n);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days in a month; `month` is 1 to 12, 0 days for any other number. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** The day number of a date that exists; `month` is 1 to 12. */
export function dayNumberOf(year: number, month: number, day: number): number {
  // The year starts in March here, so that the leap day is the last day of a year.
  const shiftedYear = month > 2 ? year : year - 1;
  const era = Math.floor(shiftedYear / YEARS_PER_ERA);
  const yearOfEra = shiftedYear - era * YEARS_PER_ERA;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_EPOCH;
}

/**
 * The date of a day number as `YYYY-MM-DD`.
 * Throws: RangeError outside the years 0 to 9999, which four digits cannot say.
 */
export function dateOfDayNumber(dayNumber: number): LocalDate {
  const shifted = dayNumber + DAYS_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0);
  return dateText(year, month, day);
}

/** A date that exists as `YYYY-MM-DD`. Throws: RangeError outside the years 0 to 9999. */
export function dateText(year: number, month: number, day: number): LocalDate {
  if (!(year >= 0 && year <= 9_999)) {
    throw new RangeError(`year ${year} cannot be written with four digits`);
  }
  const century = Math.floor(year / 100);
  const text = `${twoDigits(century)}${twoDigits(year - century * 100)}-${twoDigits(month)}-${twoDigits(day)}`;
  return text as LocalDate;
}

/** The number that two ASCII digits at `at` stand for, -1 when they are not two digits. */
export function twoDigitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  // Written so that NaN, which is what lies behind the end, fails too.
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/**
 * The day number of `YYYY-MM-DD` at the start of `text`, NaN when that is no date of the calendar.
 */
export function dayNumberAt(text: string): number {
  const century = twoDigitsAt(text, 0);
  const yearOfCentury = twoDigitsAt(text, 2);
  const month = twoDigitsAt(text, 5);
  const day = twoDigitsAt(text, 8);
  if (century < 0 || yearOfCentury < 0 || text[4] !== "-" || text[7] !== "-") {
    return Number.NaN;
  }
  const year = century * 100 + yearOfCentury;
  if (day < 1 || day > daysInMonth(year, month)) {
    return Number.NaN;
  }
  return dayNumberOf(year, month, day);
}
