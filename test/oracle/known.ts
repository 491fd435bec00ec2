import { byPlacing } from "./documents.ts";
import type { Order } from "./order.ts";
import type { Basis, Decision } from "./points.ts";
import type { Posted } from "./postings.ts";
import type { Event, Takes } from "./types.ts";

/** An order as a life knows it. */
export interface Known {
  readonly number: number;
  readonly keys: Set<string>;
  /** It is a return that names no order. */
  readonly isDocument: boolean;
  /** What documents took from it, line by line. */
  takes: Takes;
  events: Event[];
  order: Order;
  decision: Decision;
  pinned: Basis | null;
  /** The effective day on which it was pinned. */
  pinnedDay: string | null;
  readonly posted: Map<string, Posted>;
}

export function placedFirst({ order: one }: Known, { order: other }: Known): number {
  return byPlacing(one, other);
}

export function keysOf({ references, source: own }: Event): string[] {
  return references.map(({ source = own, kind, value }) => `${source} ${kind} ${value}`);
}

/** Whether some word names the customer; without one it is a guest's order. */
export function isClaimed(known: Known): boolean {
  return known.events.some(({ customer }) => customer !== undefined);
}
