import type { SpanContext } from "@opentelemetry/api";
import { AppError } from "../../errors.ts";
import {
  BATCH_ATTEMPTS_MAX,
  connectedComponents,
  type FailureKind,
  failureKind,
  RETRY_AFTER_S,
  RETRY_DELAY_MS,
} from "../../platform/failure.ts";
import { outsideRequests } from "../../platform/tracing/scope.ts";
import { batchSpan, during } from "../../platform/tracing/spans.ts";
import { type BatchOutcome, runBatch, type Stage } from "../batch.ts";
import { recordInternal } from "../internal.ts";
import { type Item, SKIP_ROUNDS_MAX } from "../item.ts";
import type { PlanOptions } from "../plan.ts";
import type { ReceiverOptions } from "./options.ts";
import type { EventQueue } from "./queue.ts";
import { WriterConnection } from "./writerConnection.ts";

interface WriterOptions extends ReceiverOptions {
  readonly queue: EventQueue;
  /** The next batch when it is time for it. */
  readonly take: () => Item[];
  /**
   * Runs released events, and those that events (`by`) have released which the database has on
   * record.
   */
  readonly runReleased: (ids: readonly bigint[], by: readonly bigint[]) => Promise<void>;
  /** Something finished: what waited behind it may go on. */
  readonly onIdle: () => void;
}

/**
 * Milliseconds for which a batch is tried again while the database cannot be reached; then its
 * senders are told.
 */
export const CONNECTION_PATIENCE_MS = 10_000;

/**
 * Times a batch is planned anew because others were faster; each time somebody else has made
 * progress.
 */
const STALE_PLANS_MAX = 50;

/**
 * Batches that are planned carefully after one that was not planned carefully enough: repeats come
 * in runs.
 */
const CAREFUL_BATCHES = 16;

/** What has been tried with a batch so far. */
interface Tries {
  readonly startedAt: number;
  /** That failed for another reason than a plan that was overtaken. */
  attempts: number;
  stalePlans: number;
  /** In one of them the answer to COMMIT may have been lost. */
  lostConnection: boolean;
}

/** Counts a failed attempt, and says what to do with its batch. */
function nextAfter(
  kind: FailureKind,
  tries: Tries,
  { rematches, now }: { readonly rematches: boolean; readonly now: number },
): "AGAIN" | "AGAIN_LATER" | "EACH_ALONE" | "SPLIT" | "GIVE_BACK" {
  // What one of them matches was not found from the keys: each on its own, as its predecessors left
  // it.
  if (kind === "STALE" && rematches && tries.stalePlans > 0) {
    return "EACH_ALONE";
  }
  if (kind === "STALE" && tries.stalePlans < STALE_PLANS_MAX) {
    tries.stalePlans += 1;
    return "AGAIN";
  }
  tries.attempts += 1;
  if (kind === "CULPRIT") {
    return "SPLIT";
  }
  if (kind === "CONNECTION") {
    tries.lostConnection = true;
    return now - tries.startedAt > CONNECTION_PATIENCE_MS ? "GIVE_BACK" : "AGAIN_LATER";
  }
  return tries.attempts < BATCH_ATTEMPTS_MAX ? "AGAIN_LATER" : "GIVE_BACK";
}

/**
 * One writer: takes a batch, runs it, and while it is in flight the next one collects
 * (contract 6.1).
 */
export class Writer {
  readonly #options: WriterOptions;
  #connection: WriterConnection | null = null;
  #busy = false;
  #carefulBatches = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  wake(): void {
    if (!this.#busy) {
      // Its batches are of many requests, long after the one that woke it.
      void outsideRequests(() => this.#work());
    }
  }

  async close(): Promise<void> {
    await this.#connection?.close();
    this.#connection = null;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    const { queue, take } = this.#options;
    for (let batch = take(); batch.length > 0; batch = take()) {
      try {
        await this.#process(batch);
      } catch (error) {
        // Nothing of the batch is committed and nobody else will answer its senders.
        for (const item of batch) {
          item.fail(error);
        }
      }
      queue.release(batch);
      this.#options.onIdle();
    }
    this.#busy = false;
  }

  /**
   * Runs a batch to its end: committed, left to a later one, split, or given back to its senders.
   */
  async #process(items: readonly Item[]): Promise<void> {
    const alone = items.length === 1 && items[0]?.slow === true;
    const rematches = !alone && items[0]?.rematches === true;
    const tries: Tries = {
      startedAt: performance.now(),
      attempts: 0,
      stalePlans: 0,
      lostConnection: false,
    };
    for (;;) {
      try {
        const careful = rematches || this.#carefulBatches > 0;
        const outcome = await this.#run(items, { alone, careful, rematches });
        // Of an earlier attempt only COMMIT's answer may be lost: what it released is for this one
        // to run.
        this.#finish(outcome, tries.lostConnection ? outcome.repeated : []);
        this.#carefulBatches = Math.max(0, this.#carefulBatches - 1);
        return;
      } catch (error) {
        const kind = failureKind(error);
        const attempt = tries.attempts + 1;
        this.#options.observer?.failure?.({ kind, attempt, size: items.length, error });
        this.#carefulBatches = CAREFUL_BATCHES;
        if (kind === "CONNECTION") {
          this.#dropConnection();
        }
        switch (nextAfter(kind, tries, { rematches, now: performance.now() })) {
          case "AGAIN":
            break;
          case "AGAIN_LATER":
            await delay(tries.attempts);
            break;
          case "EACH_ALONE":
            return await this.#processAlone(items);
          case "SPLIT":
            return await this.#split(items, error);
          case "GIVE_BACK":
            return this.#giveBack(items, error);
        }
      }
    }
  }

  async #processAlone(items: readonly Item[]): Promise<void> {
    for (const item of items) {
      item.slow = true;
      await this.#process([item]);
    }
  }

  async #run(items: readonly Item[], options: PlanOptions): Promise<BatchOutcome> {
    const { catalog, newPublicId, observer } = this.#options;
    const startedAt = performance.now();
    let lockedAt = startedAt;
    const connection = await this.#connect();
    const { tx, ids } = connection;
    const onStage = (stage: Stage): void => {
      if (stage === "taken") {
        lockedAt = performance.now();
      }
      observer?.stage?.(stage);
    };
    const span = batchSpan(items.length, tracesOf(items));
    const work = connection.guard(
      runBatch({ tx, ids, catalog, newPublicId, onStage }, items, options),
    );
    const outcome = await (span === null ? work : during(span, work));
    const now = performance.now();
    observer?.batch?.({
      size: items.length,
      totalMs: now - startedAt,
      lockMs: now - lockedAt,
      outcome,
    });
    return outcome;
  }

  /**
   * Answers the senders, once what the batch released has run too; what is deferred leads the next
   * batch.
   */
  #finish(outcome: BatchOutcome, by: readonly bigint[]): void {
    const answer = (): void => {
      for (const { item, result } of outcome.answered) {
        item.answer(result);
      }
    };
    if (outcome.deferred.length > 0) {
      for (const { item, why } of outcome.deferred) {
        item.rounds += why === "LOCKED" ? 1 : 0;
        item.rematches ||= why === "REMATCH";
        item.slow ||= why === "ALONE" || item.rounds >= SKIP_ROUNDS_MAX;
      }
      this.#options.queue.pushFirst(outcome.deferred.map(({ item }) => item));
    }
    if (outcome.released.length === 0 && by.length === 0) {
      answer();
    } else {
      // The sender of the release is answered in any case: its own events are committed.
      void this.#options
        .runReleased(outcome.released, by)
        .catch((error: unknown) => {
          // What did not run stays marked as released, and the sweep runs it.
          const size = outcome.released.length;
          this.#options.observer?.failure?.({ kind: "RELEASED", attempt: 1, size, error });
        })
        .then(answer);
    }
  }

  /**
   * Finds the event that cannot be applied: by connected component, then by halves; its neighbours
   * go through.
   */
  async #split(items: readonly Item[], error: unknown): Promise<void> {
    if (items.length === 1) {
      await this.#record(items[0] as Item, error);
      return;
    }
    const components = connectedComponents(items);
    const parts: (readonly Item[])[] =
      components.length > 1 ? halvesOf(components).map((half) => half.flat()) : halvesOf(items);
    for (const part of parts) {
      await this.#process(part);
    }
  }

  /**
   * Keeps the event that cannot be applied; its sender is told to come again when not even that can
   * be done.
   */
  async #record(item: Item, cause: unknown): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const connection = await this.#connect();
        const { tx, ids } = connection;
        item.answer(await connection.guard(recordInternal(tx, ids, item, cause)));
        return;
      } catch (error) {
        const kind = failureKind(error);
        this.#options.observer?.failure?.({ kind, attempt, size: 1, error });
        if (kind === "STALE") {
          // It has run elsewhere meanwhile: what became of it is its answer.
          await this.#process([item]);
          return;
        }
        if (kind === "CONNECTION") {
          this.#dropConnection();
        }
        if (kind === "CULPRIT" || attempt >= BATCH_ATTEMPTS_MAX) {
          this.#giveBack([item], error);
          return;
        }
        await delay(attempt);
      }
    }
  }

  #giveBack(items: readonly Item[], cause: unknown): void {
    const error = new AppError(
      "UNAVAILABLE",
      "The database could not take the events in time; send the same events again.",
      { cause, details: { retryAfterSeconds: RETRY_AFTER_S } },
    );
    for (const item of items) {
      item.fail(error);
    }
  }

  async #connect(): Promise<WriterConnection> {
    if (this.#connection?.isLost === true) {
      this.#dropConnection();
    }
    this.#connection ??= await WriterConnection.open(this.#options.sql);
    return this.#connection;
  }

  #dropConnection(): void {
    void this.#connection?.close();
    this.#connection = null;
  }
}

/** Of the calls that brought the events, each once. */
function tracesOf(items: readonly Item[]): Set<SpanContext> {
  const traces = new Set<SpanContext>();
  for (const { intake } of items) {
    if (intake?.submission.trace !== undefined) {
      traces.add(intake.submission.trace);
    }
  }
  return traces;
}

function halvesOf<Member>(members: readonly Member[]): (readonly Member[])[] {
  const middle = Math.ceil(members.length / 2);
  return [members.slice(0, middle), members.slice(middle)];
}

/** Jitter, so that two that met do not meet again. */
function delay(attempt: number): Promise<void> {
  const ms = Math.random() * RETRY_DELAY_MS * 2 ** Math.min(attempt, 6);
  return new Promise((resolve) => setTimeout(resolve, ms));
}
