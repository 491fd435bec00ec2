import { type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";

/** Codes that nobody has, or somebody else, which one principal may try within a window. */
export const UNKNOWN_CODES_MAX = 100;
/** Seconds. */
export const GUESS_WINDOW_S = 600;
/** Principals remembered; the one that guessed first is forgotten first. */
const PRINCIPALS_MAX = 10_000;

type Window = {
  since: Instant;
  misses: number;
  /** Tries that are not answered yet; each may become a miss. */
  running: number;
  /** Those that wait until one of them is. */
  readonly waiting: (() => void)[];
};

/**
 * Stops whoever tries coupon codes. Once over the limit every code is refused, good ones too: an answer would be
 * worth guessing for.
 *
 * A try counts from before it is run and is taken back when it hits, so that codes tried at once are counted like codes
 * tried in turn: what would go over the limit if all that run were misses waits for their answers.
 *
 * Kept in the process and not in the database: looking a code up must not write, and redeeming must not pay for it. So
 * each process counts for itself and forgets with a restart; what keeps generated codes from being guessed is their
 * 75 bits. Attempts by command are on record all the same, those over the limit too.
 */
export class GuessLimit {
  readonly #clock: () => Instant;
  readonly #windows = new Map<string, Window>();

  constructor(clock: () => Instant) {
    this.#clock = clock;
  }

  /**
   * Runs what answers whether a code is good, unless the principal is over the limit, and counts its misses.
   *
   * @param refused what to answer over the limit; default: to throw
   * @throws AppError RATE_LIMITED with retryAfterSeconds
   */
  async guard<Answer>(
    principal: string,
    run: () => Promise<Answer>,
    isMiss: (answer: Answer) => boolean,
    refused: (error: AppError) => Promise<Answer> = (error) => Promise.reject(error),
  ): Promise<Answer> {
    const entered = await this.#enter(principal);
    if (entered instanceof AppError) return await refused(entered);
    let missed = false;
    try {
      const answer = await run();
      missed = isMiss(answer);
      return answer;
    } finally {
      this.#leave(principal, entered, missed);
    }
  }

  async #enter(principal: string): Promise<Window | AppError> {
    for (;;) {
      const window = this.#windowOf(principal);
      if (window.misses >= UNKNOWN_CODES_MAX) return this.#tooMany(window);
      if (window.misses + window.running < UNKNOWN_CODES_MAX) {
        window.running += 1;
        return window;
      }
      await new Promise<void>((resolve) => window.waiting.push(resolve));
    }
  }

  #leave(principal: string, window: Window, missed: boolean): void {
    window.running -= 1;
    if (missed) window.misses += 1;
    const isCurrent = this.#windows.get(principal) === window;
    const isIdle = window.running === 0;
    // Below the limit there is room for one more; over it, or when nobody will come to wake the rest, all look again.
    const isLast = window.misses >= UNKNOWN_CODES_MAX || isIdle || !isCurrent;
    if (isCurrent && isIdle && window.misses === 0) this.#windows.delete(principal);
    for (const wake of window.waiting.splice(0, isLast ? window.waiting.length : 1)) wake();
  }

  #windowOf(principal: string): Window {
    const known = this.#windows.get(principal);
    if (known !== undefined && this.#secondsLeft(known) > 0) return known;
    this.#windows.delete(principal);
    if (this.#windows.size >= PRINCIPALS_MAX) {
      const [oldest] = this.#windows.keys();
      this.#windows.delete(oldest as string);
    }
    const window: Window = { since: this.#clock(), misses: 0, running: 0, waiting: [] };
    this.#windows.set(principal, window);
    return window;
  }

  #secondsLeft({ since }: Window): number {
    return Math.ceil((since - this.#clock()) / MICROS_PER_SECOND) + GUESS_WINDOW_S;
  }

  #tooMany(window: Window): AppError {
    return new AppError(
      "RATE_LIMITED",
      `More than ${UNKNOWN_CODES_MAX} unknown coupon codes within ${GUESS_WINDOW_S / 60} minutes; wait.`,
      { details: { retryAfterSeconds: this.#secondsLeft(window) } },
    );
  }
}
