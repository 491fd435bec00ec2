import { applyPurchase } from "../core/moves/applyPurchase.ts";
import type { Applied, ApplyContext, Purchase } from "../core/moves/purchase.ts";
import type { Instant } from "../domain/time/instant.ts";
import { StaleError } from "../platform/stale.ts";
import { traceparentOf } from "../platform/tracing/scope.ts";
import type { EventItem } from "./item.ts";
import type { Resolution } from "./resolution.ts";
import { rightOfItem } from "./storesOrders.ts";

type ToApply = Extract<Resolution, { kind: "APPLY" }>;

/**
 * Applies an item's event to the rows in memory, where its store still may
 * (core/moves/applyPurchase.ts).
 *
 * Throws: StaleError.
 */
export function applyItem(
  context: ApplyContext,
  item: EventItem,
  resolution: ToApply,
  eventRowId: bigint,
  recordedFrom: Instant,
): Applied {
  checkRight(context, item, resolution);
  context.effects.trace = traceparentOf(item.intake?.submission.trace);
  return applyPurchase(context, purchaseOf(item), resolution, eventRowId, recordedFrom);
}

function purchaseOf({ event, source, mode, intake, decideAtOnce, held }: EventItem): Purchase {
  const { door, requestId } = intake?.submission ?? {};
  const run = door === "IMPORT" && requestId !== undefined ? requestId : null;
  return { event, source, mode, run, decideAtOnce, held };
}

/**
 * What a store may do was found before the locks: it must still be so now. Else the batch is
 * planned again, and this event runs alone, where nothing but the order itself is looked at.
 * Throws: StaleError.
 */
function checkRight({ workset }: ApplyContext, item: EventItem, resolution: ToApply): void {
  if (item.boundStore === null) {
    return;
  }
  const ids = [resolution.orderId, ...resolution.absorbs];
  const right = rightOfItem(
    item,
    ids.flatMap((id) => workset.orders.get(id)?.facts ?? []),
  );
  if (right.kind !== (resolution.visits ? "VISITING" : "OWN")) {
    item.slow = true;
    throw new StaleError("the order is another store's by now, or this one's");
  }
}
