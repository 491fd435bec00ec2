import type { TierRule } from "../ruleset/ruleset.ts";
import type { Instant, LocalDate } from "../time/instant.ts";
import { addDaysToDate, addMonthsToDate } from "../time/localDate.ts";
import { localDateOf, startOfLocalDay } from "../time/zone.ts";
import { qualifyingIn } from "./buckets.ts";
import type { MemberRules } from "./memberRules.ts";
import { dayBeforeWindow, periodStart } from "./period.ts";
import type { QualifyingDays } from "./state.ts";

/**
 * The first instant after `now` at which what counts no longer reaches `held`, if nothing more is
 * bought: days leave a rolling window one by one, a period ends as a whole. Null when time alone
 * takes nothing away.
 */
export function dropsAt(
  buckets: QualifyingDays,
  ruleset: MemberRules,
  held: TierRule,
  now: Instant,
): Instant | null {
  const { period, windowMonths } = ruleset.tierPolicy;
  const { timeZone } = ruleset.programme;
  const today = localDateOf(now, timeZone);
  if (held.thresholdMinor <= 0n) {
    return null;
  }
  if (period === "LIFETIME" || period === "SINCE_JOIN") {
    return null;
  }
  if (period === "CALENDAR") {
    return startOfLocalDay(periodStart(today, ruleset, windowMonths), timeZone);
  }
  const dayBefore = dayBeforeWindow(today, ruleset);
  let left = qualifyingIn(buckets, ruleset, now);
  let leavesOn: LocalDate | null = null;
  for (const [day, minor] of buckets) {
    if ((dayBefore !== null && day <= dayBefore) || day > today) {
      continue;
    }
    const next = firstDayWithout(day, ruleset);
    // All days that leave together have left.
    if (leavesOn !== null && next !== leavesOn && left < held.thresholdMinor) {
      break;
    }
    leavesOn = next;
    left -= minor;
  }
  if (leavesOn === null || left >= held.thresholdMinor) {
    return null;
  }
  return startOfLocalDay(leavesOn, timeZone);
}

/**
 * The first day whose rolling window has left `day` behind; months of different lengths make it
 * differ by some days.
 */
function firstDayWithout(day: LocalDate, ruleset: MemberRules): LocalDate {
  const isGone = (at: LocalDate) => (dayBeforeWindow(at, ruleset) ?? "") >= day;
  let at = addMonthsToDate(day, ruleset.tierPolicy.windowMonths);
  while (!isGone(at)) {
    at = addDaysToDate(at, 1);
  }
  while (isGone(addDaysToDate(at, -1))) {
    at = addDaysToDate(at, -1);
  }
  return at;
}
