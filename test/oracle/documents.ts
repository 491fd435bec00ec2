import { instant } from "./days.ts";
import { byVersion, type Fact } from "./facts.ts";
import { fulfilledOf } from "./lineState.ts";
import { max, min } from "./numbers.ts";
import type { Order } from "./order.ts";
import type { Event } from "./types.ts";

/** Returns that name no order, matched to what the customer bought (programme 1.30). */

const MINUTE = 60_000_000n;

export function namesNoOrder(event: Event): boolean {
  return event.kind === "RETURNED" && event.references.every(({ kind }) => kind === "return");
}

function latest(order: Order): bigint {
  const at = order.facts[0]?.at ?? 0n;
  return at - (at % MINUTE) + MINUTE;
}

/** Whether some order of before names one of the articles as ordered or handed over. */
export function knowsASale(event: Event, orders: readonly Order[]): boolean {
  const articles = (event.return?.lines ?? []).map(({ article }) => article);
  const at = instant(event.occurredAt);
  const end = at - (at % MINUTE) + MINUTE;
  return orders.some(
    ({ placedAt, facts }) => placedAt < end && facts.some((fact) => names(fact, articles)),
  );
}

/**
 * Whether a fact names an article as ordered or handed over, whatever other facts made of it since.
 */
function names({ kind, lines, part }: Fact, articles: readonly (string | undefined)[]): boolean {
  const isNamed = ({ article }: { readonly article?: string }) =>
    article !== undefined && articles.includes(article);
  const ordered = kind !== "RETURNED" && (lines?.value.some(isNamed) ?? false);
  return ordered || (kind === "FULFILLED" && (part?.value.lines?.some(isNamed) ?? false));
}

function oldest({ facts: [fact] }: Order): Event {
  if (fact === undefined) {
    throw new Error("an order without facts");
  }
  return fact.newest;
}

/** Those placed first come first. */
export function byPlacing(one: Order, other: Order): number {
  if (one.placedAt !== other.placedAt) {
    return one.placedAt < other.placedAt ? -1 : 1;
  }
  return byVersion(oldest(one), oldest(other));
}

/** From scratch: what the documents take from each order; both as they are without one another. */
export function match(documents: readonly Order[], orders: readonly Order[]): bigint[][] {
  const taken = orders.map(({ lines }) => lines.map(() => 0n));
  const latestFirst = orders
    .map((order, at) => ({ order, at }))
    .sort((one, other) => byPlacing(other.order, one.order));
  const oldestFirst = documents.toSorted((one, other) => byVersion(oldest(one), oldest(other)));
  for (const document of oldestFirst) {
    for (const wanted of document.lines) {
      let left = max(0n, wanted.returned - fulfilledOf(wanted));
      if (wanted.article === "") {
        continue;
      }
      for (const { order, at } of latestFirst) {
        if (order.voided || order.placedAt >= latest(document)) {
          continue;
        }
        for (const [number, line] of order.lines.entries()) {
          if (line.article !== wanted.article) {
            continue;
          }
          const own = taken[at]?.[number] ?? 0n;
          const part = min(left, max(0n, fulfilledOf(line) - line.returned - own));
          left -= part;
          const row = taken[at];
          if (row !== undefined) {
            row[number] = own + part;
          }
        }
      }
    }
  }
  return taken;
}
