import type { Ruleset } from "../ruleset/ruleset.ts";
import { addMicros, type Instant } from "../time/instant.ts";
import { rulesFor } from "./memberRules.ts";
import { decideStanding, type Standing, type StandingChange } from "./standing.ts";
import type { QualifyingDays } from "./state.ts";

/** A version of the rules and the instant from which on it decides. */
export interface VersionInForce {
  readonly from: Instant;
  readonly ruleset: Ruleset;
}

/**
 * The version in force at `since`, and those that begin later, up to `now`.
 *
 * @param all ascending; before the first one, the first decides
 */
export function versionsSince(
  all: readonly VersionInForce[],
  since: Instant,
  now: Instant,
): readonly VersionInForce[] {
  const at = Math.max(
    0,
    all.findLastIndex(({ from }) => from <= since),
  );
  const found = all.slice(at).filter(({ from }, index) => index === 0 || from <= now);
  return found;
}

/** Changes, and the version that decided them. */
export interface VersionedChanges {
  readonly ruleset: Ruleset;
  readonly changes: readonly StandingChange[];
}

/**
 * The standing at `now`, through every version of the rules that began since it was last decided:
 * each decides from its own instant on, so that what it changes counts from then, whoever looks
 * first.
 *
 * Guarantee: pure; deciding at each of those instants and then at `now` ends as deciding at `now`
 * alone does.
 *
 * @param input.versions as `versionsSince` gives them
 */
export function decideThrough(input: {
  /** Null for a member who has no tier yet: only the last version has a say. */
  readonly standing: Standing | null;
  readonly buckets: QualifyingDays;
  readonly versions: readonly VersionInForce[];
  /** As of rulesFor. */
  readonly joinedAt: Instant | null;
  readonly now: Instant;
  /** As of decideTier, at `now`. */
  readonly isReturn?: boolean;
}): { readonly standing: Standing; readonly steps: readonly VersionedChanges[] } {
  const { buckets, versions, joinedAt, now } = input;
  const steps: VersionedChanges[] = [];
  const decide = (
    standing: Standing | null,
    ruleset: Ruleset,
    at: Instant,
    why: { readonly begins?: boolean; readonly isReturn?: boolean } = {},
  ) => {
    const rules = rulesFor(ruleset, joinedAt);
    const decision = decideStanding({ standing, buckets, ruleset: rules, now: at, ...why });
    steps.push({ ruleset, changes: decision.changes });
    return decision.standing;
  };
  let { standing } = input;
  const [first, ...begun] = versions;
  let ruleset = begun.at(-1)?.ruleset ?? (first as VersionInForce).ruleset;
  if (standing !== null) {
    ruleset = (first as VersionInForce).ruleset;
    for (const version of begun) {
      // What fell due before is still the old version's.
      standing = decide(standing, ruleset, addMicros(version.from, -1));
      ruleset = version.ruleset;
      standing = decide(standing, ruleset, version.from, { begins: true });
    }
  }
  const isReturn = input.isReturn === true;
  return { standing: decide(standing, ruleset, now, { isReturn }), steps };
}
