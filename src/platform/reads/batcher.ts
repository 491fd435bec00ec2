import { AppError } from "../../errors.ts";
import { RETRY_AFTER_S } from "../failure.ts";
import type { BatchScheduler, Lane } from "./batchScheduler.ts";

/** Who asks: one request, usually. */
export interface Caller {
  /** Once aborted, its keys that have not been sent are dropped. */
  readonly signal?: { readonly aborted: boolean } | undefined;
  /** Bulk work that may wait for everybody else. */
  readonly isBulk?: boolean;
}

const ANYBODY: Caller = {};

/**
 * The values of the keys, one each, in their order. Deep-frozen: they go to every request that
 * asked.
 */
export type BatchFetch<Key, Value> = (keys: readonly Key[]) => Promise<readonly Value[]>;

export interface BatcherOptions {
  /**
   * Whether an error is of the database and not of a key (connection lost, cancelled): it is not
   * tried again.
   */
  readonly isTransient: (error: unknown) => boolean;
  readonly observer?: BatchObserver;
}

/** Hears of every batch. */
export interface BatchObserver {
  /** @param waitMs of the key that waited longest */
  readonly sent: (batch: {
    readonly lookup: string;
    readonly size: number;
    readonly waitMs: number;
  }) => void;
  /**
   * `SPLIT`: tried again in halves; `KEY`: a key that cannot be read; `LOST`, `DEADLINE`: see
   * AppError UNAVAILABLE.
   */
  readonly failed: (failure: { readonly lookup: string; readonly kind: BatchFailure }) => void;
}

export type BatchFailure = "SPLIT" | "KEY" | "LOST" | "DEADLINE";

/** Statements that one failed batch may cost, besides one for each part that is left then. */
const FETCHES_PER_BATCH_MAX = 64;

/** Entries that have left a queue's array before it is worth cutting. */
const CUT_AT_MIN = 1_024;

interface Entry<Key, Value> {
  readonly key: Key;
  readonly signal: Caller["signal"];
  readonly enteredMs: number;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
  isSettled: boolean;
}

/** Waiting keys, first in first out. */
class Queue<Key, Value> {
  #entries: Entry<Key, Value>[] = [];
  #first = 0;

  get length(): number {
    return this.#entries.length - this.#first;
  }

  push(entry: Entry<Key, Value>): void {
    this.#entries.push(entry);
  }

  shift(): Entry<Key, Value> | undefined {
    const entry = this.#entries[this.#first];
    if (entry === undefined) {
      return undefined;
    }
    this.#first += 1;
    // Cut when most of it has gone: each entry is then moved once at most.
    if (this.#first === this.#entries.length || this.#first >= CUT_AT_MIN) {
      if (this.#first * 2 < this.#entries.length) {
        return entry;
      }
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
    return entry;
  }

  *[Symbol.iterator](): Iterator<Entry<Key, Value>> {
    for (let at = this.#first; at < this.#entries.length; at += 1) {
      yield this.#entries[at] as Entry<Key, Value>;
    }
  }
}

/**
 * One lookup's reads for all requests of the process (contract 9).
 *
 * Guarantees: a key never joins a fetch that is already under way, so one reads what one wrote; a
 * key that makes its statement fail fails alone; every call is answered within its deadline.
 * Nobody's rights are known here: who asks has been authorised, and checks again what it got.
 */
export class Batcher<Key, Value> implements Lane {
  readonly name: string;
  readonly #scheduler: BatchScheduler;
  readonly #fetch: BatchFetch<Key, Value>;
  readonly #options: BatcherOptions;
  readonly #queue = new Queue<Key, Value>();
  readonly #bulkQueue = new Queue<Key, Value>();
  readonly #inFlight = new Set<readonly Entry<Key, Value>[]>();

  constructor(
    name: string,
    scheduler: BatchScheduler,
    fetch: BatchFetch<Key, Value>,
    options: BatcherOptions,
  ) {
    this.name = name;
    this.#scheduler = scheduler;
    this.#fetch = fetch;
    this.#options = options;
    scheduler.register(this);
  }

  /**
   * The value of a key.
   *
   * @throws AppError OVERLOADED when too many keys wait; UNAVAILABLE when the answer did not come
   *   in time or the caller has gone; otherwise what the statement failed with for this very key
   */
  load(key: Key, caller: Caller = ANYBODY): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#scheduler.admit();
      const enteredMs = performance.now();
      const { signal, isBulk } = caller;
      const queue = isBulk === true ? this.#bulkQueue : this.#queue;
      queue.push({ key, signal, enteredMs, resolve, reject, isSettled: false });
    });
  }

  /** Keys that wait, of both kinds. */
  get queued(): number {
    return this.#queue.length + this.#bulkQueue.length;
  }

  waiting(isBulk: boolean): number {
    return (isBulk ? this.#bulkQueue : this.#queue).length;
  }

  async run(isBulk: boolean): Promise<void> {
    const batch = this.#take(isBulk ? this.#bulkQueue : this.#queue);
    const [oldest] = batch;
    if (oldest === undefined) {
      return;
    }
    const waitMs = performance.now() - oldest.enteredMs;
    this.#options.observer?.sent({ lookup: this.name, size: batch.length, waitMs });
    this.#inFlight.add(batch);
    await this.#settle(batch);
    this.#inFlight.delete(batch);
  }

  sweep(nowMs: number): void {
    for (const entries of [this.#queue, this.#bulkQueue, ...this.#inFlight]) {
      for (const entry of entries) {
        // First in, first out: behind the first that may still wait, all may.
        if (nowMs - entry.enteredMs < this.#scheduler.limits.keyDeadlineMs) {
          break;
        }
        if (entry.isSettled) {
          continue;
        }
        this.#reject(entry, lateError());
        this.#tell("DEADLINE");
      }
    }
  }

  #take(queue: Queue<Key, Value>): Entry<Key, Value>[] {
    const batch: Entry<Key, Value>[] = [];
    let left = 0;
    while (batch.length < this.#scheduler.limits.keysPerBatchMax) {
      const entry = queue.shift();
      if (entry === undefined) {
        break;
      }
      left += 1;
      if (this.#isWanted(entry)) {
        batch.push(entry);
      }
    }
    this.#scheduler.release(left);
    return batch;
  }

  #isWanted(entry: Entry<Key, Value>): boolean {
    if (entry.signal?.aborted === true) {
      this.#reject(entry, goneError());
    }
    return !entry.isSettled;
  }

  /**
   * Fetches until every entry has its value or its error. A part that fails is tried again in
   * halves.
   */
  async #settle(batch: readonly Entry<Key, Value>[]): Promise<void> {
    const parts = [batch];
    let fetches = 0;
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      const wanted = part.filter((entry) => this.#isWanted(entry));
      if (wanted.length === 0) {
        continue;
      }
      fetches += 1;
      try {
        const values = await this.#fetchInTime(wanted.map(({ key }) => key));
        for (const [at, entry] of wanted.entries()) {
          this.#resolve(entry, values[at] as Value);
        }
      } catch (error) {
        const isOfKey = !(error instanceof LostError) && !this.#options.isTransient(error);
        if (isOfKey && wanted.length > 1 && fetches < FETCHES_PER_BATCH_MAX) {
          this.#tell("SPLIT");
          const half = wanted.length >> 1;
          parts.push(wanted.slice(half), wanted.slice(0, half));
        } else {
          this.#tell(isOfKey ? "KEY" : "LOST");
          const reason = error instanceof LostError ? lateError() : error;
          for (const entry of wanted) {
            this.#reject(entry, reason);
          }
        }
      }
    }
  }

  async #fetchInTime(keys: readonly Key[]): Promise<readonly Value[]> {
    let watchdog: NodeJS.Timeout | undefined;
    const lost = new Promise<never>((_resolve, reject) => {
      watchdog = setTimeout(() => reject(new LostError()), this.#scheduler.limits.watchdogMs);
    });
    try {
      const values = await Promise.race([this.#fetch(keys), lost]);
      if (values.length === keys.length) {
        return values;
      }
      throw new Error(`lookup ${this.name}: ${values.length} values for ${keys.length} keys`);
    } finally {
      clearTimeout(watchdog);
    }
  }

  #resolve(entry: Entry<Key, Value>, value: Value): void {
    entry.isSettled = true;
    entry.resolve(value);
  }

  #reject(entry: Entry<Key, Value>, error: unknown): void {
    if (entry.isSettled) {
      return;
    }
    entry.isSettled = true;
    entry.reject(error);
  }

  #tell(kind: BatchFailure): void {
    this.#options.observer?.failed({ lookup: this.name, kind });
  }
}

/** The watchdog gave a statement up. */
class LostError extends Error {}

function lateError(): AppError {
  return new AppError("UNAVAILABLE", "The database did not answer in time; try again.", {
    details: { retryAfterSeconds: RETRY_AFTER_S },
  });
}

function goneError(): AppError {
  return new AppError("UNAVAILABLE", "The request was given up by its sender.");
}
