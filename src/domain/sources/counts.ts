import { type Instant, MICROS_PER_SECOND } from "../time/instant.ts";
import { HOUR_SLOTS, LAG_BUCKETS, lagBucket } from "./lags.ts";
import type { SourceHour } from "./signs.ts";
import { hourOf, MICROS_PER_HOUR } from "./usual.ts";

/** What one event counts as ahead at most, seconds: one wrong year would hide all others. */
const AHEAD_MAX_SECONDS = 86_400;

/** What a source tells in an hour, while it is counted. */
export type Counts = { -readonly [Name in keyof Omit<SourceHour, "hour">]: SourceHour[Name] } & {
  readonly lags: number[];
  readonly arrived: number[];
  readonly happened: number[];
};

export function noCounts(): Counts {
  return {
    ...{ told: 0, duplicates: 0, rejected: 0, presented: 0, unmatched: 0, guests: 0 },
    ...{ ahead: 0, aheadSeconds: 0, handedOver: 0, handedOverAtOnce: 0 },
    ...{ cancelledLate: 0, cancelledLatePoints: 0n },
    lags: new Array<number>(LAG_BUCKETS).fill(0),
    arrived: new Array<number>(HOUR_SLOTS).fill(0),
    happened: new Array<number>(HOUR_SLOTS).fill(0),
  };
}

/** One more event that was new: when it happened, and when it came. */
export function noteTimes(counts: Counts, happened: Instant, arrived: Instant): void {
  const lag = (arrived - happened) / MICROS_PER_SECOND;
  if (lag < 0) {
    counts.ahead += 1;
    counts.aheadSeconds += Math.min(-lag, AHEAD_MAX_SECONDS);
  }
  addOne(counts.lags, lagBucket(lag));
  addOne(counts.arrived, slotOf(arrived));
  addOne(counts.happened, slotOf(happened));
}

/** Adds what was counted elsewhere. */
export function addCounts(counts: Counts, more: Counts): void {
  counts.told += more.told;
  counts.duplicates += more.duplicates;
  counts.rejected += more.rejected;
  counts.presented += more.presented;
  counts.unmatched += more.unmatched;
  counts.guests += more.guests;
  counts.ahead += more.ahead;
  counts.aheadSeconds += more.aheadSeconds;
  counts.handedOver += more.handedOver;
  counts.handedOverAtOnce += more.handedOverAtOnce;
  counts.cancelledLate += more.cancelledLate;
  counts.cancelledLatePoints += more.cancelledLatePoints;
  for (const name of ["lags", "arrived", "happened"] as const) {
    for (const [index, count] of more[name].entries()) {
      counts[name][index] = (counts[name][index] ?? 0) + count;
    }
  }
}

function slotOf(at: Instant): number {
  return Math.floor((at - hourOf(at)) / (MICROS_PER_HOUR / HOUR_SLOTS));
}

function addOne(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
