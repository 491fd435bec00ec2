import type { Instant } from "../time/instant.ts";
import { qualifyingIn } from "./buckets.ts";
import { DUE_STEPS_MAX, decideTier, nextDueAt, tierByCode, tierUnder } from "./decideTier.ts";
import { decidedBy, type Grant, rankOf } from "./grants.ts";
import type { MemberRules } from "./memberRules.ts";
import type { QualifyingDays, TierChange, TierState } from "./state.ts";

/**
 * What the tier rests on while grants are in force: what was earned, which goes on underneath, and
 * the grants.
 */
export interface TierBasis {
  readonly earned: TierState;
  /** In force; never empty. */
  readonly grants: readonly Grant[];
}

/**
 * The tier a customer has, and what it rests on; `basis` is null where no grant is in force and
 * `tier` is earned.
 */
export interface Standing {
  readonly tier: TierState;
  readonly basis: TierBasis | null;
}

export type StandingCause =
  | "QUALIFIED"
  | "TERM_ENDED"
  | "RETURNED"
  | "RULES_CHANGED"
  | "GRANT_STARTED"
  | "GRANT_ENDED"
  | "GRANT_CLEARED"
  | "MERGED"
  | "UNMERGED";

/**
 * A change of the tier, or of what it rests on: then `kind` is UNCHANGED. `from` and `to` are tiers
 * that counted.
 */
export interface StandingChange extends Omit<TierChange, "kind"> {
  readonly kind: TierChange["kind"] | "UNCHANGED";
  /** The tier that is earned after it. */
  readonly earned: string;
  readonly cause: StandingCause;
  /** The grant that began or ended. */
  readonly grant: Grant | null;
}

export interface StandingDecision {
  readonly standing: Standing;
  /** In the order in which they happened; `at` never falls. */
  readonly changes: readonly StandingChange[];
}

export interface DecideStandingInput {
  /** Null for a member who has no tier yet. */
  readonly standing: Standing | null;
  readonly buckets: QualifyingDays;
  readonly ruleset: MemberRules;
  readonly now: Instant;
  /** The version of the rules begins at `now`: what is reached at once is its doing. */
  readonly begins?: boolean;
  /** As of decideTier. */
  readonly isReturn?: boolean;
}

/** When time alone may change the tier, or what it rests on, next; null when it cannot. */
export function nextDueOf({ tier, basis }: Standing): Instant | null {
  let next = nextDueAt(basis === null ? tier : basis.earned);
  if (basis === null) {
    return next;
  }
  for (const { expiresAt } of basis.grants) {
    if (expiresAt !== null && (next === null || expiresAt < next)) {
      next = expiresAt;
    }
  }
  return next;
}

/** What was earned, with or without a grant above it. */
export function earnedOf({ tier, basis }: Standing): TierState {
  return basis === null ? tier : basis.earned;
}

/**
 * The standing at `now`: every passed due instant in order, ends of terms (decideTier) and ends of
 * grants, each as of itself; then what is reached at `now`. An end of a term that falls together
 * with an end of a grant comes first.
 *
 * Guarantee: pure; deciding at every due instant up to `now` and then at `now` ends as deciding at
 * `now` alone does, with the same changes. Without a grant the tiers are decideTier's.
 * Throws: RangeError when the due instants do not come to an end: the ruleset was not checked.
 */
export function decideStanding(input: DecideStandingInput): StandingDecision {
  const { buckets, ruleset, now } = input;
  const changes: StandingChange[] = [];
  let { standing } = input;
  for (let steps = 0; standing !== null; steps += 1) {
    const at = nextDueOf(standing);
    if (at === null || at > now) {
      break;
    }
    if (steps >= DUE_STEPS_MAX) {
      throw new RangeError(`more than ${DUE_STEPS_MAX} due instants up to ${now}`);
    }
    const { until } = earnedOf(standing);
    const cause = until !== null && until <= at ? "TERM_ENDED" : "QUALIFIED";
    standing = earn(standing, { buckets, ruleset, now: at }, cause, changes);
    standing = endGrants(standing, { buckets, ruleset, now: at }, changes);
  }
  const cause = input.begins === true ? "RULES_CHANGED" : "QUALIFIED";
  const isReturn = input.isReturn === true;
  standing = earn(standing, { buckets, ruleset, now, isReturn }, cause, changes);
  return { standing: underRules(standing, { buckets, ruleset, now }, changes), changes };
}

/**
 * Starts a grant, or ends some before their time, at `now`; the standing has been advanced to
 * `now`. A grant that takes the place of another is one change.
 */
export function changeGrants(
  standing: Standing,
  { buckets, ruleset, now }: Moment,
  change: { readonly start: Grant | null; readonly clear: readonly Grant[] },
): StandingDecision {
  const changes: StandingChange[] = [];
  const cleared = new Set(change.clear.map(({ id }) => id));
  const stay = (standing.basis?.grants ?? []).filter(({ id }) => !cleared.has(id));
  const { start } = change;
  const next = move(
    standing,
    { earned: earnedOf(standing), grants: start === null ? stay : [...stay, start] },
    {
      ruleset,
      at: now,
      qualifyingMinor: qualifyingIn(buckets, ruleset, now),
      cause: start === null ? "GRANT_CLEARED" : "GRANT_STARTED",
      grant: start ?? change.clear[0] ?? null,
      isRenewal: false,
    },
    changes,
  );
  return { standing: next, changes };
}

/**
 * What it means for a customer's history that one standing takes the place of another, because
 * customers turned out to be one, or not to be; null when nothing about it is different.
 *
 * @param before null: none, or one that nobody remembers
 */
export function changeBetween(
  before: Standing | null,
  after: Standing,
  { buckets, ruleset, now }: Moment,
  cause: "MERGED" | "UNMERGED",
): StandingChange | null {
  const base = ruleset.tiers[0]?.code ?? "";
  const from = before?.tier.tier ?? base;
  const to = after.tier.tier;
  if (before === null ? after.basis === null && to === base : isSameStanding(before, after)) {
    return null;
  }
  return {
    ...{ from, to, cause, at: now, grant: null },
    kind: kindOf(ruleset, from, to, false),
    earned: earnedOf(after).tier,
    qualifyingMinor: qualifyingIn(buckets, ruleset, now),
  };
}

function isSameStanding(a: Standing, b: Standing): boolean {
  const grants = (one: Standing) => (one.basis?.grants ?? []).map(({ id }) => id).join();
  return (
    isSameState(a.tier, b.tier) && isSameState(earnedOf(a), earnedOf(b)) && grants(a) === grants(b)
  );
}

function isSameState(a: TierState, b: TierState): boolean {
  return a.tier === b.tier && a.since === b.since && a.until === b.until;
}

type Moment = Omit<DecideStandingInput, "standing" | "begins">;

/** Lets decideTier look at what was earned, and passes on what that does to the tier. */
function earn(
  standing: Standing | null,
  moment: Moment,
  cause: "TERM_ENDED" | "QUALIFIED" | "RULES_CHANGED",
  changes: StandingChange[],
): Standing {
  const decision = decideTier({
    ...moment,
    state: standing === null ? null : earnedOf(standing),
  });
  const causeOf = ({ from, kind }: TierChange): StandingCause => {
    if (tierByCode(moment.ruleset, from) === undefined) {
      return "RULES_CHANGED";
    }
    return moment.isReturn === true && kind === "DOWNGRADED" ? "RETURNED" : cause;
  };
  if (standing === null || standing.basis === null) {
    for (const change of decision.changes) {
      changes.push({ ...change, earned: change.to, cause: causeOf(change), grant: null });
    }
    // The same state is the same object: nothing to write.
    return standing?.tier === decision.state ? standing : { tier: decision.state, basis: null };
  }
  let next: Standing = standing;
  for (const change of decision.changes) {
    next = move(
      next,
      {
        earned: { ...decision.state, tier: change.to },
        grants: standing.basis.grants,
      },
      {
        ruleset: moment.ruleset,
        at: change.at,
        qualifyingMinor: change.qualifyingMinor,
        cause: causeOf(change),
        grant: null,
        isRenewal: change.kind === "RENEWED",
      },
      changes,
    );
  }
  return decision.changes.length === 0 ? lookedAt(next, decision.state, moment.ruleset) : next;
}

/**
 * What was earned is looked at again at another time than it was to be: no change of anything, and
 * nothing to tell.
 */
function lookedAt(standing: Standing, earned: TierState, ruleset: MemberRules): Standing {
  const { basis, tier } = standing;
  if (basis === null || basis.earned === earned) {
    return standing;
  }
  const { until } = decidedBy(ruleset, earned, basis.grants);
  return { tier: { ...tier, until }, basis: { ...basis, earned } };
}

function endGrants(standing: Standing, moment: Moment, changes: StandingChange[]): Standing {
  const { buckets, ruleset, now } = moment;
  let next = standing;
  for (const ended of standing.basis?.grants ?? []) {
    if (ended.expiresAt === null || ended.expiresAt > now) {
      continue;
    }
    next = move(
      next,
      {
        earned: earnedOf(next),
        grants: (next.basis?.grants ?? []).filter(({ id }) => id !== ended.id),
      },
      {
        ruleset,
        at: ended.expiresAt,
        qualifyingMinor: qualifyingIn(buckets, ruleset, ended.expiresAt),
        cause: "GRANT_ENDED",
        grant: ended,
        isRenewal: false,
      },
      changes,
    );
  }
  return next;
}

/**
 * A new version of the rules may have taken away the tier that a grant gives, or put it elsewhere.
 */
function underRules(standing: Standing, moment: Moment, changes: StandingChange[]): Standing {
  const { basis, tier } = standing;
  const { buckets, ruleset, now } = moment;
  if (basis === null || decidedBy(ruleset, basis.earned, basis.grants).tier === tier.tier) {
    return standing;
  }
  const why = {
    ruleset,
    at: now,
    qualifyingMinor: qualifyingIn(buckets, ruleset, now),
    cause: "RULES_CHANGED",
    grant: null,
    isRenewal: false,
  } as const;
  return move(standing, basis, why, changes);
}

interface Why {
  readonly ruleset: MemberRules;
  readonly at: Instant;
  readonly qualifyingMinor: bigint;
  readonly cause: StandingCause;
  readonly grant: Grant | null;
  readonly isRenewal: boolean;
}

/** The standing on another basis; `since` stays where the tier does. */
function move(
  standing: Standing,
  basis: TierBasis,
  { ruleset, at, isRenewal, ...why }: Why,
  changes: StandingChange[],
): Standing {
  const decided = decidedBy(ruleset, basis.earned, basis.grants);
  const { tier: from, since } = standing.tier;
  const to = decided.tier;
  changes.push({
    ...why,
    from,
    to,
    at,
    kind: kindOf(ruleset, from, to, isRenewal && decided.grant === null),
    earned: basis.earned.tier,
  });
  return {
    tier: { tier: to, since: isSame(ruleset, from, to) ? since : at, until: decided.until },
    basis: basis.grants.length === 0 ? null : basis,
  };
}

/** Also under another name. */
export function isSame(ruleset: MemberRules, from: string, to: string): boolean {
  return from === to || tierUnder(ruleset, from)?.code === to;
}

function kindOf(
  ruleset: MemberRules,
  from: string,
  to: string,
  isRenewal: boolean,
): StandingChange["kind"] {
  if (from === to) {
    return isRenewal ? "RENEWED" : "UNCHANGED";
  }
  const [before, after] = [rankOf(ruleset, from), rankOf(ruleset, to)];
  // An equal rank under a new name takes nothing away.
  return after > before ? "UPGRADED" : after < before ? "DOWNGRADED" : "RENEWED";
}
