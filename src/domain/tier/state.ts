import type { Instant, LocalDate } from "../time/instant.ts";

/** The tier a customer holds. `until` is null for the base tier, which cannot be lost. */
export interface TierState {
  readonly tier: string;
  readonly since: Instant;
  readonly until: Instant | null;
}

/**
 * Qualifying amount per programme-zone day, minor units of the programme's currency; ascending
 * days, no zeros.
 */
export type DayBuckets = ReadonlyMap<LocalDate, bigint>;

/** The same as decisions look at it: buckets, or what can add up days without being taken apart. */
export interface QualifyingDays extends Iterable<[LocalDate, bigint]> {
  /** The sum of the days after the first one (null: of all days) up to the last one, inclusive. */
  sumBetween?(dayBefore: LocalDate | null, lastDay: LocalDate): bigint;
}

export interface TierChange {
  readonly from: string;
  readonly to: string;
  readonly at: Instant;
  readonly kind: "UPGRADED" | "DOWNGRADED" | "RENEWED";
  /** Qualifying amount in the window at `at`. */
  readonly qualifyingMinor: bigint;
}
