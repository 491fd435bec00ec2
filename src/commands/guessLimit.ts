import { type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";

/** Codes that nobody has, or somebody else, which one principal may try within a window. */
export const UNKNOWN_CODES_MAX = 100;
/** Seconds. */
export const GUESS_WINDOW_S = 600;
/** Principals remembered; the one that guessed first is forgotten first. */
const PRINCIPALS_MAX = 10_000;

/**
 * Stops whoever tries coupon codes. Once over the limit every code is refused, good ones too: an answer would be
 * worth guessing for.
 *
 * Kept in the process and not in the database: looking a code up must not write, and redeeming must not pay for it. So
 * each process counts for itself and forgets with a restart; what keeps generated codes from being guessed is their
 * 75 bits. Attempts by command are on record all the same.
 *
 * Throws, from `guard`: AppError RATE_LIMITED with retryAfterSeconds.
 */
export class GuessLimit {
  readonly #clock: () => Instant;
  readonly #windows = new Map<string, { since: Instant; misses: number }>();

  constructor(clock: () => Instant) {
    this.#clock = clock;
  }

  /** Runs what answers whether a code is good, unless the principal is over the limit, and counts its misses. */
  async guard<Answer>(
    principal: string,
    run: () => Promise<Answer>,
    isMiss: (answer: Answer) => boolean,
  ): Promise<Answer> {
    this.#check(principal);
    const answer = await run();
    if (isMiss(answer)) this.#miss(principal);
    return answer;
  }

  #check(principal: string): void {
    const window = this.#windows.get(principal);
    if (window === undefined) return;
    const endsIn = Math.ceil((window.since - this.#clock()) / MICROS_PER_SECOND) + GUESS_WINDOW_S;
    if (endsIn <= 0) {
      this.#windows.delete(principal);
    } else if (window.misses >= UNKNOWN_CODES_MAX) {
      throw new AppError(
        "RATE_LIMITED",
        `More than ${UNKNOWN_CODES_MAX} unknown coupon codes within ${GUESS_WINDOW_S / 60} minutes; wait.`,
        { details: { retryAfterSeconds: endsIn } },
      );
    }
  }

  #miss(principal: string): void {
    const window = this.#windows.get(principal);
    if (window !== undefined) {
      window.misses += 1;
      return;
    }
    if (this.#windows.size >= PRINCIPALS_MAX) {
      const [oldest] = this.#windows.keys();
      this.#windows.delete(oldest as string);
    }
    this.#windows.set(principal, { since: this.#clock(), misses: 1 });
  }
}
