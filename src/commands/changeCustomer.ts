import type { Sql, Tx } from "../../db/client.ts";
import { lockCustomers } from "../../db/queries/claims.ts";
import { IdBlocks } from "../../db/queries/idBlocks.ts";
import * as state from "../../db/queries/writeState.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { addMicros, type Instant, laterOf } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Catalog } from "../handoff/catalog.ts";
import { type Effects, newsOf, noEffects, type ToldKind } from "../handoff/effects.ts";
import { Pipeline } from "../handoff/pipeline.ts";
import type { Cause, PostingContext } from "../handoff/post.ts";
import { decideTierOf } from "../handoff/settle.ts";
import { type CustomerWork, worksetOf } from "../handoff/workset.ts";
import { addEffects } from "../handoff/write.ts";

/** What every command works with. */
export interface CommandDeps {
  /** The write pool. */
  readonly sql: Sql;
  readonly catalog: Catalog;
  readonly newPublicId: () => string;
  /** Tests pass the time; else the database's clock. */
  readonly now?: Instant;
}

/** A customer under its lock, with everything that decisions read. */
export interface CustomerChange {
  readonly tx: Tx;
  readonly context: PostingContext;
  readonly customer: CustomerWork;
  readonly cause: Cause;
  /** Adds a row to the customer's stream. The payload has ids, amounts and codes, no personal data. */
  readonly tell: (kind: ToldKind, payload: object) => void;
}

export interface ChangeOptions {
  readonly viewer: Viewer;
  readonly rootId: bigint;
  readonly store?: string | null;
  /** Ids that the change may need, given how many orders were locked: entries, lots and rows of its own. */
  readonly idsMax: (orders: number) => number;
  /** Orders that the change may settle again; their rows are locked before the customer (class 2). */
  readonly lockOrders?: (tx: Tx) => PromiseLike<readonly { readonly id: bigint }[]>;
}

/** Tier changes that passed due instants may have made, terms being months. */
const DUE_IDS = 200;

/**
 * Locks a live customer, reads its state in statements that start after the lock, takes it through its passed due
 * instants, runs the change and writes what it did: the body of every command that concerns a customer (CONTRACT 5, 8).
 * Classes 0 to 3 must be claimed before; the caller commits.
 *
 * Returns null, with nothing changed, when the customer is gone or was merged meanwhile: look it up again.
 * A change that told nothing, added nothing and set nothing `dirty` was refused: then nothing is written, and passed due
 * instants are left to the next write or the job.
 */
export async function changeCustomer<Answer>(
  tx: Tx,
  deps: CommandDeps,
  options: ChangeOptions,
  run: (change: CustomerChange) => Promise<Answer>,
): Promise<Answer | null> {
  const { rootId, viewer } = options;
  // From this very connection: commands that each wait for a second one would wait for each other.
  const ids = new IdBlocks(tx);
  const orderIds = ((await options.lockOrders?.(tx)) ?? []).map((row) => row.id);
  await ids.ensure(options.idsMax(orderIds.length) + DUE_IDS);
  const locked = await lockCustomers(tx, [rootId], false);

  const customers = await state.readCustomers(tx, [rootId], [rootId]);
  const root = customers.find((row) => row.id === rootId);
  if (locked.length === 0 || root === undefined || root.root_id !== rootId) {
    return null;
  }
  const leaves = customers.map((row) => row.id);
  const [accounts, memberships, orders, lots, clock] = await Promise.all([
    state.readAccounts(tx, [rootId], leaves),
    state.readMemberships(tx, leaves),
    state.readOrders(tx, orderIds),
    state.readLotsOfOrders(tx, orderIds),
    deps.now ?? clockOf(tx),
  ]);
  const workset = worksetOf({ customers, accounts, memberships, orders, lots, unlinked: [] });
  const customer = workset.customers.get(rootId);
  if (customer === undefined) {
    throw new Error(`customer ${rootId} is locked and has no row`);
  }
  const effects = noEffects();
  const context: PostingContext = {
    workset,
    effects,
    catalog: deps.catalog,
    nextId: () => ids.next(),
  };
  const recordedAt = laterOf(clock, addMicros(customer.recordedAt, 1));
  const cause: Cause = {
    eventRowId: null,
    actor: actorOf(viewer),
    store: options.store ?? viewer.store,
    run: null,
    recordedAt,
    now: laterOf(recordedAt, customer.evaluatedAt),
  };
  decideTierOf(context, customer, cause, true);
  // What time alone did is no reason to write.
  customer.dirty = false;
  const made = countOf(effects);
  const answer = await run({
    tx,
    context,
    customer,
    cause,
    tell: (kind, payload) => {
      const news = newsOf(effects, customer, recordedAt);
      news.told.push({ kind, payload });
      news.announce = true;
    },
  });
  const isChanged = customer.dirty || countOf(effects) > made;
  if (!isChanged) return answer;
  customer.recordedAt = recordedAt;
  customer.evaluatedAt = cause.now;
  customer.dirty = true;
  const pipeline = new Pipeline();
  addEffects(tx, pipeline, workset, effects);
  await pipeline.send();
  return answer;
}

/** How much a customer's change has added so far. */
function countOf({ entries, memberships, tierChanges, unlinkedReturns, news }: Effects): number {
  let told = 0;
  for (const { orders, told: more } of news.values()) told += orders.size + more.length;
  return entries.length + memberships.length + tierChanges.length + unlinkedReturns.size + told;
}

/** The database's time: the only clock of the write path. */
export async function clockOf(db: Sql | Tx): Promise<Instant> {
  const [row] = await state.readClock(db);
  return instantFromPg((row as { now: string }).now);
}
