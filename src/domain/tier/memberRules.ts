import type { Ruleset } from "../ruleset/ruleset.ts";
import type { Instant, LocalDate } from "../time/instant.ts";
import { localDateOf } from "../time/zone.ts";

/** A ruleset as it holds for one customer: some programmes count from the day of joining on. */
export interface MemberRules extends Ruleset {
  /** Day of the programme's time zone; null for who has not joined: then nothing counts from it. */
  readonly joinedOn: LocalDate | null;
}

/** @param joinedAt as `joinedAtOf` gives it */
export function rulesFor(ruleset: Ruleset, joinedAt: Instant | null): MemberRules {
  const joinedOn = joinedAt === null ? null : localDateOf(joinedAt, ruleset.programme.timeZone);
  return { ...ruleset, joinedOn };
}

/**
 * Since when a customer belongs to a programme, by the memberships of all leaves in it: the
 * earliest of those in force, else the earliest; null without any.
 */
export function joinedAtOf(
  memberships: Iterable<{ readonly status: string; readonly enrolledAt: Instant }>,
): Instant | null {
  let first: { readonly status: string; readonly enrolledAt: Instant } | null = null;
  for (const one of memberships) {
    const isBefore = first !== null && one.enrolledAt < first.enrolledAt;
    const isInForce = one.status === "ENROLLED";
    const wasInForce = first?.status === "ENROLLED";
    if (first === null || (isInForce === wasInForce ? isBefore : isInForce)) {
      first = one;
    }
  }
  return first?.enrolledAt ?? null;
}
