import type { Tx } from "../../../db/connection/client.ts";
import type { Pipeline } from "../../platform/pipeline.ts";
import type { Catalog } from "../catalog.ts";
import type { Effects } from "../effects.ts";
import type { CustomerWork, Workset } from "../state.ts";

/** What a follower looks at beside the customer, and where it tells the customer's stream. */
export interface Followed {
  readonly workset: Workset;
  readonly effects: Effects;
  readonly catalog: Catalog;
}

/**
 * What is kept of one customer, as it was loaded and as the moves of the transaction have left it;
 * null for nothing.
 */
export interface KeptChange<Kept> {
  readonly rootId: bigint;
  readonly before: Kept | null;
  readonly now: Kept | null;
}

/**
 * Something that is kept of every customer beside points and tier, and written in the same
 * transaction as the moves that change it: batches of purchases, commands and what time does all
 * follow their moves with it, and so does the replay of `verify`. It costs no round trip: its reads
 * and its statements travel with those of the state.
 *
 * What is kept is plain data that is never changed in place.
 */
export interface Follower<Kept = unknown> {
  /** How `verify` calls it, such as `due`. */
  readonly code: string;
  /**
   * Adds its reads to those that start after the locks, and answers what is stored of a customer;
   * it is asked once they were sent. `roots` are locked.
   */
  load(tx: Tx, read: Pipeline, roots: readonly bigint[]): (customer: CustomerWork) => Kept | null;
  /**
   * What is to be kept of a customer whose move has ended: orders and tier are settled, as of
   * `customer.evaluatedAt`. A pure function of what it is given, so that a replay comes to the
   * same; what has not changed is given back as it is.
   */
  afterMove(kept: Kept | null, customer: CustomerWork, followed: Followed): Kept | null;
  /**
   * Adds the statements that write what has changed, of customers that are written in this
   * transaction.
   */
  store(tx: Tx, write: Pipeline, changes: readonly KeptChange<Kept>[]): void;
  /**
   * What is stored of customers, by root: `verify` compares it with what their recorded facts come
   * to (I4).
   */
  replay(tx: Tx, roots: readonly bigint[]): Promise<ReadonlyMap<bigint, Kept>>;
}
