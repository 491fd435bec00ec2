import { settleOrder } from "../../core/moves/settleOrder.ts";
import type { Cause, PostingContext } from "../../core/points/context.ts";
import { type Instant, MICROS_PER_DAY } from "../../domain/time/instant.ts";

/**
 * What a command credited that made leaves members before it was kept since when: by the rules of
 * its moment, in the order in which the orders had come.
 */
export function creditAsBefore(
  context: PostingContext,
  leaves: readonly bigint[],
  at: Instant,
  cause: Cause,
): void {
  const since = at - context.catalog.rulesetAt(at).retroCreditDays * MICROS_PER_DAY;
  for (const order of context.workset.orders.values()) {
    const isOwn = order.leafId !== null && leaves.includes(order.leafId);
    if (isOwn && order.absorbedInto === null && (order.settled?.view.placedAt ?? 0) >= since) {
      settleOrder(context, order, cause);
    }
  }
}
