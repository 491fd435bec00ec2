import type { ReferenceRow } from "../../db/queries/core/takeKeys.ts";
import type { OrderReference } from "../domain/purchase/event.ts";
import type { EventItem } from "./item.ts";
import { referenceKey } from "./keys.ts";
import type { Resolved } from "./resolution.ts";
import type { World } from "./world.ts";

type NewReference = Resolved["newReferences"] extends ReadonlyMap<string, infer Row> ? Row : never;

/**
 * Which orders the numbers of a batch lead to, those it takes itself among them, and whose these
 * orders are so far.
 */
export class BatchOrders {
  readonly newReferences = new Map<string, NewReference>();
  readonly filledReferences = new Map<string, ReferenceRow>();
  readonly #world: World;
  /** Of the customers that the batch meets: leaf to root. */
  readonly #roots: Map<bigint, bigint>;
  readonly #leaves = new Map<bigint, bigint | null>();

  constructor(world: World, roots: Map<bigint, bigint>) {
    this.#world = world;
    this.#roots = roots;
  }

  /** Distinct orders that the references name, smallest id (the oldest) first. */
  named(references: readonly OrderReference[]): bigint[] {
    const found = new Set<bigint>();
    for (const reference of references) {
      const key = referenceKey(reference);
      const known = this.#world.references.get(key);
      const orderId =
        this.newReferences.get(key)?.order_id ??
        this.filledReferences.get(key)?.order_id ??
        known?.orderId ??
        null;
      if (orderId === null) {
        continue;
      }
      found.add(orderId);
      if (known?.orderId === orderId && !this.#leaves.has(orderId)) {
        const { orderLeafId, orderRootId } = known;
        this.#leaves.set(orderId, orderLeafId);
        if (orderLeafId !== null && orderRootId !== null) {
          this.#roots.set(orderLeafId, orderRootId);
        }
      }
    }
    return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** The leaf that has the order, given what came before in this batch; null: a guest's. */
  leafOf(orderId: bigint): bigint | null {
    return this.#leaves.get(orderId) ?? null;
  }

  give(orderId: bigint, leafId: bigint | null): void {
    this.#leaves.set(orderId, leafId);
  }

  /** Takes the event's numbers for the order, or for whoever brings it (null). */
  take(item: EventItem, orderId: bigint | null): void {
    for (const reference of item.event.references) {
      const { value, kind, source, scope } = reference;
      const row: ReferenceRow = { value, kind, source, scope, order_id: orderId };
      const key = referenceKey(reference);
      const known = this.#world.references.get(key);
      if (known === undefined) {
        const taken = this.newReferences.get(key);
        if (taken === undefined || (taken.order_id === null && orderId !== null)) {
          this.newReferences.set(key, { ...row, owner: taken?.owner ?? item });
        }
      } else if (known.orderId === null && orderId !== null) {
        this.filledReferences.set(key, row);
      }
    }
  }
}
