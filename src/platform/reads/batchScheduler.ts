import { AppError } from "../../errors.ts";
import { RETRY_AFTER_S } from "../failure.ts";
import { outsideRequests } from "../tracing/scope.ts";

/** How much of the database all lookups together may take. */
export interface BatchLimits {
  /**
   * Statements in flight over all lookups; no more than the pool has connections, or they would
   * queue behind each other there.
   */
  readonly inFlightMax: number;
  /** Statements in flight of one lookup: a slow one leaves the rest to the others. */
  readonly inFlightPerLookupMax: number;
  /** Of them, statements of bulk reads. */
  readonly bulkInFlightMax: number;
  /** Keys that wait, over all lookups. One more is refused. */
  readonly queuedMax: number;
  readonly keysPerBatchMax: number;
  /**
   * Milliseconds after which a statement counts as lost and its slot is free; above the server's
   * statement_timeout.
   */
  readonly watchdogMs: number;
  /** Milliseconds that a key waits at most, from being asked for to its answer. */
  readonly keyDeadlineMs: number;
}

/** The server cancels a statement of a batch after this long, milliseconds; set on the pool. */
export const BATCH_STATEMENT_TIMEOUT_MS = 1_000;

export const BATCH_LIMITS: BatchLimits = {
  inFlightMax: 10,
  inFlightPerLookupMax: 2,
  bulkInFlightMax: 2,
  queuedMax: 10_000,
  keysPerBatchMax: 1_000,
  watchdogMs: 1_500,
  keyDeadlineMs: 3_000,
};

/** How often deadlines are looked at, milliseconds: a key may overstay by this. */
export const SWEEP_MS = 100;

/** One lookup as the scheduler sees it. */
export interface Lane {
  /** Keys that wait. */
  waiting(isBulk: boolean): number;
  /**
   * Takes keys from the queue and fetches them. Resolves when their slot is free; never rejects.
   */
  run(isBulk: boolean): Promise<void>;
  /** Fails every key whose deadline has passed. */
  sweep(nowMs: number): void;
}

interface LaneState {
  readonly lane: Lane;
  inFlight: number;
}

/**
 * Decides when which lookup sends its next batch.
 *
 * Self-clocking: keys collect until the event loop has worked through what came in, and for as long
 * as their lookup has as many batches in flight as it may; so batches are small and at once when
 * little is asked, and large when much is. Lookups take turns. Bulk reads go when nobody else can.
 */
export class BatchScheduler {
  readonly limits: BatchLimits;
  readonly #lanes: LaneState[] = [];
  #queued = 0;
  #inFlight = 0;
  #bulkInFlight = 0;
  /** The lane asked first next time. */
  #turn = 0;
  #isWoken = false;
  #sweeper: NodeJS.Timeout | null = null;

  constructor(limits: BatchLimits = BATCH_LIMITS) {
    this.limits = limits;
  }

  register(lane: Lane): void {
    this.#lanes.push({ lane, inFlight: 0 });
  }

  /**
   * Lets one more key wait.
   *
   * @throws AppError OVERLOADED when too many do
   */
  admit(): void {
    if (this.#queued >= this.limits.queuedMax) {
      throw new AppError("OVERLOADED", "Too many reads are waiting; try again.", {
        details: { retryAfterSeconds: RETRY_AFTER_S },
      });
    }
    this.#queued += 1;
    this.#wake();
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** Keys have left the queue. */
  release(keys: number): void {
    this.#queued -= keys;
  }

  /**
   * After the callbacks of this turn of the event loop: whatever they ask for goes in the same
   * batch.
   */
  #wake(): void {
    if (this.#isWoken) {
      return;
    }
    this.#isWoken = true;
    // A batch is of many requests: what it logs is of none.
    outsideRequests(() =>
      setImmediate(() => {
        this.#isWoken = false;
        while (this.#startNext(false)) {}
        while (this.#bulkInFlight < this.limits.bulkInFlightMax && this.#startNext(true)) {}
      }),
    );
  }

  #startNext(isBulk: boolean): boolean {
    if (this.#inFlight >= this.limits.inFlightMax) {
      return false;
    }
    const count = this.#lanes.length;
    for (let step = 0; step < count; step += 1) {
      const place = (this.#turn + step) % count;
      const state = this.#lanes[place] as LaneState;
      if (state.inFlight < this.limits.inFlightPerLookupMax && state.lane.waiting(isBulk) > 0) {
        this.#turn = (place + 1) % count;
        void this.#run(state, isBulk);
        return true;
      }
    }
    return false;
  }

  async #run(state: LaneState, isBulk: boolean): Promise<void> {
    const bulk = isBulk ? 1 : 0;
    state.inFlight += 1;
    this.#inFlight += 1;
    this.#bulkInFlight += bulk;
    await state.lane.run(isBulk);
    state.inFlight -= 1;
    this.#inFlight -= 1;
    this.#bulkInFlight -= bulk;
    if (this.#queued > 0) {
      this.#wake();
    }
  }

  #sweep(): void {
    const nowMs = performance.now();
    for (const { lane } of this.#lanes) {
      lane.sweep(nowMs);
    }
    if (this.#queued > 0 || this.#inFlight > 0 || this.#sweeper === null) {
      return;
    }
    clearInterval(this.#sweeper);
    this.#sweeper = null;
  }
}
