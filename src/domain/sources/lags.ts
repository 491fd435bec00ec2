/**
 * How long events took to come, counted in buckets of which each is a quarter wider than the one
 * before: from a second to more than a week, within 12.5 % of what they were.
 */
export const LAG_BUCKETS = 64;
const GROWTH = 1.25;

/** Slots of five minutes in an hour, in which events come and happen. */
export const HOUR_SLOTS = 12;

/** The bucket of a lag; the last one has all that is longer. Below a second: the first. */
export function lagBucket(seconds: number): number {
  if (seconds < 1) {
    return 0;
  }
  return Math.min(LAG_BUCKETS - 1, 1 + Math.floor(Math.log(seconds) / Math.log(GROWTH)));
}

/** The middle of a bucket, seconds. */
export function lagOf(bucket: number): number {
  return bucket === 0 ? 0 : GROWTH ** (bucket - 0.5);
}

/** The lag that a share of the events had at most, seconds; null where there are none. */
export function lagQuantile(lags: readonly number[], share: number): number | null {
  const total = sumOf(lags);
  if (total === 0) {
    return null;
  }
  let seen = 0;
  const bucket = lags.findIndex((count) => {
    seen += count;
    return seen >= total * share;
  });
  return lagOf(bucket);
}

/** A lag below it is how long sending takes, whatever its shape. */
const CONSTANT_LAG_MIN_SECONDS = 120;
/** Nearly all of them, in two buckets side by side, which are half as wide as they are long. */
const CONSTANT_SHARE = 0.9;

/**
 * The lag that nearly all events have alike, seconds: a clock that is wrong by it, or a sender that
 * waits for it. Null where lags differ, or are short.
 */
export function constantLag(lags: readonly number[]): number | null {
  const total = sumOf(lags);
  let best = 0;
  let at = 0;
  for (let bucket = 0; bucket + 1 < lags.length; bucket += 1) {
    const both = (lags[bucket] ?? 0) + (lags[bucket + 1] ?? 0);
    if (both > best) {
      [best, at] = [both, bucket];
    }
  }
  if (total === 0 || best < total * CONSTANT_SHARE) {
    return null;
  }
  const [first = 0, second = 0] = [lags[at], lags[at + 1]];
  const seconds = (lagOf(at) * first + lagOf(at + 1) * second) / best;
  return seconds < CONSTANT_LAG_MIN_SECONDS ? null : seconds;
}

/** Of what comes in a batch, most comes in one slot; of what happens all the time, a twelfth. */
const BATCHED_ARRIVED_SHARE = 0.8;
const BATCHED_HAPPENED_SHARE = 0.4;

/**
 * The minute of the hour at which a source sends what it had collected, though it happened all
 * over the hour; null where it comes as it happens.
 */
export function batchMinute(
  arrived: readonly number[],
  happened: readonly number[],
): number | null {
  const total = sumOf(arrived);
  if (total === 0) {
    return null;
  }
  const most = Math.max(...arrived);
  const isAtOnce = most >= total * BATCHED_ARRIVED_SHARE;
  const isSpread = Math.max(...happened) <= total * BATCHED_HAPPENED_SHARE;
  return isAtOnce && isSpread ? (arrived.indexOf(most) * 60) / HOUR_SLOTS : null;
}

/** Counts of several hours, bucket by bucket. */
export function addedUp(size: number, all: readonly (readonly number[])[]): number[] {
  const sums = new Array<number>(size).fill(0);
  for (const counts of all) {
    for (const [index, count] of counts.entries()) {
      sums[index] = (sums[index] ?? 0) + count;
    }
  }
  return sums;
}

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
