import type { Instant, LocalDate } from "../time/instant.ts";

/** Kinds of purchase events (programme 1.2). */
export const PURCHASE_EVENT_KINDS = [
  "SOLD",
  "PLACED",
  "SETTLED",
  "FULFILLED",
  "AMENDED",
  "CANCELLED",
  "RETURNED",
  "REFUNDED",
  "EXCHANGED",
  "VOIDED",
] as const;
export type PurchaseEventKind = (typeof PURCHASE_EVENT_KINDS)[number];

/**
 * How an event is read (ADR-0026); one that is recorded stays as it was read. 1, before 2026-11-28:
 * what it leaves out is said to be nothing. 2: it is not said, and what was said before still
 * holds. 3: the same, and its order is settled as docs/programme.md has it since then
 * (`readingOf`).
 */
export type Reading = 1 | 2 | 3;

/** How events are read that come in now. */
export const READING_NOW: Reading = 3;

export const LINE_KINDS = [
  "ARTICLE",
  "SHIPPING",
  "FEE",
  "TAX",
  "DEPOSIT",
  "GIFT_CARD",
  "DONATION",
  "SERVICE",
  "ADJUSTMENT",
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** One of an order's numbers. `scope` is "" except for receipts: `store/till/businessDate`. */
export interface OrderReference {
  readonly source: string;
  readonly kind: string;
  readonly scope: string;
  readonly value: string;
}

/** An identifier as presented: `value` is normalised (lower-cased email, E.164 phone, ...). */
export interface PresentedIdentifier {
  readonly kind: string;
  readonly value: string;
  readonly verified: boolean;
}

/**
 * An identifier that could not be read and is left out of `identifiers`; what was sent stands in
 * the intake alone.
 */
export interface RefusedIdentifier {
  readonly kind: string;
  readonly reason: string;
}

export interface LineDiscount {
  readonly source: string;
  readonly code: string | null;
  readonly fundedBy: string | null;
  readonly amountMinor: bigint;
}

/**
 * Quantities are millionths (QUANTITY_SCALE digits), amounts minor units of the event's currency,
 * of the whole line.
 */
export interface PurchaseLine {
  readonly id: string;
  readonly kind: LineKind;
  readonly article: string | null;
  readonly name: string | null;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly quantity: bigint;
  readonly grossMinor: bigint;
  readonly discounts: readonly LineDiscount[];
  /** Paid for the line: after discounts, incl. tax. */
  readonly netMinor: bigint;
  readonly taxMinor: bigint | null;
}

export interface PurchaseTender {
  readonly kind: string;
  readonly amountMinor: bigint;
}

export interface PurchasePartLine {
  readonly lineId: string | null;
  readonly article: string | null;
  readonly quantity: bigint;
  readonly amountMinor: bigint | null;
}

/**
 * The rules of returns that are recorded now. 0: amounts of returns counted for nothing, and a sale
 * was earlier to the microsecond. 1: amounts are what is taken back, and a sale of the same minute
 * is earlier (ADR-0027). 2: an amount over several lines of an article is split by exact worths;
 * before, each worth was cut down to the smallest unit.
 */
export const RETURN_RULES = 2;

/** What was handed over or brought back. `lines: null` means everything still open. */
export interface PurchasePart {
  readonly id: string;
  readonly lines: readonly PurchasePartLine[] | null;
  /**
   * The rules of returns that it was recorded under: what is on record keeps its meaning. 0 for a
   * fulfilment.
   */
  readonly rules: number;
}

export interface PurchaseAmount {
  readonly id: string;
  readonly amountMinor: bigint;
}

/**
 * One message about one order, parsed, checked and normalised; defaults are filled in.
 * Made only by `parsePurchaseEvent`. Source: PurchaseEventInput in schema/purchase.graphql.
 */
export interface PurchaseEvent {
  readonly source: string;
  readonly eventId: string;
  readonly kind: PurchaseEventKind;
  readonly occurredAt: Instant;
  /** A rising integer within the source, where it has one. */
  readonly sequence: bigint | null;
  readonly references: readonly OrderReference[];
  readonly identifiers: readonly PresentedIdentifier[];
  /** Absent where all of them could be read. */
  readonly refusedIdentifiers?: readonly RefusedIdentifier[];
  readonly channel: string | null;
  readonly store: string | null;
  readonly till: string | null;
  readonly cashier: string | null;
  readonly businessDate: LocalDate | null;
  readonly currency: string | null;
  readonly fulfilmentMethod: string | null;
  readonly placedAt: Instant | null;
  readonly capturedAt: Instant | null;
  readonly erpReceivedAt: Instant | null;
  readonly signalledAt: Instant | null;
  readonly lines: readonly PurchaseLine[] | null;
  readonly tenders: readonly PurchaseTender[] | null;
  readonly fulfilment: PurchasePart | null;
  readonly return: PurchasePart | null;
  readonly refund: PurchaseAmount | null;
  readonly reason: string | null;
  readonly test: boolean;
  readonly history: boolean;
  readonly reading: Reading;
}

/** Why an event was refused. `field` is a path into the event, e.g. ["lines", "2", "gross"]. */
export interface EventRejection {
  readonly reason: string;
  readonly field: readonly string[];
  readonly message: string;
}
