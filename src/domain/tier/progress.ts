import type { Instant } from "../time/instant.ts";
import { qualifyingAtEnd, qualifyingIn } from "./buckets.ts";
import { tierByCode } from "./decideTier.ts";
import type { MemberRules } from "./memberRules.ts";
import type { QualifyingDays, TierState } from "./state.ts";

/** What a customer sees beside the tier; amounts in minor units of the programme's currency. */
export interface TierProgress {
  readonly qualifyingMinor: bigint;
  /** The next tier up and what is missing to it today; null at the top. */
  readonly next: {
    readonly tier: string;
    readonly thresholdMinor: bigint;
    readonly missingMinor: bigint;
  } | null;
  /**
   * What is still missing, by `until`, to hold the tier for another term: days that will have left
   * the window by then do not help. Null where nothing can be lost.
   */
  readonly keep: {
    readonly until: Instant;
    readonly thresholdMinor: bigint;
    readonly missingMinor: bigint;
  } | null;
}

/** `state` is one that `decideTier` gave for this `now`. Pure. */
export function progress(input: {
  readonly state: TierState;
  readonly buckets: QualifyingDays;
  readonly ruleset: MemberRules;
  readonly now: Instant;
}): TierProgress {
  const { state, buckets, ruleset, now } = input;
  const qualifyingMinor = qualifyingIn(buckets, ruleset, now);
  const held = tierByCode(ruleset, state.tier);
  const heldRank = held?.rank ?? Number.NEGATIVE_INFINITY;
  const next = ruleset.tiers.find((tier) => tier.rank > heldRank);
  const keeps =
    state.until !== null && held !== undefined && ruleset.tierPolicy.downgrade !== "NONE";
  return {
    qualifyingMinor,
    next:
      next === undefined
        ? null
        : {
            tier: next.code,
            thresholdMinor: next.thresholdMinor,
            missingMinor: missing(next.thresholdMinor, qualifyingMinor),
          },
    keep:
      keeps && state.until !== null
        ? {
            until: state.until,
            thresholdMinor: held.thresholdMinor,
            missingMinor: missing(
              held.thresholdMinor,
              qualifyingAtEnd(buckets, ruleset, state.until),
            ),
          }
        : null,
  };
}

function missing(thresholdMinor: bigint, qualifyingMinor: bigint): bigint {
  return qualifyingMinor >= thresholdMinor ? 0n : thresholdMinor - qualifyingMinor;
}
