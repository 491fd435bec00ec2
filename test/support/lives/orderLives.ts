import fc from "fast-check";
import { type KeyedOrderFact, orderFactOf } from "../../../src/domain/order/factOf.ts";
import type { OrderFacts } from "../../../src/domain/order/facts.ts";
import { EMPTY_FACTS, mergeOrder } from "../../../src/domain/order/mergeOrder.ts";
import { parsed, type RawPurchaseEvent } from "../purchaseEvents.ts";

/**
 * Lives of one order, as its senders would write them: the raw events of everything that was ever
 * said about it, in the order in which it happened, the first one an event that opens an order.
 * They are untidy on purpose: returns before and beyond fulfilments, cancellations after part
 * fulfilment, parts by line and by article, amounts really charged and paid back, two sources at
 * one moment, the same thing told again with less.
 */
export interface OrderLifeOptions {
  /** The order's number at the shop, which every event names. */
  readonly number?: string;
  /** Fields that every event carries: customer, store, ... */
  readonly common?: RawPurchaseEvent;
  /** The moment of the first event, milliseconds since the epoch. */
  readonly startMs?: number;
  readonly currencyCode?: string;
}

const START_MS = Date.UTC(2026, 1, 10, 9, 0, 0);
const MINUTE_MS = 60_000;
const ARTICLES = ["mug", "tea", "pot"] as const;
/** Of the sources, in factsOfLife: two, so that a default can be told from another. */
const DEFAULT_CHANNELS: Readonly<Record<string, string>> = { shop: "web", erp: "app" };

const quantity = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map(String) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000 }).map((grams) => thousandths(grams)) },
);
const cents = fc.integer({ min: 0, max: 20_000 });

const line = fc.record({
  kind: fc.constantFrom("ARTICLE", "ARTICLE", "ARTICLE", "ARTICLE", "SHIPPING", "GIFT_CARD"),
  article: fc.constantFrom(...ARTICLES),
  category: fc.constantFrom([], ["kitchen"], ["kitchen", "gift-cards"]),
  quantity,
  cents,
});
const lines = fc.array(line, { minLength: 1, maxLength: 4 });

const partLine = fc.record({
  lineId: fc.constantFrom("1", "2", "3", "4", "9", null),
  article: fc.constantFrom(...ARTICLES, "unknown"),
  withArticle: fc.boolean(),
  quantity,
  cents: fc.option(cents),
});
const part = fc.option(
  fc.uniqueArray(partLine, {
    minLength: 1,
    maxLength: 3,
    // The parser refuses one line or article named twice in a part.
    selector: (one) => one.lineId ?? one.article,
  }),
);

type Step =
  | { readonly kind: "CANCELLED" | "VOIDED" }
  | { readonly kind: "SETTLED"; readonly pointsShare: number | null }
  /** What opened the order, told once more, without its tenders. */
  | { readonly kind: "OPENED_AGAIN" }
  | { readonly kind: "AMENDED"; readonly lines: Lines }
  | { readonly kind: "FULFILLED" | "RETURNED"; readonly part: Part }
  | {
      readonly kind: "EXCHANGED";
      readonly part: Part;
      readonly lines: Lines;
      readonly paidOnTop: number | null;
    }
  | { readonly kind: "REFUNDED"; readonly cents: number };
type Lines = readonly {
  readonly kind: string;
  readonly article: string;
  readonly category: readonly string[];
  readonly quantity: string;
  readonly cents: number;
}[];
type Part =
  | readonly {
      readonly lineId: string | null;
      readonly article: string;
      readonly withArticle: boolean;
      readonly quantity: string;
      readonly cents: number | null;
    }[]
  | null;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(null, null, 0, 40, 100)
      .map((pointsShare): Step => ({ kind: "SETTLED", pointsShare })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "OPENED_AGAIN" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "CANCELLED" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "VOIDED" }) },
  { weight: 2, arbitrary: lines.map((some): Step => ({ kind: "AMENDED", lines: some })) },
  { weight: 5, arbitrary: part.map((some): Step => ({ kind: "FULFILLED", part: some })) },
  { weight: 5, arbitrary: part.map((some): Step => ({ kind: "RETURNED", part: some })) },
  {
    weight: 2,
    arbitrary: fc.tuple(part, lines, fc.option(cents)).map(
      ([back, out, paidOnTop]): Step => ({
        kind: "EXCHANGED",
        part: back,
        lines: out,
        paidOnTop,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 1, max: 20_000 })
      .map((minor): Step => ({ kind: "REFUNDED", cents: minor })),
  },
);

const opening = fc.record({
  kind: fc.constantFrom("SOLD", "PLACED", "PLACED", "FULFILLED"),
  lines,
  channel: fc.constantFrom("store", "web", "marketplace", null),
  method: fc.constantFrom("delivery", "collect", "service"),
  pointsShare: fc.constantFrom(0, 0, 25, 100),
});

interface Saying {
  readonly step: Step;
  readonly source: string;
  readonly minutesLater: number;
  readonly sequence: number | null;
  /** Whether it names the channel, and where from. */
  readonly channel: string | null;
  readonly method: string | null;
  /** Under the id of the one of its kind before, if there was one. */
  readonly again: boolean;
  readonly test: boolean;
}

/** One order's life as raw events, at most nine. */
export function orderLife(options: OrderLifeOptions = {}): fc.Arbitrary<RawPurchaseEvent[]> {
  const said: fc.Arbitrary<Saying> = fc.record({
    step,
    source: fc.constantFrom("shop", "erp"),
    minutesLater: fc.integer({ min: 0, max: 2 }),
    sequence: fc.option(fc.integer({ min: 0, max: 9 })),
    channel: fc.constantFrom(null, null, "store", "web", "marketplace"),
    method: fc.constantFrom(null, null, null, "delivery", "service"),
    again: fc.boolean(),
    test: fc.integer({ min: 0, max: 29 }).map((one) => one === 0),
  });
  return fc
    .tuple(opening, fc.array(said, { maxLength: 8 }))
    .map(([first, steps]) => writeLife(first, steps, options));
}

/** What the events say about their order, as the write path reads it. */
export function factsOfLife(life: readonly RawPurchaseEvent[]): KeyedOrderFact[] {
  return life.map((raw) => {
    const event = parsed(raw);
    return orderFactOf(event, DEFAULT_CHANNELS[event.source] ?? null);
  });
}

/** The facts merged in the given order. */
export function mergeAll(facts: readonly KeyedOrderFact[]): OrderFacts {
  return facts.reduce((merged, { key, fact }) => mergeOrder(merged, key, fact).facts, EMPTY_FACTS);
}

/** Any order of `items`, each of them said once or more often. */
export function anyDelivery<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc
    .array(fc.nat({ max: Math.max(0, items.length - 1) }), { maxLength: items.length })
    .chain((again) => {
      const all = [...items, ...again.flatMap((index) => items.slice(index, index + 1))];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    });
}

function writeLife(
  first: {
    readonly kind: string;
    readonly lines: Lines;
    readonly channel: string | null;
    readonly method: string;
    readonly pointsShare: number;
  },
  steps: readonly Saying[],
  options: OrderLifeOptions,
): RawPurchaseEvent[] {
  const number = options.number ?? "A-1001";
  let atMs = options.startMs ?? START_MS;
  const common = {
    references: [{ source: "shop", kind: "order", value: number }],
    currencyCode: options.currencyCode ?? "GBP",
    ...options.common,
  };
  const total = first.lines.reduce((sum, one) => sum + one.cents, 0);
  const opened: RawPurchaseEvent = {
    ...common,
    source: "shop",
    eventId: `${number}/0`,
    kind: first.kind,
    occurredAt: new Date(atMs).toISOString(),
    ...(first.channel === null ? {} : { channel: first.channel }),
    fulfilmentMethod: first.method,
    ...(first.kind === "FULFILLED"
      ? { fulfilment: { id: "0", lines: partOfLines(first.lines) } }
      : { lines: writeLines(first.lines) }),
    tenders: writeTenders(total, first.pointsShare),
  };
  const lastIds = new Map<string, string>();
  const rest = steps.map(({ step: one, source, minutesLater, sequence, ...said }, index) => {
    atMs += minutesLater * MINUTE_MS;
    const id = (said.again ? lastIds.get(one.kind) : undefined) ?? String(index + 1);
    lastIds.set(one.kind, id);
    return {
      ...common,
      source,
      eventId: `${number}/${index + 1}`,
      occurredAt: new Date(atMs).toISOString(),
      ...(sequence === null ? {} : { sequence: String(sequence) }),
      ...(said.channel === null ? {} : { channel: said.channel }),
      ...(said.method === null ? {} : { fulfilmentMethod: said.method }),
      ...(said.test ? { test: true } : {}),
      ...(one.kind === "OPENED_AGAIN"
        ? repeated(opened)
        : { kind: one.kind, ...writeStep(one, id, total) }),
    };
  });
  return [opened, ...rest];
}

/** What an event is about, without what it said of the order as a whole. */
function repeated({ kind, lines: said, fulfilment }: RawPurchaseEvent): RawPurchaseEvent {
  return kind === "FULFILLED" ? { kind, fulfilment } : { kind, lines: said };
}

function writeStep(one: Step, id: string, total: number): RawPurchaseEvent {
  switch (one.kind) {
    case "SETTLED":
      return one.pointsShare === null ? {} : { tenders: writeTenders(total, one.pointsShare) };
    case "AMENDED":
      return { lines: writeLines(one.lines) };
    case "FULFILLED":
      return { fulfilment: writePart(id, one.part) };
    case "RETURNED":
      return { return: writePart(id, one.part) };
    case "EXCHANGED":
      return {
        return: writePart(id, one.part),
        lines: writeLines(one.lines),
        ...(one.paidOnTop === null ? {} : { tenders: writeTenders(one.paidOnTop, 50) }),
      };
    case "REFUNDED":
      return { refund: { id, amount: money(one.cents) } };
    default:
      return {};
  }
}

function writeTenders(total: number, pointsShare: number): RawPurchaseEvent[] {
  const points = Math.floor((total * pointsShare) / 100);
  return [
    { kind: "points", amount: money(points) },
    { kind: "card", amount: money(total - points) },
  ];
}

function writeLines(some: Lines): RawPurchaseEvent[] {
  return some.map((one, index) => ({
    id: String(index + 1),
    kind: one.kind,
    article: one.article,
    category: one.category,
    quantity: one.quantity,
    gross: money(one.cents),
  }));
}

function partOfLines(some: Lines): RawPurchaseEvent[] {
  return some.map((one, index) => ({
    lineId: String(index + 1),
    article: one.article,
    quantity: one.quantity,
    amount: money(one.cents),
  }));
}

function writePart(id: string, some: Part): RawPurchaseEvent {
  if (some === null) {
    return { id };
  }
  return {
    id,
    lines: some.map((one) => ({
      ...(one.lineId === null ? {} : { lineId: one.lineId }),
      ...(one.lineId === null || one.withArticle ? { article: one.article } : {}),
      quantity: one.quantity,
      ...(one.cents === null ? {} : { amount: money(one.cents) }),
    })),
  };
}

function money(minor: number): string {
  return (minor / 100).toFixed(2);
}

function thousandths(value: number): string {
  return (value / 1_000).toFixed(3);
}
