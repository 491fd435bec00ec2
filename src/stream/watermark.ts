import { randomUUID } from "node:crypto";
import type { Sql } from "../../db/connection/client.ts";
import * as queries from "../../db/queries/stream/jobsWatermark.ts";
import type { Job, JobTools } from "../platform/jobs.ts";

/**
 * Milliseconds between two looks for news in the outbox: what it adds to the age of what readers
 * see.
 */
const TICK_MS = 250;
/** While a transaction is waited for: they last a few milliseconds. */
const TICK_WAITING_MS = 10;
/**
 * Between two looks at most whether the process that ticks has given its place back; when its lease
 * ends is known, and looked at then.
 */
const TICK_ELECTION_MS = 1_000;

/**
 * What one step came to.
 *
 * - `NOT_ELECTED`: another process ticks.
 * - `IDLE`: nothing new was drawn.
 * - `WAITING`: a transaction that may have drawn an id up to H is still open; ask again soon.
 * - `TICKED`: the watermark was raised.
 */
export type TickerStep = "NOT_ELECTED" | "IDLE" | "WAITING" | "TICKED";

/**
 * Milliseconds for which a process ticks without a sign of life; then any other may take its place.
 */
export const TICKER_LEASE_MS = 2_000;

/**
 * Raises `safe_id`, up to which every outbox id is decided: written, or never will be
 * (contract 7.2).
 *
 * One process at a time, by a lease that the database's clock ends: one that is frozen or cut off
 * keeps its place for TICKER_LEASE_MS, whatever became of its connection, and what it sends when it
 * wakes up changes nothing. Two tickers at once would do no harm either, as each waits for its own
 * X and the watermark only rises.
 */
export class WatermarkTicker {
  readonly #connection: Sql;
  readonly #name = randomUUID();
  #isElected = false;
  #leftMs = 0;
  /** A head that was read, and the transaction id after which everything up to it is decided. */
  #pending: { readonly head: bigint; readonly after: bigint } | null = null;

  /** `connection` is a pool of one, the ticker's own: nothing else may keep it waiting. */
  constructor(connection: Sql) {
    this.#connection = connection;
  }

  get isElected(): boolean {
    return this.#isElected;
  }

  /** For how much longer the lease that was seen last is in force, whoever has it; milliseconds. */
  get leftMs(): number {
    return this.#leftMs;
  }

  /**
   * One step, without ever waiting for anybody. Throws what the database throws; the next step
   * starts anew.
   */
  async step(): Promise<TickerStep> {
    try {
      return await this.#stepOn(this.#connection);
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  /** Gives the election back; the connection is its owner's to close. */
  async close(): Promise<void> {
    if (this.#isElected) {
      this.#forget();
      // A database that is away ends the lease by itself.
      await queries.resignTicker(this.#connection, this.#name).catch(() => {});
    }
  }

  async #stepOn(connection: Sql): Promise<TickerStep> {
    const { isOurs, leftMs } = await queries.leaseTicker(connection, this.#name, TICKER_LEASE_MS);
    this.#leftMs = leftMs;
    if (!isOurs) {
      this.#forget();
      return "NOT_ELECTED";
    }
    this.#isElected = true;

    if (this.#pending === null) {
      const { head, safe } = await queries.readOutboxHead(connection);
      if (head <= safe) {
        return "IDLE";
      }
      this.#pending = { head, after: await queries.drawTransactionId(connection) };
    }
    if ((await queries.oldestTransactionId(connection)) < this.#pending.after) {
      return "WAITING";
    }
    if (!(await queries.raiseWatermark(connection, this.#name, this.#pending.head))) {
      this.#forget();
      return "NOT_ELECTED";
    }
    this.#pending = null;
    return "TICKED";
  }

  #forget(): void {
    this.#isElected = false;
    this.#pending = null;
  }
}

const MS_UNTIL_NEXT: Readonly<Record<Exclude<TickerStep, "NOT_ELECTED">, number>> = {
  IDLE: TICK_MS,
  WAITING: TICK_WAITING_MS,
  TICKED: TICK_MS,
};

/** @param connection a pool of one, the ticker's alone */
export function watermarkJob(connection: Sql, { onNews }: Pick<JobTools, "onNews">): Job {
  const ticker = new WatermarkTicker(connection);
  return {
    name: "watermark",
    work: async () => {
      const step = await ticker.step();
      if (step === "TICKED") {
        onNews();
      }
      return step === "NOT_ELECTED"
        ? Math.min(TICK_ELECTION_MS, ticker.leftMs + TICK_WAITING_MS)
        : MS_UNTIL_NEXT[step];
    },
    isWokenByNews: () => ticker.isElected,
    stop: () => ticker.close(),
  };
}
