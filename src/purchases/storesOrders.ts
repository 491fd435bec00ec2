import { orderFactOf } from "../domain/order/factOf.ts";
import type { OrderFacts } from "../domain/order/facts.ts";
import { EMPTY_FACTS, mergeOrder } from "../domain/order/mergeOrder.ts";
import { rightOver, type StoreRight } from "../domain/order/storeRights.ts";
import type { EventItem } from "./item.ts";
import type { World } from "./world.ts";

/**
 * What a batch knows of the orders that events of stores name. Empty, and free, where no event is
 * of a store.
 */
export class StoresOrders {
  readonly #facts = new Map<bigint, OrderFacts>();
  /** Of those, the ones that this batch adds to. */
  readonly #added = new Set<bigint>();
  readonly #isNeeded: boolean;

  constructor(items: readonly EventItem[], world: World) {
    this.#isNeeded = items.some(({ boundStore }) => boundStore !== null);
    for (const { orderId, orderFacts } of this.#isNeeded ? world.references.values() : []) {
      if (orderId !== null && orderFacts !== null) {
        this.#facts.set(orderId, orderFacts);
      }
    }
  }

  /**
   * By what is known now; under the locks it is looked at again (applyItem.ts). ALONE: this batch
   * cannot tell.
   */
  rightOf(item: EventItem, orderIds: readonly bigint[], alone: boolean): StoreRight | "ALONE" {
    if (orderIds.length === 0) {
      return { kind: "OWN" };
    }
    const known = orderIds.flatMap((id) => this.#facts.get(id) ?? []);
    if (!alone && (item.slow || known.length < orderIds.length)) {
      return "ALONE";
    }
    const right = rightOfItem(item, known);
    // An event of this batch may turn out to wait: nobody is refused because of what it would have
    // made known.
    const isSure = right.kind !== "REFUSED" || alone || !orderIds.some((id) => this.#added.has(id));
    return isSure ? right : "ALONE";
  }

  /** The event is taken to be applied; `opens`: nothing was known of the order before. */
  add(item: EventItem, orderId: bigint, opens: boolean): void {
    const before = this.#facts.get(orderId) ?? (opens ? EMPTY_FACTS : undefined);
    if (!this.#isNeeded || before === undefined) {
      return;
    }
    this.#added.add(orderId);
    const { key, fact } = orderFactOf(item.event, item.source.default_channel);
    this.#facts.set(orderId, mergeOrder(before, key, fact).facts);
  }
}

/** What the item's store may do to the orders that it names; it may join its own ones only. */
export function rightOfItem(item: EventItem, orders: readonly OrderFacts[]): StoreRight {
  const { event, boundStore, source } = item;
  if (boundStore === null) {
    return { kind: "OWN" };
  }
  const till = { store: boundStore, channel: source.default_channel };
  const rights = orders.map((facts) => rightOver(facts, event, till));
  const [first] = rights;
  if (first === undefined || rights.every(({ kind }) => kind === "OWN")) {
    return { kind: "OWN" };
  }
  return rights.length === 1 ? first : { kind: "REFUSED", field: ["references"] };
}
