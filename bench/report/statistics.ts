/** Where half, and where all but one in a hundred, of the values lie. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/**
 * The smallest value that at least `share` of the values do not exceed (nearest rank): always one
 * that was measured.
 *
 * @param share above 0, at most 1
 * @throws RangeError when there are no values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) {
    throw new RangeError("no values");
  }
  return value;
}

/** p50 and p99; null when nothing was measured. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) {
    return null;
  }
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  return sum;
}
