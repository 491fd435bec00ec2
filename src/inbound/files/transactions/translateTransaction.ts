import { hash } from "node:crypto";
import { formatMinor, formatQuantity } from "../../../domain/money/decimal.ts";
import type { TranslatedEvent } from "../../connector.ts";
import type { TransactionRow } from "./row.ts";

/** The one article of a file that says how much was bought and not what. */
const ARTICLE = "unnamed";

/** What all purchases of an import share. */
export interface TransactionSettings {
  readonly source: string;
  /** Kind of identifier that the customer column holds. */
  readonly identifier: string;
  readonly channel: string;
  readonly currency: string;
  readonly exponent: number;
}

export interface TranslatedTransaction extends TranslatedEvent {
  readonly row: TransactionRow;
}

/** What a customer column holds unless somebody says otherwise. */
export const IDENTIFIER_DEFAULT = "erp";

/** Bytes of a name's digest that are kept, in hexadecimal digits. */
const NAME_DIGITS = 32;

/**
 * Names purchases: by the file's own id when it has one, else by customer, date and a running
 * number among equal ones, so that a second run of the same files sends the very same events. Where
 * the customer is known by anything but a number of the ERP, the digest of that: an address in the
 * number of an order could be neither masked nor erased.
 *
 * Memory: one number per customer and date.
 */
export class TransactionNames {
  readonly #seen = new Map<string, number>();
  readonly #identifier: string;

  constructor(identifier: string) {
    this.#identifier = identifier;
  }

  nameOf({ id, customer, date }: TransactionRow): string {
    if (id !== null) {
      return id;
    }
    const name = `${customer}/${date}`;
    const nth = (this.#seen.get(name) ?? 0) + 1;
    this.#seen.set(name, nth);
    const whole = nth === 1 ? name : `${name}/${nth}`;
    return this.#identifier === IDENTIFIER_DEFAULT
      ? whole
      : hash("sha256", whole, "hex").slice(0, NAME_DIGITS);
  }
}

/**
 * Makes the event of one row: a sale, or for an amount below zero a return that names no order. A
 * total without lines is one line of an unnamed article.
 */
export function translateTransaction(
  row: TransactionRow,
  eventId: string,
  settings: TransactionSettings,
): TranslatedTransaction {
  const amount = (minor: bigint) => formatMinor(minor, settings.exponent);
  const quantity = formatQuantity(row.quantity);
  const isReturn = row.minor < 0n;
  const common = {
    source: settings.source,
    eventId,
    occurredAt: row.occurredAt,
    customer: [{ kind: settings.identifier, value: row.customer }],
    channel: settings.channel,
    currencyCode: settings.currency,
    references: [{ kind: isReturn ? "return" : "order", value: eventId }],
  };
  const event = isReturn
    ? {
        ...common,
        kind: "RETURNED",
        return: {
          id: eventId,
          lines: [{ article: ARTICLE, quantity, amount: amount(-row.minor) }],
        },
      }
    : {
        ...common,
        kind: "SOLD",
        lines: [{ id: "1", article: ARTICLE, quantity, gross: amount(row.minor) }],
      };
  return { eventId, event, row };
}
