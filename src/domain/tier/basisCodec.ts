import { formatInstant } from "../time/formatInstant.ts";
import type { Instant } from "../time/instant.ts";
import { parseInstant } from "../time/parseInstant.ts";
import type { GrantKind, GrantMode } from "./grants.ts";
import type { Standing, TierBasis } from "./standing.ts";
import type { TierState } from "./state.ts";

/**
 * A tier's basis as the customer's row keeps it: readable, instants as RFC 3339 text, ids as text.
 */
export interface BasisJson {
  readonly earned: { readonly tier: string; readonly since: string; readonly until: string | null };
  readonly grants: readonly {
    readonly id: string;
    readonly kind: GrantKind;
    readonly mode: GrantMode;
    readonly tier: string;
    readonly grantedAt: string;
    readonly expiresAt: string | null;
  }[];
}

/** A customer's tier with what it rested on, as of the instant up to which that was decided. */
export interface StandingJson {
  readonly tier: BasisJson["earned"];
  /** Null where the tier is the earned one. */
  readonly basis: BasisJson | null;
  readonly evaluatedAt: string;
}

/** What the two sides of a merge had before it; null for one without a tier. */
export interface StandingsJson {
  readonly survivor: StandingJson | null;
  readonly absorbed: StandingJson | null;
}

/** A standing, and up to when it was decided. */
export interface KeptStanding {
  readonly standing: Standing;
  readonly evaluatedAt: Instant;
}

export function encodeStanding({ standing, evaluatedAt }: KeptStanding): StandingJson {
  return {
    tier: encodeTier(standing.tier),
    basis: encodeBasis(standing.basis),
    evaluatedAt: formatInstant(evaluatedAt),
  };
}

/** Reads what `encodeStanding` wrote. Throws: RangeError for an instant that is none. */
export function decodeStanding({ tier, basis, evaluatedAt }: StandingJson): KeptStanding {
  return {
    standing: { tier: decodeTier(tier), basis: decodeBasis(basis) },
    evaluatedAt: at(evaluatedAt),
  };
}

export function encodeBasis(basis: TierBasis | null): BasisJson | null {
  if (basis === null) {
    return null;
  }
  const { earned, grants } = basis;
  return {
    earned: encodeTier(earned),
    grants: grants.map(({ id, kind, mode, tier, grantedAt, expiresAt }) => ({
      id: id.toString(),
      kind,
      mode,
      tier,
      grantedAt: formatInstant(grantedAt),
      expiresAt: text(expiresAt),
    })),
  };
}

/** Reads what `encodeBasis` wrote. Throws: RangeError for an instant that is none. */
export function decodeBasis(json: BasisJson | null): TierBasis | null {
  if (json === null) {
    return null;
  }
  const { earned, grants } = json;
  return {
    earned: decodeTier(earned),
    grants: grants.map(({ id, grantedAt, expiresAt, ...grant }) => ({
      ...grant,
      id: BigInt(id),
      grantedAt: at(grantedAt),
      expiresAt: maybe(expiresAt),
    })),
  };
}

function encodeTier({ tier, since, until }: TierState): BasisJson["earned"] {
  return { tier, since: formatInstant(since), until: text(until) };
}

function decodeTier({ tier, since, until }: BasisJson["earned"]): TierState {
  return { tier, since: at(since), until: maybe(until) };
}

function text(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}

function maybe(value: string | null): Instant | null {
  return value === null ? null : at(value);
}

function at(value: string): Instant {
  const instant = parseInstant(value);
  if (instant === null) {
    throw new RangeError(`no instant: ${value}`);
  }
  return instant;
}
