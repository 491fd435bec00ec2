import { Temporal } from "temporal-polyfill";

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.0+)?$/;

/**
 * Turns a file's wall-clock time into RFC 3339 with the offset its zone had then:
 * "2011-06-01 12:05:00" in Europe/London is "2011-06-01T12:05:00+01:00". Seconds may be missing.
 *
 * A time that the clock skipped in spring moves forward by an hour, and of a time that it showed
 * twice in autumn the first is taken. Returns null for anything else, also for days and hours that
 * do not exist: 02/03/2011 could be two days, and a guess would be silent.
 *
 * @param timeZone IANA name, already known to exist
 */
export function localTimeOf(text: string, timeZone: string): string | null {
  const match = LOCAL_TIME.exec(text);
  if (match === null) {
    return null;
  }
  const [, date, minutes, seconds = ":00"] = match;
  try {
    return Temporal.PlainDateTime.from(`${date}T${minutes}${seconds}`, { overflow: "reject" })
      .toZonedDateTime(timeZone)
      .toString({ timeZoneName: "never" });
  } catch {
    // RangeError is all that Temporal says of a day that does not exist; the caller reports the
    // row.
    return null;
  }
}
