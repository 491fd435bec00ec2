/** Failures without a success between them after which a destination counts as broken. */
const FAILURES_TO_OPEN = 10;
/** And of so many customers at least: one whose messages are all refused is no broken receiver. */
const CUSTOMERS_TO_OPEN = 3;
/** How long it is left alone then, milliseconds; doubled while it fails again. */
export const OPEN_MS = { min: 5_000, max: 5 * 60_000 };
/** What is counted beyond that changes nothing. */
const CUSTOMERS_COUNTED_MAX = CUSTOMERS_TO_OPEN;

/**
 * Notices that a destination answers nobody. Closed, everything is sent; open, nothing is, so that
 * a receiver which is down is not asked a thousand times a second and no message uses its tries up;
 * then one customer's is sent, and what comes of it decides.
 */
export class Breaker {
  #failures = 0;
  readonly #customers = new Set<bigint>();
  readonly #openMs: typeof OPEN_MS;

  /** @param openMs how long it is left alone, milliseconds; tests pass less */
  constructor(openMs = OPEN_MS) {
    this.#openMs = openMs;
  }

  /** Whatever went wrong before, it answers. */
  succeeded(): void {
    this.#failures = 0;
    this.#customers.clear();
  }

  /**
   * @param level how often it has been opened since it last worked
   * @returns for how many milliseconds to leave it alone; null: it goes on
   */
  failed(rootId: bigint, level: number): number | null {
    this.#failures += 1;
    if (this.#customers.size < CUSTOMERS_COUNTED_MAX) {
      this.#customers.add(rootId);
    }
    const isBroken =
      level > 0 ||
      (this.#failures >= FAILURES_TO_OPEN && this.#customers.size >= CUSTOMERS_TO_OPEN);
    if (!isBroken) {
      return null;
    }
    this.succeeded();
    return Math.min(this.#openMs.max, this.#openMs.min * 2 ** Math.min(level, 10));
  }
}
