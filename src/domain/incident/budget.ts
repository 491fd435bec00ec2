import { addMicros, type Instant, MICROS_PER_SECOND } from "../time/instant.ts";

/** What was counted in one stretch of time. */
export interface Slice {
  /** Its beginning. */
  readonly at: Instant;
  readonly total: number;
  readonly bad: number;
}

/** Two windows that burn at once: the long one says that it matters, the short that it goes on. */
export interface BurnWindows {
  readonly longSeconds: number;
  readonly shortSeconds: number;
  /** How many times faster than the budget lasts. */
  readonly factor: number;
}

/**
 * When a budget burns too fast, as the SRE workbook has it for a window of 30 days ("Alerting on
 * SLOs", 6): 2 % of it in an hour, 5 % in six, 10 % in three days.
 */
export const BURN_WINDOWS: readonly BurnWindows[] = [
  { longSeconds: 3_600, shortSeconds: 300, factor: 14.4 },
  { longSeconds: 6 * 3_600, shortSeconds: 1_800, factor: 6 },
  { longSeconds: 3 * 86_400, shortSeconds: 6 * 3_600, factor: 1 },
];
/** Bad ones in the long window below which nobody is called: one of three is no trend. */
export const ALERT_BAD_MIN = 5;

/** How a promise stands. */
export interface BudgetFigures {
  readonly total: number;
  readonly bad: number;
  /** Share of the budget that is left, below 0 when it is overdrawn; 1 of nothing. */
  readonly budgetLeft: number;
  /** How many times faster than it lasts it was spent: in the last hour, and in 5 minutes. */
  readonly burnRate: number;
  readonly burnRateShort: number;
  /** The windows that both burn too fast; null: none do. */
  readonly alert: BurnWindows | null;
  /** When what burns began, by the slices of the long window; null: nothing does. */
  readonly since: Instant | null;
}

export interface Promised {
  readonly targetPercent: number;
  /** What its window comes to. */
  readonly total: number;
  readonly bad: number;
  /** Seconds of one slice; windows that begin within one take it whole. */
  readonly grainSeconds: number;
}

/** The longest of the windows that burn, seconds: slices of so long are needed. */
export const BURN_SECONDS_MAX = Math.max(...BURN_WINDOWS.map(({ longSeconds }) => longSeconds));

/**
 * How a promise stands at a moment. Pure.
 *
 * @param slices of the last BURN_SECONDS_MAX and the slice before, in any order
 */
export function budgetFigures(
  slices: readonly Slice[],
  { targetPercent, total, bad, grainSeconds }: Promised,
  now: Instant,
): BudgetFigures {
  const allowed = 1 - targetPercent / 100;
  const since = (seconds: number): readonly Slice[] => {
    const from = floorTo(addMicros(now, -seconds * MICROS_PER_SECOND), grainSeconds);
    return slices.filter(({ at }) => at >= from && at <= now);
  };
  const burn = (seconds: number): number => {
    const sum = sumOf(since(seconds));
    return sum.total === 0 ? 0 : sum.bad / sum.total / allowed;
  };
  const alert = BURN_WINDOWS.find(
    ({ longSeconds, shortSeconds, factor }) =>
      sumOf(since(longSeconds)).bad >= ALERT_BAD_MIN &&
      burn(longSeconds) >= factor &&
      burn(shortSeconds) >= factor,
  );
  const burning = since(alert?.longSeconds ?? 0).filter(
    (slice) => slice.bad > slice.total * allowed,
  );
  const [page] = BURN_WINDOWS;
  return {
    ...{ total, bad },
    budgetLeft: total === 0 ? 1 : 1 - bad / total / allowed,
    burnRate: burn((page as BurnWindows).longSeconds),
    burnRateShort: burn((page as BurnWindows).shortSeconds),
    alert: alert ?? null,
    since:
      alert === undefined || burning.length === 0
        ? null
        : (Math.min(...burning.map(({ at }) => at)) as Instant),
  };
}

function sumOf(slices: readonly Slice[]): { readonly total: number; readonly bad: number } {
  return {
    total: slices.reduce((sum, slice) => sum + slice.total, 0),
    bad: slices.reduce((sum, slice) => sum + slice.bad, 0),
  };
}

/** The beginning of the slice that a moment is in. */
export function floorTo(at: Instant, grainSeconds: number): Instant {
  const grain = grainSeconds * MICROS_PER_SECOND;
  return (Math.floor(at / grain) * grain) as Instant;
}
