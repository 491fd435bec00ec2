import { formatMinor } from "../../../domain/money/decimal.ts";
import { divideRounded } from "../../../domain/money/rounding.ts";
import type { LineKind } from "../../../domain/purchase/event.ts";
import type { Invoice } from "./invoices.ts";
import { lineKindOf } from "./lineKind.ts";
import type { InvoiceRow } from "./row.ts";

/** The source that imported events come from. */
export const SOURCE = "online-retail";
const CURRENCY = "GBP";
const PENCE_DECIMALS = 2;
/** Millionths of a pound in a penny. */
export const EXACT_PER_PENNY = 10_000n;

/** Why rows are no purchase, or are not sent although they may be one. */
export type LeftReason =
  /** Pieces that leave the stock unpaid, for nobody: counted wrongly, broken, thrown away. */
  | "STOCK_ADJUSTMENT"
  /** An invoice whose number starts with A: the books written down, no goods. */
  | "BAD_DEBT"
  /** Nobody bought and nothing was paid: found stock, a test of the till. */
  | "NOBODY_AND_NOTHING"
  /** Another row of the invoice is malformed; an invoice goes in whole or not at all. */
  | "INCOMPLETE_INVOICE"
  /** Two customers on one invoice: it would be a guess whose it is. */
  | "SEVERAL_CUSTOMERS"
  /** Below zero and no adjustment: neither a sale nor a return. */
  | "NEGATIVE_PRICE";

export type Side = "SALE" | "RETURN";

/**
 * What is sent, and what it says in the file's own exact amounts (millionths of a pound, returns
 * below zero).
 */
export interface InvoiceEvent {
  readonly eventId: string;
  readonly side: Side;
  readonly invoice: string;
  readonly customer: string | null;
  /** A PurchaseEventInput (schema/purchase.graphql). */
  readonly event: Readonly<Record<string, unknown>>;
  readonly lines: readonly InvoiceEventLine[];
}

export interface InvoiceEventLine {
  readonly kind: LineKind;
  readonly exact: bigint;
  /** What is sent of it: pence, rounded half up. */
  readonly minor: bigint;
}

export interface TranslatedInvoice {
  readonly invoice: Invoice;
  readonly customer: string | null;
  readonly events: readonly InvoiceEvent[];
  readonly left: readonly { readonly reason: LeftReason; readonly rows: readonly InvoiceRow[] }[];
}

interface PlacedRow extends InvoiceRow, InvoiceEventLine {
  /** Place in the invoice, from 1: the line's id. */
  readonly position: number;
}

/**
 * Decides what one invoice is: the number's letter says cancellation (C) or bad debt (A), and the
 * sign of a quantity says which rows were sold and which came back, on every invoice alike.
 *
 * Guarantee: every row is in exactly one event or one `left` entry. Event ids are made of the
 * invoice number alone, so that a second run sends the very same events.
 */
export function translateInvoice(invoice: Invoice): TranslatedInvoice {
  const customers = new Set(invoice.rows.map((row) => row.customer));
  const customer = invoice.rows.find((row) => row.customer !== "")?.customer ?? null;
  const allLeft = (reason: LeftReason): TranslatedInvoice => ({
    invoice,
    customer,
    events: [],
    left: invoice.rows.length === 0 ? [] : [{ reason, rows: invoice.rows }],
  });
  if (invoice.faults.length > 0) {
    return allLeft("INCOMPLETE_INVOICE");
  }
  if (/^A\d/i.test(invoice.number)) {
    return allLeft("BAD_DEBT");
  }
  if (customers.size > 1) {
    return allLeft("SEVERAL_CUSTOMERS");
  }

  const rows = invoice.rows.map(placeRow);
  if (rows.some(hasImpossiblePrice)) {
    return allLeft("NEGATIVE_PRICE");
  }
  const sold = rows.filter((row) => row.quantity > 0n);
  const back = rows.filter((row) => row.quantity < 0n);
  const isCancellation = /^C\d/i.test(invoice.number);
  const left: { reason: LeftReason; rows: readonly InvoiceRow[] }[] = [];
  const leaves = (reason: LeftReason, side: PlacedRow[], isLeft: boolean): PlacedRow[] => {
    if (!isLeft || side.length === 0) {
      return side;
    }
    left.push({ reason, rows: side });
    return [];
  };
  // Per half and not per row: one gift on a guest's paid invoice is still a line of a purchase.
  const isUnpaid = customer === null && rows.every((row) => row.exact === 0n);
  const sales = leaves("NOBODY_AND_NOTHING", sold, isUnpaid);
  const returns = leaves("STOCK_ADJUSTMENT", back, isUnpaid && !isCancellation);
  const events = [
    ...(sales.length > 0 ? [saleOf(invoice.number, customer, sales, isCancellation)] : []),
    ...(returns.length > 0 ? [returnOf(invoice.number, customer, returns, isCancellation)] : []),
  ];
  return { invoice, customer, events, left };
}

function placeRow(row: InvoiceRow, index: number): PlacedRow {
  return {
    ...row,
    position: index + 1,
    kind: lineKindOf(row.stockCode, row.description),
    minor: divideRounded(row.exact, EXACT_PER_PENNY, "HALF_UP"),
  };
}

/**
 * Money taken off an invoice is an adjustment with a price below zero; anything else cannot have
 * one.
 */
function hasImpossiblePrice(row: PlacedRow): boolean {
  return row.unitPrice < 0n && (row.kind !== "ADJUSTMENT" || row.quantity < 0n);
}

const amountOf = (minor: bigint): string => formatMinor(minor, PENCE_DECIMALS);

function commonOf(customer: string | null, rows: readonly PlacedRow[]) {
  return {
    source: SOURCE,
    // Rows of one invoice may lie a minute apart; its first one says when.
    occurredAt: rows[0]?.occurredAt,
    ...(customer === null ? {} : { customer: [{ kind: "erp", value: customer }] }),
    channel: "web",
    currencyCode: CURRENCY,
  };
}

function saleOf(
  number: string,
  customer: string | null,
  rows: readonly PlacedRow[],
  isCancellation: boolean,
): InvoiceEvent {
  const eventId = isCancellation ? `${number}/sale` : number;
  const event = {
    ...commonOf(customer, rows),
    eventId,
    kind: "SOLD",
    references: [{ kind: "order", value: number }],
    lines: rows.map((row) => ({
      id: String(row.position),
      kind: row.kind,
      article: row.stockCode,
      ...(row.description === "" ? {} : { name: row.description }),
      quantity: row.quantity.toString(),
      gross: amountOf(row.minor),
    })),
  };
  return { eventId, side: "SALE", invoice: number, customer, event, lines: rows };
}

/**
 * A return names no original invoice, only articles, and each article once: a document that takes
 * back an article on two lines says their sum.
 */
function returnOf(
  number: string,
  customer: string | null,
  rows: readonly PlacedRow[],
  isCancellation: boolean,
): InvoiceEvent {
  const eventId = isCancellation ? number : `${number}/return`;
  const byArticle = new Map<string, { quantity: bigint; minor: bigint }>();
  for (const { stockCode, quantity, minor } of rows) {
    const sum = byArticle.get(stockCode) ?? { quantity: 0n, minor: 0n };
    byArticle.set(stockCode, { quantity: sum.quantity - quantity, minor: sum.minor - minor });
  }
  const event = {
    ...commonOf(customer, rows),
    eventId,
    kind: "RETURNED",
    references: [{ kind: "return", value: number }],
    return: {
      id: number,
      lines: [...byArticle].map(([article, { quantity, minor }]) => ({
        article,
        quantity: quantity.toString(),
        amount: amountOf(minor),
      })),
    },
  };
  return { eventId, side: "RETURN", invoice: number, customer, event, lines: rows };
}
