import { Temporal } from "temporal-polyfill";
import { dateOfDayNumber } from "./calendar.ts";
import { type Instant, type LocalDate, MICROS_PER_DAY } from "./instant.ts";

/**
 * Zone arithmetic. Every offset and transition comes from `temporal-polyfill` (contract 8.2: a
 * named library does it); what is here is a memory of its answers, because `localDateOf` runs for
 * every event and a `ZonedDateTime` costs microseconds. A zone's rules do not change while a
 * process runs, so remembering them keeps these functions pure.
 */

const NANOS_PER_MICRO = 1_000n;
const MICROS_PER_HOUR = MICROS_PER_DAY / 24;
const NANOS_PER_MICRO_NUMBER = 1_000;

/** Above it all is forgotten: names come from our own tables, so only a fault gets there. */
const ZONES_REMEMBERED_MAX = 1_000;
const STARTS_OF_DAY_REMEMBERED_MAX = 20_000;

/** A stretch of time in which a zone's offset is constant: `from` inclusive, `to` exclusive. */
interface OffsetSpan {
  readonly from: number;
  readonly to: number;
  readonly offsetMicros: number;
}

/** The spans of one zone seen so far, the last used first asked. */
interface ZoneMemory {
  last: OffsetSpan;
  readonly spans: OffsetSpan[];
}

const zones = new Map<string, ZoneMemory>();
const startsOfDay = new Map<string, Instant>();

/**
 * Whether `name` is a zone of the IANA database this Node carries, `UTC` included. Fixed offsets
 * like `+02:00` are refused: a store has a place, and its offset changes twice a year.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || name.length > 64) {
    return false;
  }
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The calendar day that `instant` falls on in `timeZone`.
 * Exact across every transition, also where zones lie 45 minutes apart or shift by 30.
 * Throws: RangeError for an unknown zone.
 * Cost: about 0.3 microseconds once the stretch between two transitions has been seen.
 */
export function localDateOf(instant: Instant, timeZone: string): LocalDate {
  const localMicros = instant + offsetMicrosAt(instant, timeZone);
  return dateOfDayNumber(Math.floor(localMicros / MICROS_PER_DAY));
}

/** The hour of the clock in `timeZone`, 0 to 23. Throws: RangeError for an unknown zone. */
export function localHourOf(instant: Instant, timeZone: string): number {
  const localMicros = instant + offsetMicrosAt(instant, timeZone);
  const ofDay = localMicros - Math.floor(localMicros / MICROS_PER_DAY) * MICROS_PER_DAY;
  return Math.floor(ofDay / MICROS_PER_HOUR);
}

/**
 * The first moment of `date` in `timeZone`: midnight, or the end of the gap where a transition
 * skips midnight (Beirut, Cairo, Sao Paulo before 2019).
 * Throws: RangeError for an unknown zone.
 */
export function startOfLocalDay(date: LocalDate, timeZone: string): Instant {
  const key = `${date}${timeZone}`;
  const known = startsOfDay.get(key);
  if (known !== undefined) {
    return known;
  }
  const start = instantOf(Temporal.PlainDate.from(date).toZonedDateTime(timeZone));
  if (startsOfDay.size >= STARTS_OF_DAY_REMEMBERED_MAX) {
    startsOfDay.clear();
  }
  startsOfDay.set(key, start);
  return start;
}

/**
 * The same local day and time `months` months later (earlier when negative).
 *
 * Guarantee: a day the month does not have becomes its last day (31 January + 1 month = 28 or 29
 * February); a time that a transition skips moves forward by the length of the gap, and of a time
 * that happens twice the first is taken ("compatible").
 * Throws: RangeError for an unknown zone.
 */
export function addMonthsLocal(instant: Instant, months: number, timeZone: string): Instant {
  return instantOf(zonedOf(instant, timeZone).add({ months }));
}

function zonedOf(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochNanoseconds(
    BigInt(instant) * NANOS_PER_MICRO,
  ).toZonedDateTimeISO(timeZone);
}

/** Exact: offsets are whole seconds, so a moment made of microseconds stays one. */
function instantOf(zoned: Temporal.ZonedDateTime): Instant {
  return Number(zoned.epochNanoseconds / NANOS_PER_MICRO) as Instant;
}

function offsetMicrosAt(instant: Instant, timeZone: string): number {
  const zone = zones.get(timeZone);
  if (zone === undefined) {
    const span = lookUpSpan(instant, timeZone);
    if (zones.size >= ZONES_REMEMBERED_MAX) {
      zones.clear();
    }
    zones.set(timeZone, { last: span, spans: [span] });
    return span.offsetMicros;
  }
  if (!covers(zone.last, instant)) {
    zone.last =
      zone.spans.find((span) => covers(span, instant)) ?? learnSpan(zone, instant, timeZone);
  }
  return zone.last.offsetMicros;
}

function covers(span: OffsetSpan, instant: Instant): boolean {
  return instant >= span.from && instant < span.to;
}

/** A zone has some 600 transitions between INSTANT_MIN and INSTANT_MAX, so the list stays short. */
function learnSpan(zone: ZoneMemory, instant: Instant, timeZone: string): OffsetSpan {
  const span = lookUpSpan(instant, timeZone);
  zone.spans.push(span);
  return span;
}

/**
 * Transitions and not hours as keys: some zones shift at 15:30 UTC or, long ago, at odd seconds.
 */
function lookUpSpan(instant: Instant, timeZone: string): OffsetSpan {
  const zoned = zonedOf(instant, timeZone);
  // "previous" looks strictly before, so a transition at `instant` itself is found from one step
  // on.
  const before = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  const after = zoned.getTimeZoneTransition("next");
  return {
    from: before === null ? Number.NEGATIVE_INFINITY : instantOf(before),
    to: after === null ? Number.POSITIVE_INFINITY : instantOf(after),
    offsetMicros: zoned.offsetNanoseconds / NANOS_PER_MICRO_NUMBER,
  };
}
