import { dateOfDayNumber, twoDigits } from "./calendar.ts";
import { type Instant, MICROS_PER_DAY, MICROS_PER_SECOND } from "./instant.ts";

/** The day printed last: moments come in runs of one day, and its text is half of theirs. */
let lastDayNumber = Number.NaN;
let lastDay = "";

function dayText(dayNumber: number): string {
  if (dayNumber !== lastDayNumber) {
    lastDay = dateOfDayNumber(dayNumber);
    lastDayNumber = dayNumber;
  }
  return lastDay;
}

/**
 * Prints a moment in UTC with six fractional digits, always: `2026-11-22T12:55:00.123456Z`.
 * Guarantee: texts sort as their moments do, and `parseInstant` gives the same moment back.
 */
export function formatInstant(instant: Instant): string {
  const dayNumber = Math.floor(instant / MICROS_PER_DAY);
  const microsOfDay = instant - dayNumber * MICROS_PER_DAY;
  const secondOfDay = Math.floor(microsOfDay / MICROS_PER_SECOND);
  const hour = Math.floor(secondOfDay / 3_600);
  const minute = Math.floor(secondOfDay / 60) % 60;
  // 1,000,000 + micros is seven digits; without the first one they are padded to six.
  const fraction = String(MICROS_PER_SECOND + (microsOfDay % MICROS_PER_SECOND)).slice(1);
  return `${dayText(dayNumber)}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(secondOfDay % 60)}.${fraction}Z`;
}

/** The text that PostgreSQL reads into a timestamptz without loss, whatever the session's zone. */
export function instantToPg(instant: Instant): string {
  return formatInstant(instant);
}
