import { parseDecimal } from "../../../domain/money/decimal.ts";
import type { RowFault } from "../csvFile.ts";
import { EXACT_SCALE } from "../exact.ts";
import { localTimeOf } from "../localTime.ts";

/** The retailer's till and office clock; the file names no offset. */
const TIME_ZONE = "Europe/London";

/** One line of an invoice, checked. Amounts are millionths of a pound (EXACT_SCALE). */
export interface InvoiceRow {
  readonly file: string;
  /** Record of the file as a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly invoice: string;
  readonly stockCode: string;
  readonly description: string;
  /** Pieces; negative when they come back or leave the stock. */
  readonly quantity: bigint;
  readonly unitPrice: bigint;
  /** quantity x unitPrice. */
  readonly exact: bigint;
  /** RFC 3339 with offset. */
  readonly occurredAt: string;
  /** "" when the invoice names nobody. */
  readonly customer: string;
}

/** Has no amount when its own quantity or price is what cannot be read. */
export interface InvoiceFault extends RowFault {
  /** "" when even the invoice number is missing. */
  readonly invoice: string;
}

export type ParsedRow =
  | { readonly ok: true; readonly row: InvoiceRow }
  | { readonly ok: false; readonly fault: InvoiceFault };

const COLUMNS = {
  invoice: ["invoiceno", "invoice"],
  stockCode: ["stockcode"],
  description: ["description"],
  quantity: ["quantity"],
  date: ["invoicedate"],
  price: ["unitprice", "price"],
  customer: ["customerid"],
} as const satisfies Record<string, readonly string[]>;

type Column = keyof typeof COLUMNS;

/** Where each column stands in a record. */
export type ColumnPositions = Readonly<Record<Column, number>>;

/**
 * Finds the columns by name, in any order, case and spacing; the second edition of the data set
 * says "Invoice", "Price" and "Customer ID". Further columns (Country) are not read.
 * Returns the names of those that are missing instead when there are any.
 */
export function findColumns(header: readonly string[]): ColumnPositions | readonly string[] {
  const names = header.map((name) => name.toLowerCase().replaceAll(/[\s_]/g, ""));
  const entries = Object.entries(COLUMNS).map(
    ([column, aliases]) =>
      [column, names.findIndex((name) => (aliases as readonly string[]).includes(name))] as const,
  );
  const missing = entries.filter(([, position]) => position < 0).map(([column]) => column);
  if (missing.length > 0) {
    return missing.map((column) => COLUMNS[column as Column][0]);
  }
  return Object.fromEntries(entries) as ColumnPositions;
}

/** What spreadsheets and data frames make of a whole number: "13047.0". */
const TRAILING_ZEROS = /\.0+$/;

/**
 * Reads one record. Never throws: what cannot be used is a fault that names the column.
 *
 * @param file shown in faults, @param row the record's place in it
 */
export function parseRow(
  file: string,
  row: number,
  record: readonly string[],
  columns: ColumnPositions,
): ParsedRow {
  const at = (column: Column): string => (record[columns[column]] ?? "").trim();
  const invoice = at("invoice").replace(TRAILING_ZEROS, "");
  const quantity = parseDecimal(at("quantity").replace(TRAILING_ZEROS, ""), 0);
  const unitPrice = parseDecimal(at("price"), EXACT_SCALE);
  const exact =
    typeof quantity === "bigint" && typeof unitPrice === "bigint" ? quantity * unitPrice : null;
  const fault = (column: Column, problem: string): ParsedRow => ({
    ok: false,
    fault: { file, row, invoice, column: COLUMNS[column][0], problem, exact },
  });

  if (record.length <= Math.max(...Object.values(columns))) {
    return fault("invoice", `the row has only ${record.length} fields`);
  }
  if (invoice === "") {
    return fault("invoice", "no invoice number");
  }
  const stockCode = at("stockCode");
  if (stockCode === "") {
    return fault("stockCode", "no stock code");
  }
  if (typeof quantity !== "bigint") {
    return fault("quantity", "not a whole number of pieces");
  }
  if (quantity === 0n) {
    return fault("quantity", "zero pieces");
  }
  if (typeof unitPrice !== "bigint") {
    return fault("price", "not a price");
  }
  const occurredAt = rememberedTimeOf(at("date"));
  if (occurredAt === null) {
    return fault("date", "not a time such as 2010-12-01 08:26:00");
  }
  const customer = at("customer").replace(TRAILING_ZEROS, "");
  const description = at("description");
  return {
    ok: true,
    row: {
      file,
      row,
      invoice,
      stockCode,
      description,
      quantity,
      unitPrice,
      exact: quantity * unitPrice,
      occurredAt,
      customer,
    },
  };
}

/**
 * The lines of an invoice stand together and share their time: one zone computation instead of
 * twenty.
 */
const lastTime = { text: "", occurredAt: null as string | null };

function rememberedTimeOf(text: string): string | null {
  if (text !== lastTime.text) {
    lastTime.text = text;
    lastTime.occurredAt = localTimeOf(text, TIME_ZONE);
  }
  return lastTime.occurredAt;
}
