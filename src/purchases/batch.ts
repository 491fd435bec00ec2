import type { Tx } from "../../db/connection/client.ts";
import type * as keys from "../../db/queries/core/takeKeys.ts";
import type * as state from "../../db/queries/core/writeState.ts";
import type { IdBlocks } from "../../db/statements/idBlocks.ts";
import type { Catalog } from "../core/catalog.ts";
import { noEffects } from "../core/effects.ts";
import { IDS_PER_ORDER } from "../core/moves/enrol.ts";
import type { ApplyContext } from "../core/moves/purchase.ts";
import { idsForLots, type Workset } from "../core/state.ts";
import { leafOfSale, waitKey } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { StaleError } from "../platform/stale.ts";
import { applyItem } from "./applyItem.ts";
import { type Deferral, deferralsOf } from "./defer.ts";
import { heldRow } from "./eventRow.ts";
import type { EventItem, Item } from "./item.ts";
import { endsWait, identifierKey } from "./keys.ts";
import { LockedState } from "./lockedState.ts";
import {
  type BatchPlan,
  IDS_PER_EVENT,
  matchesReturns,
  type PlanOptions,
  planBatch,
} from "./plan.ts";
import type { Resolution } from "./resolution.ts";
import { type Answered, resultOf } from "./results.ts";
import { type Taken, takeKeys } from "./takeKeys.ts";
import { writeEffects } from "./writeBatch.ts";

/** Points in a batch's life: for measuring, and for tests that end the process there. */
export type Stage = "planned" | "taken" | "locked" | "decided" | "written" | "committed";

export interface BatchDeps {
  /** A reserved connection of the write path: statements sent without waiting are pipelined. */
  readonly tx: Tx;
  readonly ids: IdBlocks;
  readonly catalog: Catalog;
  readonly newPublicId: () => string;
  readonly onStage: (stage: Stage) => void;
}

export interface BatchOutcome {
  readonly answered: readonly Answered[];
  /** Nothing of these is in the database; they go on in a later batch. */
  readonly deferred: readonly Deferral[];
  /** Held events whose wait this batch ended: they run next. */
  readonly released: readonly bigint[];
  /** Events that were on record before, with the same body. */
  readonly repeated: readonly bigint[];
}

/**
 * Takes a batch of events in: takes keys, locks, decides and writes in ONE transaction
 * (contract 1.3, 5.1, 6.1).
 *
 * Guarantee: when it resolves, everything answered is committed and nothing of the deferred is;
 * when it throws, nothing is.
 */
export async function runBatch(
  deps: BatchDeps,
  items: readonly Item[],
  options: PlanOptions,
): Promise<BatchOutcome> {
  const plan = await planBatch(deps, items, options);
  deps.onStage("planned");
  try {
    const batch = new Batch(deps, items, plan, options);
    return await batch.run();
  } catch (error) {
    await deps.tx`rollback`.catch(() => {});
    throw error;
  }
}

class Batch {
  readonly #deps: BatchDeps;
  readonly #items: readonly Item[];
  readonly #plan: BatchPlan;
  readonly #options: PlanOptions;
  /** The event rows of this batch by item, as they are taken and then corrected. */
  #rows: Taken["rows"] = new Map();
  #recordedFrom: Taken["recordedFrom"] = new Map();
  #answered: Taken["answered"] = [];
  /** Events of before that this batch may release. */
  #held: readonly state.HeldKeyRow[] = [];
  /** Events that were planned to be applied and have to wait. */
  readonly #early: EventItem[] = [];

  constructor(deps: BatchDeps, items: readonly Item[], plan: BatchPlan, options: PlanOptions) {
    this.#deps = deps;
    this.#items = items;
    this.#plan = plan;
    this.#options = options;
  }

  async run(): Promise<BatchOutcome> {
    const { rows, recordedFrom, answered, intakes } = await takeKeys(
      this.#deps,
      this.#items,
      this.#plan,
    );
    this.#rows = rows;
    this.#recordedFrom = recordedFrom;
    this.#answered = answered;
    this.#deps.onStage("taken");

    const { resolutions } = this.#plan.resolved;
    const toApply = this.#plan.events.filter((item) => resolutions.get(item)?.kind === "APPLY");
    const { identity } = this.#deps.catalog.installation;
    const state = new LockedState(this.#deps.tx, this.#plan, this.#options, identity);
    const roots = state.rootsToLock(toApply);
    const locked = roots.length === 0 ? new Set<bigint>() : await state.lock(roots);
    this.#deps.onStage("locked");
    const { workset, following, held } = await state.read(toApply, locked);
    this.#held = held;
    const credited = this.#plan.joining.length === 0 ? 0 : this.#plan.candidateOrders.length;
    const idsBeside = idsForLots(workset) + credited * IDS_PER_ORDER;
    if (idsBeside > 0) {
      await this.#deps.ids.ensure(toApply.length * IDS_PER_EVENT + idsBeside);
    }

    const deferred = deferralsOf(
      this.#plan,
      workset,
      locked,
      matchesReturns(this.#options),
      this.#deps.catalog,
    );
    if (this.#options.alone && deferred.size > 0) {
      // It waited for the customers that the plan named: they are others by now.
      throw new StaleError("the event's customer is another one now");
    }
    const effects = noEffects();
    const context: ApplyContext = {
      ...{ workset, effects, following },
      catalog: this.#deps.catalog,
      nextId: () => this.#deps.ids.next(),
      newPublicId: this.#deps.newPublicId,
    };
    const corrected: keys.TakenEventRow[] = [];
    for (const item of resolutions.keys()) {
      if (!deferred.has(item)) {
        this.#applyOne(context, item, corrected);
      }
    }
    if (this.#early.length > 0) {
      for (const item of this.#early) {
        item.waits = true;
      }
      throw new StaleError("an event has to wait that was to be applied");
    }
    this.#deps.onStage("decided");

    const released = this.#released(toApply, workset, deferred);
    await writeEffects(this.#deps.tx, {
      ...{ workset, effects, following },
      ...{ resolved: this.#plan.resolved, world: this.#plan.world },
      corrected,
      deferred,
      rows: this.#rows,
      released,
      onWritten: () => this.#deps.onStage("written"),
    });
    this.#deps.onStage("committed");
    for (const intake of intakes) {
      intake.stored = true;
    }
    const repeated = [...this.#plan.known.values()]
      .filter(({ kind }) => kind === "DUPLICATE")
      .map(({ row }) => row.id);
    return { answered: this.#answered, deferred: [...deferred.values()], released, repeated };
  }

  #applyOne(context: ApplyContext, item: EventItem, corrected: keys.TakenEventRow[]): void {
    const resolution = this.#plan.resolved.resolutions.get(item) as Resolution;
    const taken = this.#rows.get(item) as keys.TakenEventRow;
    let row = taken;
    if (resolution.kind === "APPLY") {
      const from = this.#recordedFrom.get(item) as Instant;
      if (
        this.#lacksItsOrder(context, item, resolution) ||
        this.#isOvertaking(item, context.workset)
      ) {
        this.#early.push(item);
        return;
      }
      const applied = applyItem(context, item, resolution, taken.id, from);
      if (applied.kind === "HOLD") {
        row = heldRow(taken, applied.reason, applied.waitKey, from, item.held);
      } else if (applied.recordedAt !== from || applied.leafId !== taken.leaf_id) {
        const recorded_at = formatInstant(applied.recordedAt);
        row = { ...taken, recorded_at, leaf_id: applied.leafId };
      }
    }
    const hadRow = item.origin === "RERUN" || this.#plan.known.has(item);
    if (row !== taken || hadRow) {
      corrected.push(row);
      this.#rows.set(item, row);
    }
    const opens = row.outcome === "APPLIED" && resolution.kind === "APPLY" && resolution.opens;
    this.#answered.push({ item, result: resultOf(item, row), opens });
  }

  /** The event of this batch that was to open its order has to wait itself. */
  #lacksItsOrder(
    context: ApplyContext,
    item: EventItem,
    resolution: Extract<Resolution, { kind: "APPLY" }>,
  ): boolean {
    return (
      !resolution.opens && !item.decideAtOnce && !context.workset.orders.has(resolution.orderId)
    );
  }

  /**
   * Whether something else waits for what this event came before: released together they run the
   * oldest first (programme 1.32), whoever shares a batch.
   */
  #isOvertaking(item: EventItem, workset: Workset): boolean {
    if (item.decideAtOnce || !this.#plan.resolved.behind.has(item)) {
      return false;
    }
    const given = this.#given([item], workset);
    const rows = [...this.#rows.values()];
    const own = new Set(rows.map(({ id }) => id));
    const others = this.#held.filter(({ id }) => !own.has(id));
    return [...others, ...rows.filter(({ outcome }) => outcome === "HELD")].some(
      ({ wait_key }) => wait_key !== null && endsWait(wait_key, given),
    );
  }

  /**
   * Held events, of earlier batches and of this one, whose wait this batch ends. Nothing that a
   * deferred event would give counts: its own batch releases, so that its sender is answered after
   * what it released has run.
   */
  #released(
    toApply: readonly EventItem[],
    workset: Workset,
    deferred: ReadonlyMap<EventItem, Deferral>,
  ): bigint[] {
    const waiting = [...this.#rows.values()].filter(
      (row) => row.outcome === "HELD" && row.wait_key !== null && leafOfSale(row.wait_key) === null,
    );
    const soldAfter = this.#options.rematches ? this.#heldBeforeSale(deferred) : [];
    if (this.#held.length === 0 && waiting.length === 0) {
      return soldAfter;
    }
    const given = this.#given(
      toApply.filter((item) => !deferred.has(item)),
      workset,
    );
    const own = new Set([...this.#rows.values()].map((row) => row.id));
    const released = this.#held
      .filter((row) => !own.has(row.id) && endsWait(row.wait_key, given))
      .map((row) => row.id);
    for (const row of waiting) {
      if (endsWait(row.wait_key as string, given)) {
        released.push(row.id);
      }
    }
    return [...new Set([...released, ...soldAfter])];
  }

  /** Keys that these events give what waits for them. */
  #given(applied: readonly EventItem[], workset: Workset): Set<string> {
    const { resolved } = this.#plan;
    const given = new Set<string>();
    for (const item of applied) {
      for (const presented of item.event.identifiers) {
        const identifier = resolved.identifiers.get(identifierKey(presented));
        if (identifier !== undefined && identifier.leafId !== null) {
          given.add(waitKey.identifier(identifier));
        }
      }
      const resolution = resolved.resolutions.get(item) as Extract<Resolution, { kind: "APPLY" }>;
      if (resolution.leafId !== null) {
        given.add(waitKey.sale(resolution.leafId));
      }
      // An order that is there before has only the numbers that applied events have given it.
      const order = workset.orders.get(resolution.orderId);
      for (const [source, kind, scope, value] of order?.refs ?? []) {
        given.add(waitKey.order({ source, kind, scope, value }));
      }
    }
    return given;
  }

  /**
   * Returns that this batch holds for want of a sale, of customers who bought something later in
   * it.
   */
  #heldBeforeSale(deferred: ReadonlyMap<EventItem, Deferral>): bigint[] {
    const released: bigint[] = [];
    const bought = new Set<string>();
    for (const [item, resolution] of [...this.#plan.resolved.resolutions].reverse()) {
      const row = this.#rows.get(item);
      if (deferred.has(item) || row === undefined || resolution.kind !== "APPLY") {
        continue;
      }
      if (row.outcome === "HELD") {
        if (row.wait_key !== null && bought.has(row.wait_key)) {
          released.push(row.id);
        }
      } else if (resolution.leafId !== null && !resolution.returnDocument) {
        bought.add(waitKey.sale(resolution.leafId));
      }
    }
    return released;
  }
}
