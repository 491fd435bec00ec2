import { readHeldEvents, rejectHeld } from "../../../db/queries/purchases/held.ts";
import { RELEASED_AT_ONCE_MAX } from "../../core/onceReleasing.ts";
import { compareVersions } from "../../domain/order/compareVersions.ts";
import type { FactVersion } from "../../domain/order/facts.ts";
import { type FactJson, versionOfFact } from "../../domain/purchase/factCodec.ts";
import { HOLDS, isHoldReason } from "../../domain/purchase/holds.ts";
import { AppError } from "../../errors.ts";
import { RETRY_AFTER_S } from "../../platform/failure.ts";
import { during, receiveSpan } from "../../platform/tracing/spans.ts";
import { heldItem } from "../heldItem.ts";
import type { Item } from "../item.ts";
import { findReleasedInTurn } from "../released.ts";
import type { PurchaseAnswer } from "../results.ts";
import { Gather } from "./gather.ts";
import { itemsOf, namesUnknownCode } from "./intake.ts";
import type { ReceiverOptions } from "./options.ts";
import { EventQueue, QUEUE_EVENTS_MAX } from "./queue.ts";
import { EVENTS_PER_CALL_MAX, type PurchaseResult, type Submission } from "./submission.ts";
import { Writer } from "./writer.ts";

/** Milliseconds between two refreshes of the catalog for unknown codes. */
const REFRESH_INTERVAL_MS = 1_000;

/** Events that wait and that are in a transaction, how long the oldest has waited, and writers. */
export interface ReceiverLoad {
  readonly queued: number;
  readonly inFlight: number;
  readonly oldestSeconds: number;
  readonly writers: number;
  readonly busy: number;
}

/** The one way in (HANDOFF.md). */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #queue = new EventQueue();
  readonly #gather = new Gather(this.#queue, () => this.#wake());
  readonly #writers: Writer[];
  #closing = false;
  #refreshedAt = 0;
  #refreshing: Promise<void> | null = null;
  #open = 0;
  #drained: (() => void) | null = null;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#writers = Array.from(
      { length: options.writers },
      () =>
        new Writer({
          ...options,
          queue: this.#queue,
          take: () => this.#gather.take(),
          runReleased: (ids, by) => this.#runReleased(ids, by),
          onIdle: () => this.#wake(),
        }),
    );
  }

  /** Events that wait in this process. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /** What it has to do at this moment. */
  get load(): ReceiverLoad {
    const { length: queued, inFlight, oldestAtMs } = this.#queue;
    const oldestSeconds = oldestAtMs === null ? 0 : (performance.now() - oldestAtMs) / 1_000;
    const busy = this.#writers.filter(({ isBusy }) => isBusy).length;
    return { queued, inFlight, oldestSeconds, writers: this.#writers.length, busy };
  }

  /**
   * Takes a submission in and answers when every event of it is applied, held or refused, and
   * committed.
   *
   * Returns results in input order. Throws AppError TOO_MANY_EVENTS, OVERLOADED (queue full:
   * nothing of the submission was taken) or UNAVAILABLE (shutting down, or the database cannot be
   * reached: what was taken is on record, so send the same events again). Guarantees: submissions
   * are taken in the order of the calls, so that of two events with a key in common the one that
   * was submitted first is applied first.
   */
  receivePurchases = async (submission: Submission): Promise<readonly PurchaseResult[]> => {
    const count = submission.events.length;
    if (count > EVENTS_PER_CALL_MAX) {
      throw new AppError(
        "TOO_MANY_EVENTS",
        `Send at most ${EVENTS_PER_CALL_MAX} events in one call; this one has ${count}.`,
      );
    }
    if (count === 0) {
      return [];
    }
    const isUnknown = namesUnknownCode(submission, this.#options.catalog);
    const refreshing = isUnknown ? this.#refreshCatalog() : this.#refreshing;
    if (refreshing !== null) {
      // Whoever comes while it lasts waits too, and nobody overtakes.
      try {
        await refreshing;
      } catch (error) {
        if (isUnknown) {
          throw error;
        }
      }
    }
    this.#refuseWithoutRoom(count);
    const { promise, callbacks } = this.#answersOf(count);
    const { door, mode } = submission;
    const span = receiveSpan({
      "tributary.events": count,
      "tributary.door": door,
      "tributary.mode": mode,
    });
    const isTraced = span.isRecording();
    const taken = isTraced ? { ...submission, trace: span.spanContext() } : submission;
    this.#enqueue(itemsOf(taken, this.#options.catalog, callbacks));
    submission.onTaken?.();
    return isTraced ? during(span, promise) : promise;
  };

  #refuseWithoutRoom(count: number): void {
    const details = { retryAfterSeconds: RETRY_AFTER_S };
    if (this.#closing) {
      const message = "The server is shutting down; send the same events again.";
      throw new AppError("UNAVAILABLE", message, { details });
    }
    if (this.#queue.length + count > QUEUE_EVENTS_MAX) {
      const message = "Too many events are waiting; come back shortly with the same events.";
      throw new AppError("OVERLOADED", message, { details });
    }
  }

  /**
   * Runs held events again, by when they happened (contract 1.5): released ones, or (`atOnce`)
   * those whose maximum age is over, which end as their reason says. Resolves when they have run,
   * here or in another process; events that are no longer held are passed over. Throws what the
   * first of those threw that could not be run, once all others have run.
   */
  async runHeld(ids: readonly bigint[], options: { atOnce: boolean }): Promise<number> {
    if (ids.length === 0) {
      return 0;
    }
    const rows = await readHeldEvents(this.#options.sql, ids);
    const ending = options.atOnce
      ? rows.filter(
          (row) =>
            isHoldReason(row.reason ?? "") &&
            HOLDS[row.reason as keyof typeof HOLDS].end === "REJECT",
        )
      : [];
    if (ending.length > 0) {
      await rejectHeld(
        this.#options.sql,
        ending.map((row) => row.id),
        "HELD_TOO_LONG",
      );
    }
    const running = oldestFirst(rows.filter((row) => !ending.includes(row)));
    const runs = await Promise.allSettled(
      running.map(
        (row) =>
          new Promise<void>((resolve, reject) => {
            const source = this.#options.catalog.sourceById(row.source_id);
            const { answer, fail } = this.#countedOnce(resolve, reject);
            this.#enqueue([heldItem(row, source, options.atOnce, answer, fail)]);
          }),
      ),
    );
    const failed = runs.find((run) => run.status === "rejected");
    if (failed !== undefined) {
      throw failed.reason;
    }
    return rows.length;
  }

  /**
   * Waits for what was taken in, then gives the connections back. Nothing new is taken from now on.
   */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#open > 0) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
    }
    await Promise.all(this.#writers.map((writer) => writer.close()));
  }

  #enqueue(items: readonly Item[]): void {
    this.#open += items.length;
    this.#queue.push(items);
    // In the next turn, so that calls which arrive together share a transaction.
    setImmediate(() => this.#wake());
  }

  /**
   * The answer of a submission, and what fills it. Apart from `receivePurchases`, so that nothing
   * here keeps the raw events alive until then. An event counts as done once, with its first
   * answer.
   */
  #answersOf(count: number) {
    const { promise, resolve, reject } = Promise.withResolvers<readonly PurchaseResult[]>();
    const results: PurchaseResult[] = new Array(count);
    const isDone = new Uint8Array(count);
    let left = count;
    const done = (index: number): void => {
      if (isDone[index] === 0) {
        isDone[index] = 1;
        this.#closeOne();
      }
    };
    const callbacks = {
      onUnreadable: (error: unknown): void =>
        this.#options.observer?.failure?.({ kind: "UNREADABLE", attempt: 1, size: 1, error }),
      answer: (index: number, result: PurchaseAnswer): void => {
        results[index] = { index, ...result };
        left -= 1;
        if (left === 0) {
          resolve(results);
        }
        done(index);
      },
      fail: (index: number, error: unknown): void => {
        reject(error);
        done(index);
      },
    };
    return { promise, callbacks };
  }

  #countedOnce(answered: () => void, failed: (error: unknown) => void) {
    let isDone = false;
    const done = (): void => {
      if (!isDone) {
        isDone = true;
        this.#closeOne();
      }
    };
    return {
      answer: (): void => {
        answered();
        done();
      },
      fail: (error: unknown): void => {
        failed(error);
        done();
      },
    };
  }

  #closeOne(): void {
    this.#open -= 1;
    if (this.#open === 0) {
      this.#drained?.();
    }
  }

  #wake(): void {
    for (const writer of this.#writers) {
      writer.wake();
    }
  }

  /**
   * Runs released events. Another sender may have released one too, and another process may be
   * running it: then it is waited for, and so is what it releases in turn, because whoever runs it
   * answers only senders of its own.
   */
  async #runReleased(released: readonly bigint[], by: readonly bigint[]): Promise<void> {
    const { sql } = this.#options;
    const seen = new Set(released);
    let ids = by.length === 0 ? released : [...released, ...(await findReleasedInTurn(sql, by))];
    while (ids.length > 0 && ids.length <= RELEASED_AT_ONCE_MAX) {
      await this.runHeld(ids, { atOnce: false });
      const next = await findReleasedInTurn(sql, ids);
      ids = next.filter((id) => !seen.has(id));
      for (const id of ids) {
        seen.add(id);
      }
    }
  }

  /** The refresh that is under way, or a new one; null when the last one is not long ago. */
  #refreshCatalog(): Promise<void> | null {
    const now = performance.now();
    if (this.#refreshing === null && now - this.#refreshedAt >= REFRESH_INTERVAL_MS) {
      this.#refreshedAt = now;
      this.#refreshing = this.#options.catalog.refresh();
      const end = (): void => {
        this.#refreshing = null;
      };
      // The first to be told, before those who wait for it go on.
      this.#refreshing.then(end, end);
    }
    return this.#refreshing;
  }
}

/** By version; one whose record cannot be read comes last, so that it fails alone. */
function oldestFirst<Row extends { readonly fact: unknown }>(rows: readonly Row[]): readonly Row[] {
  const versioned = rows.map((row) => ({ row, version: readVersion(row.fact) }));
  versioned.sort((a, b) => {
    if (a.version === null || b.version === null) {
      return Number(a.version === null) - Number(b.version === null);
    }
    return compareVersions(a.version, b.version);
  });
  return versioned.map(({ row }) => row);
}

function readVersion(fact: unknown): FactVersion | null {
  try {
    return versionOfFact(fact as FactJson);
  } catch {
    return null;
  }
}
