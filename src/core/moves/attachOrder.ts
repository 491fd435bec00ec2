import type { Cause, PostingContext } from "../points/context.ts";
import type { OrderWork } from "../state.ts";
import { settleMatched } from "./rematch.ts";
import { decideTierOf, giveOrder, rootOf, settleOrder } from "./settleOrder.ts";

/** Nothing of the order's was the customer's before. */
const NOTHING_NAMED: ReadonlySet<string> = new Set();

/**
 * Gives a guest's order to a leaf: settles it as the customer's, matches returns that were waiting
 * for such a sale, and decides the tier. The same for the command that claims and for the replay of
 * its record (src/verify), which end the move.
 */
export function attachOrder(
  context: PostingContext,
  order: OrderWork,
  leafId: bigint,
  cause: Cause,
): void {
  giveOrder(context, order, leafId);
  settleMatched(
    context,
    { order, isReturnDocument: false, absorbed: [], namedBefore: NOTHING_NAMED },
    (one) => settleOrder(context, one, cause),
  );
  decideTierOf(context, rootOf(context, leafId), cause, true);
}
