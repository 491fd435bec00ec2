import type { BoundaryRow } from "../../db/queries/programme/catalog.ts";
import { type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { isOfDestination, type Stuck } from "./acknowledged.ts";
import type { HandoffModel } from "./handoffModel.ts";
import type { HopView } from "./hops.ts";

/** OK, LATE, STUCK, IDLE: see the graph's BoundaryState. */
export type BoundaryState = "OK" | "LATE" | "STUCK" | "IDLE";

/** How one boundary does, by the newest purchases. */
export interface BoundaryHealth {
  readonly boundary: BoundaryRow;
  readonly state: BoundaryState;
  /** Since when it is LATE or STUCK, as far as the newest purchases tell; null: it is neither. */
  readonly since: Instant | null;
  /** How long they took to cross it; null: none of them did. */
  readonly lag: { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number } | null;
  /** What nearly all took alike, so long that it is a clock or a batch; null: they differ. */
  readonly constantLagMs: number | null;
  /** Those that are late or stuck there: behind dead letters first, then the newest. */
  readonly evidence: readonly HandoffModel[];
  /** All of the newest purchases that are late or stuck there. */
  readonly affected: readonly HandoffModel[];
}

/** Purchases that are shown as evidence. */
export const EVIDENCE_MAX = 5;
/** One late till is no alarm; one purchase in twenty is. */
const LATE_QUANTILE = 0.95;
/** Lags that say something about all: fewer agree by chance. */
const CONSTANT_LAGS_MIN = 10;
/** A lag below it is how long sending takes, milliseconds. */
const CONSTANT_LAG_MIN_MS = 120_000;
/** The narrowest and the widest of nine in ten, as a share of the median. */
const CONSTANT_SPREAD = 0.1;

interface Crossing {
  readonly handoff: HandoffModel;
  readonly hop: HopView;
  /**
   * Since when it is late: when it should have crossed at the latest, or, refused, when it was
   * told; null: the hop before it is not known.
   */
  readonly since: Instant | null;
}

/**
 * How each boundary does, in the order in which purchases cross them. What is held at evaluation
 * waits for something that `held` names, and is no fault of the way.
 *
 * @param handoffs the newest first
 * @param stuckAnyway boundaries that are stuck by what no purchase among those may tell of
 */
export function boundaryHealth(
  boundaries: readonly BoundaryRow[],
  handoffs: readonly HandoffModel[],
  stuckAnyway: ReadonlyMap<string, Stuck>,
): readonly BoundaryHealth[] {
  const crossings = Map.groupBy(
    handoffs.flatMap((handoff) => crossingsOf(handoff)),
    ({ hop }) => hop.boundary.code,
  );
  return boundaries.map((boundary) =>
    healthOf(boundary, crossings.get(boundary.code) ?? [], stuckAnyway.get(boundary.code)),
  );
}

function crossingsOf(handoff: HandoffModel): readonly Crossing[] {
  let before: Instant | null = null;
  const crossings: Crossing[] = [];
  for (const hop of handoff.hops) {
    const { expected, boundary, at, state } = hop;
    const allowed = state === "REJECTED" ? 0 : boundary.sloSeconds * MICROS_PER_SECOND;
    const due: Instant | null = before === null ? null : ((before + allowed) as Instant);
    const since = state === "WRONG" ? at : due;
    if (expected) {
      crossings.push({ handoff, hop, since });
    }
    // Destinations are told at once: what one of them took says nothing of the next.
    before = isOfDestination(boundary.code) ? before : (at ?? before);
  }
  return crossings;
}

function healthOf(
  boundary: BoundaryRow,
  crossings: readonly Crossing[],
  anyway: Stuck | undefined,
): BoundaryHealth {
  const lags = crossings
    .flatMap(({ hop }) => (hop.lagMs === null ? [] : [Math.max(0, hop.lagMs)]))
    .sort((a, b) => a - b);
  const stuck = crossings.filter(({ hop }) => isStuck(hop));
  const late = crossings.filter(({ hop }) => hop.state === "LATE");
  const isLate = quantile(lags, LATE_QUANTILE) > boundary.sloSeconds * 1_000;
  const state =
    stuck.length > 0 || anyway !== undefined
      ? "STUCK"
      : isLate
        ? "LATE"
        : lags.length === 0
          ? "IDLE"
          : "OK";
  const shown = state === "STUCK" ? stuck : state === "LATE" ? late : [];
  const moments = [...shown.map(({ since }) => since), anyway?.since].flatMap(
    (since) => since ?? [],
  );
  return {
    ...{ boundary, state },
    since: moments.length === 0 ? null : (Math.min(...moments) as Instant),
    lag:
      lags.length === 0
        ? null
        : {
            p50Ms: quantile(lags, 0.5),
            p95Ms: quantile(lags, LATE_QUANTILE),
            p99Ms: quantile(lags, 0.99),
          },
    constantLagMs: constantOf(lags),
    ...affectedOf([...(anyway?.evidence ?? []), ...shown.map(({ handoff }) => handoff)]),
  };
}

/** Each once. */
function affectedOf(
  handoffs: readonly HandoffModel[],
): Pick<BoundaryHealth, "affected" | "evidence"> {
  const affected = [...new Map(handoffs.map((one) => [one.id, one])).values()];
  return { affected, evidence: affected.slice(0, EVIDENCE_MAX) };
}

function isStuck({ state, boundary }: HopView): boolean {
  return (
    state === "MISSING" ||
    state === "WRONG" ||
    (state === "REJECTED" && boundary.code !== "evaluated")
  );
}

/** @param sorted ascending; 0 of none */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

function constantOf(sorted: readonly number[]): number | null {
  const median = quantile(sorted, 0.5);
  const spread = quantile(sorted, LATE_QUANTILE) - quantile(sorted, 1 - LATE_QUANTILE);
  const isConstant =
    sorted.length >= CONSTANT_LAGS_MIN &&
    median >= CONSTANT_LAG_MIN_MS &&
    spread <= median * CONSTANT_SPREAD;
  return isConstant ? median : null;
}
