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

/**
 * What may say how the order as a whole was: a return, an exchange or a refund only where there is
 * nothing else, because where goods come back says nothing of where they were bought.
 */
export function wordsOfOrder(words: readonly OrderFact[]): readonly OrderFact[] {
  const isReturn = (fact: OrderFact) => attributeRank(fact) === 0;
  return words.every(isReturn)
    ? words
    : words.filter((fact) => fact.reading === 1 || !isReturn(fact));
}

/**
 * The order's channel. What opens an order has come in its source's channel where it names none;
 * any other message without one says nothing as long as somebody has named one. Ranks of what is
 * told and of defaults, the newest of the highest: an opening or changing message's own, an opening
 * one's default, any other's own, any other default.
 */
export function channelOf(words: readonly OrderFact[]): string | null {
  let best: string | null = null;
  let bestRank = -1;
  for (const fact of words) {
    const rank = channelRank(fact);
    const channel = fact.channel ?? fact.defaultChannel;
    if (channel !== null && rank >= bestRank) {
      best = channel;
      bestRank = rank;
    }
  }
  return best;
}

function channelRank(fact: OrderFact): number {
  const rank = attributeRank(fact);
  if (rank === 0) {
    return fact.channel === null ? 0 : 1;
  }
  if (fact.channel !== null) {
    return rank === 2 ? 5 : 3;
  }
  return fact.kind === "SOLD" || fact.kind === "PLACED" ? 4 : 2;
}

/**
 * How much what a fact says of the order as a whole counts: 2 describes it, 0 takes something back.
 */
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
 * When the order was placed, as stable as it can be: it picks the ruleset (programme 1.8). A stated
 * placedAt first, then the moment of the placement, of the sale, what any other message states, and
 * at last the moment of the oldest message.
 */
export function placedAtOf(
  facts: readonly OrderFact[],
  words: readonly OrderFact[],
  oldest: OrderFact,
): Instant {
  const stated = newestValue(words, (fact) => (describesOrder(fact) ? fact.placedAt : null));
  const opened =
    facts.find((fact) => fact.kind === "PLACED") ?? facts.find((fact) => fact.kind === "SOLD");
  // Under reading 1 only the oldest message was asked.
  const told = newestValue(words, (fact) => (fact.reading === 1 ? null : fact.placedAt));
  return (
    stated ?? opened?.version.occurredAt ?? told ?? oldest.placedAt ?? oldest.version.occurredAt
  );
}

/**
 * When it was paid: the newest word of SOLD and SETTLED. Exchanging goods pays for nothing but the
 * difference; under reading 1 an exchange settled where neither had spoken.
 */
export function settledAtOf(facts: readonly OrderFact[]): Instant | null {
  const settled = facts.findLast((fact) => fact.kind === "SOLD" || fact.kind === "SETTLED");
  const exchanged =
    settled ?? facts.find((fact) => fact.kind === "EXCHANGED" && fact.reading === 1);
  return exchanged?.version.occurredAt ?? null;
}

/**
 * When the first goods were handed over; a service is by being settled. Facts are sorted by time.
 */
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
 * How the order is paid: by the newest word about the whole of it, and what each exchange was paid
 * on top. The tenders of a return or refund are what the customer got back.
 */
export function tendersOf(
  facts: readonly OrderFact[],
  currency: string | null,
): readonly PurchaseTender[] {
  const saying = facts.filter(
    (candidate) =>
      candidate.tenders !== null &&
      candidate.tenders.length > 0 &&
      (candidate.currency === null || candidate.currency === currency),
  );
  const whole = saying.findLast((fact) => describesOrder(fact) || fact.kind === "SETTLED");
  // Under reading 1 those of an exchange were not counted.
  const onTop = saying.filter((fact) => fact.kind === "EXCHANGED" && fact.reading !== 1);
  return onTop.length === 0
    ? (whole?.tenders ?? NO_TENDERS)
    : [whole, ...onTop].flatMap((fact) => fact?.tenders ?? NO_TENDERS);
}
