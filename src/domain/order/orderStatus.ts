import type { OrderLineView, OrderStatus } from "./facts.ts";
import { isGoods } from "./orderLines.ts";

export interface StatusInput {
  readonly lines: readonly OrderLineView[];
  readonly voided: boolean;
  /** A CANCELLED, SOLD or FULFILLED, RETURNED or EXCHANGED fact is there. */
  readonly cancelled: boolean;
  readonly handedOver: boolean;
  readonly takenBack: boolean;
}

/**
 * What an order is, looking at its goods: postage and fees, which nobody hands over or brings back,
 * count only in an order that has nothing else.
 */
export function statusOf({
  lines,
  voided,
  cancelled,
  handedOver,
  takenBack,
}: StatusInput): OrderStatus {
  if (voided) {
    return "VOIDED";
  }
  const hasGoods = lines.some((line) => isGoods(line.kind));
  let anyOpen = false;
  let anyFulfilled = false;
  let anyKept = false;
  let anyBack = false;
  for (const line of lines) {
    if (hasGoods && !isGoods(line.kind)) {
      continue;
    }
    anyOpen ||= line.open > 0n;
    anyFulfilled ||= line.fulfilled > 0n;
    anyKept ||= line.kept > 0n;
    anyBack ||= line.kept < line.fulfilled;
  }
  if (anyFulfilled) {
    if (anyBack) {
      return anyKept || anyOpen ? "PART_RETURNED" : "RETURNED";
    }
    return anyOpen ? "PART_FULFILLED" : "FULFILLED";
  }
  if (anyOpen) {
    return "PLACED";
  }
  if (cancelled) {
    return "CANCELLED";
  }
  if (takenBack) {
    return "RETURNED";
  }
  return handedOver ? "FULFILLED" : "PLACED";
}
