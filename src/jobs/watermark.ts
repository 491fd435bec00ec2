import type { Sql } from "../../db/client.ts";
import * as queries from "../../db/queries/jobsWatermark.ts";

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
 * Raises `safe_id`, up to which every outbox id is decided: written, or never will be (CONTRACT 7).
 *
 * One process at a time, elected by an advisory lock of the session: whoever loses the connection loses the election
 * with it, and what it had begun. Two tickers at once would do no harm, as each waits for its own X and the
 * watermark only rises.
 */
export class WatermarkTicker {
  readonly #connection: Sql;
  #electedPid: number | null = null;
  /** A head that was read, and the transaction id after which everything up to it is decided. */
  #pending: { readonly head: bigint; readonly after: bigint } | null = null;

  /**
   * `connection` is a pool of one, the ticker's own. Not a reserved connection of a larger pool: one that is lost
   * while idle makes postgres.js 3.4.9 throw past every handler at its next query, while a pool connects anew.
   */
  constructor(connection: Sql) {
    this.#connection = connection;
  }

  get isElected(): boolean {
    return this.#electedPid !== null;
  }

  /** One step, without ever waiting for anybody. Throws what the database throws; the next step starts anew. */
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
    if (this.#electedPid !== null) {
      this.#forget();
      // Where the connection is gone, so is the lock.
      await queries.resignTicker(this.#connection).catch(() => {});
    }
  }

  async #stepOn(connection: Sql): Promise<TickerStep> {
    let election = await queries.tryElectTicker(connection, this.#electedPid !== null);
    if (this.#electedPid !== null && election.pid !== this.#electedPid) {
      // The driver has connected anew: the lock of the old session is gone.
      this.#forget();
      election = await queries.tryElectTicker(connection, false);
    }
    if (!election.elected) {
      return "NOT_ELECTED";
    }
    this.#electedPid = election.pid;

    if (this.#pending === null) {
      const { head, safe, isStale } = await queries.readOutboxHead(connection);
      if (head <= safe) {
        if (isStale) {
          await queries.raiseWatermark(connection, safe);
        }
        return "IDLE";
      }
      this.#pending = { head, after: await queries.drawTransactionId(connection) };
    }
    if ((await queries.oldestTransactionId(connection)) < this.#pending.after) {
      return "WAITING";
    }
    await queries.raiseWatermark(connection, this.#pending.head);
    this.#pending = null;
    return "TICKED";
  }

  #forget(): void {
    this.#electedPid = null;
    this.#pending = null;
  }
}
