import type { PurchaseTender } from "../purchase/event.ts";
import type { Instant } from "../time/instant.ts";
import type { OrderFact } from "./facts.ts";

const NO_TENDERS: readonly PurchaseTender[] = [];

/** Whether a fact describes the order as a whole: its lines, its channel, its currency. */
export function describesOrder(fact: OrderFact): boolean {
  return fact.kind === "SOLD" || fact.kind === "PLACED" || fact.kind === "AMENDED";
}

/**
 * The newest value that a fact gives, asking the facts that describe the order first and those of
 * returns last: bringing a web order back to a store does not make it a store order.
 */
export function newestValue<Value>(
  facts: readonly OrderFact[],
  pick: (fact: OrderFact) => Value | null,
): Value | null {
  let best: Value | null = null;
  let bestRank = -1;
  for (const fact of facts) {
    const value = pick(fact);
    const rank = attributeRank(fact);
    if (value !== null && rank >= bestRank) {
      best = value;
      bestRank = rank;
    }
  }
  return best;
}

/** How much what a fact says of the order as a whole counts: 2 describes it, 0 takes something back. */
export function attributeRank(fact: OrderFact): number {
  if (describesOrder(fact)) {
    return 2;
  }
  const isTakenBack =
    fact.kind === "RETURNED" || fact.kind === "EXCHANGED" || fact.kind === "REFUNDED";
  return isTakenBack ? 0 : 1;
}

/** The order's currency: that of its newest lines, else the newest one that a fact names. */
export function currencyOf(facts: readonly OrderFact[], base: OrderFact | null): string | null {
  return base?.currency ?? newestValue(facts, (fact) => fact.currency);
}

/**
 * When the order was placed, as stable as it can be: it picks the ruleset (CONTRACT 3). A stated
 * placedAt first, then the moment of the placement, of the sale, and at last of the oldest message.
 */
export function placedAtOf(facts: readonly OrderFact[], oldest: OrderFact): Instant {
  const stated = newestValue(facts, (fact) => (describesOrder(fact) ? fact.placedAt : null));
  const opened =
    facts.find((fact) => fact.kind === "PLACED") ?? facts.find((fact) => fact.kind === "SOLD");
  return stated ?? opened?.version.occurredAt ?? oldest.placedAt ?? oldest.version.occurredAt;
}

/** When it was paid: the newest word of SOLD and SETTLED; an exchange settles where neither spoke. */
export function settledAtOf(facts: readonly OrderFact[]): Instant | null {
  const settled = facts.findLast((fact) => fact.kind === "SOLD" || fact.kind === "SETTLED");
  const exchanged = settled ?? facts.find((fact) => fact.kind === "EXCHANGED");
  return exchanged?.version.occurredAt ?? null;
}

/** When the first goods were handed over; a service is by being settled. Facts are sorted by time. */
export function firstFulfilledAtOf(
  facts: readonly OrderFact[],
  isService: boolean,
): Instant | null {
  const first = facts.find(
    (fact) =>
      fact.kind === "SOLD" ||
      fact.kind === "EXCHANGED" ||
      (fact.kind === "FULFILLED" && handsOver(fact)) ||
      (fact.kind === "SETTLED" && isService),
  );
  return first?.version.occurredAt ?? null;
}

/** False for "none of it was there": a fulfilment of which every quantity is 0. */
function handsOver({ part }: OrderFact): boolean {
  return part === null || part.lines === null || part.lines.some((line) => line.quantity > 0n);
}

/**
 * How the order is paid, by the newest fact that says it. Only facts that speak of the whole order:
 * the tenders of a return are what the customer got back, those of an exchange its difference.
 */
export function tendersOf(
  facts: readonly OrderFact[],
  currency: string | null,
): readonly PurchaseTender[] {
  const fact = facts.findLast(
    (candidate) =>
      (describesOrder(candidate) || candidate.kind === "SETTLED") &&
      candidate.tenders !== null &&
      candidate.tenders.length > 0 &&
      (candidate.currency === null || candidate.currency === currency),
  );
  return fact?.tenders ?? NO_TENDERS;
}
