import type { OrderLineView } from "../domain/order/facts.ts";
import type { OrderModel, PointsReasoning } from "./orders.ts";

/** A line of an order with what it has earned. */
export interface OrderLineModel {
  /** Of the order. */
  readonly orderId: string;
  readonly line: OrderLineView;
  readonly currency: string;
  /** As booked, not as worked out: the two differ while an operator's correction is under way. */
  readonly points: bigint;
  readonly notEarningBecause: string | null;
}

/** The lines of an order beside their points. */
export function orderLinesOf(
  order: OrderModel,
  { details, decision }: PointsReasoning,
): readonly OrderLineModel[] {
  const booked = new Map<string, bigint>();
  for (const earning of details.posted.posted.values()) {
    for (const { lineId, points } of earning.lines) {
      booked.set(lineId, (booked.get(lineId) ?? 0n) + points);
    }
  }
  const reasons = new Map(
    decision?.lines.map(({ lineId, notEarningBecause }) => [lineId, notEarningBecause]),
  );
  return details.view.lines.map((line) => ({
    orderId: order.row.publicId,
    line,
    currency: order.currency,
    points: booked.get(line.id) ?? 0n,
    notEarningBecause: reasons.get(line.id) ?? null,
  }));
}
