import { Temporal } from "temporal-polyfill";

/**
 * Instants are microseconds of UTC, days are texts like 2026-03-02, months are of the calendar
 * (programme 0.1).
 */

export const DAY_MICROS = 86_400_000_000n;

export function instant(text: string): bigint {
  return Temporal.Instant.from(text).epochNanoseconds / 1000n;
}
export function told(at: bigint): string {
  return Temporal.Instant.fromEpochNanoseconds(at * 1000n).toString();
}
function local(at: bigint, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochNanoseconds(at * 1000n).toZonedDateTimeISO(zone);
}
export function dayOf(at: bigint, zone: string): string {
  return local(at, zone).toPlainDate().toString();
}
export function startOf(day: string, zone: string): bigint {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).startOfDay().epochNanoseconds / 1000n;
}
export function daysLater(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
export function monthsLater(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}
/** At the same local time. */
export function instantMonthsLater(at: bigint, months: number, zone: string): bigint {
  return local(at, zone).add({ months }).epochNanoseconds / 1000n;
}
/** The first day of the calendar's period that a day is in. */
export function periodOf(day: string, period: string): string {
  const date = Temporal.PlainDate.from(day);
  if (period === "DAY") {
    return day;
  }
  if (period === "WEEK") {
    return date.subtract({ days: date.dayOfWeek - 1 }).toString();
  }
  const months = period === "MONTH" ? 1 : period === "QUARTER" ? 3 : 12;
  const month = Math.floor((date.month - 1) / months) * months + 1;
  return date.with({ month, day: 1 }).toString();
}
/** The month of an instant there, 1 to 12. */
export function monthOf(at: bigint, zone: string): number {
  return local(at, zone).month;
}
