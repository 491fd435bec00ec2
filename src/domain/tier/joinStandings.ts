import type { Instant } from "../time/instant.ts";
import { decidedBy, type Grant, rankOf } from "./grants.ts";
import type { MemberRules } from "./memberRules.ts";
import { earnedOf, type Standing } from "./standing.ts";
import type { TierState } from "./state.ts";

/**
 * What customers who turn out to be one have together (programme 3.25): the highest tier that one
 * of them earned, of equal ones the one that lasts longest, with its own times, and the grants of
 * all. Null where none of them has a tier.
 *
 * Guarantee: pure; their order does not matter. All have been advanced to `now` under `ruleset`.
 */
export function joinStandings(
  standings: readonly Standing[],
  ruleset: MemberRules,
  now: Instant,
): Standing | null {
  const earned = joinEarned(standings.map(earnedOf), ruleset);
  const grants = standings
    .flatMap(({ basis }) => basis?.grants ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return earned === null ? null : standingUnder(earned, grants, { standings, ruleset, now });
}

/** The highest of what was earned, of equal ones the one that lasts longest; null of nothing. */
export function joinEarned(earned: readonly TierState[], ruleset: MemberRules): TierState | null {
  return earned.reduce<TierState | null>(
    (best, one) => (best === null ? one : better(ruleset, best, one)),
    null,
  );
}

/**
 * A customer's tier with what it rests on, from what was earned and the grants in force.
 *
 * @param before.standings what there was: a tier that one of them had is held since then
 */
export function standingUnder(
  earned: TierState,
  grants: readonly Grant[],
  before: {
    readonly standings: readonly Standing[];
    readonly ruleset: MemberRules;
    readonly now: Instant;
  },
): Standing {
  if (grants.length === 0) {
    return { tier: earned, basis: null };
  }
  const { tier, until } = decidedBy(before.ruleset, earned, grants);
  const since = before.standings
    .filter((one) => one.tier.tier === tier)
    .reduce((first, one) => earlierOf(first, one.tier.since), before.now);
  return { tier: { tier, since, until }, basis: { earned, grants } };
}

function better(ruleset: MemberRules, a: TierState, b: TierState): TierState {
  const [rankA, rankB] = [rankOf(ruleset, a.tier), rankOf(ruleset, b.tier)];
  if (rankA !== rankB) {
    return rankA > rankB ? a : b;
  }
  const [untilA, untilB] = [endOf(a), endOf(b)];
  if (untilA !== untilB) {
    return untilA > untilB ? a : b;
  }
  return a.since <= b.since ? a : b;
}

function earlierOf(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function endOf({ until }: TierState): number {
  return until ?? Number.POSITIVE_INFINITY;
}
