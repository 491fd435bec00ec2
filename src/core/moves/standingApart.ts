import type { FormerCustomer } from "../../domain/identity/mergeHistory.ts";
import { decodeStanding } from "../../domain/tier/basisCodec.ts";
import type { Grant } from "../../domain/tier/grants.ts";
import { joinEarned, standingUnder } from "../../domain/tier/joinStandings.ts";
import { rulesFor } from "../../domain/tier/memberRules.ts";
import { decideStanding, earnedOf, type Standing } from "../../domain/tier/standing.ts";
import type { TierState } from "../../domain/tier/state.ts";
import { decideThrough } from "../../domain/tier/throughVersions.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { bucketsOf } from "../bucketsOf.ts";
import { isMember, joinedAt } from "../membership.ts";
import type { PostingContext } from "../points/context.ts";
import type { CustomerWork } from "../state.ts";

/**
 * What a customer has whose leaves were a part of a larger one: each former customer among them as
 * if it had stood alone ever since, by its own days; of several the better one; with the grants of
 * its leaves that are still in force. Null for who has no tier.
 *
 * @param customer with its leaves and accounts
 * @param apart.former what it consisted of before it was part of the larger one
 * @param apart.grants in force, that hang on one of the leaves
 */
export function standingApart(
  context: PostingContext,
  customer: CustomerWork,
  {
    former,
    grants,
    now,
  }: {
    readonly former: readonly FormerCustomer[];
    readonly grants: readonly Grant[];
    readonly now: Instant;
  },
): Standing | null {
  const { workset, catalog } = context;
  const ruleset = catalog.rulesetAt(now);
  const rules = rulesFor(ruleset, joinedAt(workset, customer, ruleset));
  const kept = former.flatMap(({ leaves, standing }) =>
    standing === null ? [] : [{ leaves, ...decodeStanding(standing) }],
  );
  const earned = joinEarned(
    kept.map((one) => earnedSince(context, customer, one, now)),
    rules,
  );
  if (earned === null && grants.length === 0 && !isMember(workset, customer, ruleset)) {
    return null;
  }
  const moment = { buckets: bucketsOf(customer), ruleset: rules, now };
  const begun = earned ?? decideStanding({ standing: null, ...moment }).standing.tier;
  const before = { standings: kept.map(({ standing }) => standing), ruleset: rules, now };
  return decideStanding({ standing: standingUnder(begun, grants, before), ...moment }).standing;
}

/** What a former customer earned, taken from when it was last decided alone to `now`. */
function earnedSince(
  { workset, catalog }: PostingContext,
  { accounts }: CustomerWork,
  former: {
    readonly leaves: readonly bigint[];
    readonly standing: Standing;
    readonly evaluatedAt: Instant;
  },
  now: Instant,
): TierState {
  const { leaves, standing, evaluatedAt } = former;
  const own = new Set(leaves);
  const decided = decideThrough({
    standing: { tier: earnedOf(standing), basis: null },
    buckets: bucketsOf({
      accounts: new Map([...accounts].filter(([, { leafId }]) => own.has(leafId))),
    }),
    versions: catalog.versionsSince(evaluatedAt, now),
    joinedAt: joinedAt(workset, { leaves: [...leaves] }, catalog.rulesetAt(now)),
    now,
  });
  return decided.standing.tier;
}
