import type { Ruleset, TierRule } from "../ruleset/ruleset.ts";
import type { Instant } from "../time/instant.ts";
import { qualifyingAtEnd, qualifyingIn } from "./buckets.ts";
import type { MemberRules } from "./memberRules.ts";
import { termEnd } from "./period.ts";
import type { QualifyingDays, TierChange, TierState } from "./state.ts";
import { dropsAt } from "./windowDrop.ts";

/** More term ends than one-month terms have between INSTANT_MIN and INSTANT_MAX (3,600). */
export const DUE_STEPS_MAX = 5_000;

export interface DecideTierInput {
  /** Null for a member who has no tier yet. */
  readonly state: TierState | null;
  readonly buckets: QualifyingDays;
  readonly ruleset: MemberRules;
  readonly now: Instant;
  /**
   * Something that had counted was just taken back: under the policy REASSESS the tier is looked at
   * again.
   */
  readonly isReturn?: boolean;
}

export interface TierDecision {
  readonly state: TierState;
  /** In the order in which they happened; `at` never falls. */
  readonly changes: readonly TierChange[];
}

const NO_CHANGES: readonly TierChange[] = [];

/**
 * The tier at `now`: every term end that has passed, one by one, each with the window that ended
 * there; then, at `now`, up at once to the highest tier reached (programme 3.14, 3.16).
 *
 * At a term end: what is reached is at least what is held: renewed, or up; else by policy NONE it
 * is held for another term, by ONE_LEVEL one tier lower, by REASSESS the one reached. Between term
 * ends nobody falls: returns, unless the policy says REASSESS, and a changed threshold count at the
 * end of the term. Under the effective NEXT_PERIOD nobody rises between period ends either; under
 * the expiry IMMEDIATE a tier ends as soon as what counts no longer reaches it. A term is
 * `termMonths` in the programme's zone; `until` itself is the first instant after it. A tier that
 * the ruleset no longer has becomes the one that replaces it, with the rest of its term; else the
 * base tier.
 * Guarantee: pure; deciding at t1 and then at t2 with the same buckets ends in the same state as
 * deciding at t2 alone, as long as nothing was reached in between that is not reached at t2.
 * Throws: RangeError when the term ends do not come to an end: the ruleset was not checked.
 */
export function decideTier(input: DecideTierInput): TierDecision {
  const { buckets, ruleset, now } = input;
  const changes: TierChange[] = [];
  const waits = isLookedAtEachPeriod(ruleset);
  let state = input.state ?? { tier: baseOf(ruleset).code, since: now, until: null };
  if (tierByCode(ruleset, state.tier) === undefined) {
    state = replaceRetired(state, input, changes);
  }
  // Held for ever under former rules: its term is that of these, from when it was reached.
  if (state.until === null && state.tier !== baseOf(ruleset).code) {
    state = withTerm(state, ruleset);
  } else if (state.until === null && waits) {
    // Where tiers begin with periods, everybody is looked at when one ends.
    state = { ...state, until: termEnd(ruleset, now) };
  }

  let steps = 0;
  while (state.until !== null && now >= state.until) {
    steps += 1;
    if (steps > DUE_STEPS_MAX) {
      throw new RangeError(`more than ${DUE_STEPS_MAX} term ends up to ${now}`);
    }
    state = endTerm(state, state.until, { buckets, ruleset }, changes);
  }

  const qualifyingMinor = qualifyingIn(buckets, ruleset, now);
  const reached = highestReached(ruleset, qualifyingMinor);
  if (input.isReturn === true && ruleset.tierPolicy.onReturn === "REASSESS") {
    state = fallBack(state, reached, { ...input, qualifyingMinor }, changes);
  }
  if (reached.rank > heldTier(ruleset, state).rank && !waits) {
    changes.push({
      from: state.tier,
      to: reached.code,
      at: now,
      kind: "UPGRADED",
      qualifyingMinor,
    });
    state = { tier: reached.code, since: now, until: termEnd(ruleset, now) };
  }
  if (ruleset.tierPolicy.expiry === "IMMEDIATE") {
    state = untilDropped(state, reached, { ...input, qualifyingMinor }, changes);
  }
  return { state, changes: changes.length === 0 ? NO_CHANGES : changes };
}

/** When time alone may change the tier next: the end of the term; null for the base tier. */
export function nextDueAt(state: TierState): Instant | null {
  return state.until;
}

/** The highest tier whose threshold the amount reaches; exactly is enough. */
export function highestReached(ruleset: Ruleset, qualifyingMinor: bigint): TierRule {
  return (
    ruleset.tiers.findLast((tier) => qualifyingMinor >= tier.thresholdMinor) ?? baseOf(ruleset)
  );
}

export function tierByCode(ruleset: Ruleset, code: string): TierRule | undefined {
  return ruleset.tiers.find((tier) => tier.code === code);
}

/** The tier of a code that these rules have, or that one of their tiers replaces. */
export function tierUnder(ruleset: Ruleset, code: string): TierRule | undefined {
  return tierByCode(ruleset, code) ?? ruleset.tiers.find(({ replaces }) => replaces.includes(code));
}

/**
 * A tier that is lost as soon as what counts no longer reaches it: at `now`, or when days have left
 * the window.
 */
function untilDropped(
  state: TierState,
  reached: TierRule,
  input: DecideTierInput & { readonly qualifyingMinor: bigint },
  changes: TierChange[],
): TierState {
  const { buckets, ruleset, now, qualifyingMinor } = input;
  const held = heldTier(ruleset, state);
  const next = reached.rank < held.rank ? notBelowFloor(ruleset, held, reached) : held;
  if (next !== held) {
    changes.push({ from: held.code, to: next.code, at: now, kind: "DOWNGRADED", qualifyingMinor });
  }
  const until = next.rank > reached.rank ? null : dropsAt(buckets, ruleset, next, now);
  if (next === held && until === state.until) {
    return state;
  }
  return { tier: next.code, since: next === held ? state.since : now, until };
}

/** What is still reached, for the rest of the term. */
function fallBack(
  state: TierState,
  reached: TierRule,
  { ruleset, now, qualifyingMinor }: DecideTierInput & { readonly qualifyingMinor: bigint },
  changes: TierChange[],
): TierState {
  const held = heldTier(ruleset, state);
  const next = reached.rank < held.rank ? notBelowFloor(ruleset, held, reached) : held;
  if (next.rank >= held.rank) {
    return state;
  }
  changes.push({ from: held.code, to: next.code, at: now, kind: "DOWNGRADED", qualifyingMinor });
  return {
    tier: next.code,
    since: now,
    until: next === baseOf(ruleset) && !isLookedAtEachPeriod(ruleset) ? null : state.until,
  };
}

function isLookedAtEachPeriod({ tierPolicy }: Ruleset): boolean {
  return tierPolicy.effective === "NEXT_PERIOD";
}

function endTerm(
  state: TierState,
  at: Instant,
  { buckets, ruleset }: Pick<DecideTierInput, "buckets" | "ruleset">,
  changes: TierChange[],
): TierState {
  const held = heldTier(ruleset, state);
  const isImmediate = ruleset.tierPolicy.expiry === "IMMEDIATE";
  const qualifyingMinor = isImmediate
    ? qualifyingIn(buckets, ruleset, at)
    : qualifyingAtEnd(buckets, ruleset, at);
  const reached = highestReached(ruleset, qualifyingMinor);
  const next = afterTerm(ruleset, held, reached);
  const isBase = next === baseOf(ruleset);
  const kind = next === held ? "RENEWED" : next.rank > held.rank ? "UPGRADED" : "DOWNGRADED";
  // Another period in the base tier is no news.
  if (next !== held || !isBase) {
    changes.push({ from: held.code, to: next.code, at, kind, qualifyingMinor });
  }
  const isAboveReached = next.rank > reached.rank;
  const dropped = isAboveReached ? null : dropsAt(buckets, ruleset, next, at);
  const ended = isBase && !isLookedAtEachPeriod(ruleset) ? null : termEnd(ruleset, at);
  return {
    tier: next.code,
    since: next === held ? state.since : at,
    until: isImmediate ? dropped : ended,
  };
}

function afterTerm(ruleset: Ruleset, held: TierRule, reached: TierRule): TierRule {
  if (reached.rank >= held.rank) {
    return reached;
  }
  switch (ruleset.tierPolicy.downgrade) {
    case "NONE":
      return held;
    case "ONE_LEVEL":
      return notBelowFloor(
        ruleset,
        held,
        ruleset.tiers[ruleset.tiers.indexOf(held) - 1] ?? reached,
      );
    case "REASSESS":
      return notBelowFloor(ruleset, held, reached);
  }
}

/** Who holds a tier has reached every floor up to it. */
function notBelowFloor(ruleset: Ruleset, held: TierRule, next: TierRule): TierRule {
  const floor = ruleset.tiers.findLast((tier) => tier.floor && tier.rank <= held.rank);
  return floor !== undefined && floor.rank > next.rank ? floor : next;
}

function withTerm(state: TierState, ruleset: MemberRules): TierState {
  const until = termEnd(ruleset, state.since);
  return until === null ? state : { ...state, until };
}

/**
 * The change is dated before every term end that is still to be handled: it happened when the new
 * ruleset came, which is not known here, and changes are told in order.
 */
function replaceRetired(
  state: TierState,
  { buckets, ruleset, now }: DecideTierInput,
  changes: TierChange[],
): TierState {
  const replacement = tierUnder(ruleset, state.tier);
  const { code } = replacement ?? baseOf(ruleset);
  const at = state.until !== null && state.until < now ? state.until : now;
  changes.push({
    from: state.tier,
    to: code,
    at,
    // Another name takes nothing away.
    kind: replacement === undefined ? "DOWNGRADED" : "RENEWED",
    qualifyingMinor: qualifyingIn(buckets, ruleset, at),
  });
  return replacement === undefined
    ? { tier: code, since: at, until: null }
    : { ...state, tier: code };
}

function heldTier(ruleset: Ruleset, state: TierState): TierRule {
  const tier = tierByCode(ruleset, state.tier);
  if (tier === undefined) {
    throw new RangeError(`the ruleset has no tier ${state.tier}`);
  }
  return tier;
}

function baseOf(ruleset: Ruleset): TierRule {
  const base = ruleset.tiers[0];
  if (base === undefined) {
    throw new RangeError("the ruleset has no tiers");
  }
  return base;
}
