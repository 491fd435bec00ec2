import type { Ruleset } from "../ruleset/ruleset.ts";
import type { Instant, LocalDate } from "../time/instant.ts";
import { addDaysToDate, addMonthsToDate } from "../time/localDate.ts";
import { addMonthsLocal, localDateOf, startOfLocalDay } from "../time/zone.ts";

/** The days that count together towards a tier, and when a tier that was reached is looked at again. */

const MONTHS_OF_YEAR = 12;
/** The shortest month: an upper bound for the months that days of grace reach over. */
const DAYS_PER_MONTH_MIN = 28;

/** The first day of the calendar period that a day is in. */
export function periodStart(day: LocalDate, { tierPolicy }: Ruleset): LocalDate {
  const { windowMonths, yearStartsInMonth } = tierPolicy;
  const month = Number(day.slice(5, 7));
  const intoYear = (month - yearStartsInMonth + MONTHS_OF_YEAR) % MONTHS_OF_YEAR;
  const firstOfMonth = `${day.slice(0, 8)}01` as LocalDate;
  return addMonthsToDate(firstOfMonth, -(intoYear % windowMonths));
}

/** The last day that does not count any more at `day`; null when all do. */
export function dayBeforeWindow(day: LocalDate, ruleset: Ruleset): LocalDate | null {
  const { period, windowMonths } = ruleset.tierPolicy;
  switch (period) {
    case "ROLLING":
      return addMonthsToDate(day, -windowMonths);
    case "CALENDAR":
      return addDaysToDate(periodStart(day, ruleset), -1);
    case "LIFETIME":
      return null;
  }
}

/**
 * The first instant at which a tier that was reached, or held on to, at `start` is looked at again: after a term of its
 * own, or at the end of a calendar period, and after the days of grace. Null when it is held for ever.
 */
export function termEnd(ruleset: Ruleset, start: Instant): Instant | null {
  const { tierPolicy, programme } = ruleset;
  const { expiry, termMonths, windowMonths, graceDays } = tierPolicy;
  // What counts decides, not the calendar: windowDrop.ts.
  if (expiry === "NEVER" || expiry === "IMMEDIATE") return null;
  if (expiry === "TERM") {
    const end = addMonthsLocal(start, termMonths, programme.timeZone);
    return graceDays === 0 ? end : daysLater(end, graceDays, programme.timeZone);
  }
  // What begins in the grace of a period belongs to the period before: else grace would lengthen every term.
  const day = addDaysToDate(localDateOf(start, programme.timeZone), -graceDays);
  const end = addMonthsToDate(periodStart(day, ruleset), windowMonths + termMonths);
  return startOfLocalDay(addDaysToDate(end, graceDays), programme.timeZone);
}

function daysLater(instant: Instant, days: number, timeZone: string): Instant {
  const day = localDateOf(instant, timeZone);
  const ofDay = instant - startOfLocalDay(day, timeZone);
  return (startOfLocalDay(addDaysToDate(day, days), timeZone) + ofDay) as Instant;
}

/** Months of days that a decision may still look at, counted back from the last one. */
export function monthsKept({ tierPolicy }: Ruleset): number {
  const { period, windowMonths, termMonths, graceDays } = tierPolicy;
  const grace = Math.ceil(graceDays / DAYS_PER_MONTH_MIN);
  // A calendar period that is looked at when it is over lies behind the one that has begun.
  return windowMonths + termMonths + grace + (period === "CALENDAR" ? windowMonths : 0);
}
