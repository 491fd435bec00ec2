import type { Tx } from "../../../db/client.ts";
import { lockGiver, sumGiven } from "../../../db/queries/given.ts";
import { actorsOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../domain/time/instant.ts";
import { hasScope } from "../authorise.ts";

/**
 * The one limit of what a person gives customers by hand within 24 hours, in whatever form and role: the ruleset's
 * `adjustedPerAgentAndDay`. A supervisor has none.
 */

/** Before any customer is locked: what the same person gives at once, on whatever server, then counts in turn. */
export async function beginGiving(tx: Tx, viewer: Viewer): Promise<void> {
  await lockGiver(tx, viewer.principal);
}

/** What the person may still give, as of `now`; null: as much as they like. After `beginGiving`. */
export async function leftToGive(
  tx: Tx,
  viewer: Viewer,
  ruleset: Ruleset,
  now: Instant,
): Promise<bigint | null> {
  if (hasScope(viewer, "points:adjust-open")) return null;
  const since = formatInstant(addMicros(now, -MICROS_PER_DAY));
  const left =
    BigInt(ruleset.limits.adjustedPerAgentAndDay) - (await sumGiven(tx, actorsOf(viewer), since));
  return left > 0n ? left : 0n;
}

/** What somebody is told who wants to give more than that. */
export function overLimitMessage(left: bigint): string {
  return `You may give ${left} more points within 24 hours, in whatever form; ask a supervisor.`;
}
