import type { FormerCustomer } from "../../domain/identity/mergeHistory.ts";
import { decodeStanding } from "../../domain/tier/basisCodec.ts";
import { type Grant, rankOf } from "../../domain/tier/grants.ts";
import { joinEarned, standingUnder } from "../../domain/tier/joinStandings.ts";
import { rulesFor } from "../../domain/tier/memberRules.ts";
import { decideStanding, earnedOf, type Standing } from "../../domain/tier/standing.ts";
import { standingByDays } from "../../domain/tier/standingByDays.ts";
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
  const kept = former.flatMap(({ leaves, isSplit, standing }) =>
    standing === null ? [] : [{ leaves, isSplit, ...decodeStanding(standing) }],
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

/**
 * What a customer has of whose leaves some turned out to be another's: what they held, as far as
 * their own days reach it, else what those come to; with the grants that they had. Null for who has
 * no tier.
 */
export function standingByOwnDays(
  context: PostingContext,
  customer: CustomerWork,
  before: Standing | null,
  now: Instant,
): Standing | null {
  const { workset, catalog } = context;
  const ruleset = catalog.rulesetAt(now);
  if (before === null && !isMember(workset, customer, ruleset)) {
    return null;
  }
  const rules = rulesFor(ruleset, joinedAt(workset, customer, ruleset));
  const held = before === null ? null : earnedOf(before);
  const earned = asFarAsDaysReach(context, customer, held, now);
  const grants = before?.basis?.grants ?? [];
  const standings = before === null ? [] : [before];
  return decideStanding({
    standing: standingUnder(earned, grants, { standings, ruleset: rules, now }),
    ...{ buckets: bucketsOf(customer), ruleset: rules, now },
  }).standing;
}

function asFarAsDaysReach(
  { workset, catalog }: PostingContext,
  { leaves, accounts }: Pick<CustomerWork, "leaves" | "accounts">,
  held: TierState | null,
  now: Instant,
): TierState {
  const ruleset = catalog.rulesetAt(now);
  const { tier: reached } = standingByDays({
    days: bucketsOf({ accounts }),
    joinedAt: joinedAt(workset, { leaves }, ruleset) ?? now,
    timeZone: ruleset.programme.timeZone,
    versionsSince: (since, until) => catalog.versionsSince(since, until),
    now,
  });
  const isHeld = held !== null && rankOf(ruleset, held.tier) <= rankOf(ruleset, reached.tier);
  return isHeld ? held : reached;
}

/** What a former customer earned, taken from when it was last decided alone to `now`. */
function earnedSince(
  context: PostingContext,
  customer: CustomerWork,
  former: {
    readonly leaves: readonly bigint[];
    readonly isSplit: boolean;
    readonly standing: Standing;
    readonly evaluatedAt: Instant;
  },
  now: Instant,
): TierState {
  const { workset, catalog } = context;
  const { standing, evaluatedAt, isSplit } = former;
  const leaves = [...former.leaves];
  const own = new Set(leaves);
  const accounts = new Map([...customer.accounts].filter(([, { leafId }]) => own.has(leafId)));
  const decided = decideThrough({
    standing: { tier: earnedOf(standing), basis: null },
    buckets: bucketsOf({ accounts }),
    versions: catalog.versionsSince(evaluatedAt, now),
    joinedAt: joinedAt(workset, { leaves }, catalog.rulesetAt(now)),
    now,
  });
  const { tier } = decided.standing;
  return isSplit ? asFarAsDaysReach(context, { leaves, accounts }, tier, now) : tier;
}
