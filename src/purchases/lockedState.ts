import type { Tx } from "../../db/connection/client.ts";
import { findOrdersSince } from "../../db/queries/core/enrolment.ts";
import { lockCustomers } from "../../db/queries/core/takeKeys.ts";
import * as state from "../../db/queries/core/writeState.ts";
import { worksetOf } from "../core/decode.ts";
import { addState, type LoadedState } from "../core/loadState.ts";
import type { Workset } from "../core/state.ts";
import type { IdentityRules } from "../domain/identity/rules/identityRules.ts";
import { keepsLimit } from "../domain/identity/rules/kindLimits.ts";
import { leafOfSale, waitKey } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { Pipeline } from "../platform/pipeline.ts";
import { StaleError } from "../platform/stale.ts";
import type { EventItem } from "./item.ts";
import { anyWaitPatterns } from "./keys.ts";
import { type BatchPlan, matchesReturns, type PlanOptions } from "./plan.ts";
import type { Resolution } from "./resolution.ts";

/** What a batch decides on. */
interface Locked {
  readonly workset: Workset;
  readonly following: LoadedState["following"];
  /** Events that this batch may release. */
  readonly held: readonly state.HeldKeyRow[];
}

/** Class 4 and what is read under it: the rows that a batch decides on. */
export class LockedState {
  readonly #tx: Tx;
  readonly #plan: BatchPlan;
  readonly #options: PlanOptions;
  readonly #rules: IdentityRules;

  constructor(tx: Tx, plan: BatchPlan, options: PlanOptions, rules: IdentityRules) {
    this.#tx = tx;
    this.#plan = plan;
    this.#options = options;
    this.#rules = rules;
  }

  rootsToLock(toApply: readonly EventItem[]): bigint[] {
    const { resolved, world } = this.#plan;
    const roots = new Set<bigint>();
    for (const identifier of resolved.identifiers.values()) {
      if (
        identifier.rootId !== null &&
        identifier.leafId !== null &&
        !resolved.newCustomers.has(identifier.leafId)
      ) {
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

  async lock(roots: readonly bigint[]): Promise<Set<bigint>> {
    const rows = await lockCustomers(this.#tx, roots, !this.#options.alone);
    return new Set(rows.map((row) => row.id));
  }

  /** State is read only in statements that start after the locks (contract 5.3). */
  async read(toApply: readonly EventItem[], locked: ReadonlySet<bigint>): Promise<Locked> {
    const tx = this.#tx;
    const { resolved, world, searches, joining } = this.#plan;
    const { leaves, orders } = this.#named(toApply);
    const waitKeys = this.#keysThatMayRelease(toApply);
    const sharedKeys = waitKeys.filter((key) => leafOfSale(key) === null);
    const expected = [...resolved.identifiers].map(([key, { id, isNew, leafId }]) => ({
      id,
      leaf_id: isNew ? leafId : (world.identifiers.get(key)?.leafId ?? null),
    }));
    const read = new Pipeline();
    const wanted = { roots: [...locked], leaves: [...leaves], orders: [...orders], returns: true };
    const loaded = addState(tx, read, wanted);
    const moved = read.addIf(expected.length > 0, () => state.findMovedIdentifiers(tx, expected));
    const given = [...resolved.given.values()].filter(({ root }) => locked.has(root));
    const counted = read.addIf(given.length > 0, () => state.countIdentifiersHeld(tx, given));
    const held = read.addIf(waitKeys.length > 0, () => state.findHeldBy(tx, waitKeys));
    const heldByAny = read.addIf(sharedKeys.length > 0, () =>
      state.findHeldByAny(tx, anyWaitPatterns(sharedKeys)),
    );
    const candidates = [
      ...searches.map(({ leafId, articles }) =>
        read.add(state.findSalesOfArticles(tx, leafId, articles)),
      ),
      ...joining.map(({ leafId, since }) =>
        read.add(findOrdersSince(tx, leafId, formatInstant(since))),
      ),
    ];
    await read.send();
    const rows = await loaded();
    this.#checkCandidates(
      toApply,
      orders,
      rows.unlinked,
      candidates.flatMap((slot) => slot.rows),
    );
    this.#checkIdentities(moved.rows.length > 0, rows.customers);
    if (!counted.rows.every((row) => keepsLimit(this.#rules, resolved.given, row))) {
      throw new StaleError("a customer has as many identifiers of a kind as they may");
    }
    const workset = worksetOf(rows, {
      searched: this.#searched(),
      joining: new Set(joining.map(({ leafId }) => leafId)),
    });
    return { workset, following: rows.following, held: [...held.rows, ...heldByAny.rows] };
  }

  /** Leaves and orders that the batch's keys lead to, and what it may match or credit. */
  #named(toApply: readonly EventItem[]): { leaves: Set<bigint>; orders: Set<bigint> } {
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
    return { leaves, orders };
  }

  #searched(): Map<bigint, Set<string>> {
    return new Map(this.#plan.searches.map(({ leafId, articles }) => [leafId, new Set(articles)]));
  }

  /**
   * What a return without an order may belong to, and what joining credits, must still be what was
   * locked (contract 3.4).
   */
  #checkCandidates(
    toApply: readonly EventItem[],
    loaded: ReadonlySet<bigint>,
    unlinked: readonly state.UnlinkedReturnRow[],
    candidates: readonly { id: bigint }[],
  ): void {
    if (!matchesReturns(this.#options)) {
      return;
    }
    const leaves = new Set(
      toApply.map((item) => {
        const resolution = this.#plan.resolved.resolutions.get(item);
        return resolution?.kind === "APPLY" ? resolution.leafId : null;
      }),
    );
    const searched = this.#searched();
    const documents = unlinked
      .filter((row) => leaves.has(row.leaf_id) && searched.get(row.leaf_id)?.has(row.article))
      .map((row) => row.return_order_id);
    if ([...documents, ...candidates.map(({ id }) => id)].some((id) => !loaded.has(id))) {
      throw new StaleError("the customer bought or brought something back elsewhere");
    }
  }

  /** identifier -> leaf -> root must still be what was planned and locked (contract 5.2). */
  #checkIdentities(identifiersMoved: boolean, customers: readonly state.CustomerRow[]): void {
    if (identifiersMoved) {
      throw new StaleError("an identifier was given to a customer elsewhere");
    }
    const { resolved } = this.#plan;
    const plannedRoots = new Map<bigint, bigint | null>();
    for (const known of resolved.identifiers.values()) {
      if (known.leafId !== null) {
        plannedRoots.set(known.leafId, known.rootId);
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
}
