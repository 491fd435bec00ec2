import type { Instant } from "../time/instant.ts";
import { compareVersions } from "./compareVersions.ts";
import { deriveOrder } from "./deriveOrder.ts";
import type { FactVersion, MatchedReturn, OrderFacts } from "./facts.ts";
import { EMPTY_FACTS } from "./mergeOrder.ts";

/** An order of the customer that a return may have come from; quantities in millionths. */
export interface SaleToMatch {
  readonly orderId: bigint;
  readonly placedAt: Instant;
  /** Of the order's oldest fact: tells sales of one moment apart without their ids, which depend on arrival. */
  readonly version: FactVersion;
  readonly lines: readonly {
    readonly lineId: string;
    readonly article: string | null;
    readonly fulfilled: bigint;
    /** By returns that name the order. */
    readonly returned: bigint;
  }[];
}

/** A return document that names no order. */
export interface ReturnToMatch {
  readonly returnOrderId: bigint;
  readonly version: FactVersion;
  readonly occurredAt: Instant;
  readonly lines: readonly {
    readonly lineId: string;
    readonly article: string | null;
    readonly quantity: bigint;
  }[];
}

export interface UnmatchedReturnLine {
  readonly returnOrderId: bigint;
  readonly lineId: string;
  readonly quantity: bigint;
}

export interface ReturnMatches {
  /** Per sale that anything was matched to, oldest return first: the input of `withMatchedReturns`. */
  readonly matches: ReadonlyMap<bigint, readonly MatchedReturn[]>;
  readonly unmatched: readonly UnmatchedReturnLine[];
}

interface Capacity {
  readonly orderId: bigint;
  readonly placedAt: Instant;
  readonly lineId: string;
  left: bigint;
}

/**
 * Finds the sales that the unlinked returns of ONE customer came from, all at once and from scratch:
 * each return line, the oldest return first, takes from the earlier sales of its article, the latest
 * first (CONTRACT 3). A sale at the very moment of the return counts as earlier.
 *
 * Guarantee: never more of a line than was handed over and not brought back; the same result for any
 * order of `sales` and `returns`; matched + unmatched = returned, per return line.
 */
export function matchReturns(input: {
  readonly sales: readonly SaleToMatch[];
  readonly returns: readonly ReturnToMatch[];
}): ReturnMatches {
  const capacities = capacitiesByArticle(input.sales);
  const returns = [...input.returns].sort((a, b) => compareVersions(a.version, b.version));
  const matches = new Map<bigint, MatchedReturn[]>();
  const unmatched: UnmatchedReturnLine[] = [];
  for (const { returnOrderId, occurredAt, lines } of returns) {
    const takenByOrder = new Map<bigint, Map<string, bigint>>();
    for (const line of lines) {
      const candidates = line.article === null ? [] : (capacities.get(line.article) ?? []);
      const left = takeFrom(candidates, occurredAt, line.quantity, takenByOrder);
      if (left > 0n) {
        unmatched.push({ returnOrderId, lineId: line.lineId, quantity: left });
      }
    }
    for (const [orderId, taken] of takenByOrder) {
      const match = { returnOrderId, lines: sortedLines(taken) };
      const known = matches.get(orderId);
      if (known === undefined) {
        matches.set(orderId, [match]);
      } else {
        known.push(match);
      }
    }
  }
  return { matches, unmatched };
}

/** An order as a sale to match against; matched returns are left out, as they are what is asked for. */
export function saleToMatch(orderId: bigint, { facts }: OrderFacts): SaleToMatch {
  const view = deriveOrder({ facts, matchedReturns: EMPTY_FACTS.matchedReturns });
  const isVoided = view.status === "VOIDED";
  return {
    orderId,
    placedAt: view.placedAt,
    version: oldestVersion(facts.values()),
    lines: view.lines.map((line) => ({
      lineId: line.id,
      article: line.article,
      fulfilled: isVoided ? 0n : line.fulfilled,
      returned: line.returned,
    })),
  };
}

/** A return document that named no order: what it brings back beyond anything it handed over itself. */
export function returnToMatch(returnOrderId: bigint, { facts }: OrderFacts): ReturnToMatch {
  const view = deriveOrder({ facts, matchedReturns: EMPTY_FACTS.matchedReturns });
  const version = oldestVersion(facts.values());
  return {
    returnOrderId,
    version,
    occurredAt: version.occurredAt,
    lines:
      view.status === "VOIDED"
        ? []
        : view.lines
            .filter((line) => line.returned > line.fulfilled)
            .map((line) => ({
              lineId: line.id,
              article: line.article,
              quantity: line.returned - line.fulfilled,
            })),
  };
}

function capacitiesByArticle(sales: readonly SaleToMatch[]): Map<string, Capacity[]> {
  const latestFirst = [...sales].sort(
    (a, b) => b.placedAt - a.placedAt || compareVersions(b.version, a.version),
  );
  const byArticle = new Map<string, Capacity[]>();
  for (const { orderId, placedAt, lines } of latestFirst) {
    for (const { lineId, article, fulfilled, returned } of lines) {
      const left = fulfilled - returned;
      if (article === null || left <= 0n) {
        continue;
      }
      const capacity = { orderId, placedAt, lineId, left };
      const known = byArticle.get(article);
      if (known === undefined) {
        byArticle.set(article, [capacity]);
      } else {
        known.push(capacity);
      }
    }
  }
  return byArticle;
}

function takeFrom(
  candidates: readonly Capacity[],
  occurredAt: Instant,
  quantity: bigint,
  takenByOrder: Map<bigint, Map<string, bigint>>,
): bigint {
  let left = quantity;
  for (const candidate of candidates) {
    if (left === 0n) {
      break;
    }
    if (candidate.left === 0n || candidate.placedAt > occurredAt) {
      continue;
    }
    const take = left < candidate.left ? left : candidate.left;
    candidate.left -= take;
    left -= take;
    let taken = takenByOrder.get(candidate.orderId);
    if (taken === undefined) {
      taken = new Map();
      takenByOrder.set(candidate.orderId, taken);
    }
    taken.set(candidate.lineId, (taken.get(candidate.lineId) ?? 0n) + take);
  }
  return left;
}

function sortedLines(taken: ReadonlyMap<string, bigint>): MatchedReturn["lines"] {
  return [...taken]
    .map(([lineId, quantity]) => ({ lineId, quantity }))
    .sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
}

function oldestVersion(facts: Iterable<{ readonly version: FactVersion }>): FactVersion {
  let oldest: FactVersion | null = null;
  for (const { version } of facts) {
    if (oldest === null || compareVersions(version, oldest) < 0) {
      oldest = version;
    }
  }
  if (oldest === null) {
    throw new RangeError("an order without facts has no version");
  }
  return oldest;
}
