import type { EventItem, Item } from "./item.ts";
import type { Plan } from "./plan.ts";
import { articlesOf, touchesUnlinked } from "./rematch.ts";
import type { Resolution } from "./resolve.ts";
import type { Workset } from "./workset.ts";

/**
 * Why an event is left to a later batch: another process holds its customer (LOCKED), it needs a transaction of its
 * own (ALONE), or it builds on an event that is left (BEHIND).
 */
export interface Deferral {
  readonly item: Item;
  readonly why: "LOCKED" | "ALONE" | "BEHIND";
}

/** Which events of the batch cannot be decided now. Events are looked at in processing order, so BEHIND follows. */
export function deferralsOf(
  plan: Plan,
  workset: Workset,
  locked: ReadonlySet<bigint>,
  alone: boolean,
): Map<EventItem, Deferral> {
  const deferred = new Map<EventItem, Deferral>();
  const missingOrders = new Set<bigint>();
  const missingLeaves = new Set<bigint>();
  for (const [item, resolution] of plan.resolved.resolutions) {
    const why = reasonOf(plan, workset, locked, alone, item, resolution, missingOrders, missingLeaves);
    if (why === null) {
      continue;
    }
    deferred.set(item, { item, why });
    if (resolution.kind === "APPLY") {
      if (resolution.opens) {
        missingOrders.add(resolution.orderId);
      }
      if (resolution.leafId !== null && plan.resolved.newCustomers.get(resolution.leafId) === item) {
        missingLeaves.add(resolution.leafId);
      }
    }
  }
  return deferred;
}

function reasonOf(
  plan: Plan,
  workset: Workset,
  locked: ReadonlySet<bigint>,
  alone: boolean,
  item: EventItem,
  resolution: Resolution,
  missingOrders: ReadonlySet<bigint>,
  missingLeaves: ReadonlySet<bigint>,
): Deferral["why"] | null {
  if (resolution.kind === "ALONE") {
    return "ALONE";
  }
  if (resolution.kind !== "APPLY") {
    return null;
  }
  const { leafId } = resolution;
  if (missingOrders.has(resolution.orderId) || (leafId !== null && missingLeaves.has(leafId))) {
    return "BEHIND";
  }
  const isNew = leafId !== null && plan.resolved.newCustomers.has(leafId);
  for (const leaf of [leafId, ...resolution.absorbs.map((id) => workset.orders.get(id)?.leafId ?? null)]) {
    if (leaf === null || (isNew && leaf === leafId)) {
      continue;
    }
    const root = workset.roots.get(leaf);
    if (root === undefined || !locked.has(root)) {
      return "LOCKED";
    }
  }
  if (alone || leafId === null) {
    return null;
  }
  if (resolution.returnDocument) {
    return "ALONE";
  }
  return needsRematch(workset, leafId, item, resolution.orderId) ? "ALONE" : null;
}

function needsRematch(
  workset: Workset,
  leafId: bigint,
  item: EventItem,
  orderId: bigint,
): boolean {
  if (!workset.unlinked.has(leafId)) {
    return false;
  }
  const order = workset.orders.get(orderId);
  const articles = order === undefined ? new Set<string>() : articlesOf(order.facts);
  const { event } = item;
  for (const line of [
    ...(event.lines ?? []),
    ...(event.fulfilment?.lines ?? []),
    ...(event.return?.lines ?? []),
  ]) {
    if (line.article !== null) {
      articles.add(line.article);
    }
  }
  return touchesUnlinked(workset, leafId, articles);
}
