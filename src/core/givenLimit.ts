import type { Sql, Tx } from "../../db/connection/client.ts";
import { lockGiver, sumGiven } from "../../db/queries/access/given.ts";
import { hasScope } from "../access/authorise.ts";
import { actorsOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { pointsFor, pricedCurrencyOf } from "../domain/coupon/worth.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";

/**
 * The one limit of what a person gives customers by hand within 24 hours, in whatever form and
 * role: the ruleset's `adjustedPerAgentAndDay`. A supervisor has none. Coupons count with what they
 * are worth in points, and those that have no price by their uses, to a limit of their own.
 */

/**
 * Before any customer is locked: what the same person gives at once, on whatever server, then
 * counts in turn.
 */
export async function beginGiving(tx: Tx, viewer: Viewer): Promise<void> {
  await lockGiver(tx, viewer.principal);
}

/** What a person may still give. */
export interface LeftToGive {
  readonly points: bigint;
  /** Uses of coupons without a price in points that have been given already; they have a limit. */
  readonly unpricedUsesGiven: number;
}

/** As of `now`; null: as much as they like. After `beginGiving`. */
export async function leftToGive(
  tx: Tx,
  viewer: Viewer,
  ruleset: Ruleset,
  now: Instant,
): Promise<LeftToGive | null> {
  if (hasScope(viewer, "points:adjust-open")) {
    return null;
  }
  return await allowanceOf(tx, viewer, ruleset, now);
}

/** The same whoever asks: what they have given counts in all of a person's roles. */
export async function allowanceOf(
  tx: Tx | Sql,
  viewer: Viewer,
  ruleset: Ruleset,
  now: Instant,
): Promise<LeftToGive> {
  const since = formatInstant(addMicros(now, -MICROS_PER_DAY));
  const given = await sumGiven(tx, actorsOf(viewer), since, pricedCurrencyOf(ruleset));
  const points =
    BigInt(ruleset.limits.adjustedPerAgentAndDay) - given.points - pointsFor(given.minor, ruleset);
  return {
    points: points > 0n ? points : 0n,
    unpricedUsesGiven: given.uses,
  };
}

/** What somebody is told who wants to give more than that. */
export function overLimitMessage({ points: left }: Pick<LeftToGive, "points">): string {
  return `You may give ${left} more points within 24 hours, in whatever form; ask a supervisor.`;
}
