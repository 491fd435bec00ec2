import type { PurchaseEventKind } from "../purchase/event.ts";
import type { MatchedReturn, OrderFact, OrderFacts } from "./facts.ts";
import { mergeFact } from "./mergeFact.ts";

/** An order of which nothing is known yet. */
export const EMPTY_FACTS: OrderFacts = { facts: new Map(), matchedReturns: new Map() };

const NO_MATCHED_RETURNS: ReadonlyMap<string, MatchedReturn> = EMPTY_FACTS.matchedReturns;

export interface MergedOrder {
  readonly facts: OrderFacts;
  /** False when the facts are the very ones that were given: nothing to store, nothing to post. */
  readonly changed: boolean;
}

/**
 * Kinds of events that may be the first of their order; the others wait for one (programme 1.4).
 */
export const OPENING_KINDS: readonly PurchaseEventKind[] = ["SOLD", "PLACED", "FULFILLED"];

/** Whether an event of this kind may be the first of its order. */
export function orderOpens(kind: PurchaseEventKind): boolean {
  return OPENING_KINDS.includes(kind);
}

/**
 * Adds one fact: the newest version under `key` stays, with what older ones said and it does not
 * (`mergeFact`).
 *
 * Guarantee: commutative, associative and idempotent over facts whose (source, eventId) names one
 * body, which the event key guarantees (contract 1.3). Neither argument is changed; when nothing
 * changes the same `facts` object comes back.
 * Source: contract 3.2, programme 1.5.
 */
export function mergeOrder(facts: OrderFacts, key: string, fact: OrderFact): MergedOrder {
  const known = facts.facts.get(key);
  const next = known === undefined ? fact : mergeFact(known, fact);
  if (next === known) {
    return { facts, changed: false };
  }
  const merged = new Map(facts.facts);
  merged.set(key, next);
  return { facts: { facts: merged, matchedReturns: facts.matchedReturns }, changed: true };
}

/**
 * The facts of two orders that turn out to be one.
 *
 * Guarantee: commutative, associative, idempotent; merging facts into the union equals the union of
 * what they were merged into. Matched returns of one return document keep the larger figures per
 * line until the caller matches again, which it must: the sales have changed.
 */
export function absorbFacts(a: OrderFacts, b: OrderFacts): OrderFacts {
  const facts = new Map(a.facts);
  for (const [key, fact] of b.facts) {
    const known = facts.get(key);
    facts.set(key, known === undefined ? fact : mergeFact(known, fact));
  }
  return { facts, matchedReturns: unionOfMatches(a.matchedReturns, b.matchedReturns) };
}

/**
 * Replaces all matched returns of a sale by what `matchReturns` gives now; `changed` as in
 * `mergeOrder`.
 */
export function withMatchedReturns(
  facts: OrderFacts,
  matches: readonly MatchedReturn[],
): MergedOrder {
  const matchedReturns =
    matches.length === 0
      ? NO_MATCHED_RETURNS
      : new Map(matches.map((match) => [String(match.returnOrderId), match]));
  if (sameMatches(facts.matchedReturns, matchedReturns)) {
    return { facts, changed: false };
  }
  return { facts: { facts: facts.facts, matchedReturns }, changed: true };
}

function unionOfMatches(
  a: ReadonlyMap<string, MatchedReturn>,
  b: ReadonlyMap<string, MatchedReturn>,
): ReadonlyMap<string, MatchedReturn> {
  if (b.size === 0) {
    return a;
  }
  const union = new Map(a);
  for (const [key, match] of b) {
    const known = union.get(key);
    union.set(key, known === undefined ? match : largerOf(known, match));
  }
  return union;
}

function largerOf(a: MatchedReturn, b: MatchedReturn): MatchedReturn {
  const byId = new Map(a.lines.map((line) => [line.lineId, line]));
  for (const line of b.lines) {
    const known = byId.get(line.lineId) ?? line;
    byId.set(line.lineId, {
      lineId: line.lineId,
      quantity: larger(known.quantity, line.quantity),
      repaid: larger(known.repaid, line.repaid),
      repaidMinor: larger(known.repaidMinor, line.repaidMinor),
    });
  }
  const lines = [...byId.values()].sort((x, y) => (x.lineId < y.lineId ? -1 : 1));
  return { returnOrderId: a.returnOrderId, lines };
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function sameMatches(
  a: ReadonlyMap<string, MatchedReturn>,
  b: ReadonlyMap<string, MatchedReturn>,
): boolean {
  if (a.size !== b.size) {
    return false;
  }
  for (const [key, match] of a) {
    const other = b.get(key);
    if (other === undefined || !sameLines(match, other)) {
      return false;
    }
  }
  return true;
}

function sameLines(a: MatchedReturn, b: MatchedReturn): boolean {
  return (
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => {
      const other = b.lines[index];
      return (
        other?.lineId === line.lineId &&
        other.quantity === line.quantity &&
        other.repaid === line.repaid &&
        other.repaidMinor === line.repaidMinor
      );
    })
  );
}
