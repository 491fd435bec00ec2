import {
  dateOfDayNumber,
  dateText,
  dayNumberAt,
  dayNumberOf,
  daysInMonth,
  twoDigitsAt,
} from "./calendar.ts";
import type { LocalDate } from "./instant.ts";

/**
 * The first and the last day that a `LocalDate` may be, as the years of INSTANT_MIN..INSTANT_MAX.
 */
const DAY_MIN = dayNumberOf(1900, 1, 1);
const DAY_MAX = dayNumberOf(2200, 1, 1);

export type LocalDateParse =
  | { readonly ok: true; readonly date: LocalDate }
  | { readonly ok: false; readonly reason: "MALFORMED" | "OUT_OF_RANGE" };

/**
 * Reads `YYYY-MM-DD`, a day that exists, from 1900-01-01 to 2200-01-01.
 * Returns: MALFORMED for anything that is no day of the calendar, OUT_OF_RANGE for a day that is.
 */
export function parseLocalDateDetailed(text: string): LocalDateParse {
  const dayNumber = text.length === 10 ? dayNumberAt(text) : Number.NaN;
  if (Number.isNaN(dayNumber)) {
    return { ok: false, reason: "MALFORMED" };
  }
  if (dayNumber < DAY_MIN || dayNumber > DAY_MAX) {
    return { ok: false, reason: "OUT_OF_RANGE" };
  }
  return { ok: true, date: text as LocalDate };
}

/** As `parseLocalDateDetailed`, null for every refusal. */
export function parseLocalDate(text: string): LocalDate | null {
  const parsed = parseLocalDateDetailed(text);
  return parsed.ok ? parsed.date : null;
}

/**
 * The day `days` days later (earlier when negative). Throws: RangeError outside years 0 to 9999.
 */
export function addDaysToDate(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberAt(date) + days);
}

/**
 * The same day of the month `months` months later (earlier when negative), or that month's last day
 * when it has no such day: 31 January + 1 month = 28 or 29 February.
 * Throws: RangeError outside years 0 to 9999.
 */
export function addMonthsToDate(date: LocalDate, months: number): LocalDate {
  const year = twoDigitsAt(date, 0) * 100 + twoDigitsAt(date, 2);
  const monthIndex = year * 12 + twoDigitsAt(date, 5) - 1 + months;
  const newYear = Math.floor(monthIndex / 12);
  const newMonth = monthIndex - newYear * 12 + 1;
  const newDay = Math.min(twoDigitsAt(date, 8), daysInMonth(newYear, newMonth));
  return dateText(newYear, newMonth, newDay);
}
