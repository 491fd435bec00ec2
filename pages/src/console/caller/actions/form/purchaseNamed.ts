import type { ClaimPurchaseInput, OrderReferenceInput } from "../../../../__generated__/graphql.ts";

/** What stands on a receipt, or in the mail of an order, as it was typed. */
export interface NamedPurchase {
  readonly isReceipt: boolean;
  readonly store: string;
  readonly till: string;
  readonly receiptNumber: string;
  readonly orderNumber: string;
  /** A day as a date field has it. */
  readonly day: string;
  readonly total: string;
  /** ISO 4217. */
  readonly currency: string;
}

const AMOUNT = /^-?\d+(\.\d+)?$/;

/**
 * An amount as people type it, "1.234,50" and "1,234.50" alike, as an exact decimal; null for what
 * is none. What comes last of comma and point parts the decimals, unless three digits follow it
 * and it stands there for thousands only.
 */
export function amountOf(typed: string): string | null {
  const text = typed.replaceAll(/[\s\u202f']/g, "");
  const at = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
  const decimals = at === -1 ? "" : text.slice(at + 1);
  const whole = (at === -1 ? text : text.slice(0, at)).replaceAll(/[.,]/g, "");
  const amount =
    at === -1 || decimals.length === 3 ? `${whole}${decimals}` : `${whole}.${decimals}`;
  return AMOUNT.test(amount) ? amount : null;
}

/** How the graph names the purchase; null while something of it is missing. */
export function referenceOf(named: NamedPurchase): OrderReferenceInput | null {
  const { isReceipt, store, day } = named;
  const till = named.till.trim();
  const receiptNumber = named.receiptNumber.trim();
  const number = named.orderNumber.trim();
  if (!isReceipt) {
    return number === "" ? null : { number: { number } };
  }
  return store === "" || till === "" || day === "" || receiptNumber === ""
    ? null
    : { receipt: { store, till, businessDate: day, receiptNumber } };
}

/** What is sent to give it to a customer; null while something of it is missing or malformed. */
export function claimOf(
  customerId: string,
  named: NamedPurchase,
): Omit<ClaimPurchaseInput, "idempotencyKey"> | null {
  const order = referenceOf(named);
  const amount = amountOf(named.total);
  const currencyCode = named.currency.trim().toUpperCase();
  return order === null || amount === null || named.day === "" || currencyCode === ""
    ? null
    : {
        customer: { id: customerId },
        order,
        total: { amount, currencyCode },
        purchasedOn: named.day,
      };
}
