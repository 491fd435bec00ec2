import type { Sql, Tx } from "../../db/connection/client.ts";
import { sumGivenByPerson, sumGivenToCustomer } from "../../db/queries/goodwill/goodwill.ts";
import { hasScope } from "../access/authorise.ts";
import { actorsOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { customerSince, type GoodwillBasis, personSince } from "../domain/goodwill/decideGift.ts";
import type { GoodwillRules } from "../domain/goodwill/goodwillRules.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";

export interface AskedBasis {
  readonly viewer: Viewer;
  readonly rootId: bigint;
  readonly limits: GoodwillRules["limits"];
  readonly timeZone: string;
  readonly now: Instant;
}

/**
 * What a gift of the viewer to a live customer is decided on. It binds under the giver's and the
 * customer's lock, read after them; without them it is for people to see.
 */
export async function readBasis(
  tx: Tx | Sql,
  { viewer, rootId, limits, timeZone, now }: AskedBasis,
): Promise<{ readonly basis: GoodwillBasis; readonly version: number }> {
  const byPerson = await sumGivenByPerson(tx, actorsOf(viewer), formatInstant(personSince(now)));
  const since = formatInstant(customerSince(now, timeZone));
  const toCustomer = await sumGivenToCustomer(tx, rootId, since);
  const isOpen = hasScope(viewer, "goodwill:give-open");
  return {
    basis: {
      personMax: BigInt(isOpen ? limits.supervisorPointsPerDay : limits.agentPointsPerDay),
      personGiven: byPerson,
      customerMax: BigInt(limits.customerPointsPerYear),
      customerGiven: toCustomer.points,
      giftsMax: limits.customerGiftsPerYear,
      giftsGiven: toCustomer.gifts,
    },
    version: toCustomer.version,
  };
}
