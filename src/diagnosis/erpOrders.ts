import type { KnownOrder } from "../domain/diagnosis/judge.ts";
import { isKindName, normaliseIdentifier } from "../domain/identity/normaliseIdentifier.ts";
import { currencyExponent, unknownCurrency } from "../domain/money/currency.ts";
import { parseDecimal } from "../domain/money/decimal.ts";
import { ORDER_NUMBER_BYTES_MAX } from "../domain/purchase/limits.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";

/** Orders of one file or query: the last five of many customers, and far below a whole ERP. */
export const ERP_ORDERS_MAX = 100_000;

/** Columns of a file, keys of a JSON object, and columns of a query. */
export const ERP_COLUMNS = {
  customer: "the customer's key as KIND:VALUE, such as email:ada@example.com or erp:4711",
  order: "the order's number",
  fulfilledAt: "when it was handed over, RFC 3339",
  amount: "what was ordered, such as 45.00",
  currency: "ISO 4217",
  source: "whose number it is; optional",
  placedAt: "when it was placed, RFC 3339; optional",
} as const;
type Column = keyof typeof ERP_COLUMNS;
const REQUIRED: readonly Column[] = ["customer", "order", "fulfilledAt", "amount", "currency"];

/** What was given as the ERP's orders cannot be used; the message names row and field. */
export class ErpOrdersError extends Error {
  override readonly name = "ErpOrdersError";
}

/** Orders of one customer, as the ERP names them. */
export interface ErpCustomer {
  readonly key: { readonly kind: string; readonly value: string };
  /** The latest first. */
  readonly orders: readonly KnownOrder[];
}

/** @throws ErpOrdersError for a column that is not known, or one that is missing */
export function checkColumns(columns: readonly string[]): void {
  const names = Object.keys(ERP_COLUMNS);
  const unknown = columns.find((column) => !names.includes(column));
  if (unknown !== undefined) {
    throw new ErpOrdersError(
      `${JSON.stringify(unknown)} is no column of orders; there are ${names.join(", ")}.`,
    );
  }
  const missing = REQUIRED.find((column) => !columns.includes(column));
  if (missing !== undefined) {
    throw new ErpOrdersError(`The column ${missing} is missing: ${ERP_COLUMNS[missing]}.`);
  }
}

/**
 * Orders by customer; customers with the latest order first.
 *
 * @param rows values by column; the first is row 1
 * @throws ErpOrdersError that names the row and the column
 */
export function readErpOrders(
  rows: Iterable<Readonly<Record<string, unknown>>>,
): readonly ErpCustomer[] {
  const customers = new Map<string, { key: ErpCustomer["key"]; orders: KnownOrder[] }>();
  let at = 0;
  for (const row of rows) {
    at += 1;
    if (at > ERP_ORDERS_MAX) {
      throw tooMany();
    }
    checkColumns([...Object.keys(row), ...REQUIRED.filter((column) => row[column] == null)]);
    const key = keyOf(at, textOf(at, row, "customer"));
    const name = `${key.kind}:${key.value}`;
    const one = customers.get(name) ?? { key, orders: [] };
    one.orders.push(orderOf(at, row));
    customers.set(name, one);
  }
  const all = [...customers.values()].map(({ key, orders }) => ({
    key,
    orders: orders.sort((a, b) => b.fulfilledAt - a.fulfilledAt),
  }));
  return all.sort((a, b) => (b.orders[0]?.fulfilledAt ?? 0) - (a.orders[0]?.fulfilledAt ?? 0));
}

export function tooMany(): ErpOrdersError {
  return new ErpOrdersError(
    `There are more than ${ERP_ORDERS_MAX} orders: give the last five of some customers.`,
  );
}

function textOf(at: number, row: Readonly<Record<string, unknown>>, column: Column): string {
  const value = row[column];
  if (value === null || value === undefined || value === "") {
    throw fault(at, column, `is missing: ${ERP_COLUMNS[column]}`);
  }
  if (typeof value !== "string" && typeof value !== "number") {
    throw fault(at, column, `must be a text: ${ERP_COLUMNS[column]}`);
  }
  return String(value).trim();
}

function orderOf(at: number, row: Readonly<Record<string, unknown>>): KnownOrder {
  const number = textOf(at, row, "order");
  if (Buffer.byteLength(number) > ORDER_NUMBER_BYTES_MAX) {
    throw fault(at, "order", `needs at most ${ORDER_NUMBER_BYTES_MAX} bytes`);
  }
  const currency = textOf(at, row, "currency");
  const exponent = currencyExponent(currency);
  if (exponent === null) {
    throw fault(at, "currency", `is none: ${unknownCurrency(currency)}`);
  }
  const amountMinor = parseDecimal(textOf(at, row, "amount"), exponent);
  if (typeof amountMinor !== "bigint") {
    throw fault(at, "amount", `is no amount in ${currency}: ${ERP_COLUMNS.amount}`);
  }
  const has = (column: Column) => row[column] != null && row[column] !== "";
  return {
    ...{ number, amountMinor, currency },
    source: has("source") ? textOf(at, row, "source") : null,
    fulfilledAt: momentOf(at, row, "fulfilledAt"),
    placedAt: has("placedAt") ? momentOf(at, row, "placedAt") : null,
  };
}

function momentOf(at: number, row: Readonly<Record<string, unknown>>, column: Column) {
  const moment = parseInstant(textOf(at, row, column));
  if (moment === null) {
    throw fault(at, column, `is no time: ${ERP_COLUMNS[column]}`);
  }
  return moment;
}

function keyOf(at: number, text: string): ErpCustomer["key"] {
  const [, kind = "", raw = ""] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  const value = isKindName(kind) ? normaliseIdentifier(kind, raw) : null;
  if (value === null || !value.ok) {
    throw fault(at, "customer", `is no key: ${ERP_COLUMNS.customer}`);
  }
  return { kind, value: value.value };
}

function fault(at: number, column: Column, problem: string): ErpOrdersError {
  return new ErpOrdersError(`Row ${at}: ${column} ${problem}.`);
}
