/**
 * How what we have of a day compares with what was declared.
 *
 * AGREES: number and total are the same, and nothing of it waits. WAITS: they will be the same once
 * what is held is applied. DIFFERS: all else.
 */
export const DAY_STATES = ["AGREES", "WAITS", "DIFFERS"] as const;
export type DayState = (typeof DAY_STATES)[number];

/** What somebody says a day came to. */
export interface SaidDay {
  readonly receipts: number;
  /** Smallest units of `currency`. */
  readonly totalMinor: bigint;
  readonly currency: string;
}

/** What came of a day, by our own rows. */
export interface DayFigures {
  /** Those that are held among them. */
  readonly received: number;
  /** Applied, by currency, smallest units. */
  readonly totals: ReadonlyMap<string, bigint>;
  readonly heldCount: number;
  /** What is held, by currency, as it says itself. */
  readonly heldTotals: ReadonlyMap<string, bigint>;
}

/** Pure; zero in a currency is the same as nothing in it. */
export function stateOfDay(said: SaidDay, figures: DayFigures): DayState {
  const { received, totals, heldCount, heldTotals } = figures;
  if (received !== said.receipts) {
    return "DIFFERS";
  }
  if (isAllIn(totals, said) && heldCount === 0) {
    return "AGREES";
  }
  const currencies = new Set([...totals.keys(), ...heldTotals.keys()]);
  const together = new Map(
    [...currencies].map((currency) => [
      currency,
      (totals.get(currency) ?? 0n) + (heldTotals.get(currency) ?? 0n),
    ]),
  );
  return heldCount > 0 && isAllIn(together, said) ? "WAITS" : "DIFFERS";
}

function isAllIn(totals: ReadonlyMap<string, bigint>, said: SaidDay): boolean {
  const others = [...totals].filter(([currency, minor]) => currency !== said.currency && minor);
  return others.length === 0 && (totals.get(said.currency) ?? 0n) === said.totalMinor;
}

/** The state of a day of several declarations: the worst of theirs; null where there is none. */
export function worstState(states: readonly DayState[]): DayState | null {
  return [...DAY_STATES].reverse().find((state) => states.includes(state)) ?? null;
}
