import type { Tx } from "../../db/client.ts";
import * as claims from "../../db/queries/claims.ts";
import * as effectsOf from "../../db/queries/effects.ts";
import type { IdBlocks } from "../../db/queries/idBlocks.ts";
import { hexBytes } from "../../db/queries/rows.ts";
import * as state from "../../db/queries/writeState.ts";
import { waitKey } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant } from "../domain/time/instant.ts";
import { type ApplyContext, applyEvent } from "./apply.ts";
import type { Catalog } from "./catalog.ts";
import { deferralsOf, type Deferral } from "./defer.ts";
import { noEffects } from "./effects.ts";
import { eventRow, heldRow, openIntakeRow } from "./eventRow.ts";
import type { EventItem, Item, OpenIntake } from "./item.ts";
import { anyWaitKey, anyWaitPatterns, endsWait, identifierKey, referenceKey } from "./keys.ts";
import { Pipeline } from "./pipeline.ts";
import { type Plan, planBatch, type PlanOptions } from "./plan.ts";
import { identifierClaims, type Resolution } from "./resolve.ts";
import { duplicateResult, resultOf, type SettledResult } from "./results.ts";
import { StaleError } from "./stale.ts";
import { type Workset, worksetOf } from "./workset.ts";
import { writeEffects } from "./write.ts";

/** Points in a batch's life: for measuring, and for tests that end the process there. */
export type Stage = "planned" | "claimed" | "locked" | "decided" | "written" | "committed";

export interface BatchDeps {
  /** A reserved connection of the write path: statements sent without waiting are pipelined. */
  readonly tx: Tx;
  readonly ids: IdBlocks;
  readonly catalog: Catalog;
  readonly newPublicId: () => string;
  readonly onStage?: (stage: Stage) => void;
}

export interface BatchOutcome {
  readonly settled: readonly { readonly item: Item; readonly result: SettledResult }[];
  /** Nothing of these is in the database; they go on in a later batch. */
  readonly deferred: readonly Deferral[];
  /** Held events whose wait this batch ended: they run next. */
  readonly released: readonly bigint[];
}

/**
 * Takes a batch of events in: claims, locks, decides and writes in ONE transaction (CONTRACT 1, 5, 6).
 *
 * Guarantee: when it resolves, everything settled is committed and nothing of the deferred is; when it throws,
 * nothing is.
 */
export async function runBatch(
  deps: BatchDeps,
  items: readonly Item[],
  options: PlanOptions,
): Promise<BatchOutcome> {
  const plan = await planBatch(deps, items, options);
  deps.onStage?.("planned");
  try {
    const batch = new Batch(deps, items, plan, options.alone);
    return await batch.run();
  } catch (error) {
    await deps.tx`rollback`.catch(() => {});
    throw error;
  }
}

class Batch {
  readonly #deps: BatchDeps;
  readonly #items: readonly Item[];
  readonly #plan: Plan;
  readonly #alone: boolean;
  /** The event rows of this batch by item, as they are claimed and then corrected. */
  readonly #rows = new Map<Item, claims.EventClaimRow>();
  readonly #settled: { item: Item; result: SettledResult }[] = [];
  /** Intakes that this transaction stores; they count as stored only once it has committed. */
  readonly #intakes = new Set<OpenIntake>();
  readonly #recordedFrom = new Map<Item, Instant>();

  constructor(deps: BatchDeps, items: readonly Item[], plan: Plan, alone: boolean) {
    this.#deps = deps;
    this.#items = items;
    this.#plan = plan;
    this.#alone = alone;
  }

  async run(): Promise<BatchOutcome> {
    await this.#claim();
    this.#deps.onStage?.("claimed");

    const { resolutions } = this.#plan.resolved;
    const toApply = this.#plan.events.filter((item) => resolutions.get(item)?.kind === "APPLY");
    const roots = this.#rootsToLock(toApply);
    const locked = roots.length === 0 ? new Set<bigint>() : await this.#lock(roots);
    this.#deps.onStage?.("locked");
    const { workset, held } = await this.#readState(toApply, [...locked]);

    const deferred = deferralsOf(this.#plan, workset, locked, this.#alone);
    if (this.#alone && deferred.size > 0) {
      // It waited for the customers that the plan named: they are others by now.
      throw new StaleError("the event's customer is another one now");
    }
    const effects = noEffects();
    const context: ApplyContext = {
      workset,
      effects,
      catalog: this.#deps.catalog,
      nextId: () => this.#deps.ids.next(),
      newPublicId: this.#deps.newPublicId,
    };
    const corrected: claims.EventClaimRow[] = [];
    for (const item of resolutions.keys()) {
      if (!deferred.has(item)) {
        this.#applyOne(context, item, corrected);
      }
    }
    this.#deps.onStage?.("decided");

    const released = this.#released(held, toApply, workset, deferred);
    await writeEffects(this.#deps.tx, {
      workset,
      effects,
      resolved: this.#plan.resolved,
      corrected,
      deferred,
      rows: this.#rows,
      released,
      onWritten: () => this.#deps.onStage?.("written"),
    });
    this.#deps.onStage?.("committed");
    for (const intake of this.#intakes) {
      intake.stored = true;
    }
    return { settled: this.#settled, deferred: [...deferred.values()], released };
  }

  /** Classes 1 to 3, pipelined: every statement takes keys, none the result of another. */
  async #claim(): Promise<void> {
    const { tx } = this.#deps;
    const { resolved, referenceKeys, candidateOrders } = this.#plan;
    const pipeline = new Pipeline();
    pipeline.add(tx`begin`);
    const intakeRows = this.#openIntakes();
    pipeline.addIf(intakeRows.length > 0, () => claims.insertIntakes(tx, intakeRows));

    const newRows = this.#prepareRows();
    const existing = [...this.#rows.values()].filter((row) => !newRows.has(row)).map((row) => row.id);
    const events = pipeline.addIf(newRows.size > 0, () => claims.claimEvents(tx, [...newRows]));
    const oldEvents = pipeline.addIf(existing.length > 0, () => claims.lockEvents(tx, existing));
    const conflicts = this.#conflictRows();
    pipeline.addIf(conflicts.length > 0, () => effectsOf.insertEventConflicts(tx, conflicts));

    const newReferences = [...resolved.newReferences.values()].map(({ owner: _owner, ...row }) => row);
    const wonReferences = pipeline.addIf(newReferences.length > 0, () =>
      claims.claimReferences(tx, newReferences),
    );
    const oldKeys = referenceKeys.filter((key) => !resolved.newReferences.has(referenceKey(key)));
    pipeline.addIf(oldKeys.length > 0, () => claims.lockWaitingReferences(tx, oldKeys));
    pipeline.addIf(oldKeys.length > 0 || candidateOrders.length > 0, () =>
      claims.lockOrders(tx, oldKeys, candidateOrders),
    );

    const newIdentifiers = identifierClaims(resolved);
    const wonIdentifiers = pipeline.addIf(newIdentifiers.length > 0, () =>
      claims.claimIdentifiers(tx, newIdentifiers),
    );
    const waiting = [...resolved.identifiers.values()]
      .filter(
        (identifier) =>
          !identifier.isNew &&
          this.#plan.world.identifiers.get(identifierKey(identifier))?.leafId === null,
      )
      .map(({ kind, value }) => ({ kind, value }));
    pipeline.addIf(waiting.length > 0, () => claims.lockWaitingIdentifiers(tx, waiting));
    const references = pipeline.addIf(oldKeys.length > 0, () => state.findReferences(tx, oldKeys));
    await pipeline.send();

    if (events.rows.length < newRows.size) {
      throw new StaleError("an event was taken in elsewhere");
    }
    if (
      wonReferences.rows.length < newReferences.length ||
      wonIdentifiers.rows.length < newIdentifiers.length
    ) {
      throw new StaleError("a number or an identifier was claimed elsewhere");
    }
    const expected = new Map(oldEvents.rows.map((row) => [row.id, row.outcome]));
    for (const [item, row] of this.#rows) {
      const outcome = expected.get(row.id);
      if (outcome !== undefined && outcome !== (item.origin === "RERUN" ? "HELD" : "REJECTED")) {
        throw new StaleError("an event has run elsewhere");
      }
    }
    for (const row of references.rows) {
      const before = this.#plan.world.references.get(referenceKey(row));
      if (before?.orderId !== row.order_id || before.orderLeafId !== row.order_leaf_id) {
        throw new StaleError("a number got its order, or an order its customer, elsewhere");
      }
    }
  }

  #openIntakes(): claims.IntakeRow[] {
    const rows: claims.IntakeRow[] = [];
    for (const { intake } of this.#items) {
      if (intake !== null && !intake.stored && !this.#intakes.has(intake)) {
        this.#intakes.add(intake);
        rows.push(openIntakeRow(intake, this.#deps.ids.next(), this.#plan.plannedAt));
      }
    }
    return rows;
  }

  /** Makes the rows and answers what needs no decision; gives back those to insert. */
  #prepareRows(): Set<claims.EventClaimRow> {
    const { plannedAt, known, resolved } = this.#plan;
    const fresh = new Set<claims.EventClaimRow>();
    let ordinal = 0;
    const make = (item: Item, resolution: Resolution | null): void => {
      ordinal += 1;
      // The claim's own time, so that the row needs no second write unless its customer is past it (ADR-0003).
      const recordedAt = addMicros(item.now ?? plannedAt, ordinal);
      this.#recordedFrom.set(item, recordedAt);
      const knownRow = known.get(item);
      const id = item.held?.id ?? knownRow?.row.id ?? this.#deps.ids.next();
      const row = eventRow(item, id, resolution, recordedAt);
      this.#rows.set(item, row);
      if (item.origin === "NEW" && knownRow === undefined) {
        fresh.add(row);
      }
    };
    for (const [item, resolution] of resolved.resolutions) {
      if (resolution.kind !== "ALONE") {
        make(item, resolution);
      }
    }
    for (const item of this.#items) {
      const knownRow = known.get(item);
      if (knownRow !== undefined && knownRow.kind !== "CORRECTION") {
        this.#settled.push({ item, result: duplicateResult(item, knownRow) });
      } else if (item.refusal !== null) {
        if (item.eventKey !== null && item.source !== null) {
          make(item, null);
        }
        this.#settled.push({ item, result: resultOf(item, this.#rows.get(item) ?? null) });
      }
    }
    return fresh;
  }

  #conflictRows(): Parameters<typeof effectsOf.insertEventConflicts>[1] {
    const rows = new Map<string, Parameters<typeof effectsOf.insertEventConflicts>[1][number]>();
    for (const [item, known] of this.#plan.known) {
      if (known.kind === "CONFLICT" && item.intake !== null) {
        const body_hash = hexBytes(item.bodyHash as Buffer);
        rows.set(`${known.row.id}/${body_hash}`, {
          event_row_id: known.row.id,
          body_hash,
          intake_on: item.intake.receivedOn as string,
          intake_id: item.intake.id as bigint,
          intake_position: item.position,
          received_at: formatInstant(this.#plan.plannedAt),
        });
      }
    }
    return [...rows.values()];
  }

  #rootsToLock(toApply: readonly EventItem[]): bigint[] {
    const { resolved, world } = this.#plan;
    const roots = new Set<bigint>();
    for (const identifier of resolved.identifiers.values()) {
      if (identifier.rootId !== null && identifier.leafId !== null && !resolved.newCustomers.has(identifier.leafId)) {
        roots.add(identifier.rootId);
      }
    }
    const applied = new Set(
      toApply.flatMap((item) => {
        const resolution = resolved.resolutions.get(item) as Extract<Resolution, { kind: "APPLY" }>;
        return [resolution.orderId, ...resolution.absorbs];
      }),
    );
    for (const reference of world.references.values()) {
      if (reference.orderRootId !== null && applied.has(reference.orderId as bigint)) {
        roots.add(reference.orderRootId);
      }
    }
    return [...roots];
  }

  async #lock(roots: readonly bigint[]): Promise<Set<bigint>> {
    const rows = await claims.lockCustomers(this.#deps.tx, roots, !this.#alone);
    return new Set(rows.map((row) => row.id));
  }

  /** State is read only in statements that start after the locks (CONTRACT 5.3). */
  async #readState(
    toApply: readonly EventItem[],
    roots: readonly bigint[],
  ): Promise<{ workset: Workset; held: readonly state.HeldKeyRow[] }> {
    const { tx } = this.#deps;
    const { resolved, world, candidateOrders } = this.#plan;
    const leaves = new Set<bigint>();
    const orders = new Set<bigint>(candidateOrders);
    const existingOrders = new Set(
      [...world.references.values()].flatMap((reference) => reference.orderId ?? []),
    );
    for (const item of toApply) {
      const resolution = resolved.resolutions.get(item) as Extract<Resolution, { kind: "APPLY" }>;
      for (const orderId of [resolution.orderId, ...resolution.absorbs]) {
        if (existingOrders.has(orderId)) {
          orders.add(orderId);
        }
      }
    }
    for (const identifier of resolved.identifiers.values()) {
      if (identifier.leafId !== null && !resolved.newCustomers.has(identifier.leafId)) {
        leaves.add(identifier.leafId);
      }
    }
    for (const reference of world.references.values()) {
      if (reference.orderLeafId !== null) {
        leaves.add(reference.orderLeafId);
      }
    }
    const leafIds = [...leaves];
    const orderIds = [...orders];
    const waitKeys = this.#keysThatMayRelease(toApply);
    const any = leafIds.length > 0;
    const anyOrder = orderIds.length > 0;
    const read = new Pipeline();
    const customers = read.addIf(any, () => state.readCustomers(tx, roots, leafIds));
    const accounts = read.addIf(any, () => state.readAccounts(tx, roots, leafIds));
    const memberships = read.addIf(any, () => state.readMemberships(tx, leafIds));
    const orderRows = read.addIf(anyOrder, () => state.readOrders(tx, orderIds));
    const lots = read.addIf(anyOrder, () => state.readLotsOfOrders(tx, orderIds));
    const unlinked = read.addIf(any, () => state.readUnlinkedReturns(tx, leafIds));
    const identifierIds = [...resolved.identifiers.values()].map(({ id }) => id);
    const identifiers = read.addIf(identifierIds.length > 0, () =>
      state.readIdentifierLeaves(tx, identifierIds),
    );
    const held = read.addIf(waitKeys.length > 0, () => state.findHeldBy(tx, waitKeys));
    const sharedKeys = waitKeys.filter((key) => !key.startsWith("sale:"));
    const heldByAny = read.addIf(sharedKeys.length > 0, () =>
      state.findHeldByAny(tx, anyWaitPatterns(sharedKeys)),
    );
    const candidates = this.#plan.searches.map(({ leafId, articles }) =>
      read.add(state.findSalesOfArticles(tx, leafId, articles)),
    );
    await read.send();
    this.#checkCandidates(toApply, orders, unlinked.rows, candidates.flatMap(({ rows }) => rows));
    this.#checkIdentities(identifiers.rows, customers.rows);
    const workset = worksetOf({
      customers: customers.rows,
      accounts: accounts.rows,
      memberships: memberships.rows,
      orders: orderRows.rows,
      lots: lots.rows,
      unlinked: unlinked.rows,
    });
    return { workset, held: [...held.rows, ...heldByAny.rows] };
  }

  /** What a return without an order may belong to must still be what was locked (CONTRACT 3). */
  #checkCandidates(
    toApply: readonly EventItem[],
    loaded: ReadonlySet<bigint>,
    unlinked: readonly state.UnlinkedReturnRow[],
    candidates: readonly { id: bigint }[],
  ): void {
    if (!this.#alone) {
      return;
    }
    const leaves = new Set(
      toApply.map((item) => {
        const resolution = this.#plan.resolved.resolutions.get(item);
        return resolution?.kind === "APPLY" ? resolution.leafId : null;
      }),
    );
    const documents = unlinked
      .filter((row) => leaves.has(row.leaf_id))
      .map((row) => row.return_order_id);
    if ([...documents, ...candidates.map(({ id }) => id)].some((id) => !loaded.has(id))) {
      throw new StaleError("the customer bought or brought something back elsewhere");
    }
  }

  /** identifier -> leaf -> root must still be what was planned and locked (CONTRACT 5.2). */
  #checkIdentities(
    identifiers: readonly { id: bigint; leaf_id: bigint | null }[],
    customers: readonly state.CustomerRow[],
  ): void {
    const { resolved, world } = this.#plan;
    const plannedRoots = new Map<bigint, bigint | null>();
    for (const known of resolved.identifiers.values()) {
      if (known.leafId !== null) {
        plannedRoots.set(known.leafId, known.rootId);
      }
    }
    const leafNow = new Map(identifiers.map((row) => [row.id, row.leaf_id]));
    for (const [key, { id, isNew, leafId }] of resolved.identifiers) {
      const expected = isNew ? leafId : (world.identifiers.get(key)?.leafId ?? null);
      if (leafNow.get(id) !== expected) {
        throw new StaleError("an identifier was given to a customer elsewhere");
      }
    }
    for (const row of customers) {
      const planned = plannedRoots.get(row.id);
      if (planned !== undefined && planned !== row.root_id) {
        throw new StaleError("customers were merged or separated elsewhere");
      }
    }
  }

  /** Keys that held events may wait for and that this batch gives what they need. */
  #keysThatMayRelease(toApply: readonly EventItem[]): string[] {
    const { resolved } = this.#plan;
    const keys = new Set<string>();
    for (const reference of resolved.filledReferences.values()) {
      keys.add(waitKey.order(reference));
    }
    for (const identifier of resolved.attached) {
      keys.add(waitKey.identifier(identifier));
    }
    for (const item of toApply) {
      const resolution = resolved.resolutions.get(item);
      if (
        resolution?.kind === "APPLY" &&
        resolution.leafId !== null &&
        !resolution.returnDocument
      ) {
        keys.add(waitKey.sale(resolution.leafId));
      }
    }
    return [...keys];
  }

  #applyOne(context: ApplyContext, item: EventItem, corrected: claims.EventClaimRow[]): void {
    const resolution = this.#plan.resolved.resolutions.get(item) as Resolution;
    const claimed = this.#rows.get(item) as claims.EventClaimRow;
    let row = claimed;
    if (resolution.kind === "APPLY") {
      const from = this.#recordedFrom.get(item) as Instant;
      const applied = this.#lacksItsOrder(context, item, resolution)
        ? {
            kind: "HOLD" as const,
            reason: "UNKNOWN_ORDER" as const,
            waitKey: anyWaitKey(item.event.references.map(waitKey.order)),
          }
        : applyEvent(context, item, resolution, claimed.id, from);
      if (applied.kind === "HOLD") {
        row = heldRow(claimed, applied.reason, applied.waitKey, from, item.held);
      } else {
        const recorded_at = formatInstant(applied.recordedAt);
        if (recorded_at !== claimed.recorded_at || applied.leafId !== claimed.leaf_id) {
          row = { ...claimed, recorded_at, leaf_id: applied.leafId };
        }
      }
    }
    const hadRow = item.origin === "RERUN" || this.#plan.known.has(item);
    if (row !== claimed || hadRow) {
      corrected.push(row);
      this.#rows.set(item, row);
    }
    this.#settled.push({ item, result: resultOf(item, row) });
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
   * Held events, of earlier batches and of this one, whose wait this batch ends. Nothing that a deferred event would
   * give counts: its own batch releases, so that its sender is answered after what it released has run.
   */
  #released(
    held: readonly state.HeldKeyRow[],
    toApply: readonly EventItem[],
    workset: Workset,
    deferred: ReadonlyMap<EventItem, Deferral>,
  ): bigint[] {
    const { resolved } = this.#plan;
    const staying = toApply.filter((item) => !deferred.has(item));
    const given = new Set<string>();
    for (const references of [resolved.newReferences, resolved.filledReferences]) {
      for (const reference of references.values()) {
        if (reference.order_id !== null && workset.orders.has(reference.order_id)) {
          given.add(waitKey.order(reference));
        }
      }
    }
    for (const item of staying) {
      for (const presented of item.event.identifiers) {
        const identifier = resolved.identifiers.get(identifierKey(presented));
        if (identifier !== undefined && identifier.leafId !== null) {
          given.add(waitKey.identifier(identifier));
        }
      }
      const resolution = resolved.resolutions.get(item);
      if (resolution?.kind === "APPLY" && resolution.leafId !== null) {
        given.add(waitKey.sale(resolution.leafId));
      }
    }
    const released = held.filter((row) => endsWait(row.wait_key, given)).map((row) => row.id);
    for (const row of this.#rows.values()) {
      const isShared = row.wait_key !== null && !row.wait_key.startsWith("sale:");
      if (row.outcome === "HELD" && isShared && endsWait(row.wait_key, given)) {
        released.push(row.id);
      }
    }
    return [...new Set(released)];
  }
}
