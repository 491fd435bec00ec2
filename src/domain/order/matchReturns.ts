import { mulDivHalfUp } from "../money/rounding.ts";
import { type Instant, MICROS_PER_MINUTE } from "../time/instant.ts";
import { compareVersions } from "./compareVersions.ts";
import { deriveOrder } from "./deriveOrder.ts";
import type { FactVersion, MatchedLine, MatchedReturn, OrderFacts } from "./facts.ts";
import { EMPTY_FACTS } from "./mergeOrder.ts";
import { type SaleLineToMatch, SalePlace } from "./salePlace.ts";
import { spreadMoney } from "./spreadMoney.ts";

/** An order of the customer that a return may have come from; quantities in millionths. */
export interface SaleToMatch {
  readonly orderId: bigint;
  readonly placedAt: Instant;
  /**
   * Of the order's oldest fact: tells sales of one moment apart without their ids, which depend on
   * arrival.
   */
  readonly version: FactVersion;
  readonly currency: string | null;
  readonly lines: readonly SaleLineToMatch[];
}

/** A return document that names no order. */
export interface ReturnToMatch {
  readonly returnOrderId: bigint;
  readonly version: FactVersion;
  readonly occurredAt: Instant;
  /**
   * Sales up to here are earlier ones: to the end of the minute, because files and tills tell
   * minutes.
   */
  readonly salesUpTo: Instant;
  /** The rules of returns that it was recorded under (RETURN_RULES). */
  readonly rules: number;
  readonly currency: string | null;
  readonly lines: readonly {
    readonly lineId: string;
    readonly article: string | null;
    readonly quantity: bigint;
    /** The part of `quantity` for which an amount is named, and that amount. */
    readonly repaid: bigint;
    readonly repaidMinor: bigint;
  }[];
}

export interface UnmatchedReturnLine {
  readonly returnOrderId: bigint;
  readonly lineId: string;
  readonly quantity: bigint;
}

export interface ReturnMatches {
  /**
   * Per sale that anything was matched to, oldest return first: the input of `withMatchedReturns`.
   */
  readonly matches: ReadonlyMap<bigint, readonly MatchedReturn[]>;
  readonly unmatched: readonly UnmatchedReturnLine[];
}

/**
 * Finds the sales that the unlinked returns of ONE customer came from, all at once and from
 * scratch: each return line, the oldest return first, takes from the earlier sales of its article,
 * the latest first (programme 1.30). A sale in the very minute of the return counts as earlier.
 *
 * An amount that the return names comes off the lines that gave the goods, at most what is left of
 * them, and then off what is left of the customer's other earlier sales of the article, the latest
 * first, also where no goods were left. Of a sale in another currency it takes the goods' share.
 *
 * Guarantee: never more of a line than was handed over and not brought back, nor more money than is
 * left of it; the same result for any order of `sales` and `returns`; matched + unmatched =
 * returned, per return line.
 */
export function matchReturns(input: {
  readonly sales: readonly SaleToMatch[];
  readonly returns: readonly ReturnToMatch[];
}): ReturnMatches {
  const placesOfArticle = placesByArticle(input.sales);
  const returns = [...input.returns].sort((a, b) => compareVersions(a.version, b.version));
  const matches = new Map<bigint, MatchedReturn[]>();
  const unmatched: UnmatchedReturnLine[] = [];
  for (const document of returns) {
    const { returnOrderId } = document;
    const takings = new Map<bigint, Map<string, MatchedLine>>();
    for (const line of document.lines) {
      const places = (
        line.article === null ? [] : (placesOfArticle.get(line.article) ?? [])
      ).filter(({ placedAt }) => placedAt <= document.salesUpTo);
      const left =
        takeNamed(places, document, line, takings) +
        takeShare(places, line.quantity - line.repaid, takings);
      if (left > 0n) {
        unmatched.push({ returnOrderId, lineId: line.lineId, quantity: left });
      }
    }
    for (const [orderId, taken] of takings) {
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

/**
 * An order as a sale to match against; matched returns are left out, as they are what is asked for.
 */
export function saleToMatch(orderId: bigint, { facts }: OrderFacts): SaleToMatch {
  const view = deriveOrder({ facts, matchedReturns: EMPTY_FACTS.matchedReturns });
  const isVoided = view.status === "VOIDED";
  return {
    orderId,
    placedAt: view.placedAt,
    version: oldestVersion(facts.values()),
    currency: view.currency,
    lines: view.lines.map((line) => ({
      lineId: line.id,
      article: line.article,
      fulfilled: isVoided ? 0n : line.fulfilled,
      returned: line.returned,
      repaid: line.repaid,
      paidMinor: line.paidMinor,
      keptMinor: line.keptMinor,
    })),
  };
}

/**
 * A return document that named no order: what it brings back beyond anything it handed over itself.
 */
export function returnToMatch(returnOrderId: bigint, { facts }: OrderFacts): ReturnToMatch {
  const view = deriveOrder({ facts, matchedReturns: EMPTY_FACTS.matchedReturns });
  const version = oldestVersion(facts.values());
  const { occurredAt } = version;
  const rules = Math.max(0, ...[...facts.values()].map(({ part }) => part?.rules ?? 0));
  return {
    returnOrderId,
    version,
    occurredAt,
    salesUpTo: rules > 0 ? endOfMinute(occurredAt) : occurredAt,
    rules,
    currency: view.currency,
    lines:
      view.status === "VOIDED"
        ? []
        : view.lines
            .filter((line) => line.returned > line.fulfilled)
            .map((line) => {
              const quantity = line.returned - line.fulfilled;
              const isPart = line.repaid > quantity;
              return {
                lineId: line.id,
                article: line.article,
                quantity,
                repaid: isPart ? quantity : line.repaid,
                repaidMinor: isPart
                  ? mulDivHalfUp(line.repaidMinor, quantity, line.repaid)
                  : line.repaidMinor,
              };
            }),
  };
}

/**
 * Whether the customer has bought one of the document's articles before it, as far as is known;
 * whatever became of that sale since. A return for which that is so does not wait: what other
 * returns took, and what was voided, before or after it, must not decide whether it is applied
 * (I7a).
 */
export function hasEarlierSale(
  document: ReturnToMatch,
  sales: readonly { readonly toMatch: SaleToMatch; readonly facts: OrderFacts }[],
): boolean {
  const articles = new Set(document.lines.map(({ article }) => article));
  return sales.some(
    ({ toMatch, facts }) =>
      toMatch.placedAt <= document.salesUpTo &&
      [...articlesBought(facts)].some((article) => articles.has(article)),
  );
}

/** Articles that were ordered or handed over, by any word that stands. */
function articlesBought({ facts }: OrderFacts): Set<string | null> {
  const articles = new Set<string | null>();
  for (const { kind, lines, part } of facts.values()) {
    for (const { article } of lines ?? []) {
      articles.add(article);
    }
    if (kind === "FULFILLED") {
      for (const { article } of part?.lines ?? []) {
        articles.add(article);
      }
    }
  }
  articles.delete(null);
  return articles;
}

function endOfMinute(at: Instant): Instant {
  return (Math.floor(at / MICROS_PER_MINUTE) * MICROS_PER_MINUTE +
    MICROS_PER_MINUTE -
    1) as Instant;
}

function placesByArticle(sales: readonly SaleToMatch[]): Map<string, SalePlace[]> {
  const latestFirst = [...sales].sort(
    (a, b) => b.placedAt - a.placedAt || compareVersions(b.version, a.version),
  );
  const byArticle = new Map<string, SalePlace[]>();
  for (const sale of latestFirst) {
    for (const line of sale.lines) {
      if (line.article === null) {
        continue;
      }
      const place = new SalePlace(sale, line);
      if (place.goodsLeft === 0n && place.moneyLeft === 0n) {
        continue;
      }
      const known = byArticle.get(line.article);
      if (known === undefined) {
        byArticle.set(line.article, [place]);
      } else {
        known.push(place);
      }
    }
  }
  return byArticle;
}

type Takings = Map<bigint, Map<string, MatchedLine>>;

/**
 * Takes goods for which an amount is named, and the amount. Returns the goods for which there was
 * no sale.
 */
function takeNamed(
  places: readonly SalePlace[],
  { currency, rules }: Pick<ReturnToMatch, "currency" | "rules">,
  { repaid, repaidMinor }: ReturnToMatch["lines"][number],
  takings: Takings,
): bigint {
  if (repaid === 0n && repaidMinor === 0n) {
    return 0n;
  }
  let left = repaid;
  let foreign = 0n;
  const own: { place: SalePlace; taken: bigint; goodsLeft: bigint; moneyLeft: bigint }[] = [];
  for (const place of places) {
    const isOwn = place.currency === currency;
    const { goodsLeft, moneyLeft } = place;
    const taken = place.takeGoods(left, isOwn);
    left -= taken;
    if (isOwn) {
      own.push({ place, taken, goodsLeft, moneyLeft });
    } else {
      foreign += taken;
      note(takings, place, { quantity: taken, repaid: 0n, repaidMinor: 0n });
    }
  }
  const share = foreign === 0n ? 0n : mulDivHalfUp(repaidMinor, foreign, repaid);
  const { parts } = spreadMoney(repaidMinor - share, own, rules);
  for (const [index, { place, taken }] of own.entries()) {
    const part = parts[index] ?? 0n;
    place.takeMoney(part);
    note(takings, place, { quantity: taken, repaid: taken, repaidMinor: part });
  }
  return left;
}

/**
 * Takes goods for which no amount is named: with their share of the money. Returns those without a
 * sale.
 */
function takeShare(places: readonly SalePlace[], quantity: bigint, takings: Takings): bigint {
  let left = quantity;
  for (const place of places) {
    const taken = place.takeGoods(left, false);
    left -= taken;
    note(takings, place, { quantity: taken, repaid: 0n, repaidMinor: 0n });
  }
  return left;
}

function note(
  takings: Takings,
  { orderId, lineId }: SalePlace,
  { quantity, repaid, repaidMinor }: Omit<MatchedLine, "lineId">,
): void {
  if (quantity === 0n && repaidMinor === 0n) {
    return;
  }
  const ofOrder = takings.get(orderId) ?? new Map<string, MatchedLine>();
  takings.set(orderId, ofOrder);
  const known = ofOrder.get(lineId);
  ofOrder.set(lineId, {
    lineId,
    quantity: quantity + (known?.quantity ?? 0n),
    repaid: repaid + (known?.repaid ?? 0n),
    repaidMinor: repaidMinor + (known?.repaidMinor ?? 0n),
  });
}

function sortedLines(taken: ReadonlyMap<string, MatchedLine>): MatchedReturn["lines"] {
  return [...taken.values()].sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
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
