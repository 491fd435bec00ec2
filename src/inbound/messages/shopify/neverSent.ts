import { parseInstant } from "../../../domain/time/parseInstant.ts";
import type { Fields } from "../shop/fields.ts";

/** Goods that had not been sent: they were never handed over, so none of them comes back. */
export const NEVER_SENT = "cancel";
/** Goods that are not put back on the shelf: they stay with the customer, or were not there. */
const NOT_RESTOCKED = "no_restock";
/** Of each line, how much of what a refund names was never sent. */
export type Unsent = ReadonlyMap<string, bigint>;

const SENT = "success";
const FULFILLED = "fulfilled";

/**
 * What refunds without restocking took out before it was sent, refund by refund in their order: a
 * shop that is short of something gives the money back, has nothing to put back, and sends the
 * rest. None of that comes back. What was sent all the same was not taken out.
 */
export function unsentOf(order: Fields, refunds: readonly Fields[]): readonly Unsent[] {
  const unsent = refunds.map(() => new Map<string, bigint>());
  if (refunds.length === 0) {
    return unsent;
  }
  const parcels = order
    .list("fulfillments")
    .filter((one) => (one.text("status") ?? SENT) === SENT)
    .map((one) => ({ at: momentOf(one), items: one.list("line_items") }))
    .toSorted((a, b) => a.at - b.at);
  const isSentWhole = parcels.length === 0 && order.text("fulfillment_status") === FULFILLED;
  const room = new Map<string, bigint>();
  for (const item of isSentWhole ? [] : order.list("line_items")) {
    room.set(item.needText("id"), item.count("quantity") ?? 0n);
  }
  for (const item of parcels.flatMap(({ items }) => items)) {
    add(room, item.text("id") ?? "", -(item.count("quantity") ?? 0n));
  }
  const inOrder = refunds
    .map((refund, index) => ({ refund, index, at: momentOf(refund) }))
    .toSorted((a, b) => a.at - b.at);
  /** What the customer has of each line, by what was sent before and came back before. */
  const had = new Map<string, bigint>();
  let next = 0;
  for (const { refund, index, at } of inOrder) {
    for (; next < parcels.length && (parcels[next]?.at ?? 0) <= at; next += 1) {
      for (const item of parcels[next]?.items ?? []) {
        add(had, item.text("id") ?? "", item.count("quantity") ?? 0n);
      }
    }
    for (const item of refund.list("refund_line_items")) {
      const id = lineIdOf(item) ?? "";
      const quantity = item.count("quantity") ?? 0n;
      const type = item.text("restock_type");
      const wanted =
        type === NEVER_SENT ? quantity : atLeastZero(quantity - atLeastZero(had.get(id) ?? 0n));
      const isMaybe = type === NEVER_SENT || type === NOT_RESTOCKED;
      const out = isMaybe ? smaller(wanted, atLeastZero(room.get(id) ?? 0n)) : 0n;
      add(room, id, -out);
      add(had, id, out - quantity);
      if (type === NOT_RESTOCKED && out > 0n) {
        add(unsent[index] as Map<string, bigint>, id, out);
      }
    }
  }
  return unsent;
}

function add(sums: Map<string, bigint>, id: string, quantity: bigint): void {
  sums.set(id, (sums.get(id) ?? 0n) + quantity);
}

/** The line that a part of a refund is about. */
export function lineIdOf(item: Fields): string | null {
  return item.text("line_item_id") ?? item.object("line_item")?.text("id") ?? null;
}

/**
 * How much of a part of a refund was never sent.
 *
 * @param unsent what the refund's order says of that; null: it comes without its order, and shows
 *   only of a line of which nothing was sent that far that nothing of it can come back
 */
export function neverSentOf(item: Fields, unsent: Map<string, bigint> | null): bigint {
  const quantity = item.count("quantity") ?? 0n;
  const type = item.text("restock_type");
  if (type === NEVER_SENT) {
    return quantity;
  }
  if (type !== NOT_RESTOCKED) {
    return 0n;
  }
  if (unsent === null) {
    const line = item.object("line_item");
    const isTold = line !== null && Object.hasOwn(line.value, "fulfillment_status");
    return isTold && !line.has("fulfillment_status") ? quantity : 0n;
  }
  const id = lineIdOf(item) ?? "";
  const out = smaller(quantity, unsent.get(id) ?? 0n);
  unsent.set(id, (unsent.get(id) ?? 0n) - out);
  return out;
}

/** What is no moment is refused where it is told: here it is before everything. */
function momentOf(fields: Fields): number {
  return parseInstant(fields.firstText("processed_at", "created_at") ?? "") ?? -Infinity;
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
