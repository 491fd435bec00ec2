import type { FactJson } from "../purchase/factCodec.ts";
import type { Instant } from "../time/instant.ts";
import { knownOf, newestOfEach } from "./messages.ts";

/** When an order's messages say that it was placed, handed over first, and settled. */
export interface Moments {
  readonly placedAt: Instant | null;
  readonly handedOverAt: Instant | null;
  readonly settledAt: Instant | null;
}

/** Programme 1.19 and 1.20, from the messages alone. */
export function momentsOf(messages: readonly FactJson[]): Moments {
  const newest = newestOfEach(messages);
  const { isService } = knownOf(messages, newest);
  const hands = newest.find(
    ({ k, f }) =>
      k === "SOLD" ||
      k === "EXCHANGED" ||
      (k === "SETTLED" && isService) ||
      (k === "FULFILLED" && (f?.l === undefined || f.l.some(({ q }) => BigInt(q) > 0n))),
  );
  const placed = newest.findLast(({ k, pa }) => pa !== undefined && k !== "RETURNED")?.pa;
  const opens = newest.find(({ k }) => k === "PLACED") ?? newest.find(({ k }) => k === "SOLD");
  const settles = newest.findLast(({ k }) => k === "SOLD" || k === "SETTLED");
  return {
    placedAt: (placed ?? opens?.o ?? newest[0]?.o ?? null) as Instant | null,
    handedOverAt: (hands?.o ?? null) as Instant | null,
    settledAt: (settles?.o ?? null) as Instant | null,
  };
}
