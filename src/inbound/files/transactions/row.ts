import { parseDecimal } from "../../../domain/money/decimal.ts";
import { divideRounded } from "../../../domain/money/rounding.ts";
import type { RowFault } from "../csvFile.ts";
import { EXACT_SCALE } from "../exact.ts";
import { localTimeOf } from "../localTime.ts";

/** What a row says and the file's options leave open. */
export interface RowSettings {
  /** IANA name: dates without an offset are in it. */
  readonly timeZone: string;
  /** Decimals of the currency's smallest unit, at most EXACT_SCALE. */
  readonly exponent: number;
}

/** One purchase of somebody, checked. */
export interface TransactionRow {
  readonly file: string;
  /** Record of the file as a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly customer: string;
  /** The date as the file writes it. */
  readonly date: string;
  /** RFC 3339 with offset. */
  readonly occurredAt: string;
  /** The file's own id of the purchase, null when it has none. */
  readonly id: string | null;
  /** Pieces, millionths; 1 piece when the file does not say. */
  readonly quantity: bigint;
  /** Ten-to-the-minus-six of the currency; below zero when the money went back. */
  readonly exact: bigint;
  /** What is sent of it, minor units, rounded half up. */
  readonly minor: bigint;
}

export type ParsedRow =
  | { readonly ok: true; readonly row: TransactionRow }
  | { readonly ok: false; readonly fault: RowFault };

const COLUMNS = {
  customer: [
    ...["customerid", "customer", "masterid", "memberid", "userid", "cust"],
    ...["email", "emailaddress"],
  ],
  date: ["date", "purchasedate", "transactiondate", "timestamp", "occurredat", "orderdate"],
  amount: ["amount", "dollars", "total", "sales", "revenue", "spend"],
} as const;
const OPTIONAL_COLUMNS = {
  quantity: ["quantity", "cds", "units", "items", "qty", "pieces"],
  id: ["transactionid", "orderid", "orderno", "invoiceno", "receiptid", "id"],
} as const;

type Column = keyof typeof COLUMNS;
type OptionalColumn = keyof typeof OPTIONAL_COLUMNS;

/** Where each column stands in a record. */
export type ColumnPositions = Readonly<
  Record<Column, number> & Record<OptionalColumn, number | null>
>;

const positionOf = (names: readonly string[], aliases: readonly string[]): number =>
  names.findIndex((name) => aliases.includes(name));

/**
 * Finds the columns by name, in any order, case and spacing; columns with other names are not read.
 * Returns sentences about those that are missing instead when there are any.
 */
export function findColumns(header: readonly string[]): ColumnPositions | readonly string[] {
  const names = header.map((name) => name.toLowerCase().replaceAll(/[\s_-]/g, ""));
  const missing = Object.entries(COLUMNS)
    .filter(([, aliases]) => positionOf(names, aliases) < 0)
    .map(([column, aliases]) => `${column} (called ${aliases.join(", ")})`);
  if (missing.length > 0) {
    return missing;
  }
  const optional = (column: OptionalColumn): number | null => {
    const position = positionOf(names, OPTIONAL_COLUMNS[column]);
    return position < 0 ? null : position;
  };
  return {
    customer: positionOf(names, COLUMNS.customer),
    date: positionOf(names, COLUMNS.date),
    amount: positionOf(names, COLUMNS.amount),
    quantity: optional("quantity"),
    id: optional("id"),
  };
}

const ONE_PIECE = 10n ** BigInt(EXACT_SCALE);
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A day without a time is noon: the same day for every store of a programme, whatever their zones.
 */
function instantOf(text: string, timeZone: string): string | null {
  const compact = COMPACT_DATE.exec(text);
  const dashed = compact === null ? text : compact.slice(1).join("-");
  return localTimeOf(DATE.test(dashed) ? `${dashed} 12:00` : dashed, timeZone);
}

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
  settings: RowSettings,
): ParsedRow {
  const at = (column: Column | OptionalColumn): string => {
    const position = columns[column];
    return position === null ? "" : (record[position] ?? "").trim();
  };
  const amount = parseDecimal(at("amount"), EXACT_SCALE);
  const exact = typeof amount === "bigint" ? amount : null;
  const fault = (column: string, problem: string): ParsedRow => ({
    ok: false,
    fault: { file, row, column, problem, exact },
  });

  if (exact === null) {
    return fault("amount", "not an amount such as 29.33");
  }
  const customer = at("customer");
  if (customer === "") {
    return fault("customer", "no customer");
  }
  const date = at("date");
  const occurredAt = instantOf(date, settings.timeZone);
  if (occurredAt === null) {
    return fault("date", "not a day such as 1997-01-18 or 19970118, nor a time of one");
  }
  const quantity = at("quantity") === "" ? ONE_PIECE : parseDecimal(at("quantity"), EXACT_SCALE);
  if (typeof quantity !== "bigint") {
    return fault("quantity", "not a number of pieces");
  }
  if (quantity === 0n) {
    return fault("quantity", "zero pieces");
  }
  return {
    ok: true,
    row: {
      file,
      row,
      customer,
      date,
      occurredAt,
      id: at("id") || null,
      quantity: quantity < 0n ? -quantity : quantity,
      exact,
      minor: divideRounded(exact, 10n ** BigInt(EXACT_SCALE - settings.exponent), "HALF_UP"),
    },
  };
}
