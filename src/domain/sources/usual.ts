import { addMicros, type Instant, MICROS_PER_MINUTE } from "../time/instant.ts";

export const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
const MICROS_PER_WEEK = 7 * 24 * MICROS_PER_HOUR;

/** Weeks that say what is usual, and how many of them there must be. */
export const USUAL_WEEKS = 8;
const USUAL_WEEKS_MIN = 2;

/** What a source told in each hour that is known of it. */
export interface ToldHours {
  /** By the beginning of the hour; an hour without a count had nothing. */
  readonly told: ReadonlyMap<Instant, number>;
  /** The first hour that is known: before it nothing is, which is not the same as nothing told. */
  readonly knownFrom: Instant;
}

/** The beginning of a moment's hour, in UTC. */
export function hourOf(at: Instant): Instant {
  return addMicros(at, -(((at % MICROS_PER_HOUR) + MICROS_PER_HOUR) % MICROS_PER_HOUR));
}

/**
 * How much usually comes in an hour of the week: the median of the same hour of the weeks before,
 * so that one campaign or one closed day says nothing. Null where fewer than two weeks are known.
 */
export function usualIn({ told, knownFrom }: ToldHours, hour: Instant): number | null {
  const counts: number[] = [];
  for (let week = 1; week <= USUAL_WEEKS; week += 1) {
    const at = addMicros(hour, -week * MICROS_PER_WEEK);
    if (at >= knownFrom) {
      counts.push(told.get(at) ?? 0);
    }
  }
  return counts.length < USUAL_WEEKS_MIN ? null : medianOf(counts);
}

/**
 * How much would usually have come between two moments; null where it is not known of each hour.
 * Of a silence longer than a week: of its first week.
 */
export function usualBetween(hours: ToldHours, from: Instant, to: Instant): number | null {
  const until = Math.min(to, from + MICROS_PER_WEEK);
  let sum = 0;
  let hour = hourOf(from);
  while (hour < until) {
    const usual = usualIn(hours, hour);
    if (usual === null) {
      return null;
    }
    const end = addMicros(hour, MICROS_PER_HOUR);
    const part = Math.min(end, until) - Math.max(hour, from);
    sum += (usual * part) / MICROS_PER_HOUR;
    hour = end;
  }
  return sum;
}

function medianOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}
