import { allocateLargestRemainder } from "../money/allocate.ts";
import type { PurchaseLine, Reading } from "../purchase/event.ts";
import { applyFulfilments, applyReturns, isPriced } from "./applyParts.ts";
import { compareVersions } from "./compareVersions.ts";
import type { OrderFact, OrderFacts, OrderFlag, OrderLineView, OrderView } from "./facts.ts";
import { wordsOf } from "./mergeFact.ts";
import {
  channelOf,
  currencyOf,
  describesOrder,
  firstFulfilledAtOf,
  newestValue,
  placedAtOf,
  settledAtOf,
  tendersOf,
  wordsOfOrder,
} from "./orderAttributes.ts";
import { OrderLines } from "./orderLines.ts";
import { statusOf } from "./orderStatus.ts";
import { viewOfLine } from "./priceLine.ts";
import { readingOf } from "./readingOf.ts";

/** The fulfilment method whose goods are handed over by being settled (programme 1.10). */
export const SERVICE_METHOD = "service";

const NO_FLAGS: readonly OrderFlag[] = [];

/**
 * The order as a pure function of its facts: the same facts, in whatever order they came, give the
 * same view, line by line.
 *
 * Shape: the lines of the newest of SOLD, PLACED and AMENDED, in their order; then goods that are
 * in no such line (ordered = fulfilled); then what exchanges brought, ids
 * `exchange/<return id>/<line>`. Returned quantities and amounts are as reported, what is kept is
 * clamped, excess is a flag. Amounts in another currency than the order's are not counted
 * (MIXED_CURRENCY).
 * Throws: RangeError without any fact; no order exists then.
 * Source: contract 3.2, programme 1.8 to 1.19.
 */
export function deriveOrder({ facts, matchedReturns }: OrderFacts): OrderView {
  const sorted = [...facts.values()];
  const only = sorted[0];
  if (only === undefined) {
    throw new RangeError("an order without facts cannot be derived");
  }
  const isPlain = sorted.length === 1 && only.kind === "SOLD" && only.earlier.length === 0;
  if (isPlain && matchedReturns.size === 0) {
    return viewOfPlainSale(only, only.lines ?? []);
  }
  sorted.sort((a, b) => compareVersions(a.version, b.version));
  const words = sorted.flatMap(wordsOf);
  if (words.length > sorted.length) {
    words.sort((a, b) => compareVersions(a.version, b.version));
  }
  return viewOfHistory(sorted, words, matchedReturns, readingOf({ facts }));
}

/** The usual till sale: one message, everything handed over, nothing to replay. */
function viewOfPlainSale(sold: OrderFact, lines: readonly PurchaseLine[]): OrderView {
  let totalMinor = 0n;
  const views = lines.map((line): OrderLineView => {
    const quantity = line.quantity;
    const paidMinor = quantity === 0n ? 0n : line.netMinor;
    totalMinor += paidMinor;
    return {
      id: line.id,
      kind: line.kind,
      article: line.article,
      name: line.name,
      brand: line.brand,
      category: line.category,
      ordered: quantity,
      fulfilled: quantity,
      returned: 0n,
      kept: quantity,
      open: 0n,
      netMinor: line.netMinor,
      taxMinor: line.taxMinor ?? 0n,
      paidMinor,
      repaid: 0n,
      repaidMinor: 0n,
      excessMinor: 0n,
      keptMinor: paidMinor,
      expectedMinor: paidMinor,
    };
  });
  const at = sold.version.occurredAt;
  return {
    status: "FULFILLED",
    channel: sold.channel ?? sold.defaultChannel,
    store: sold.store,
    currency: sold.currency,
    fulfilmentMethod: sold.fulfilmentMethod,
    placedAt: sold.placedAt ?? at,
    settledAt: at,
    firstFulfilledAt: at,
    lines: views,
    tenders: sold.tenders ?? [],
    totalMinor,
    flags: NO_FLAGS,
    test: sold.test,
    history: sold.history,
  };
}

/**
 * `facts` are what happened, `words` also what older messages said of the order as a whole; both
 * sorted by version.
 */
function viewOfHistory(
  facts: readonly OrderFact[],
  words: readonly OrderFact[],
  matchedReturns: OrderFacts["matchedReturns"],
  reading: Reading,
): OrderView {
  const oldest = facts[0] as OrderFact;
  const describing = facts.filter((fact) => describesOrder(fact) && fact.lines !== null);
  const base = describing.at(-1) ?? null;
  const currency = currencyOf(words, base);
  const ofOrder = wordsOfOrder(words);
  const fulfilmentMethod = newestValue(ofOrder, (fact) => fact.fulfilmentMethod);
  const isService = fulfilmentMethod === SERVICE_METHOD;
  const kinds = new Set(facts.map((fact) => fact.kind));
  const voided = kinds.has("VOIDED");

  const formerLines = describing
    .slice(0, -1)
    .reverse()
    .flatMap((fact) => (isPriced(fact, currency) ? (fact.lines ?? []) : []));
  const lines = new OrderLines(base?.lines ?? [], formerLines);
  applyFulfilments(lines, facts, { currency, isService });
  applyReturns(lines, facts, matchedReturns, currency);

  const refunded = takeRefunds(
    lines.all.map((line) => viewOfLine(line, voided)),
    refundedMinorOf(facts, currency),
    reading,
  );
  const flags: OrderFlag[] = [];
  if (lines.all.some((line) => line.returned > line.stated + line.implied)) {
    flags.push("OVER_RETURNED");
  }
  if (lines.all.some((line) => line.listed && line.stated > line.planned)) {
    flags.push("OVER_FULFILLED");
  }
  const isOverRepaid = refunded.lines.some((line) => line.excessMinor > 0n);
  if (isOverRepaid || (refunded.excessMinor > 0n && !voided)) {
    flags.push("OVER_REFUNDED");
  }
  if (facts.some((fact) => !isPriced(fact, currency))) {
    flags.push("MIXED_CURRENCY");
  }
  return {
    status: statusOf({
      lines: refunded.lines,
      voided,
      cancelled: kinds.has("CANCELLED"),
      handedOver: kinds.has("SOLD") || kinds.has("FULFILLED"),
      takenBack: kinds.has("RETURNED") || kinds.has("EXCHANGED"),
    }),
    channel: channelOf(ofOrder),
    store: newestValue(ofOrder, (fact) => fact.store),
    currency,
    fulfilmentMethod,
    placedAt: placedAtOf(facts, words, oldest),
    settledAt: settledAtOf(facts),
    firstFulfilledAt: firstFulfilledAtOf(facts, isService),
    lines: refunded.lines,
    tenders: tendersOf(words, currency),
    totalMinor: refunded.lines.reduce((sum, line) => sum + line.expectedMinor, 0n),
    flags: flags.length === 0 ? NO_FLAGS : flags,
    test: words.some((fact) => fact.test),
    history: words.some((fact) => fact.history),
  };
}

function refundedMinorOf(facts: readonly OrderFact[], currency: string | null): bigint {
  let sum = 0n;
  for (const fact of facts) {
    if (fact.kind === "REFUNDED" && isPriced(fact, currency)) {
      sum += fact.refund?.amountMinor ?? 0n;
    }
  }
  return sum;
}

/**
 * Takes money given back without goods off the lines: first off what is kept, in proportion to its
 * amounts, then off what is still to come; at most what the order comes to. Neither a line nor the
 * order goes below zero by it; what is left over is the excess.
 */
function takeRefunds(
  lines: OrderLineView[],
  refundedMinor: bigint,
  reading: Reading,
): { readonly lines: readonly OrderLineView[]; readonly excessMinor: bigint } {
  if (refundedMinor <= 0n) {
    return { lines, excessMinor: 0n };
  }
  const kept = lines.map((line) => atLeastZero(line.keptMinor));
  const toCome = lines.map((line) => atLeastZero(line.expectedMinor - line.keptMinor));
  // A discount line below zero lowers what there is to give back, and takes none of it itself.
  const keptTotal = atLeastZero(sumOf(lines.map((line) => line.keptMinor)));
  const toComeTotal = sumOf(toCome);
  // Before reading 3 the whole order was not asked: a discount on it that is kept or to come took
  // it below zero.
  const most =
    reading < 3 ? refundedMinor : atLeastZero(sumOf(lines.map((line) => line.expectedMinor)));
  const taken = smallerOf(refundedMinor, most);
  const offKept = smallerOf(taken, keptTotal);
  const offToCome = smallerOf(taken - offKept, toComeTotal);
  const keptParts = keptTotal === 0n ? [] : allocateLargestRemainder(offKept, kept);
  const toComeParts = toComeTotal === 0n ? [] : allocateLargestRemainder(offToCome, toCome);
  return {
    lines: lines.map((line, index) => {
      const keptPart = keptParts[index] ?? 0n;
      return {
        ...line,
        keptMinor: line.keptMinor - keptPart,
        expectedMinor: line.expectedMinor - keptPart - (toComeParts[index] ?? 0n),
      };
    }),
    excessMinor: refundedMinor - offKept - offToCome,
  };
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

function smallerOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}
