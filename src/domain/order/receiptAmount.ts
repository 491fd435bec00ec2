import { compareVersions } from "./compareVersions.ts";
import { deriveOrder } from "./deriveOrder.ts";
import { orderFactKey } from "./factOf.ts";
import type { OrderFact, OrderFacts } from "./facts.ts";
import { EMPTY_FACTS } from "./mergeOrder.ts";

/**
 * What the documents under these keys changed of what the customer pays for the order, in the
 * order's smallest units: a sale adds, what it takes back, refunds or voids comes off. A return
 * that names no order takes off what it gave back.
 *
 * The order is replayed by version, without returns that were matched to it: those have documents
 * of their own.
 *
 * @param keys of the order's facts (`orderFactKey`); unknown ones change nothing
 */
export function amountOfDocuments({ facts }: OrderFacts, keys: ReadonlySet<string>): bigint {
  const sorted = [...facts.values()].sort((a, b) => compareVersions(a.version, b.version));
  if (sorted.every(({ kind }) => kind === "RETURNED")) {
    return -sorted.filter((fact) => keys.has(orderFactKey(fact))).reduce(addGivenBack, 0n);
  }
  let sum = 0n;
  for (const [index, fact] of sorted.entries()) {
    const isIn = keys.has(orderFactKey(fact));
    const before = sorted[index - 1];
    const wasIn = before !== undefined && keys.has(orderFactKey(before));
    if (isIn !== wasIn) {
      const totalMinor = totalOf(sorted.slice(0, index));
      sum += isIn ? -totalMinor : totalMinor;
    }
  }
  const last = sorted.at(-1);
  return last !== undefined && keys.has(orderFactKey(last)) ? sum + totalOf(sorted) : sum;
}

function addGivenBack(sum: bigint, fact: OrderFact): bigint {
  return (fact.part?.lines ?? []).reduce((all, line) => all + (line.amountMinor ?? 0n), sum);
}

function totalOf(facts: readonly OrderFact[]): bigint {
  if (facts.length === 0) {
    return 0n;
  }
  const { matchedReturns } = EMPTY_FACTS;
  const byKey = new Map(facts.map((fact) => [orderFactKey(fact), fact]));
  return deriveOrder({ facts: byKey, matchedReturns }).totalMinor;
}
