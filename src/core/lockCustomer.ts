import type { Tx } from "../../db/connection/client.ts";
import { lockCustomers } from "../../db/queries/core/takeKeys.ts";
import { readLockedCustomer } from "../../db/queries/coupons/coupons.ts";
import { type Instant, laterOf } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { Pipeline } from "../platform/pipeline.ts";
import { StaleError } from "../platform/stale.ts";
import { advanceLocked } from "./advance.ts";
import type { CommandDeps } from "./changeCustomer.ts";

/** A live customer under its lock, for a change that touches neither points nor tier. */
export interface LockedCustomer {
  readonly rootId: bigint;
  readonly publicId: string;
  /** As of now: passed due instants have been advanced through. */
  readonly tier: string | null;
  /** On any of the leaves; the caller asks refuseMarked, or puts its refusal on record. */
  readonly marks: ReadonlySet<string>;
  /** Read after the lock. */
  readonly now: Instant;
}

/**
 * Locks a customer and reads what a coupon may ask of it, in one round trip: the lean sister of
 * `changeCustomer`, which also loads accounts and orders. `also` goes out right behind, as a
 * statement of a later lock class.
 *
 * Throws: StaleError when the customer was merged since it was looked up; the transaction is then
 * run again.
 */
export async function lockCustomer<Row>(
  tx: Tx,
  deps: Pick<CommandDeps, "catalog" | "now">,
  rootId: bigint,
  also?: () => PromiseLike<readonly Row[]>,
): Promise<{ readonly customer: LockedCustomer; readonly rows: readonly Row[] }> {
  const pipeline = new Pipeline();
  pipeline.add(lockCustomers(tx, [rootId], false));
  const read = pipeline.add(readLockedCustomer(tx, rootId));
  const others = also === undefined ? { rows: [] } : pipeline.add(also());
  await pipeline.send();
  let [row] = read.rows;
  if (row === undefined || row.root_id !== rootId) {
    throw new StaleError(`customer ${rootId} is no live customer any more`);
  }
  const now = deps.now ?? instantFromPg(row.now);
  const begins = deps.catalog.nextBegin(instantFromPg(row.evaluated_at));
  const dueAt = row.next_due_at === null ? begins : instantFromPg(row.next_due_at);
  if ((dueAt !== null && dueAt <= now) || (begins !== null && begins <= now)) {
    const clock = deps.now;
    await advanceLocked(
      tx,
      { catalog: deps.catalog, ...(clock === undefined ? {} : { now: () => clock }) },
      [{ root_id: rootId, next_due_at: row.next_due_at ?? row.evaluated_at, grants: row.grants }],
      now,
    );
    [row = row] = await readLockedCustomer(tx, rootId);
  }
  return {
    customer: {
      rootId,
      publicId: row.public_id,
      tier: row.tier,
      marks: new Set(row.marks),
      now: laterOf(now, deps.now ?? instantFromPg(row.now)),
    },
    rows: others.rows,
  };
}
