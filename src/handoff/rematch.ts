import type { UnlinkedReturnRow } from "../../db/queries/writeState.ts";
import type { OrderFacts } from "../domain/order/facts.ts";
import { matchReturns, returnToMatch, saleToMatch } from "../domain/order/matchReturns.ts";
import { withMatchedReturns } from "../domain/order/mergeOrder.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Effects } from "./effects.ts";
import type { OrderWork, Workset } from "./workset.ts";

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

/** Whether matched returns of a leaf may change when one of these articles is bought or brought back. */
export function touchesUnlinked(
  workset: Workset,
  leafId: bigint,
  articles: ReadonlySet<string>,
): boolean {
  return (workset.unlinked.get(leafId) ?? []).some((row) => articles.has(row.article));
}

/** A return document of which not one line was ever sold to the customer, as far as is known now. */
export function wouldMatchNothing(
  context: RematchContext,
  leafId: bigint,
  returnOrderId: bigint,
  facts: OrderFacts,
): boolean {
  const document = returnToMatch(returnOrderId, facts);
  if (document.lines.length === 0) {
    return false;
  }
  const sales = salesOf(context.workset, leafId, returnOrderId).map((order) =>
    saleToMatch(order.id, order.facts),
  );
  const { unmatched } = matchReturns({ sales, returns: [document] });
  const asked = document.lines.reduce((sum, line) => sum + line.quantity, 0n);
  const left = unmatched.reduce((sum, line) => sum + line.quantity, 0n);
  return asked === left;
}

/**
 * Matches all returns of the leaf that name no order to its sales, from scratch, and settles every sale whose matches
 * changed (CONTRACT 3). Only for an order that brings such a return, or that has an article of one: the event then
 * runs alone, with the candidate orders locked and loaded.
 */
export function rematchReturns(
  context: RematchContext,
  order: OrderWork,
  isReturnDocument: boolean,
  absorbed: readonly OrderWork[],
  settle: (sale: OrderWork) => void,
): void {
  const { workset } = context;
  const leafId = order.leafId;
  if (leafId === null) {
    return;
  }
  const rows = workset.unlinked.get(leafId) ?? [];
  const absorbedIds = new Set(absorbed.map((other) => other.id));
  const touched =
    isReturnDocument ||
    touchesUnlinked(workset, leafId, articlesOf(order.facts)) ||
    rows.some((row) => absorbedIds.has(row.return_order_id));
  if (!touched) {
    return;
  }
  // One that was absorbed counts in the order it turned out to belong to.
  const documents = new Set(
    rows
      .map((row) => row.return_order_id)
      .filter((id) => workset.orders.get(id)?.absorbedInto === null),
  );
  if (isReturnDocument) {
    documents.add(order.id);
  }
  const returns = [...documents].map((id) =>
    returnToMatch(id, (workset.orders.get(id) as OrderWork).facts),
  );
  // The documents too: one may have turned out to be part of a sale.
  const sales = salesOf(workset, leafId, null);
  const { matches, unmatched } = matchReturns({
    sales: sales.map((sale) => saleToMatch(sale.id, sale.facts)),
    returns,
  });
  for (const sale of sales) {
    const merged = withMatchedReturns(sale.facts, matches.get(sale.id) ?? []);
    if (merged.changed) {
      sale.facts = merged.facts;
      settle(sale);
    }
  }
  storeUnlinked(context, leafId, returns, unmatched);
}

function storeUnlinked(
  context: RematchContext,
  leafId: bigint,
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
    // Absorbed, voided or said otherwise since.
    if (!restated.has(`${row.return_order_id}/${row.line_id}`)) {
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
