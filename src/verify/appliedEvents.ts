import type { Tx } from "../../db/connection/client.ts";
import {
  type AppliedRow,
  fetchApplied,
  openAppliedCursor,
  readAppliedOf,
} from "../../db/queries/verify/verifyGroups.ts";

/** Rows of one FETCH: a few hundred kilobytes. */
const FETCH_ROWS = 10_000;

/**
 * The ids of all applied events, by the customer or guest order they belong to, read once from
 * front to back while the walk through the customers goes on beside it.
 */
export class AppliedEvents {
  readonly #tx: Tx;
  #rows: readonly AppliedRow[] = [];
  #at = 0;
  #isOver = false;

  private constructor(tx: Tx) {
    this.#tx = tx;
  }

  static async open(tx: Tx): Promise<AppliedEvents> {
    await openAppliedCursor(tx);
    return new AppliedEvents(tx);
  }

  /** Only those of some customers: a sample. */
  static async of(tx: Tx, roots: readonly bigint[]): Promise<AppliedEvents> {
    const events = new AppliedEvents(tx);
    events.#rows = await readAppliedOf(tx, roots);
    events.#isOver = true;
    return events;
  }

  /**
   * Everything up to and with `upTo`, by key; null takes all that is left of customers, or of
   * guests.
   */
  async take(guest: boolean, upTo: bigint | null): Promise<Map<bigint, bigint[]>> {
    const taken = new Map<bigint, bigint[]>();
    for (let row = await this.#peek(); row !== undefined; row = await this.#peek()) {
      if (row.guest !== guest || (upTo !== null && row.key > upTo)) {
        break;
      }
      this.#at += 1;
      const ids = taken.get(row.key);
      if (ids === undefined) {
        taken.set(row.key, [row.id]);
      } else {
        ids.push(row.id);
      }
    }
    return taken;
  }

  async #peek(): Promise<AppliedRow | undefined> {
    if (this.#at >= this.#rows.length && !this.#isOver) {
      this.#rows = await fetchApplied(this.#tx, FETCH_ROWS);
      this.#at = 0;
      this.#isOver = this.#rows.length < FETCH_ROWS;
    }
    return this.#rows[this.#at];
  }
}
