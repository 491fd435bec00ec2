import type { Tx } from "../../db/connection/client.ts";
import { readRegrouped, readTangles } from "../../db/queries/verify/verifyGroups.ts";

/** Customers and guest orders whose lives cross, with the events of all of them. */
export interface Tangle {
  readonly roots: Set<bigint>;
  readonly orders: Set<bigint>;
  readonly events: bigint[];
}

/**
 * What can only be replayed together, because an order of the one absorbed an order of the other,
 * or because they were one customer for a while: few, so they are kept in memory, as ids, until the
 * walk is over.
 */
export class Tangles {
  readonly #of = new Map<string, Tangle>();

  static async read(tx: Tx): Promise<Tangles> {
    const tangles = new Tangles();
    for (const row of await readRegrouped(tx)) {
      tangles.#join(keyOf(row.root_id, 0n), keyOf(row.into_root_id, 0n));
    }
    for (const row of await readTangles(tx)) {
      tangles.#join(keyOf(row.root_id, row.order_id), keyOf(row.into_root_id, row.into_id));
    }
    return tangles;
  }

  ofRoot(rootId: bigint): Tangle | undefined {
    return this.#of.get(`c${rootId}`);
  }

  ofGuestOrder(orderId: bigint): Tangle | undefined {
    return this.#of.get(`o${orderId}`);
  }

  all(): Iterable<Tangle> {
    return new Set(this.#of.values());
  }

  #join(a: string, b: string): void {
    const into = this.#of.get(a) ?? single(a);
    const other = this.#of.get(b) ?? single(b);
    for (const root of other.roots) {
      into.roots.add(root);
    }
    for (const order of other.orders) {
      into.orders.add(order);
    }
    for (const root of into.roots) {
      this.#of.set(`c${root}`, into);
    }
    for (const order of into.orders) {
      this.#of.set(`o${order}`, into);
    }
  }
}

function keyOf(rootId: bigint | null, orderId: bigint): string {
  return rootId === null ? `o${orderId}` : `c${rootId}`;
}

function single(key: string): Tangle {
  const id = BigInt(key.slice(1));
  return {
    roots: new Set(key.startsWith("c") ? [id] : []),
    orders: new Set(key.startsWith("o") ? [id] : []),
    events: [],
  };
}
