import type { Instant, LocalDate } from "../time/instant.ts";

/**
 * What one earning rule gives for an order as it stands: a cumulative figure, never a difference.
 */
export interface Earning {
  readonly rule: string;
  readonly wallet: string;
  readonly points: bigint;
  /** What counts towards tiers, minor units of the programme's currency. */
  readonly qualifyingMinor: bigint;
  /** When it counts: the order was handed over and settled. */
  readonly effectiveAt: Instant;
  /** The programme-zone day of `effectiveAt`: the bucket of the tier window. */
  readonly effectiveDay: LocalDate;
  /** Points per line, sums exactly to `points`. */
  readonly lines: readonly { readonly lineId: string; readonly points: bigint }[];
  /** The rate used, when the order's currency is not the programme's. */
  readonly rate: {
    readonly currency: string;
    readonly from: LocalDate;
    readonly rate: string;
  } | null;
}

export interface LineEarning {
  readonly lineId: string;
  /** Amount that earns, minor units of the order's currency. */
  readonly eligibleMinor: bigint;
  readonly points: bigint;
  /** A code of `NOT_EARNING`, or null when the line earns. */
  readonly notEarningBecause: string | null;
}

/**
 * What an order should have earned; the ledger gets the difference to what was posted
 * (contract 3.3).
 */
export interface PointsDecision {
  /**
   * Earned now: handed over and settled. Empty for guests, non-members, test and history orders.
   */
  readonly earned: readonly Earning[];
  /** Points when everything ordered is handed over, settled and kept. */
  readonly expectedPoints: bigint;
  /** expected - earned, never negative: shown as pending. */
  readonly pendingPoints: bigint;
  readonly eligibleMinor: bigint;
  readonly lines: readonly LineEarning[];
}
