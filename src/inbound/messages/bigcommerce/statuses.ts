import { type Fields, Unusable } from "../shop/fields.ts";

/** Nobody has placed it yet. */
export const INCOMPLETE = 0;
/** All of its money went back. */
export const WHOLLY_REFUNDED = 4;
/** Wholly, or in part. */
export const REFUNDED: ReadonlySet<number> = new Set([WHOLLY_REFUNDED, 14]);
/** Cancelled, or declined: nothing more will come. */
export const OVER: ReadonlySet<number> = new Set([5, 6]);
/** Of an order that is paid: from the first that waits for its goods to what comes after them. */
export const PAID: ReadonlySet<number> = new Set([2, 3, 4, 8, 9, 10, 11, 13, 14]);

/** Which of the store's fifteen statuses an order has, by its number: names can be changed. */
export function statusOf(order: Fields): number {
  const text = order.needText("status_id");
  if (!/^\d{1,3}$/.test(text)) {
    throw new Unusable("NUMBER_MALFORMED", order.placeOf("status_id"), "A number is expected.");
  }
  return Number(text);
}
