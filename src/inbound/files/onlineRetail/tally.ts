import type { PurchaseResult } from "../../../purchases/receive/submission.ts";
import type { FilePart, FileTally } from "../fileConnector.ts";
import { FAULTS_SHOWN_MAX } from "../reportText.ts";
import type { InvoiceFault } from "./row.ts";
import {
  EXACT_PER_PENNY,
  type InvoiceEvent,
  type InvoiceEventLine,
  type LeftReason,
  type Side,
  type TranslatedInvoice,
} from "./translateInvoice.ts";

/** One invoice, and what of it is sent. */
export type InvoicePart = TranslatedInvoice & FilePart<InvoiceEvent>;

/** Rows and their exact amount, millionths of a pound. */
export interface Amount {
  lines: number;
  exact: bigint;
}

/** As `Amount`, with the number of documents that the rows are from. */
export interface DocumentAmount extends Amount {
  documents: number;
}

export interface OutcomeAmount extends DocumentAmount {
  outcome: string;
  reason: string | null;
  /** What was sent of it, pence. */
  minor: bigint;
  /** Documents whose answer is of an earlier run. */
  duplicates: number;
}

const nothing = (): DocumentAmount => ({ documents: 0, lines: 0, exact: 0n });

function add(sum: Amount, lines: readonly { readonly exact: bigint }[]): void {
  sum.lines += lines.length;
  for (const { exact } of lines) {
    sum.exact += exact;
  }
}

function slot<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}

/**
 * Adds up one import, row by row and answer by answer; nothing is rounded, nothing is counted
 * twice.
 */
export class Tally implements FileTally<InvoiceEvent, InvoicePart> {
  readonly customers = new Set<string>();
  readonly identifiedInvoices = nothing();
  readonly guestInvoices = nothing();
  readonly sent: Record<"identified" | "guest", Record<Side, DocumentAmount>> = {
    identified: { SALE: nothing(), RETURN: nothing() },
    guest: { SALE: nothing(), RETURN: nothing() },
  };
  readonly rounded = nothing();
  readonly left = new Map<LeftReason, DocumentAmount>();
  readonly malformed: Amount = { lines: 0, exact: 0n };
  readonly faults: InvoiceFault[] = [];
  /** Lines of identified customers that are no articles, by kind. */
  readonly notEarning = new Map<string, Amount>();
  readonly outcomes = new Map<string, OutcomeAmount>();

  read({ invoice, customer, events, left }: InvoicePart): void {
    for (const fault of invoice.faults) {
      this.malformed.lines += 1;
      this.malformed.exact += fault.exact ?? 0n;
      if (this.faults.length < FAULTS_SHOWN_MAX) {
        this.faults.push(fault);
      }
    }
    if (invoice.rows.length > 0) {
      const invoices = customer === null ? this.guestInvoices : this.identifiedInvoices;
      invoices.documents += 1;
      add(invoices, invoice.rows);
      if (customer !== null) {
        this.customers.add(customer);
      }
    }
    for (const { reason, rows } of left) {
      const sum = slot(this.left, reason, nothing);
      sum.documents += 1;
      add(sum, rows);
    }
    for (const event of events) {
      this.#event(event);
    }
  }

  #event(event: InvoiceEvent): void {
    const sum = this.sent[event.customer === null ? "guest" : "identified"][event.side];
    sum.documents += 1;
    add(sum, event.lines);
    for (const line of event.lines) {
      this.#line(line, event);
    }
  }

  #line(line: InvoiceEventLine, { customer }: InvoiceEvent): void {
    const lost = line.exact - line.minor * EXACT_PER_PENNY;
    if (lost !== 0n) {
      this.rounded.lines += 1;
      this.rounded.exact += lost;
    }
    if (customer !== null && line.kind !== "ARTICLE") {
      add(slot(this.notEarning, line.kind, nothing), [line]);
    }
  }

  answer(event: InvoiceEvent, { outcome, reason, duplicate }: PurchaseResult): void {
    const sum = slot(this.outcomes, `${outcome} ${reason ?? ""}`, () => ({
      ...nothing(),
      outcome,
      reason,
      minor: 0n,
      duplicates: 0,
    }));
    sum.documents += 1;
    sum.duplicates += duplicate ? 1 : 0;
    add(sum, event.lines);
    for (const { minor } of event.lines) {
      sum.minor += minor;
    }
  }
}
