import type { Sql, Tx } from "../../db/connection/client.ts";
import { readDue } from "../../db/queries/core/jobsDue.ts";
import { lockCustomers } from "../../db/queries/core/takeKeys.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import { refuseMarked } from "../access/refuseMarked.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { MarkedAct } from "../domain/customer/marks.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, laterOf } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { Pipeline } from "../platform/pipeline.ts";
import { currentScope, traceparentOf } from "../platform/tracing/scope.ts";
import { advanceLocked } from "./advance.ts";
import type { Catalog } from "./catalog.ts";
import { worksetOf } from "./decode.ts";
import { type Effects, newsOf, noEffects, type ToldKind } from "./effects.ts";
import { addClock, addState, type LoadedState, loadState, type Wanted } from "./loadState.ts";
import { endMove } from "./moves/endMove.ts";
import { decideTierOf } from "./moves/settleOrder.ts";
import type { Cause, PostingContext } from "./points/context.ts";
import type { CustomerWork } from "./state.ts";
import { addEffects } from "./store.ts";

/** What every command works with. */
export interface CommandDeps {
  /** The write pool. */
  readonly sql: Sql;
  readonly catalog: Catalog;
  readonly newPublicId: () => string;
  /**
   * Runs held events that a command released, before its caller is answered; without it a job runs
   * them.
   */
  readonly runHeld?: (ids: readonly bigint[]) => Promise<void>;
  /** Is told how far a source has got; without it the source's next event tells. */
  readonly noteSource?: (sourceId: number, occurredAt: Instant) => void;
  /** Is told how many records of a source were new, or said something new. */
  readonly noteRecords?: (sourceId: number, count: number) => void;
  /** Is told of a fault of ours that one of many suffers while its neighbours go through. */
  readonly onFailure?: (error: unknown) => void;
  /** Tests pass the time; else the database's clock. */
  readonly now?: Instant;
}

/** A customer under its lock, with everything that decisions read. */
export interface CustomerChange {
  readonly tx: Tx;
  readonly context: PostingContext;
  readonly customer: CustomerWork;
  readonly cause: Cause;
  /**
   * Adds a row to the customer's stream. The payload has ids, amounts and codes, no personal data.
   * With `announce` false it is kept without being news: what is imported long after it happened.
   */
  readonly tell: (kind: ToldKind, payload: object, announce?: boolean) => void;
}

interface SharedOptions {
  readonly viewer: Viewer;
  /** Whom records name instead of the viewer: what the programme does of itself. */
  readonly actor?: string;
  /** What marks on the customer may forbid; null for what time does. */
  readonly act: MarkedAct | null;
  readonly store?: string | null;
  /**
   * Ids that the change may need, given how many orders were locked and lots were loaded: entries,
   * lots and rows of its own.
   */
  readonly idsMax: (orders: number, lots: number) => number;
  /** Whether all that is left of the points is loaded, for a change that takes some. */
  readonly spendsPoints?: boolean;
  /** Lots that the change may give points back to. */
  readonly lotIds?: readonly bigint[];
  /**
   * Orders that the change may settle again; their rows are locked before the customers (class 2).
   */
  readonly lockOrders?: (tx: Tx) => PromiseLike<readonly { readonly id: bigint }[]>;
}

export interface ChangeOptions extends SharedOptions {
  readonly rootId: bigint;
}

export interface ChangeManyOptions extends SharedOptions {
  readonly rootIds: readonly bigint[];
  /** Whether one moment, later than anything any of them has on record, is that of all. */
  readonly isOneMoment?: boolean;
}

/** Tier changes that passed due instants may have made, terms being months. */
const DUE_IDS = 200;

/**
 * Locks a live customer, reads its state in statements that start after the lock, takes it through
 * its passed due instants, runs the change and writes what it did: the body of every command that
 * concerns a customer (contract 5.2, 8.1). Classes 0 to 3 must be taken before; the caller
 * commits.
 *
 * Throws: AppError CUSTOMER_MARKED when a mark on the customer forbids the act.
 * Returns null, with nothing changed, when the customer is gone or was merged meanwhile: look it up
 * again. The customer is written when the change told something, settled an order or set `dirty`; a
 * change that did nothing leaves also the passed due instants to the next writer.
 */
export async function changeCustomer<Answer>(
  tx: Tx,
  deps: CommandDeps,
  { rootId, ...options }: ChangeOptions,
  run: (change: CustomerChange) => Promise<Answer>,
): Promise<Answer | null> {
  return await changeCustomers(tx, deps, { ...options, rootIds: [rootId] }, async (changes) => {
    const change = changes.get(rootId);
    return change === undefined ? null : await run(change);
  });
}

/**
 * As `changeCustomer`, for several customers in one transaction, locked in the order of their ids.
 * Those that are gone or were merged meanwhile are missing among the changes.
 */
export async function changeCustomers<Answer>(
  tx: Tx,
  deps: CommandDeps,
  { rootIds, viewer, act, ...options }: ChangeManyOptions,
  run: (changes: ReadonlyMap<bigint, CustomerChange>) => Promise<Answer>,
): Promise<Answer> {
  // From this very connection: commands that each wait for a second one would wait for each other.
  const ids = new IdBlocks(tx);
  const orders = ((await options.lockOrders?.(tx)) ?? []).map((row) => row.id);
  await lockCustomers(tx, rootIds, false);
  const { spendsPoints = false, lotIds: lots = [] } = options;
  const wanted = { roots: rootIds, orders, lots, spendsPoints };
  const { rows, clock } = await loadInTime(tx, deps, wanted);
  const workset = worksetOf(rows);
  if (act !== null) {
    for (const { marks } of workset.customers.values()) {
      refuseMarked(viewer, act, marks);
    }
  }
  const withTier = rows.customers.filter(({ tier }) => tier !== null).length;
  const lotsLoaded = workset.lots.size;
  const own = options.idsMax(orders.length, lotsLoaded);
  await ids.ensure(own + DUE_IDS * withTier + lotsLoaded);
  const effects = noEffects();
  effects.trace = traceparentOf(currentScope()?.span.spanContext());
  const context: PostingContext = {
    workset,
    effects,
    catalog: deps.catalog,
    nextId: () => ids.next(),
    following: rows.following,
  };
  // A guest's order has no customer whose times rise: what comes to it now is later than what came
  // before.
  const ordersRecordedAt = Math.max(0, ...[...workset.orders.values()].map((o) => o.recordedAt));
  const changes = new Map<bigint, CustomerChange>();
  const made = new Map<CustomerWork, number>();
  const customers = [...workset.customers.values()];
  const latest = (of: (customer: CustomerWork) => Instant) =>
    (options.isOneMoment === true ? Math.max(0, ...customers.map(of)) : 0) as Instant;
  const [recordedBefore, evaluatedBefore] = [
    latest((customer) => customer.recordedAt),
    latest((customer) => customer.evaluatedAt),
  ];
  for (const customer of customers) {
    const before = laterOf(
      laterOf(customer.recordedAt, recordedBefore),
      ordersRecordedAt as Instant,
    );
    const recordedAt = laterOf(clock, addMicros(before, 1));
    const cause: Cause = {
      eventRowId: null,
      actor: options.actor ?? actorOf(viewer),
      store: options.store ?? viewer.store,
      run: null,
      recordedAt,
      now: laterOf(recordedAt, laterOf(customer.evaluatedAt, evaluatedBefore)),
    };
    decideTierOf(context, customer, cause, true);
    // What time alone did is no reason to write.
    customer.dirty = false;
    made.set(customer, countOf(effects, customer));
    const tell = (kind: ToldKind, payload: object, announce = true): void => {
      const news = newsOf(effects, customer, recordedAt);
      news.told.push({ kind, payload, announce });
      news.announce ||= announce;
    };
    changes.set(customer.rootId, { tx, context, customer, cause, tell });
  }
  const answer = await run(changes);
  for (const { customer, cause } of changes.values()) {
    keepOrForget(context, customer, cause, made.get(customer) ?? 0);
  }
  const pipeline = new Pipeline();
  addEffects(tx, pipeline, context);
  await pipeline.send();
  return answer;
}

/**
 * The state as of the database's time. Points that time has changed are written first, with their
 * own moment, whatever the change then does.
 */
async function loadInTime(
  tx: Tx,
  deps: CommandDeps,
  wanted: Wanted,
): Promise<{ readonly rows: LoadedState; readonly clock: Instant }> {
  const read = new Pipeline();
  const state = addState(tx, read, wanted);
  const time = addClock(tx, read, deps.now);
  await read.send();
  const [rows, clock] = [await state(), time()];
  const isDue = rows.accounts.some(
    ({ next_lot_at: at }) => at !== null && instantFromPg(at) <= clock,
  );
  if (!isDue) {
    return { rows, clock };
  }
  const due = await readDue(tx, wanted.roots, formatInstant(clock));
  await advanceLocked(tx, { catalog: deps.catalog, now: () => clock }, due, clock);
  return { rows: await loadState(tx, wanted), clock };
}

/** What time alone did belongs to a write of its own, with its own moment (core/advance.ts). */
function keepOrForget(
  context: PostingContext,
  customer: CustomerWork,
  cause: Cause,
  made: number,
): void {
  const { effects } = context;
  if (customer.dirty || countOf(effects, customer) > made) {
    endMove(context, customer, cause);
    customer.dirty = true;
    return;
  }
  effects.news.delete(customer);
  const others = effects.tierChanges.filter((change) => change.root_id !== customer.rootId);
  effects.tierChanges.splice(0, effects.tierChanges.length, ...others);
  const entries = effects.entries.filter(({ leaf_id }) => !customer.leaves.includes(leaf_id));
  effects.entries.splice(0, effects.entries.length, ...entries);
  for (const { lots } of customer.accounts.values()) {
    for (const lot of lots.values()) {
      lot.dirty = false;
    }
  }
}

/** How much has been added for a customer so far. */
function countOf({ memberships, tierChanges, news }: Effects, customer: CustomerWork): number {
  const { orders, told } = news.get(customer) ?? { orders: new Set(), told: [] };
  const joined = memberships.filter(({ leaf_id }) => customer.leaves.includes(leaf_id));
  const changed = tierChanges.filter(({ root_id }) => root_id === customer.rootId);
  return orders.size + told.length + joined.length + changed.length;
}
