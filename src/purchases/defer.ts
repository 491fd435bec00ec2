import type { Catalog } from "../core/catalog.ts";
import { joins } from "../core/moves/applyPurchase.ts";
import { articlesOf, touchesUnlinked } from "../core/moves/rematch.ts";
import type { Workset } from "../core/state.ts";
import type { EventItem, Item } from "./item.ts";
import { articlesNamed, type BatchPlan } from "./plan.ts";
import type { Resolution } from "./resolution.ts";

/**
 * Why an event is left to a later batch: another process holds its customer (LOCKED), it needs a
 * transaction of its own (ALONE) or one that has loaded what it may match or credit (REMATCH), or
 * it builds on an event that is left (BEHIND; with one that rematches it goes along).
 */
export interface Deferral {
  readonly item: Item;
  readonly why: "LOCKED" | "ALONE" | "REMATCH" | "BEHIND";
}

/**
 * Which events of the batch cannot be decided now. What comes after one of them and has its
 * customer, order number or identifier in common is left too: the events of a customer are applied
 * in the order they came.
 */
export function deferralsOf(
  plan: BatchPlan,
  workset: Workset,
  locked: ReadonlySet<bigint>,
  matchesReturns: boolean,
  catalog: Catalog,
): Map<EventItem, Deferral> {
  const deferred = new Map<EventItem, Deferral>();
  const named = workset.unlinked.size === 0 ? NOTHING_NAMED : articlesNamed(plan.resolved);
  const left = newLeft();
  const leftToRematch = newLeft();
  for (const [item, resolution] of plan.resolved.resolutions) {
    const why = isBehind(item, resolution, left)
      ? "BEHIND"
      : isBehind(item, resolution, leftToRematch)
        ? "REMATCH"
        : reasonOf(plan, workset, locked, { matchesReturns, catalog, named }, item, resolution);
    if (why === null) {
      continue;
    }
    deferred.set(item, { item, why });
    addTo(why === "REMATCH" ? leftToRematch : left, item, resolution);
  }
  return deferred;
}

function addTo(left: Left, item: EventItem, resolution: Resolution): void {
  for (const key of item.keys) {
    left.keys.add(key);
  }
  if (resolution.kind === "APPLY") {
    left.orders.add(resolution.orderId);
    if (resolution.leafId !== null) {
      left.leaves.add(resolution.leafId);
    }
  }
}

/** What the events that are left have touched. */
interface Left {
  readonly keys: Set<string>;
  readonly orders: Set<bigint>;
  readonly leaves: Set<bigint>;
}

function newLeft(): Left {
  return { keys: new Set(), orders: new Set(), leaves: new Set() };
}

function isBehind(item: EventItem, resolution: Resolution, left: Left): boolean {
  if (left.keys.size === 0) {
    return false;
  }
  if (resolution.kind === "APPLY") {
    const { orderId, leafId } = resolution;
    if (left.orders.has(orderId) || (leafId !== null && left.leaves.has(leafId))) {
      return true;
    }
  }
  return item.keys.some((key) => left.keys.has(key));
}

const NOTHING_NAMED: ReadonlyMap<bigint, ReadonlySet<string>> = new Map();

interface Grounds {
  readonly matchesReturns: boolean;
  readonly catalog: Catalog;
  /** What the batch says of each order. */
  readonly named: ReadonlyMap<bigint, ReadonlySet<string>>;
}

function reasonOf(
  plan: BatchPlan,
  workset: Workset,
  locked: ReadonlySet<bigint>,
  { matchesReturns, catalog, named }: Grounds,
  item: EventItem,
  resolution: Resolution,
): Deferral["why"] | null {
  if (resolution.kind === "ALONE") {
    return "ALONE";
  }
  if (resolution.kind !== "APPLY") {
    return null;
  }
  const { leafId } = resolution;
  const isNew = leafId !== null && plan.resolved.newCustomers.has(leafId);
  for (const leaf of [
    leafId,
    ...resolution.absorbs.map((id) => workset.orders.get(id)?.leafId ?? null),
  ]) {
    if (leaf === null || (isNew && leaf === leafId)) {
      continue;
    }
    const root = workset.roots.get(leaf);
    if (root === undefined || !locked.has(root)) {
      return "LOCKED";
    }
  }
  if (matchesReturns || leafId === null) {
    return null;
  }
  const now = item.mode === "BACKFILL" ? item.event.occurredAt : plan.plannedAt;
  if (resolution.returnDocument || (!isNew && joins({ catalog, workset }, item, leafId, now))) {
    return "REMATCH";
  }
  if (!workset.unlinked.has(leafId)) {
    return null;
  }
  const { orderId } = resolution;
  const order = workset.orders.get(orderId);
  // Also what the batch says of a guest's order before this event says whose it is.
  const articles = (named.get(orderId) ?? NONE).union(
    order === undefined ? NONE : articlesOf(order.facts),
  );
  return touchesUnlinked(workset, leafId, articles) ? "REMATCH" : null;
}

const NONE: ReadonlySet<string> = new Set();
