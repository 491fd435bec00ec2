import type { MatchModel } from "../../domain/identity/matching/model.ts";
import type { PairScore } from "../../domain/identity/matching/scorePair.ts";

/** What a pair by itself speaks for. */
export type PairVerdict = "MERGE" | "REVIEW" | "APART";

export interface PairSample {
  /** Ids of the two records, the older one first. */
  readonly records: readonly [string, string];
  readonly leaves: readonly [bigint, bigint];
  /** log2 of the odds that both are one person. */
  readonly weightBefore: number;
  readonly weightAfter: number;
}

export interface VerdictChange {
  readonly from: PairVerdict;
  readonly to: PairVerdict;
  readonly pairs: number;
  /** The first that were met. */
  readonly samples: readonly PairSample[];
}

export function verdictOf({ weight, conflict, proof }: PairScore, model: MatchModel): PairVerdict {
  const { merge, review } = model.thresholds;
  if (weight >= merge && (!conflict || proof)) {
    return "MERGE";
  }
  return weight >= review && !conflict ? "REVIEW" : "APART";
}
