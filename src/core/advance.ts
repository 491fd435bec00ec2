import type { Sql, Tx } from "../../db/connection/client.ts";
import { deleteDue, upsertDue } from "../../db/queries/core/effects.ts";
import { type DueRow, findDue } from "../../db/queries/core/jobsDue.ts";
import { lockCustomers } from "../../db/queries/core/takeKeys.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, laterOf, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { counterIn, type Job, type JobTools } from "../platform/jobs.ts";
import { Pipeline } from "../platform/pipeline.ts";
import type { Catalog } from "./catalog.ts";
import { worksetOf } from "./decode.ts";
import { noEffects } from "./effects.ts";
import { addClock, addState, clockOf } from "./loadState.ts";
import { endMove } from "./moves/endMove.ts";
import { decideTierOf } from "./moves/settleOrder.ts";
import type { PostingContext } from "./points/context.ts";
import { type CustomerWork, idsForLots, nextDueOfCustomer, type Workset } from "./state.ts";
import { addEffects } from "./store.ts";

const DUE_MS = 1_000;

/** Customers in one transaction. */
const DUE_BATCH = 500;

/** Transactions at once: while the database writes one, the next is decided. */
export const DUE_LANES = 2;
/** Customers who are advanced together, from which on nobody waits for what is told of one. */
const BULK_FROM = 50;

/**
 * Changes that are older than this are made without telling anybody: a history that was just
 * imported, whose customers have term ends years back, is no news. A job that stood still over a
 * weekend is.
 */
const ANNOUNCED_DAYS = 7;

/** The shortest month: an upper bound for the term ends between two instants. */
const DAYS_PER_MONTH_MIN = 28;

export interface AdvanceDueDeps {
  readonly sql: Sql;
  readonly catalog: Catalog;
  /** Tests pass the time; else the database's clock. */
  readonly now?: () => Instant;
}

export interface AdvancedDue {
  readonly advanced: number;
  /** Held by a writer at this moment, which advances them itself (contract 8.1). */
  readonly skipped: number;
}

/**
 * Advances the customers whose due instants have passed, DUE_LANES batches of them, each in one
 * transaction (contract 8.1): tier, tier changes, the customer's stream, the next due instant. What
 * a writer holds is left to it.
 *
 * Throws: what a batch threw, once all have ended; the others are committed.
 */
export async function advanceDue(deps: AdvanceDueDeps): Promise<AdvancedDue> {
  const { sql } = deps;
  const now = deps.now?.() ?? (await clockOf(sql));
  const due = await findDue(sql, formatInstant(now), DUE_LANES * DUE_BATCH);
  const batches = Array.from({ length: Math.ceil(due.length / DUE_BATCH) }, (_, lane) =>
    due.slice(lane * DUE_BATCH, (lane + 1) * DUE_BATCH),
  );
  const ended = await Promise.allSettled(
    batches.map((batch) => sql.begin((tx) => advanceBatch(tx, deps, batch, now, "DUE"))),
  );
  const sum = { advanced: 0, skipped: 0 };
  for (const one of ended) {
    if (one.status === "rejected") {
      throw one.reason;
    }
    sum.advanced += one.value.advanced;
    sum.skipped += one.value.skipped;
  }
  return sum;
}

/** Batches until no customer is due that can be had. Resolves to how many were advanced. */
export async function runDue(deps: AdvanceDueDeps): Promise<number> {
  let total = 0;
  for (;;) {
    const { advanced, skipped } = await advanceDue(deps);
    total += advanced;
    // A batch of which all are held would be found again at once.
    if (advanced === 0 || advanced + skipped < DUE_LANES * DUE_BATCH) {
      return total;
    }
  }
}

/**
 * Takes customers, whose locks the caller holds, through the due instants that have passed: what a
 * command does before its own change (contract 8.1), recorded as the job records it.
 */
export async function advanceLocked(
  tx: Tx,
  deps: Pick<AdvanceDueDeps, "catalog" | "now">,
  due: readonly DueRow[],
  now: Instant,
): Promise<void> {
  await advanceBatch(tx, deps, due, now, "ALL");
}

/**
 * One batch of customers through what time and the rules bring, up to `now`.
 *
 * @param kind DUE: those whose due instants have passed, but for those that somebody holds. ALL:
 *   whoever is named; who is held is waited for, so that nobody is left out.
 */
export async function advanceBatch(
  tx: Tx,
  { catalog, now: given }: Pick<AdvanceDueDeps, "catalog" | "now">,
  due: readonly DueRow[],
  now: Instant,
  kind: "DUE" | "ALL",
): Promise<AdvancedDue & { readonly changes: number }> {
  const wanted = due.map((row) => row.root_id);
  const roots = (await lockCustomers(tx, wanted, kind === "DUE")).map((row) => row.id);
  const read = new Pipeline();
  const state = addState(tx, read, { roots });
  const time = addClock(tx, read, given?.());
  await read.send();
  const loaded = await state();
  const workset = worksetOf(loaded);
  const clock = time();
  // From this very connection: one that holds locks must not wait for another.
  const ids = new IdBlocks(tx);
  await ids.ensure(
    due.reduce(
      (sum, row) => sum + row.grants + termEndsMax(instantFromPg(row.next_due_at), now),
      idsForLots(workset) + idsForVersions(catalog, workset, now),
    ),
  );
  const effects = { ...noEffects(), isBulk: roots.length >= BULK_FROM };
  const { following } = loaded;
  const context: PostingContext = {
    ...{ workset, effects, catalog, following },
    nextId: () => ids.next(),
  };
  const still: { root_id: bigint; next_due_at: string }[] = [];
  const gone: bigint[] = [];
  for (const rootId of roots) {
    const customer = workset.customers.get(rootId);
    const dueAt = customer === undefined ? null : nextDueOfCustomer(customer);
    if (kind === "ALL") {
      if (customer !== undefined) {
        advanceCustomer(context, customer, now, clock);
      }
    } else if (customer === undefined || dueAt === null) {
      // Absorbed by another customer, or in the base tier: nothing is due any more.
      gone.push(rootId);
    } else if (dueAt > now) {
      still.push({ root_id: rootId, next_due_at: formatInstant(dueAt) });
    } else {
      advanceCustomer(context, customer, now, clock);
    }
  }
  const pipeline = new Pipeline();
  addEffects(tx, pipeline, context);
  if (gone.length > 0) {
    pipeline.add(deleteDue(tx, gone));
  }
  if (still.length > 0) {
    pipeline.add(upsertDue(tx, still));
  }
  await pipeline.send();
  return {
    advanced: roots.length,
    skipped: wanted.length - roots.length,
    changes: effects.tierChanges.filter(({ kind: change }) => change !== "UNCHANGED").length,
  };
}

/**
 * Takes one customer through every due instant up to `now`, in order, each decided as of that
 * instant; replays of recorded facts do the same (src/verify).
 */
export function advanceCustomer(
  context: PostingContext,
  customer: CustomerWork,
  now: Instant,
  clock: Instant,
): void {
  const recordedAt = laterOf(clock, addMicros(customer.recordedAt, 1));
  const announcedFrom = addMicros(now, -ANNOUNCED_DAYS * MICROS_PER_DAY);
  for (let at = nextInstantOf(context, customer); at !== null && at <= now; ) {
    const isDue = nextDueOfCustomer(customer) === at;
    const cause = {
      eventRowId: null,
      actor: "job:due",
      store: null,
      run: null,
      recordedAt,
      now: at,
    };
    decideTierOf(context, customer, cause, at >= announcedFrom);
    endMove(context, customer, cause);
    // A version of the rules that changes nothing for this customer leaves its row alone.
    customer.dirty ||= isDue;
    const next: Instant | null = nextInstantOf(context, customer);
    if (next === at) {
      throw new RangeError(`what is due for customer ${customer.rootId} does not come to an end`);
    }
    at = next;
  }
}

/** When time, or a new version of the rules, may change the customer next. */
function nextInstantOf({ catalog }: PostingContext, customer: CustomerWork): Instant | null {
  const due = nextDueOfCustomer(customer);
  const begin = customer.tier === null ? null : catalog.nextBegin(customer.evaluatedAt);
  return due === null || (begin !== null && begin < due) ? begin : due;
}

/** A version of the rules may change what is earned, and with it what a grant gives. */
function idsForVersions(catalog: Catalog, { customers }: Workset, now: Instant): number {
  let versions = 0;
  for (const { evaluatedAt } of customers.values()) {
    versions += catalog.versionsSince(evaluatedAt, now).length - 1;
  }
  return 2 * versions;
}

/**
 * One tier change a term end, terms being whole months, and one more for a tier that the rules no
 * longer have.
 */
function termEndsMax(from: Instant, now: Instant): number {
  return Math.ceil((now - from) / (DAYS_PER_MONTH_MIN * MICROS_PER_DAY)) + 2;
}

export function dueJob(deps: AdvanceDueDeps, { registry, onNews }: JobTools): Job {
  const count = counterIn(registry, {
    name: "tributary_due_customers_advanced_total",
    help: "Customers whose term ended and who were advanced by the due job. None for a day: runbook jobs.",
  });
  return {
    name: "due",
    work: async () => {
      const advanced = await runDue(deps);
      count.inc(advanced);
      if (advanced > 0) {
        onNews();
      }
      return DUE_MS;
    },
  };
}
