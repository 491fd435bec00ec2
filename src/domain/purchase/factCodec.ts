import type { Instant, LocalDate } from "../time/instant.ts";
import type {
  OrderReference,
  PresentedIdentifier,
  PurchaseEvent,
  PurchaseEventKind,
} from "./event.ts";
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
} from "./partsCodec.ts";

/**
 * A purchase event as `events.fact` keeps it for ever: everything but the identifiers' values,
 * which stand in `identifiers` alone, so that erasing a person there erases them here (contract
 * 10.1). Moments are microseconds since the epoch; bigints are strings; what is absent is left out.
 * Keys of lines, tenders and parts: the table in partsCodec.ts.
 */
export interface FactJson {
  /** Source. */
  s: string;
  /** Event id. */
  e: string;
  /** Event kind. */
  k: PurchaseEventKind;
  /** occurredAt. */
  o: number;
  /** Sequence. */
  q?: string;
  /** References: source (left out when the event's), kind, scope (left out when ""), value. */
  r: readonly { s?: string; k: string; c?: string; v: string }[];
  /** Identifiers: kind, row id, verified (left out when not). */
  i?: readonly { k: string; id: string; v?: true }[];
  /** Identifiers that could not be read: kind, reason. */
  x?: readonly { k: string; w: string }[];
  /** Channel. */
  ch?: string;
  /** Of an event that names no channel: its source's default when it was taken in. */
  dc?: string;
  /** Store. */
  st?: string;
  /** Till. */
  ti?: string;
  /** Cashier: staff, not the customer. */
  ca?: string;
  /** Business date. */
  bd?: string;
  /** Currency. */
  cu?: string;
  /** Fulfilment method. */
  fm?: string;
  /** placedAt, capturedAt, erpReceivedAt, signalledAt. */
  pa?: number;
  cp?: number;
  er?: number;
  sg?: number;
  /** Lines, tenders, fulfilment, return, refund. */
  l?: readonly LineJson[];
  t?: readonly TenderJson[];
  f?: PartJson;
  rt?: PartJson;
  rf?: AmountJson;
  /** Reason. */
  re?: string;
  /** Test and history, left out when false. */
  te?: true;
  h?: true;
  /** How what it leaves out is read; left out when 1, which is how it was before it was kept. */
  v?: 2 | 3;
  /**
   * The store that its sender's credential was bound to (domain/order/storeRights.ts); left out for
   * others.
   */
  b?: string;
  /** An operator has looked at its amount (domain/purchase/plausible.ts). */
  ok?: true;
  /**
   * Public id of the customer who its sender is; kept while it waits, and written by whoever takes
   * it in.
   */
  sc?: string;
  /** It has run again after it had waited for somebody who holds one of its identifiers. */
  w?: true;
  /**
   * Row ids of the customers whose it was while it waited, who may be there by it alone; several
   * where its order turned out to be another's meanwhile.
   */
  wl?: readonly string[];
}

/** What we know of an event, no part of it. */
export interface BesideEvent {
  readonly boundStore: string | null;
  readonly isApproved: boolean;
  /** Public id of the customer who its sender is. */
  readonly sentBy: string | null;
  /** The channel that its source's events have when they name none. */
  readonly defaultChannel: string | null;
  /** It has waited for its customer, and run again since. */
  readonly hasWaited: boolean;
  /** Row ids of the customers whose it was while it waited. */
  readonly waitedAs: readonly string[];
}

const NOTHING_BESIDE: BesideEvent = {
  boundStore: null,
  isApproved: false,
  sentBy: null,
  defaultChannel: null,
  hasWaited: false,
  waitedAs: [],
};

/**
 * The event as compact JSON without personal data.
 * `identifierIds` are the row ids of `event.identifiers`, in their order.
 * Throws: RangeError when there are not as many ids as identifiers.
 */
export function encodeFact(
  event: PurchaseEvent,
  identifierIds: readonly string[],
  beside: BesideEvent = NOTHING_BESIDE,
): FactJson {
  if (identifierIds.length !== event.identifiers.length) {
    throw new RangeError("every identifier needs its row id");
  }
  const json: FactJson = {
    s: event.source,
    e: event.eventId,
    k: event.kind,
    o: event.occurredAt,
    r: event.references.map((reference) => encodeReference(reference, event.source)),
  };
  if (event.identifiers.length > 0) {
    json.i = event.identifiers.map(({ kind, verified }, at) =>
      verified
        ? { k: kind, id: identifierIds[at] ?? "", v: true }
        : { k: kind, id: identifierIds[at] ?? "" },
    );
  }
  if (event.refusedIdentifiers !== undefined) {
    json.x = event.refusedIdentifiers.map(({ kind, reason }) => ({ k: kind, w: reason }));
  }
  if (event.sequence !== null) {
    json.q = event.sequence.toString();
  }
  if (event.channel !== null) {
    json.ch = event.channel;
  } else if (beside.defaultChannel !== null) {
    json.dc = beside.defaultChannel;
  }
  if (event.store !== null) {
    json.st = event.store;
  }
  if (event.till !== null) {
    json.ti = event.till;
  }
  if (event.cashier !== null) {
    json.ca = event.cashier;
  }
  if (event.businessDate !== null) {
    json.bd = event.businessDate;
  }
  if (event.currency !== null) {
    json.cu = event.currency;
  }
  if (event.fulfilmentMethod !== null) {
    json.fm = event.fulfilmentMethod;
  }
  if (event.placedAt !== null) {
    json.pa = event.placedAt;
  }
  if (event.capturedAt !== null) {
    json.cp = event.capturedAt;
  }
  if (event.erpReceivedAt !== null) {
    json.er = event.erpReceivedAt;
  }
  if (event.signalledAt !== null) {
    json.sg = event.signalledAt;
  }
  if (event.lines !== null) {
    json.l = event.lines.map(encodeLine);
  }
  if (event.tenders !== null) {
    json.t = event.tenders.map(encodeTender);
  }
  if (event.fulfilment !== null) {
    json.f = encodePart(event.fulfilment);
  }
  if (event.return !== null) {
    json.rt = encodePart(event.return);
  }
  if (event.refund !== null) {
    json.rf = encodeAmount(event.refund);
  }
  if (event.reason !== null) {
    json.re = event.reason;
  }
  if (event.test) {
    json.te = true;
  }
  if (event.history) {
    json.h = true;
  }
  if (event.reading !== 1) {
    json.v = event.reading;
  }
  if (beside.boundStore !== null) {
    json.b = beside.boundStore;
  }
  if (beside.isApproved) {
    json.ok = true;
  }
  if (beside.sentBy !== null) {
    json.sc = beside.sentBy;
  }
  if (beside.hasWaited) {
    json.w = true;
  }
  if (beside.waitedAs.length > 0) {
    json.wl = beside.waitedAs;
  }
  return json;
}

/** The fact of an event that waits and has its customer already (programme 1.32). */
export function waitingAs(json: FactJson, leafId: bigint): FactJson {
  const { waitedAs } = besideOfFact(json);
  const leaf = String(leafId);
  return waitedAs.includes(leaf) ? json : { ...json, wl: [...waitedAs, leaf] };
}

function encodeReference(reference: OrderReference, source: string): FactJson["r"][number] {
  const json: FactJson["r"][number] = { k: reference.kind, v: reference.value };
  if (reference.source !== source) {
    json.s = reference.source;
  }
  if (reference.scope !== "") {
    json.c = reference.scope;
  }
  return json;
}

/**
 * The event that was encoded. `identifiersById` gives the values of `identifiers` by row id; one
 * that is not in it has been erased and comes back with the value "".
 * Guarantee: decode(encode(event)) equals the event when all values are given.
 */
export function decodeFact(
  json: FactJson,
  identifiersById: ReadonlyMap<string, string>,
): PurchaseEvent {
  return {
    source: json.s,
    eventId: json.e,
    kind: json.k,
    occurredAt: json.o as Instant,
    sequence: json.q === undefined ? null : BigInt(json.q),
    references: referencesOfFact(json),
    identifiers:
      json.i?.map(({ k, id, v }) => ({
        kind: k,
        value: identifiersById.get(id) ?? "",
        verified: v ?? false,
      })) ?? NO_IDENTIFIERS,
    ...refusedOfFact(json),
    channel: json.ch ?? null,
    store: json.st ?? null,
    till: json.ti ?? null,
    cashier: json.ca ?? null,
    businessDate: (json.bd ?? null) as LocalDate | null,
    currency: json.cu ?? null,
    fulfilmentMethod: json.fm ?? null,
    placedAt: (json.pa ?? null) as Instant | null,
    capturedAt: (json.cp ?? null) as Instant | null,
    erpReceivedAt: (json.er ?? null) as Instant | null,
    signalledAt: (json.sg ?? null) as Instant | null,
    lines: json.l?.map(decodeLine) ?? null,
    tenders: json.t?.map(decodeTender) ?? null,
    fulfilment: json.f === undefined ? null : decodePart(json.f),
    return: json.rt === undefined ? null : decodePart(json.rt),
    refund: json.rf === undefined ? null : decodeAmount(json.rf),
    reason: json.re ?? null,
    test: json.te ?? false,
    history: json.h ?? false,
    reading: json.v ?? 1,
  };
}

function refusedOfFact({ x }: FactJson): Pick<PurchaseEvent, "refusedIdentifiers"> {
  return x === undefined
    ? {}
    : { refusedIdentifiers: x.map(({ k, w }) => ({ kind: k, reason: w })) };
}

/** The order numbers that it names, without reading the rest. */
export function referencesOfFact({ s, r }: FactJson): readonly OrderReference[] {
  return r.map((reference) => ({
    source: reference.s ?? s,
    kind: reference.k,
    scope: reference.c ?? "",
    value: reference.v,
  }));
}

/**
 * The identifiers that it presents, by their rows, without reading the rest; none of an event
 * without a fact.
 */
export function identifiersOfFact(json: FactJson | null) {
  return (json?.i ?? []).map(({ k, id, v }) => ({ kind: k, id: BigInt(id), verified: v ?? false }));
}

/** What was known of it beside the event. */
export function besideOfFact({ b, ok, sc, dc, w, wl }: FactJson): BesideEvent {
  return {
    boundStore: b ?? null,
    isApproved: ok ?? false,
    sentBy: sc ?? null,
    defaultChannel: dc ?? null,
    hasWaited: w ?? false,
    waitedAs: wl ?? [],
  };
}

/** Its version (domain/order/compareVersions.ts), without reading the rest. */
export function versionOfFact({ o, s, q, e }: FactJson) {
  const sequence = q === undefined ? null : BigInt(q);
  return { occurredAt: o as Instant, source: s, sequence, eventId: e };
}

const NO_IDENTIFIERS: readonly PresentedIdentifier[] = [];
