import type { Sql } from "../../../db/connection/client.ts";
import { readClockMicros } from "../../../db/statements/readClock.ts";
import type { Logger } from "../../platform/logger.ts";
import { startTimer, type Timer } from "../../platform/timer.ts";

/**
 * Milliseconds that this machine's clock may differ from the database's: as much as the check of a
 * token forgives.
 */
export const CLOCK_TOLERANCE_MS = 5_000;
const MEASURE_MS = 10_000;
const FAILURE_DELAY_MS = 2_000;
/** A measurement that took longer says too little, milliseconds. */
const ROUND_TRIP_MS_MAX = 1_000;

/** What is known of this machine's clock. */
export interface ClockState {
  /**
   * Milliseconds by which it is ahead of the database's; below 0 when it is behind. Null: not
   * measured yet.
   */
  readonly aheadMs: number | null;
  readonly isOff: boolean;
}

/**
 * Compares this machine's clock with the database's, whose clock decides everything that is
 * written. Tokens are judged by this machine's: an hour ahead it refuses every customer's fresh
 * token, an hour behind it takes ended ones.
 */
export class ClockWatch {
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #wallMs: () => number;
  #state: ClockState = { aheadMs: null, isOff: false };
  #timer: Timer | undefined;

  constructor(deps: {
    readonly sql: Sql;
    readonly log: Logger;
    /** This machine's clock, milliseconds since 1970. */
    readonly wallMs: () => number;
  }) {
    this.#sql = deps.sql;
    this.#log = deps.log;
    this.#wallMs = deps.wallMs;
  }

  get state(): ClockState {
    return this.#state;
  }

  /** Measures every ten seconds until `stop`. */
  start(): void {
    this.#timer = startTimer({
      work: async () => {
        await this.measure();
        return MEASURE_MS;
      },
      failureDelayMs: FAILURE_DELAY_MS,
      onFailure: (error) => this.#log.warn({ error }, "the database's clock was not read"),
    });
  }

  async stop(): Promise<void> {
    await this.#timer?.stop();
  }

  /**
   * Measures once. The database read its clock somewhere between the question and the answer, so a
   * difference counts only as far as it is outside of these. Throws what the database throws; what
   * was known stays.
   */
  async measure(): Promise<void> {
    const askedMs = this.#wallMs();
    const startedMs = performance.now();
    const databaseMs = (await readClockMicros(this.#sql)) / 1_000;
    const roundTripMs = performance.now() - startedMs;
    if (roundTripMs > ROUND_TRIP_MS_MAX) {
      return;
    }
    const aheadMs = Math.round(askedMs + roundTripMs / 2 - databaseMs);
    const isOff = Math.abs(aheadMs) - roundTripMs / 2 > CLOCK_TOLERANCE_MS;
    if (isOff && !this.#state.isOff) {
      this.#log.error(
        { aheadMs },
        "this machine's clock differs from the database's: tokens are judged wrongly, set it right",
      );
    }
    this.#state = { aheadMs, isOff };
  }
}
