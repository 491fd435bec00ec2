import type { UnlinkedReturnRow } from "../../../db/queries/core/writeState.ts";
import { compareVersions } from "../../domain/order/compareVersions.ts";
import type { MatchedReturn, OrderFacts } from "../../domain/order/facts.ts";
import {
  hasEarlierSale,
  matchReturns,
  returnToMatch,
  type SaleToMatch,
  saleToMatch,
} from "../../domain/order/matchReturns.ts";
import { withMatchedReturns } from "../../domain/order/mergeOrder.ts";
import { readingOf } from "../../domain/order/readingOf.ts";
import type { PurchaseEvent } from "../../domain/purchase/event.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { StaleError } from "../../platform/stale.ts";
import type { Effects } from "../effects.ts";
import type { OrderWork, Workset } from "../state.ts";

interface RematchContext {
  readonly workset: Workset;
  readonly effects: Effects;
}

/** Articles that an order's events name, bought or brought back. */
export function articlesOf(facts: OrderFacts): Set<string> {
  const articles = new Set<string>();
  for (const fact of facts.facts.values()) {
    for (const line of [...(fact.lines ?? []), ...(fact.part?.lines ?? [])]) {
      if (line.article !== null) {
        articles.add(line.article);
      }
    }
  }
  return articles;
}

/** Articles that an event names. */
export function namedBy(event: PurchaseEvent): Set<string> {
  const articles = new Set<string>();
  for (const line of [
    ...(event.lines ?? []),
    ...(event.fulfilment?.lines ?? []),
    ...(event.return?.lines ?? []),
  ]) {
    if (line.article !== null) {
      articles.add(line.article);
    }
  }
  return articles;
}

/**
 * Whether matched returns of a leaf may change when one of these articles is bought or brought
 * back.
 */
export function touchesUnlinked(
  workset: Workset,
  leafId: bigint,
  articles: ReadonlySet<string>,
): boolean {
  return (workset.unlinked.get(leafId) ?? []).some((row) => articles.has(row.article));
}

/**
 * A return document of which not one article was sold to the customer before, as far as is known
 * now.
 */
export function lacksSale(
  context: RematchContext,
  leafId: bigint,
  returnOrderId: bigint,
  facts: OrderFacts,
): boolean {
  const document = returnToMatch(returnOrderId, facts);
  if (document.lines.length === 0) {
    return false;
  }
  const sales = salesOf(context.workset, leafId, returnOrderId).map(({ id, facts: ofSale }) => ({
    toMatch: saleToMatch(id, ofSale),
    facts: ofSale,
  }));
  return !hasEarlierSale(document, sales);
}

export interface Rematch {
  readonly order: OrderWork;
  readonly isReturnDocument: boolean;
  /** Orders that turned out to be this one; return documents may be among them. */
  readonly absorbed: readonly OrderWork[];
  /** Articles that the order named before this event. */
  readonly namedBefore: ReadonlySet<string>;
}

/**
 * Settles an order that has changed, with what the customer brought back without an order.
 *
 * Returns are matched first, so that an order whose goods came back already earns nothing for a
 * moment: such points would pin what it rests on and lower a tier that was never reached. Before
 * reading 3 it was settled first.
 */
export function settleMatched(
  context: RematchContext,
  rematch: Rematch,
  settle: (order: OrderWork) => void,
): void {
  const { order } = rematch;
  if (readingOf(order.facts) < 3) {
    settle(order);
    for (const { sale } of rematchReturns(context, rematch)) {
      settle(sale);
    }
    return;
  }
  const changed = rematchReturns(context, rematch);
  settle(order);
  const placedFirst = changed.toSorted(
    ({ toMatch: a }, { toMatch: b }) =>
      a.placedAt - b.placedAt || compareVersions(a.version, b.version),
  );
  for (const { sale } of placedFirst) {
    if (sale !== order) {
      settle(sale);
    }
  }
}

interface Matched {
  readonly sale: OrderWork;
  readonly toMatch: SaleToMatch;
}

/**
 * Matches the returns of the leaf that name no order to its sales, and gives back the sales whose
 * matches changed (programme 1.30): from scratch, for the articles that this event may change.
 * Articles are matched independently of each other. Such an event runs among its like, with the
 * sales of those articles locked and loaded.
 *
 * Throws: StaleError when the articles are not those that were searched for before the locks.
 */
function rematchReturns(
  context: RematchContext,
  { order, isReturnDocument, absorbed, namedBefore }: Rematch,
): readonly Matched[] {
  const { workset } = context;
  const leafId = order.leafId;
  if (leafId === null || (!isReturnDocument && !workset.unlinked.has(leafId))) {
    return [];
  }
  const rows = workset.unlinked.get(leafId) ?? [];
  const articles = articlesToMatch({
    named: new Set([...namedBefore, ...articlesOf(order.facts)]),
    own: isReturnDocument ? articlesOf(order.facts) : NONE,
    absorbed: new Set(absorbed.map((other) => other.id)),
    unlinked: rows,
  });
  if (articles.size === 0) {
    return [];
  }
  checkSearched(workset, leafId, articles);
  // One that was absorbed counts in the order it turned out to belong to.
  const documents = new Set(
    rows
      .filter((row) => articles.has(row.article))
      .map((row) => row.return_order_id)
      .filter((id) => workset.orders.get(id)?.absorbedInto === null),
  );
  if (isReturnDocument) {
    documents.add(order.id);
  }
  const returns = [...documents].map((id) =>
    ofArticles(returnToMatch(id, (workset.orders.get(id) as OrderWork).facts), articles),
  );
  // The documents too: one may have turned out to be part of a sale.
  const sales = salesOf(workset, leafId, null).map((sale) => ({
    sale,
    toMatch: saleToMatch(sale.id, sale.facts),
  }));
  const { matches, unmatched } = matchReturns({
    sales: sales.map(({ toMatch }) => ofArticles(toMatch, articles)),
    returns,
  });
  const broughtBack = new Set(rows.map((row) => pairOf(row.return_order_id, row.article)));
  // An order that was another customer's brought their returns along: none of these rows is theirs.
  const ofLeaf = new Set(rows.map((row) => row.return_order_id));
  const changed: Matched[] = [];
  for (const { sale, toMatch } of sales) {
    const articleOf = new Map(toMatch.lines.map((line) => [line.lineId, line.article]));
    // By the article that the line has now: it may have been matched as another one.
    const stands = (returnOrderId: bigint, lineId: string): boolean => {
      const article = articleOf.get(lineId) ?? null;
      return (
        article !== null &&
        !articles.has(article) &&
        (broughtBack.has(pairOf(returnOrderId, article)) || !ofLeaf.has(returnOrderId))
      );
    };
    const merged = withMatchedReturns(
      sale.facts,
      withStandingMatches(matches.get(sale.id) ?? [], sale.facts.matchedReturns, stands),
    );
    if (merged.changed) {
      sale.facts = merged.facts;
      changed.push({ sale, toMatch });
    }
  }
  storeUnlinked(context, leafId, articles, returns, unmatched);
  return changed;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The articles whose matches an event may change: those it names that somebody brought back without
 * an order, those of its own return document, and those of documents that turn out to be part of
 * its order.
 */
export function articlesToMatch(input: {
  readonly named: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
  readonly absorbed: ReadonlySet<bigint>;
  readonly unlinked: readonly UnlinkedReturnRow[];
}): Set<string> {
  const articles = new Set(input.own);
  for (const row of input.unlinked) {
    if (input.named.has(row.article) || input.absorbed.has(row.return_order_id)) {
      articles.add(row.article);
    }
  }
  return articles;
}

function checkSearched(workset: Workset, leafId: bigint, articles: ReadonlySet<string>): void {
  if (workset.searched === null) {
    return;
  }
  const searched = workset.searched.get(leafId) ?? NONE;
  for (const article of articles) {
    if (!searched.has(article)) {
      throw new StaleError("the order or the customer's returns changed elsewhere");
    }
  }
}

function ofArticles<
  Matchable extends { readonly lines: readonly { readonly article: string | null }[] },
>(matchable: Matchable, articles: ReadonlySet<string>): Matchable {
  return {
    ...matchable,
    lines: matchable.lines.filter((line) => line.article !== null && articles.has(line.article)),
  };
}

function pairOf(returnOrderId: bigint, article: string): string {
  return `${returnOrderId}/${article}`;
}

/** The new matches, and what stands of the old ones because its article was not matched again. */
function withStandingMatches(
  found: readonly MatchedReturn[],
  before: OrderFacts["matchedReturns"],
  stands: (returnOrderId: bigint, lineId: string) => boolean,
): MatchedReturn[] {
  const byReturn = new Map(found.map((match) => [match.returnOrderId, [...match.lines]]));
  for (const { returnOrderId, lines } of before.values()) {
    const standing = lines.filter((line) => stands(returnOrderId, line.lineId));
    if (standing.length > 0) {
      byReturn.set(returnOrderId, [...(byReturn.get(returnOrderId) ?? []), ...standing]);
    }
  }
  return [...byReturn].map(([returnOrderId, lines]) => ({
    returnOrderId,
    lines: lines.sort((a, b) => (a.lineId < b.lineId ? -1 : 1)),
  }));
}

function storeUnlinked(
  context: RematchContext,
  leafId: bigint,
  articles: ReadonlySet<string>,
  returns: readonly ReturnType<typeof returnToMatch>[],
  unmatched: readonly { returnOrderId: bigint; lineId: string; quantity: bigint }[],
): void {
  const open = new Map(
    unmatched.map((line) => [`${line.returnOrderId}/${line.lineId}`, line.quantity]),
  );
  const before = context.workset.unlinked.get(leafId) ?? [];
  const stored = new Map(before.map((row) => [`${row.return_order_id}/${row.line_id}`, row]));
  const rows: UnlinkedReturnRow[] = [];
  for (const document of returns) {
    for (const line of document.lines) {
      if (line.article === null) {
        continue;
      }
      const key = `${document.returnOrderId}/${line.lineId}`;
      rows.push({
        return_order_id: document.returnOrderId,
        line_id: line.lineId,
        leaf_id: leafId,
        article: line.article,
        quantity: line.quantity,
        matched: line.quantity - (open.get(key) ?? 0n),
        occurred_at: formatInstant(document.occurredAt),
      });
    }
  }
  const restated = new Set(rows.map((row) => `${row.return_order_id}/${row.line_id}`));
  for (const row of before) {
    if (!articles.has(row.article)) {
      rows.push(row);
    } else if (!restated.has(`${row.return_order_id}/${row.line_id}`)) {
      // Absorbed, voided or said otherwise since.
      rows.push({ ...row, quantity: 0n, matched: 0n });
    }
  }
  for (const row of rows) {
    const key = `${row.return_order_id}/${row.line_id}`;
    const known = stored.get(key);
    if (known?.quantity !== row.quantity || known.matched !== row.matched) {
      context.effects.unlinkedReturns.set(key, row);
    }
  }
  context.workset.unlinked.set(leafId, rows);
}

function salesOf(workset: Workset, leafId: bigint, except: bigint | null): OrderWork[] {
  return [...workset.orders.values()].filter(
    (order) => order.leafId === leafId && order.id !== except && order.absorbedInto === null,
  );
}
