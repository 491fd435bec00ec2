import type { OrderReference } from "../../domain/purchase/event.ts";
import { referenceKey } from "../../purchases/keys.ts";

/** Which order each number leads to, as far as the replay has come. */
export class OrderNumbers {
  readonly #orders = new Map<string, bigint>();

  /** Distinct orders that the numbers lead to, the oldest first. */
  named(references: readonly OrderReference[]): bigint[] {
    const found = references.flatMap((one) => this.#orders.get(referenceKey(one)) ?? []);
    return [...new Set(found)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  lead(references: readonly OrderReference[], orderId: bigint): void {
    for (const reference of references) {
      this.#orders.set(referenceKey(reference), orderId);
    }
  }
}
