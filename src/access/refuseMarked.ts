import type { Viewer } from "../domain/access/viewer.ts";
import {
  forbiddingMark,
  MARK_SENTENCES,
  MARKED_SENTENCE,
  type MarkedAct,
} from "../domain/customer/marks.ts";
import { AppError } from "../errors.ts";
import { hasScope } from "./authorise.ts";

/**
 * Refuses what a mark on the customer forbids, as domain/customer/marks.ts has it. Asked under the
 * customer's lock. Nothing of the call stays, not even its idempotency key: sent again when the
 * mark is gone, it is done.
 *
 * @throws AppError CUSTOMER_MARKED; `details.mark` for whoever may see marks
 */
export function refuseMarked(viewer: Viewer, act: MarkedAct, marks: ReadonlySet<string>): void {
  const mark = forbiddingMark(act, marks);
  if (mark === null) {
    return;
  }
  throw hasScope(viewer, "customer:read")
    ? new AppError("CUSTOMER_MARKED", MARK_SENTENCES[mark], { details: { mark } })
    : new AppError("CUSTOMER_MARKED", MARKED_SENTENCE);
}
