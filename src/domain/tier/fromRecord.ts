import type { Instant } from "../time/instant.ts";
import { decidedBy, type Grant } from "./grants.ts";
import type { MemberRules } from "./memberRules.ts";
import { termEnd } from "./period.ts";
import { isSame, type Standing, type StandingChange } from "./standing.ts";
import type { TierState } from "./state.ts";

/** A change as it was recorded, under the rules that decided it. */
export interface RecordedChange
  extends Pick<StandingChange, "from" | "to" | "at" | "earned" | "cause"> {
  readonly ruleset: MemberRules;
}

const ENDS_GRANT: ReadonlySet<string> = new Set(["GRANT_ENDED", "GRANT_CLEARED"]);

/**
 * The standing after recorded changes, from them and the grants that are in force: what the
 * customer's row held then.
 *
 * @param changes in the order in which they were recorded
 * @param joined since when the base tier is held
 */
export function standingFromRecord(
  changes: readonly RecordedChange[],
  grants: readonly Grant[],
  joined: { readonly at: Instant; readonly ruleset: MemberRules },
): Standing {
  let ruleset = joined.ruleset;
  let earned: TierState = {
    tier: ruleset.tiers[0]?.code ?? "",
    since: joined.at,
    until: baseUntil(ruleset, joined.at),
  };
  let since = joined.at;
  for (const change of changes) {
    ruleset = change.ruleset;
    earned = earnedAfter(earned, change);
    if (!isSame(ruleset, change.from, change.to)) {
      since = change.at;
    }
    // With the last grant gone, the earned tier is the one held: since when it has been that again.
    if (ENDS_GRANT.has(change.cause) && change.to === change.earned) {
      earned = { ...earned, since };
    }
  }
  if (grants.length === 0) {
    return { tier: earned, basis: null };
  }
  const { tier, until } = decidedBy(ruleset, earned, grants);
  return { tier: { tier, since, until }, basis: { earned, grants } };
}

/** The base tier ends only where tiers begin with periods: there everybody is looked at. */
function baseUntil(ruleset: MemberRules, at: Instant): Instant | null {
  return ruleset.tierPolicy.effective === "NEXT_PERIOD" ? termEnd(ruleset, at) : null;
}

function earnedAfter(before: TierState, { at, earned, cause, ruleset }: RecordedChange): TierState {
  const isBase = earned === ruleset.tiers[0]?.code;
  const until = isBase ? baseUntil(ruleset, at) : termEnd(ruleset, at);
  if (earned === before.tier) {
    return cause === "TERM_ENDED" ? { ...before, until } : before;
  }
  // A tier that these rules call something else goes on, with its term; one that they have no more
  // is gone.
  if (isSame(ruleset, before.tier, earned)) {
    return { ...before, tier: earned };
  }
  // After a return the rest of the term goes on.
  if (cause === "RETURNED") {
    return { tier: earned, since: at, until: isBase ? baseUntil(ruleset, at) : before.until };
  }
  return { tier: earned, since: at, until };
}
