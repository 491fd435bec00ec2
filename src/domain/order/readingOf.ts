import type { Reading } from "../purchase/event.ts";
import type { OrderFacts } from "./facts.ts";

/**
 * The reading under which an order is settled: the newest of its messages'. So an order on record
 * is worked out again as it was, until a message comes under the rules of now.
 */
export function readingOf({ facts }: Pick<OrderFacts, "facts">): Reading {
  let newest: Reading = 1;
  for (const { reading } of facts.values()) {
    if (reading > newest) {
      newest = reading;
    }
  }
  return newest;
}
