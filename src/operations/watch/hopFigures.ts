import type { BoundaryRow } from "../../../db/queries/programme/catalog.ts";
import { type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import type { HopView } from "../hops.ts";

/** One boundary, and how long the newest purchases took to cross it. */
export interface HopFigure {
  readonly boundary: string;
  readonly sloSeconds: number;
  /** Nineteen in twenty took no longer; null: none crossed it lately. */
  readonly lagSeconds: number | null;
  /** For how long the purchase has waited that waits longest before it; 0: none does. */
  readonly waitingSeconds: number;
}

/** One late till is no alarm; one purchase in twenty is. */
const LAG_QUANTILE = 0.95;

/**
 * What the ways of the newest purchases say of each boundary.
 *
 * @param heldSeconds for how long the oldest held event has waited, which may be an older one: it
 *   waits before "evaluated"
 */
export function hopFigures(
  boundaries: readonly BoundaryRow[],
  ways: readonly (readonly HopView[])[],
  { now, heldSeconds }: { readonly now: Instant; readonly heldSeconds: number },
): readonly HopFigure[] {
  const lags = new Map<string, number[]>();
  const waiting = new Map<string, number>([["evaluated", heldSeconds]]);
  for (const hops of ways) {
    for (const { boundary, expected, lagMs } of hops) {
      if (expected && lagMs !== null) {
        const of = lags.get(boundary.code) ?? [];
        of.push(Math.max(0, lagMs) / 1_000);
        lags.set(boundary.code, of);
      }
    }
    const next = nextOf(hops);
    if (next !== null) {
      const seconds = (now - next.since) / MICROS_PER_SECOND;
      waiting.set(next.code, Math.max(waiting.get(next.code) ?? 0, seconds));
    }
  }
  return boundaries.map(({ code, sloSeconds }) => ({
    boundary: code,
    sloSeconds,
    lagSeconds: quantileOf(lags.get(code) ?? []),
    waitingSeconds: waiting.get(code) ?? 0,
  }));
}

/** The boundary that a purchase is to cross next, and since when; null: it has crossed all. */
function nextOf(
  hops: readonly HopView[],
): { readonly code: string; readonly since: Instant } | null {
  const last = hops.findLastIndex(({ at }) => at !== null);
  const since = hops[last]?.at ?? null;
  const next = hops.slice(last + 1).find(({ expected }) => expected);
  return since === null || next === undefined ? null : { code: next.boundary.code, since };
}

function quantileOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * LAG_QUANTILE) - 1] ?? null;
}
