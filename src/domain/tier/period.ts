import type { Ruleset } from "../ruleset/ruleset.ts";
import type { Instant, LocalDate } from "../time/instant.ts";
import { addDaysToDate, addMonthsToDate } from "../time/localDate.ts";
import { addMonthsLocal, localDateOf, startOfLocalDay } from "../time/zone.ts";
import type { MemberRules } from "./memberRules.ts";

/**
 * The days that count together towards a tier, and when a tier that was reached is looked at again.
 */

const MONTHS_OF_YEAR = 12;
/** The shortest month: an upper bound for the months that days of grace reach over. */
const DAYS_PER_MONTH_MIN = 28;

/**
 * The first day of the period that a day is in, or that day so many months later.
 *
 * Periods that are counted from the day of joining each begin on its day of the month, or on a
 * shorter month's last day: who joined on 31 January has months from 28 February and from 31 March
 * on. The first one begins with joining: days before it are in none, and stand for it.
 *
 * @param later whole periods, in months
 */
export function periodStart(day: LocalDate, rules: MemberRules, later = 0): LocalDate {
  const { windowMonths, periodsFrom, yearStartsInMonth } = rules.tierPolicy;
  const year = `2000-${String(yearStartsInMonth).padStart(2, "0")}-01` as LocalDate;
  const first = periodsFrom === "YEAR" ? year : (rules.joinedOn ?? day);
  if (periodsFrom === "JOIN" && day < first) {
    return addMonthsToDate(first, later);
  }
  const months = monthsOf(day) - monthsOf(first);
  let before = Math.floor(months / windowMonths) * windowMonths;
  if (addMonthsToDate(first, before) > day) {
    before -= windowMonths;
  }
  return addMonthsToDate(first, before + later);
}

function monthsOf(day: LocalDate): number {
  return Number(day.slice(0, 4)) * MONTHS_OF_YEAR + Number(day.slice(5, 7));
}

/** The last day that does not count any more at `day`; null when all do. */
export function dayBeforeWindow(day: LocalDate, rules: MemberRules): LocalDate | null {
  const { period, windowMonths } = rules.tierPolicy;
  switch (period) {
    case "ROLLING":
      return addMonthsToDate(day, -windowMonths);
    case "CALENDAR":
      return addDaysToDate(periodStart(day, rules), -1);
    case "LIFETIME":
      return null;
    case "SINCE_JOIN":
      return rules.joinedOn === null ? day : addDaysToDate(rules.joinedOn, -1);
  }
}

/**
 * The first instant at which a tier that was reached, or held on to, at `start` is looked at again:
 * after a term of its own, or at the end of a period, and after the days of grace. Null when it is
 * held for ever.
 */
export function termEnd(rules: MemberRules, start: Instant): Instant | null {
  const { tierPolicy, programme } = rules;
  const { expiry, termMonths, windowMonths, graceDays } = tierPolicy;
  // What counts decides, not the calendar: windowDrop.ts.
  if (expiry === "NEVER" || expiry === "IMMEDIATE") {
    return null;
  }
  if (expiry === "TERM") {
    const end = addMonthsLocal(start, termMonths, programme.timeZone);
    return graceDays === 0 ? end : daysLater(end, graceDays, programme.timeZone);
  }
  // What begins in the grace of a period belongs to the period before: else grace would lengthen
  // every term.
  const day = addDaysToDate(localDateOf(start, programme.timeZone), -graceDays);
  const end = periodStart(day, rules, windowMonths + termMonths);
  return startOfLocalDay(addDaysToDate(end, graceDays), programme.timeZone);
}

function daysLater(instant: Instant, days: number, timeZone: string): Instant {
  const day = localDateOf(instant, timeZone);
  const ofDay = instant - startOfLocalDay(day, timeZone);
  return (startOfLocalDay(addDaysToDate(day, days), timeZone) + ofDay) as Instant;
}

/** Five years: what a version with a longer window may look back on the day it begins. */
const MONTHS_KEPT_MIN = 60;

/** Months of days that are kept apart from each other, counted back from the last decision. */
export function monthsKept(ruleset: Ruleset): number {
  return Math.max(MONTHS_KEPT_MIN, monthsNeeded(ruleset));
}

/** Months of days that a decision may still look at, counted back from the last one. */
export function monthsNeeded({ tierPolicy }: Ruleset): number {
  const { period, windowMonths, termMonths, graceDays } = tierPolicy;
  const grace = Math.ceil(graceDays / DAYS_PER_MONTH_MIN);
  // A period that is looked at when it is over lies behind the one that has begun.
  return windowMonths + termMonths + grace + (period === "CALENDAR" ? windowMonths : 0);
}
