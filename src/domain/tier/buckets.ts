import type { Ruleset } from "../ruleset/ruleset.ts";
import type { Instant, LocalDate } from "../time/instant.ts";
import { addMonthsToDate } from "../time/localDate.ts";
import { localDateOf } from "../time/zone.ts";
import type { DayBuckets } from "./state.ts";

export const EMPTY_BUCKETS: DayBuckets = new Map();

/**
 * Qualifying amount in the window at `now`, minor units of the programme's currency.
 *
 * The window ends with the programme-zone day of `now`, inclusive, and starts the day after the same
 * day `windowMonths` earlier: 12 months at 1 March 2026 are 2 March 2025 to 1 March 2026. It slides at
 * local midnight only (CONTRACT 8). Days after `now` do not count yet. May be below zero: a return
 * counts on the day of its sale, but a correction may come without one.
 */
export function qualifyingIn(buckets: DayBuckets, ruleset: Ruleset, now: Instant): bigint {
  if (buckets.size === 0) {
    return 0n;
  }
  const lastDay = localDateOf(now, ruleset.programme.timeZone);
  const dayBefore = addMonthsToDate(lastDay, -ruleset.tierPolicy.windowMonths);
  let sum = 0n;
  for (const [day, amountMinor] of buckets) {
    if (day > lastDay) {
      break;
    }
    if (day > dayBefore) {
      sum += amountMinor;
    }
  }
  return sum;
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
 * Drops the days that can no longer lie in any window under this ruleset; the same object when none.
 *
 * A window is looked at for `now` or later, or, for a customer whose passed instants are still to be
 * handled, for a term end before `now`; days within window + term before `now` are therefore kept,
 * which covers everyone advanced within a term. A ruleset with a longer window needs the buckets
 * built again from the ledger's entries, which keep every qualifying amount for ever.
 */
export function trimBuckets(buckets: DayBuckets, ruleset: Ruleset, now: Instant): DayBuckets {
  const { windowMonths, termMonths } = ruleset.tierPolicy;
  const today = localDateOf(now, ruleset.programme.timeZone);
  const oldest = addMonthsToDate(today, -(windowMonths + termMonths));
  for (const day of buckets.keys()) {
    if (day >= oldest) {
      return buckets;
    }
    break;
  }
  return new Map([...buckets].filter(([day]) => day >= oldest));
}
