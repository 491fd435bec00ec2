import type { Sql } from "../../db/connection/client.ts";
import { addGuesses, readGuesses, type SpentRow } from "../../db/queries/access/guesses.ts";
import {
  GUESS_WINDOW_S,
  type GuessBudget,
  guessBudgetsOf,
  SPENT_MAX,
  secondsToRoom,
  spentAfter,
} from "../domain/access/guessBudget.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";

/** How old what this process knows of misses elsewhere may be, milliseconds. */
const GUESSES_REFRESH_MS = 1_000;
/** Looked at again at each refresh, seconds: longer than a write takes to commit. */
const OVERLAP_S = 10;
/**
 * Budgets remembered; the one that was spent from first is forgotten first, and known again with
 * its next miss.
 */
const BUDGETS_MAX = 50_000;

export interface GuardOptions<Answer> {
  /**
   * What is asked by cannot be guessed: it is answered also when guessing has used the budget up.
   */
  readonly isStrong?: boolean;
  /** What to answer over the limit; default: to throw. */
  readonly refused?: (error: AppError) => Promise<Answer>;
}

/** `GuessLimit.guard` for one viewer. */
export type Guard = <Answer>(
  run: () => Promise<Answer>,
  isMiss: (answer: Answer) => boolean,
  options?: GuardOptions<Answer>,
) => Promise<Answer>;

/** What look-ups ask of a limit. */
export type Guesses = Pick<GuessLimit, "guard"> & {
  /** Counts misses and refuses nothing; absent where that is so already. */
  readonly counting?: Guesses;
};

/** The miss of a look-up that answers with what it found, or null. */
export function isNothing(found: unknown): boolean {
  return found === null;
}

/**
 * The one budget of misses, for every look-up by what can be guessed (domain/access/guessBudget.ts,
 * ADR-0021).
 *
 * What this process has seen counts at once; it is written in batches, and what other servers have
 * written is read once a second, or with the next miss. Only misses write. An answer is given only
 * as long as the budget has room when it is known, so that tries made at once get no more than
 * tries made in turn; a hit over the limit is withheld too, else it would be worth guessing for. N
 * servers give at most N budgets in the second in which one is used up.
 */
export class GuessLimit {
  readonly #clock: () => Instant;
  readonly #sql: Sql | null;
  readonly #spent = new Map<string, { spent: number; at: Instant }>();
  /** Shares that the database does not have yet. */
  readonly #unwritten = new Map<string, number>();
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isRefreshing = false;
  #seconds = SPENT_MAX.strong * GUESS_WINDOW_S;
  #warn: (found: object, message: string) => void = () => {};

  /** @param sql where the servers of an installation meet; null: for this process alone */
  constructor(clock: () => Instant, sql: Sql | null = null) {
    this.#clock = clock;
    this.#sql = sql;
  }

  /** Keeps up with the other servers until `stop`. A failure keeps what is known. */
  start(log: { warn(found: object, message: string): void }): void {
    this.#warn = (found, message) => log.warn(found, message);
    this.#timer = setInterval(() => void this.refresh(), GUESSES_REFRESH_MS);
    this.#timer.unref();
  }

  /** Writes what is not written yet. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#write();
  }

  /**
   * Runs what looks something up, unless a budget of the viewer is used up, and counts a miss.
   *
   * @throws AppError RATE_LIMITED with retryAfterSeconds, instead of the answer
   */
  async guard<Answer>(
    viewer: Viewer,
    run: () => Promise<Answer>,
    isMiss: (answer: Answer) => boolean,
    { isStrong = false, refused }: GuardOptions<Answer> = {},
  ): Promise<Answer> {
    const budgets = guessBudgetsOf(viewer);
    const before = this.#refusalOf(budgets, isStrong);
    if (before !== null) {
      if (refused === undefined) {
        throw before;
      }
      return await refused(before);
    }
    const outcome = await run().then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    );
    const withheld = this.#refusalOf(budgets, isStrong);
    if ("answer" in outcome && isMiss(outcome.answer)) {
      this.#note(viewer, budgets);
    }
    if (withheld !== null) {
      throw withheld;
    }
    if ("error" in outcome) {
      throw outcome.error;
    }
    return outcome.answer;
  }

  /** Counts misses, and answers whatever is left of a budget. */
  readonly counting: Guesses = {
    guard: async (viewer, run, isMiss) => {
      const answer = await run();
      if (isMiss(answer)) {
        this.noteMiss(viewer);
      }
      return answer;
    },
  };

  /** Whether the viewer is over the limit of what can be guessed. */
  isOver(viewer: Viewer): boolean {
    return this.#refusalOf(guessBudgetsOf(viewer), false) !== null;
  }

  /** Counts a miss of what has to be done whatever is left. */
  noteMiss(viewer: Viewer): void {
    this.#note(viewer, guessBudgetsOf(viewer));
  }

  /** Sends what is unwritten and learns what others wrote. */
  async refresh(): Promise<void> {
    if (this.#isRefreshing || this.#sql === null) {
      return;
    }
    this.#isRefreshing = true;
    try {
      await this.#write();
      const seconds = this.#seconds;
      this.#learn(await readGuesses(this.#sql, GUESS_WINDOW_S, seconds));
      this.#seconds = OVERLAP_S;
      this.#forgetWhole();
    } catch (error) {
      this.#warn({ error }, "misses of other servers not read");
    } finally {
      this.#isRefreshing = false;
    }
  }

  #spentOf(key: string): number {
    const known = this.#spent.get(key);
    if (known === undefined) {
      return 0;
    }
    return spentAfter(known.spent, (this.#clock() - known.at) / MICROS_PER_SECOND);
  }

  #refusalOf(budgets: readonly GuessBudget[], isStrong: boolean): AppError | null {
    const max = isStrong ? SPENT_MAX.strong : SPENT_MAX.guessable;
    let retryAfterSeconds = 0;
    for (const { key, share } of budgets) {
      // Nearly everybody has not missed lately.
      if (!this.#spent.has(key)) {
        continue;
      }
      const seconds = secondsToRoom(this.#spentOf(key), share, max);
      retryAfterSeconds = Math.max(retryAfterSeconds, seconds);
    }
    if (retryAfterSeconds === 0) {
      return null;
    }
    return new AppError(
      "RATE_LIMITED",
      `Too many numbers, addresses or codes that nobody has, or somebody else; wait ${retryAfterSeconds} s. Generated coupon codes are still taken.`,
      { details: { retryAfterSeconds } },
    );
  }

  #note(viewer: Viewer, budgets: readonly GuessBudget[]): void {
    for (const { key, share, of } of budgets) {
      const hadRoom = secondsToRoom(this.#spentOf(key), share, SPENT_MAX.guessable) === 0;
      const spent = Math.min(SPENT_MAX.strong, this.#spentOf(key) + share);
      this.#set(key, spent);
      if (this.#sql !== null && (this.#unwritten.has(key) || this.#unwritten.size < BUDGETS_MAX)) {
        this.#unwritten.set(key, (this.#unwritten.get(key) ?? 0) + share);
      }
      if (hadRoom && secondsToRoom(spent, share, SPENT_MAX.guessable) > 0) {
        const { principal, store } = viewer;
        this.#warn({ principal, store, budget: of }, "a budget of guesses is used up");
      }
    }
    if (this.#sql !== null) {
      void this.#write();
    }
  }

  #set(key: string, spent: number): void {
    if (!this.#spent.has(key) && this.#spent.size >= BUDGETS_MAX) {
      const [oldest] = this.#spent.keys();
      this.#spent.delete(oldest as string);
    }
    this.#spent.set(key, { spent, at: this.#clock() });
  }

  /**
   * What the database says is more than what is known here when others have missed too; less never
   * counts.
   */
  #learn(rows: readonly SpentRow[]): void {
    for (const { key, spent } of rows) {
      const whole = Math.min(SPENT_MAX.strong, spent + (this.#unwritten.get(key) ?? 0));
      if (whole > this.#spentOf(key)) {
        this.#set(key, whole);
      }
    }
  }

  #forgetWhole(): void {
    for (const key of this.#spent.keys()) {
      if (this.#spentOf(key) === 0) {
        this.#spent.delete(key);
      }
    }
  }

  /**
   * While one write is under way the next collects. What could not be written is written with the
   * next refresh.
   */
  async #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#sql !== null && this.#unwritten.size > 0) {
      const shares = [...this.#unwritten];
      this.#unwritten.clear();
      try {
        this.#learn(await addGuesses(this.#sql, shares, GUESS_WINDOW_S, SPENT_MAX.strong));
      } catch (error) {
        for (const [key, share] of shares) {
          this.#unwritten.set(key, share + (this.#unwritten.get(key) ?? 0));
        }
        this.#warn({ error }, "misses not written");
        return;
      }
    }
  }
}
