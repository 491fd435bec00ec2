import { Temporal } from "temporal-polyfill";

/** The retailer's till and office clock; the file names no offset. */
const TIME_ZONE = "Europe/London";

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.0+)?$/;

/**
 * Turns the file's wall-clock time into RFC 3339 with the offset London had then:
 * "2011-06-01 12:05:00" is "2011-06-01T12:05:00+01:00". Seconds may be missing.
 *
 * A time that the clock skipped in spring moves forward by an hour, and of a time that it showed twice in
 * autumn the first is taken. Returns null for anything else, also for days and hours that do not exist:
 * 02/03/2011 could be two days, and a guess would be silent.
 */
export function londonTimeOf(text: string): string | null {
  const match = LOCAL_TIME.exec(text);
  if (match === null) return null;
  const [, date, minutes, seconds = ":00"] = match;
  try {
    return Temporal.PlainDateTime.from(`${date}T${minutes}${seconds}`, { overflow: "reject" })
      .toZonedDateTime(TIME_ZONE)
      .toString({ timeZoneName: "never" });
  } catch {
    // RangeError is all that Temporal says of a day that does not exist; the caller reports the row.
    return null;
  }
}
