import { phoneSpellings } from "./nationalNumber.ts";
import { normaliseIdentifier } from "./normaliseIdentifier.ts";

/** Something a caller says of themselves: `name`, or a kind of identifier. */
export interface CallerClaim {
  readonly kind: string;
  readonly value: string;
}

/** What is known of the customer that the caller says to be. */
export interface KnownPerson {
  readonly names: readonly string[];
  readonly identifiers: readonly {
    readonly kind: string;
    readonly value: string | null;
    readonly status: "ACTIVE" | "REPLACED" | "BLOCKED";
  }[];
}

/** Claims of different kinds that must match before a caller counts as verified. */
export const MATCHING_KINDS_MIN = 2;

export interface CallerVerdict {
  readonly verified: boolean;
  /** In the order of the claims. */
  readonly checks: readonly { readonly kind: string; readonly matches: boolean }[];
}

/**
 * Compares what a caller says with what is known. Only identifiers in use prove anything: a lost
 * card is in somebody else's pocket. Names are compared without case, accents and repeated spaces,
 * telephone numbers as they are dialled in `region`.
 */
export function checkClaims(
  claims: readonly CallerClaim[],
  known: KnownPerson,
  region: string | null,
): CallerVerdict {
  const checks = claims.map((claim) => ({
    kind: claim.kind,
    matches: matches(claim, known, region),
  }));
  const kinds = new Set(checks.filter((check) => check.matches).map(({ kind }) => kind));
  return {
    verified: checks.every((check) => check.matches) && kinds.size >= MATCHING_KINDS_MIN,
    checks,
  };
}

function matches({ kind, value }: CallerClaim, known: KnownPerson, region: string | null): boolean {
  if (kind === "name") {
    const said = foldName(value);
    return said !== "" && known.names.some((name) => foldName(name) === said);
  }
  const said = normaliseIdentifier(kind, value);
  if (!said.ok) {
    return false;
  }
  const spellings = [said.value, ...(kind === "phone" ? phoneSpellings(value, region) : [])];
  return known.identifiers.some(
    (identifier) =>
      identifier.status === "ACTIVE" &&
      identifier.kind === kind &&
      identifier.value !== null &&
      spellings.includes(identifier.value),
  );
}

function foldName(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .trim()
    .replaceAll(/\s+/gu, " ");
}
