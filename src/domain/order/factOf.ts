import type { PurchaseEvent, PurchaseEventKind } from "../purchase/event.ts";
import {
  type AmountJson,
  decodeAmount,
  decodeLine,
  decodePart,
  decodeTender,
  encodeAmount,
  encodeLine,
  encodePart,
  encodeTender,
  type LineJson,
  type PartJson,
  type TenderJson,
} from "../purchase/partsCodec.ts";
import type { Instant } from "../time/instant.ts";
import type { OrderFact } from "./facts.ts";

/** Kinds whose lines are the order's (an exchange: what goes out); others only repeat them. */
const KINDS_WITH_LINES: ReadonlySet<PurchaseEventKind> = new Set([
  "SOLD",
  "PLACED",
  "AMENDED",
  "EXCHANGED",
]);
/** Kinds whose tenders pay for the order; those of a return or refund are how money went back. */
const KINDS_WITH_TENDERS: ReadonlySet<PurchaseEventKind> = new Set([
  "SOLD",
  "PLACED",
  "AMENDED",
  "SETTLED",
  "EXCHANGED",
]);

export interface KeyedOrderFact {
  /** The key of the order's last-writer map (contract 3.2). */
  readonly key: string;
  readonly fact: OrderFact;
}

/** Under which key an order keeps what is said so of it: each has its newest message. */
export function orderFactKey(fact: Pick<OrderFact, "kind" | "externalId">): string {
  return `${fact.kind}/${fact.externalId}`;
}

const NOTHING_EARLIER: readonly OrderFact[] = [];

/**
 * What an event says about its order. The external id is that of the fulfilment, return or refund;
 * an exchange has its return's; kinds that an order has once have "".
 * `defaultChannel` is that of its source, for events that tell none.
 */
export function orderFactOf(
  event: PurchaseEvent,
  defaultChannel: string | null = null,
): KeyedOrderFact {
  const { kind, reading } = event;
  const part = event.fulfilment ?? event.return;
  const externalId = part?.id ?? event.refund?.id ?? "";
  return {
    key: orderFactKey({ kind, externalId }),
    fact: {
      kind,
      externalId,
      version: {
        occurredAt: event.occurredAt,
        source: event.source,
        sequence: event.sequence,
        eventId: event.eventId,
      },
      reading,
      channel: reading === 1 ? (event.channel ?? defaultChannel) : event.channel,
      defaultChannel: reading === 1 || event.channel !== null ? null : defaultChannel,
      store: event.store,
      currency: event.currency,
      fulfilmentMethod: event.fulfilmentMethod,
      placedAt: event.placedAt,
      lines: KINDS_WITH_LINES.has(kind) ? event.lines : null,
      tenders: KINDS_WITH_TENDERS.has(kind) ? event.tenders : null,
      part,
      refund: event.refund,
      test: event.test,
      history: event.history,
      earlier: NOTHING_EARLIER,
    },
  };
}

/**
 * An order fact as `orders.facts` keeps it. Keys as in `FactJson` (factCodec.ts) and partsCodec.ts;
 * `x` is the external id, left out when "", `p` the part, whichever it is, and `w` what earlier
 * messages said.
 */
export interface OrderFactJson {
  k: PurchaseEventKind;
  x?: string;
  o: number;
  s: string;
  q?: string;
  e: string;
  v?: 2 | 3;
  ch?: string;
  dc?: string;
  st?: string;
  cu?: string;
  fm?: string;
  pa?: number;
  l?: readonly LineJson[];
  t?: readonly TenderJson[];
  p?: PartJson;
  rf?: AmountJson;
  te?: true;
  h?: true;
  w?: readonly OrderFactJson[];
}

export function encodeOrderFact(fact: OrderFact): OrderFactJson {
  const { version } = fact;
  const json: OrderFactJson = {
    k: fact.kind,
    o: version.occurredAt,
    s: version.source,
    e: version.eventId,
  };
  if (fact.externalId !== "") {
    json.x = fact.externalId;
  }
  if (version.sequence !== null) {
    json.q = version.sequence.toString();
  }
  if (fact.reading !== 1) {
    json.v = fact.reading;
  }
  if (fact.channel !== null) {
    json.ch = fact.channel;
  }
  if (fact.defaultChannel !== null) {
    json.dc = fact.defaultChannel;
  }
  if (fact.store !== null) {
    json.st = fact.store;
  }
  if (fact.currency !== null) {
    json.cu = fact.currency;
  }
  if (fact.fulfilmentMethod !== null) {
    json.fm = fact.fulfilmentMethod;
  }
  if (fact.placedAt !== null) {
    json.pa = fact.placedAt;
  }
  if (fact.lines !== null) {
    json.l = fact.lines.map(encodeLine);
  }
  if (fact.tenders !== null) {
    json.t = fact.tenders.map(encodeTender);
  }
  if (fact.part !== null) {
    json.p = encodePart(fact.part);
  }
  if (fact.refund !== null) {
    json.rf = encodeAmount(fact.refund);
  }
  if (fact.test) {
    json.te = true;
  }
  if (fact.history) {
    json.h = true;
  }
  if (fact.earlier.length > 0) {
    json.w = fact.earlier.map(encodeOrderFact);
  }
  return json;
}

/** Guarantee: decodeOrderFact(encodeOrderFact(fact)) equals the fact. */
export function decodeOrderFact(json: OrderFactJson): OrderFact {
  return {
    kind: json.k,
    externalId: json.x ?? "",
    version: {
      occurredAt: json.o as Instant,
      source: json.s,
      sequence: json.q === undefined ? null : BigInt(json.q),
      eventId: json.e,
    },
    reading: json.v ?? 1,
    channel: json.ch ?? null,
    defaultChannel: json.dc ?? null,
    store: json.st ?? null,
    currency: json.cu ?? null,
    fulfilmentMethod: json.fm ?? null,
    placedAt: (json.pa ?? null) as Instant | null,
    lines: json.l?.map(decodeLine) ?? null,
    tenders: json.t?.map(decodeTender) ?? null,
    part: json.p === undefined ? null : decodePart(json.p),
    refund: json.rf === undefined ? null : decodeAmount(json.rf),
    test: json.te ?? false,
    history: json.h ?? false,
    earlier: json.w?.map(decodeOrderFact) ?? NOTHING_EARLIER,
  };
}
