import { allocateLargestRemainder } from "../money/allocate.ts";
import type { PurchasePart, PurchasePartLine } from "../purchase/event.ts";
import type { MatchedReturn, OrderFact } from "./facts.ts";
import {
  fulfilledOf,
  isGoods,
  keptOf,
  type LineState,
  type OrderLines,
  openOf,
  unstatedOf,
} from "./orderLines.ts";
import { moneyLeftOf } from "./priceLine.ts";
import { spreadMoney } from "./spreadMoney.ts";

/** The part of an order that its handing over needs to know. */
export interface PartContext {
  /** Facts in another currency give no amounts. */
  readonly currency: string | null;
  /**
   * A service is handed over by being settled: nobody sends a FULFILLED for it (programme 1.10).
   */
  readonly isService: boolean;
}

/** Whether the amounts of a fact are of the order's currency. */
export function isPriced(fact: OrderFact, currency: string | null): boolean {
  return fact.currency === null || fact.currency === currency;
}

/**
 * What was handed over and what was cancelled, in version order (`facts` are sorted).
 *
 * "Everything open" is measured against the newest lines: the map keeps only the newest amendment,
 * so what an older one had listed at that moment cannot be known by every replica.
 */
export function applyFulfilments(
  lines: OrderLines,
  facts: readonly OrderFact[],
  context: PartContext,
): void {
  for (const fact of facts) {
    switch (fact.kind) {
      case "SOLD":
        for (const line of lines.all) {
          // Also what was cancelled: a till that sold it has handed it over.
          line.implied = unstatedOf(line);
        }
        break;
      case "SETTLED":
        if (context.isService) {
          handOverOpen(lines.all);
        }
        break;
      case "FULFILLED":
        applyFulfilment(lines, fact, isPriced(fact, context.currency));
        break;
      case "CANCELLED":
        for (const line of lines.all) {
          line.cancelled += openOf(line);
        }
        break;
      default:
        break;
    }
  }
}

/** What came back, in version order; an exchange cannot take back what it brings itself. */
export function applyReturns(
  lines: OrderLines,
  facts: readonly OrderFact[],
  matchedReturns: ReadonlyMap<string, MatchedReturn>,
  currency: string | null,
): void {
  for (const fact of facts) {
    if (fact.kind !== "RETURNED" && fact.kind !== "EXCHANGED") {
      continue;
    }
    applyReturn(lines, fact.part, fact.kind === "RETURNED", isPriced(fact, currency));
    if (fact.kind === "EXCHANGED") {
      for (const line of fact.lines ?? []) {
        lines.bring(fact.externalId, line, isPriced(fact, currency));
      }
    }
  }
  for (const match of matchedReturns.values()) {
    for (const { lineId, quantity, repaid, repaidMinor } of match.lines) {
      // A line that is gone since is no loss: the caller matches again whenever the sale changes.
      const line = lines.byId(lineId);
      if (line !== undefined) {
        line.returned += quantity;
        line.repaid += repaid;
        line.repaidMinor += repaidMinor;
      }
    }
  }
}

function handOverOpen(lines: readonly LineState[]): void {
  for (const line of lines) {
    line.implied += openOf(line);
  }
}

function applyFulfilment(lines: OrderLines, { part, reading }: OrderFact, priced: boolean): void {
  if (part === null || part.lines === null) {
    handOverOpen(lines.all);
    return;
  }
  let hasGoods = false;
  for (const partLine of part.lines) {
    const amountMinor = priced ? partLine.amountMinor : null;
    const { lineId, article, quantity } = partLine;
    if (lineId !== null) {
      const line = lines.byId(lineId) ?? lines.adopt(lineId, article);
      substitute(line, article);
      state(line, quantity, amountMinor);
      hasGoods ||= isGoods(line.kind) && quantity > 0n;
    } else if (article !== null) {
      hasGoods ||= quantity > 0n;
      stateByArticle(lines, article, quantity, amountMinor);
    }
  }
  if (hasGoods) {
    // Delivery notes list articles; postage and fees are never "handed over" and would stay open.
    const others = lines.all.filter((line) => !isGoods(line.kind));
    if (reading === 1) {
      handOverOpen(others);
    } else {
      // Also when the rest was cancelled before: what goes out has its postage, whichever message
      // is told twice.
      for (const line of others) {
        line.implied = unstatedOf(line);
      }
    }
  }
}

/**
 * Another article under the same line id counts as that line (programme 1.9); its old name would
 * lie.
 */
function substitute(line: LineState, article: string | null): void {
  if (article !== null && article !== line.article) {
    line.article = article;
    line.name = null;
  }
}

function state(line: LineState, quantity: bigint, amountMinor: bigint | null): void {
  line.stated += quantity;
  // "Everything open" said no quantities; these are the same goods, told by somebody who counted.
  line.implied = line.implied > quantity ? line.implied - quantity : 0n;
  if (amountMinor !== null) {
    line.charged += quantity;
    line.chargedMinor += amountMinor;
  }
}

function stateByArticle(
  lines: OrderLines,
  article: string,
  quantity: bigint,
  amountMinor: bigint | null,
): void {
  const candidates = lines.byArticle(article);
  if (candidates.length === 0) {
    candidates.push(lines.adopt(null, article));
  }
  const quantities = spread(quantity, candidates.map(unstatedOf));
  const amounts =
    amountMinor === null || quantity === 0n
      ? null
      : allocateLargestRemainder(amountMinor, quantities);
  for (const [index, line] of candidates.entries()) {
    const taken = quantities[index] ?? 0n;
    if (taken > 0n) {
      state(line, taken, amounts?.[index] ?? null);
    }
  }
}

/**
 * Brings a part back. Lines null: everything handed over, however old the message, because a return
 * stored before its fulfilment must not lose it.
 */
function applyReturn(
  lines: OrderLines,
  part: PurchasePart | null,
  isReturn: boolean,
  priced: boolean,
): void {
  if (part === null || part.lines === null) {
    // An exchange without a part says nothing about returned goods; with a part it says "all".
    if (isReturn || part !== null) {
      for (const line of lines.all) {
        const fulfilled = fulfilledOf(line);
        line.returned = line.returned > fulfilled ? line.returned : fulfilled;
        line.emptied = true;
      }
    }
    return;
  }
  for (const partLine of part.lines) {
    const amountMinor = priced && part.rules > 0 ? partLine.amountMinor : null;
    returnLine(lines, partLine, amountMinor, part.rules);
  }
}

/** `amountMinor`: what was paid back, null where it is the goods' share. */
function returnLine(
  lines: OrderLines,
  { lineId, article, quantity }: PurchasePartLine,
  amountMinor: bigint | null,
  rules: number,
): void {
  if (lineId !== null) {
    giveBack(lines.byId(lineId) ?? lines.adopt(lineId, article), quantity, amountMinor);
    return;
  }
  if (article === null) {
    return;
  }
  const candidates = lines.byArticle(article);
  if (candidates.length === 0) {
    candidates.push(lines.adopt(null, article));
  }
  const quantities = spread(quantity, candidates.map(keptOf));
  const amounts =
    amountMinor === null ? null : amountsOf(amountMinor, candidates, quantities, rules);
  for (const [index, line] of candidates.entries()) {
    giveBack(line, quantities[index] ?? 0n, amounts?.[index] ?? null);
  }
}

/**
 * The amount over the lines of its article; what is more than they have left stays with the last
 * that gives goods.
 */
function amountsOf(
  amountMinor: bigint,
  candidates: readonly LineState[],
  quantities: readonly bigint[],
  rules: number,
): bigint[] {
  const { parts, overMinor } = spreadMoney(
    amountMinor,
    candidates.map((line, index) => ({
      taken: quantities[index] ?? 0n,
      goodsLeft: keptOf(line),
      moneyLeft: moneyLeftOf(line),
    })),
    rules,
  );
  const last = quantities.findLastIndex((quantity) => quantity > 0n);
  return parts.map((part, index) => (index === last ? part + overMinor : part));
}

function giveBack(line: LineState, quantity: bigint, amountMinor: bigint | null): void {
  line.returned += quantity;
  if (amountMinor !== null) {
    line.repaid += quantity;
    line.repaidMinor += amountMinor;
  }
}

/** Fills `capacities` in order; what fits nowhere goes on the last. Sums to `quantity`. */
function spread(quantity: bigint, capacities: readonly bigint[]): bigint[] {
  let left = quantity;
  const taken = capacities.map((capacity) => {
    const take = left < capacity ? left : capacity;
    left -= take;
    return take;
  });
  const last = taken.length - 1;
  taken[last] = (taken[last] ?? 0n) + left;
  return taken;
}
