import type { Ruleset } from "../ruleset/ruleset.ts";
import type { Instant } from "../time/instant.ts";
import { tierUnder } from "./decideTier.ts";
import type { TierState } from "./state.ts";

export type GrantKind = "OVERRIDE" | "WELCOME" | "STATUS_MATCH" | "PAID" | "IMPORTED";

/** FLOOR: at least this tier. PIN: this tier, whatever else there is. */
export type GrantMode = "FLOOR" | "PIN";

/**
 * A tier that is given and not earned (programme 3.21). Who gave it and why stands in the table
 * tier_grant.
 */
export interface Grant {
  readonly id: bigint;
  readonly kind: GrantKind;
  readonly mode: GrantMode;
  readonly tier: string;
  readonly grantedAt: Instant;
  /** The first instant after it; null when it has no end. */
  readonly expiresAt: Instant | null;
}

/** The tier that counts, and what decides it. */
export interface EffectiveTier {
  readonly tier: string;
  /** Until when what decides it lasts; null when it has no end. */
  readonly until: Instant | null;
  /** Null when what was earned decides. */
  readonly grant: Grant | null;
}

/**
 * The tier at `now` of somebody who earned `earned` and was given `grants`: an active PIN, the
 * latest of several; else the highest of the earned tier and the active FLOORs, of equal FLOORs the
 * one that lasts longest. A grant counts from `grantedAt` until just before `expiresAt`; one of a
 * tier that the ruleset does not have, nor replaces, gives nothing.
 *
 * Shape: `earned` is a state of this ruleset, advanced to `now`; cleared grants are left out by the
 * caller.
 * Guarantee: pure; the order of `grants` does not matter. A FLOOR of the very tier that was earned
 * leaves it earned.
 */
export function effectiveTier(
  ruleset: Ruleset,
  earned: TierState,
  grants: readonly Grant[],
  now: Instant,
): EffectiveTier {
  return decidedBy(
    ruleset,
    earned,
    grants.filter(
      (grant) => grant.grantedAt <= now && (grant.expiresAt === null || now < grant.expiresAt),
    ),
  );
}

/** As `effectiveTier`, of grants that are all in force. */
export function decidedBy(
  ruleset: Ruleset,
  earned: TierState,
  grants: readonly Grant[],
): EffectiveTier {
  let pin: Grant | null = null;
  let floor: Grant | null = null;
  for (const grant of grants) {
    if (tierUnder(ruleset, grant.tier) === undefined) {
      continue;
    }
    if (grant.mode === "PIN") {
      if (pin === null || isLater(grant, pin)) {
        pin = grant;
      }
    } else if (floor === null || isBetter(ruleset, grant, floor)) {
      floor = grant;
    }
  }
  const isAbove =
    floor !== null && rankOf(ruleset, floor.tier) > rankOf(ruleset, earned.tier) ? floor : null;
  const grant = pin ?? isAbove;
  return grant === null
    ? { tier: earned.tier, until: earned.until, grant }
    : { tier: tierUnder(ruleset, grant.tier)?.code ?? grant.tier, until: grant.expiresAt, grant };
}

/**
 * Rank of a tier, or of the one that replaces it; one that the ruleset does not know counts as the
 * base tier.
 */
export function rankOf(ruleset: Ruleset, code: string): number {
  return tierUnder(ruleset, code)?.rank ?? ruleset.tiers[0]?.rank ?? 0;
}

function isLater(a: Grant, b: Grant): boolean {
  return a.grantedAt > b.grantedAt || (a.grantedAt === b.grantedAt && a.id > b.id);
}

function isBetter(ruleset: Ruleset, a: Grant, b: Grant): boolean {
  const [rankA, rankB] = [rankOf(ruleset, a.tier), rankOf(ruleset, b.tier)];
  if (rankA !== rankB) {
    return rankA > rankB;
  }
  const [endA, endB] = [endOf(a), endOf(b)];
  return endA !== endB ? endA > endB : isLater(a, b);
}

function endOf(grant: Grant): number {
  return grant.expiresAt ?? Number.POSITIVE_INFINITY;
}
