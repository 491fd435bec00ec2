import { formatInstant } from "../time/formatInstant.ts";
import type { Instant } from "../time/instant.ts";
import { parseInstant } from "../time/parseInstant.ts";
import type { GrantKind, GrantMode } from "./grants.ts";
import type { TierBasis } from "./standing.ts";

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

/** What a leaf earned by itself, as of the instant up to which that was decided. */
export interface AloneJson {
  readonly earned: BasisJson["earned"] | null;
  readonly evaluatedAt: string;
}

export function encodeBasis(basis: TierBasis | null): BasisJson | null {
  if (basis === null) {
    return null;
  }
  const { earned, grants } = basis;
  return {
    earned: { tier: earned.tier, since: formatInstant(earned.since), until: text(earned.until) },
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
    earned: { tier: earned.tier, since: at(earned.since), until: maybe(earned.until) },
    grants: grants.map(({ id, grantedAt, expiresAt, ...grant }) => ({
      ...grant,
      id: BigInt(id),
      grantedAt: at(grantedAt),
      expiresAt: maybe(expiresAt),
    })),
  };
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
