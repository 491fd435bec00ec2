/** A tier as a form needs it. */
export interface RankedTier {
  readonly code: string;
  readonly name: string;
  readonly rank: number;
}

/** A tier that was given, by an override or otherwise. */
export interface GivenTier {
  readonly mode: "FLOOR" | "PIN";
  readonly tier: RankedTier;
  /** RFC 3339. */
  readonly since: string;
  /** The first instant after it; null when it has no end. */
  readonly until?: string | null | undefined;
}

/**
 * The tier that counts of the one earned and those given: the latest pin, else the highest. As the
 * server decides it (docs/programme.md, 3.21); it is shown before something is sent, and the
 * server's answer after it.
 */
export function heldTier(earned: RankedTier, given: readonly GivenTier[]): RankedTier {
  const pins = given.filter(({ mode }) => mode === "PIN");
  if (pins.length > 0) {
    return pins.reduce((a, b) => (Date.parse(b.since) >= Date.parse(a.since) ? b : a)).tier;
  }
  return given.reduce((best, { tier }) => (tier.rank > best.rank ? tier : best), earned);
}

/** The tier that follows at `end`, if nothing more is bought and what is earned stays. */
export function tierFollowing(
  earned: RankedTier,
  given: readonly GivenTier[],
  end: string,
): RankedTier {
  const endMs = Date.parse(end);
  return heldTier(
    earned,
    given.filter(({ until }) => until == null || Date.parse(until) > endMs),
  );
}
