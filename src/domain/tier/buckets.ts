import type { Ruleset } from "../ruleset/ruleset.ts";
import type { Instant, LocalDate } from "../time/instant.ts";
import { addDaysToDate, addMonthsToDate } from "../time/localDate.ts";
import { localDateOf } from "../time/zone.ts";
import type { MemberRules } from "./memberRules.ts";
import { dayBeforeWindow, monthsKept } from "./period.ts";
import type { DayBuckets, QualifyingDays } from "./state.ts";

/** Stands for all days before joining that are too old to be told apart. */
const LONG_AGO = "1900-01-01" as LocalDate;

export const EMPTY_BUCKETS: DayBuckets = new Map();

/**
 * Qualifying amount in the window at `now`, minor units of the programme's currency.
 *
 * The window ends with the programme-zone day of `now`, inclusive, and starts the day after the
 * same day `windowMonths` earlier: 12 months at 1 March 2026 are 2 March 2025 to 1 March 2026. It
 * slides at local midnight only (contract 8.3). Days after `now` do not count yet. May be below
 * zero: a return counts on the day of its sale, but a correction may come without one.
 */
export function qualifyingIn(buckets: QualifyingDays, rules: MemberRules, now: Instant): bigint {
  const lastDay = localDateOf(now, rules.programme.timeZone);
  const dayBefore = dayBeforeWindow(lastDay, rules);
  return sumOf(buckets, dayBefore, lastDay);
}

/**
 * As `qualifyingIn`, for the end of a term at `at`: of a period that is over then, with the days of
 * grace after it; else the window at `at`.
 */
export function qualifyingAtEnd(buckets: QualifyingDays, rules: MemberRules, at: Instant): bigint {
  const { tierPolicy, programme } = rules;
  if (tierPolicy.period !== "CALENDAR") {
    return qualifyingIn(buckets, rules, at);
  }
  const last = addDaysToDate(localDateOf(at, programme.timeZone), -1);
  const inPeriod = addDaysToDate(last, -tierPolicy.graceDays);
  return sumOf(buckets, dayBeforeWindow(inPeriod, rules), last);
}

function sumOf(buckets: QualifyingDays, dayBefore: LocalDate | null, lastDay: LocalDate): bigint {
  if (buckets.sumBetween !== undefined) {
    return buckets.sumBetween(dayBefore, lastDay);
  }
  let sum = 0n;
  for (const [day, amountMinor] of buckets) {
    if (day > lastDay) {
      break;
    }
    if (dayBefore === null || day > dayBefore) {
      sum += amountMinor;
    }
  }
  return sum;
}

/**
 * Buckets of amounts by day, in any order; a day may come several times, as that of several
 * accounts does.
 * Guarantee: as if each amount had been added to its day; in the time that sorting takes.
 */
export function bucketsFrom(amounts: readonly (readonly [LocalDate, bigint])[]): DayBuckets {
  const sums = new Map<LocalDate, bigint>();
  let last = "";
  let isInOrder = true;
  for (const [day, minor] of amounts) {
    isInOrder &&= day > last && minor !== 0n;
    last = day;
    sums.set(day, isInOrder ? minor : (sums.get(day) ?? 0n) + minor);
  }
  // Those of one account are: mostly there is no other.
  if (isInOrder) {
    return sums;
  }
  const days = [...sums].filter(([, minor]) => minor !== 0n);
  return new Map(days.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/**
 * Adds a signed amount to a day; the given buckets stay as they are.
 * Guarantee: days ascend, no day holds zero, so equal sums give equal buckets whatever the order.
 */
export function addToBuckets(buckets: DayBuckets, day: LocalDate, deltaMinor: bigint): DayBuckets {
  if (deltaMinor === 0n) {
    return buckets;
  }
  const sum = (buckets.get(day) ?? 0n) + deltaMinor;
  const isKnown = buckets.has(day);
  const next = new Map<LocalDate, bigint>();
  let isPlaced = false;
  for (const [known, amountMinor] of buckets) {
    if (!isPlaced && !isKnown && known > day) {
      next.set(day, sum);
      isPlaced = true;
    }
    if (known !== day) {
      next.set(known, amountMinor);
    } else if (sum !== 0n) {
      next.set(day, sum);
    }
  }
  if (!isKnown && !isPlaced) {
    next.set(day, sum);
  }
  return next;
}

/**
 * Adds up the days that are too old to be told apart under any policy: those before joining count
 * on LONG_AGO, the others on the day of joining. The same object when there are none.
 *
 * A window is looked at for `now` or later, or, for a customer whose passed instants are still to
 * be handled, for a term end before `now`; what `monthsKept` names covers everyone advanced within
 * a term.
 * Guarantee: sums over all days, and over all from the day of joining on, stay what they are.
 */
export function foldBuckets(
  buckets: DayBuckets,
  ruleset: Ruleset,
  joinedAt: Instant | null,
  now: Instant,
): DayBuckets {
  const { timeZone } = ruleset.programme;
  const today = localDateOf(now, timeZone);
  const oldest = addMonthsToDate(today, -monthsKept(ruleset));
  const [first] = buckets.keys();
  if (first === undefined || first >= oldest) {
    return buckets;
  }
  const joinedOn = joinedAt === null ? null : localDateOf(joinedAt, timeZone);
  let folded = EMPTY_BUCKETS;
  let isFolded = true;
  let old = 0;
  for (const [day, minor] of buckets) {
    if (day >= oldest) {
      break;
    }
    const on = joinedOn !== null && day >= joinedOn ? joinedOn : LONG_AGO;
    isFolded &&= on === day;
    folded = addToBuckets(folded, on, minor);
    old += 1;
  }
  return isFolded ? buckets : new Map([...folded, ...[...buckets].slice(old)]);
}
