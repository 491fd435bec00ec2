import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import type { MessagePart } from "../messageConnector.ts";
import { type Currency, currencyOf } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import { type Draft, PERSON_FIELD_BYTES_MAX, personPart } from "../shop/told.ts";
import {
  minorOf,
  momentOf,
  orderReference,
  quantityOf,
  rowOf,
  SHIPPING_LINE,
  shippingOf,
} from "./amounts.ts";
import type { AdobeSettings } from "./settings.ts";

/** State of an invoice that is paid. */
const PAID_INVOICE = "2";
/** State of a credit memo whose money went back; before it is open, and may yet be called off. */
const REFUNDED_MEMO = "2";

/** An invoice, shipment or credit memo: which it is, whose, and when. */
function headOf(document: Fields) {
  return {
    id: document.firstText("entity_id", "id") ?? document.missing("entity_id"),
    order: document.needText("order_id"),
    at: momentOf(document, "created_at") ?? document.missing("created_at"),
  };
}

/** The rows of a document that have goods. */
function rowsOf(document: Fields) {
  return document.list("items").flatMap((item) => {
    const quantity = quantityOf(item, "qty");
    return quantity === null ? [] : [{ item, lineId: item.needText("order_item_id"), quantity }];
  });
}

/** Those that cost something: variants stand beside their article for nothing. */
function pricedRowsOf(document: Fields, currency: Currency) {
  const rows = rowsOf(document).map((row) => ({ ...row, ...rowOf(row.item, currency) }));
  const priced = rows.filter(({ netMinor }) => netMinor !== 0n);
  return priced.length === 0 ? rows : priced;
}

/**
 * A paid invoice pays for its order. Where goods count as handed over when they are paid, it hands
 * over its rows, for what they cost there: it may then come before its order, or without it.
 */
export function invoiceDrafts(invoice: Fields, settings: AdobeSettings): readonly Draft[] {
  const { id, order, at } = headOf(invoice);
  const state = invoice.text("state");
  if (state !== null && state !== PAID_INVOICE) {
    return [];
  }
  const currency = currencyOf(invoice, "order_currency_code", "base_currency_code");
  const common = { ...orderReference(order), currencyCode: currency.code };
  const settled: Draft = { kind: "SETTLED", subject: id, occurredAt: at, rest: common };
  if (settings.fulfilledOn !== "paid") {
    return [settled];
  }
  const lines = pricedRowsOf(invoice, currency).map(({ item, lineId, quantity, netMinor }) => {
    const article = item.text("sku");
    const named = article === null ? {} : { article };
    const amount = formatMinor(netMinor, currency.exponent);
    return { lineId, quantity, amount, ...named };
  });
  if (lines.length === 0) {
    invoice.missing("items");
  }
  const rest = { ...common, fulfilment: { id: `invoice/${id}`, lines } };
  return [settled, { kind: "FULFILLED", subject: id, occurredAt: at, rest }];
}

/** What was sent. */
export function shipmentDrafts(shipment: Fields, settings: AdobeSettings): readonly Draft[] {
  const { id, order, at } = headOf(shipment);
  if (settings.fulfilledOn !== "fulfilled") {
    return [];
  }
  const lines = rowsOf(shipment).map(({ lineId, quantity }) => ({ lineId, quantity }));
  if (lines.length === 0) {
    shipment.missing("items");
  }
  const rest = { ...orderReference(order), fulfilment: { id, lines } };
  return [{ kind: "FULFILLED", subject: id, occurredAt: at, rest }];
}

/**
 * What came back, for the money of the credit memo: its total less postage and less what was given
 * on top, spread over its rows by what they cost.
 */
export function creditMemoDrafts(memo: Fields): readonly Draft[] {
  const { id, order, at } = headOf(memo);
  const state = memo.text("state");
  if (state !== null && state !== REFUNDED_MEMO) {
    return [];
  }
  const currency = currencyOf(memo, "order_currency_code", "base_currency_code");
  const total = memo.minor("grand_total", currency.exponent) ?? memo.missing("grand_total");
  const shipping = shippingOf(memo, currency).netMinor;
  const rows = pricedRowsOf(memo, currency);
  const onTop =
    rows.length === 0 ? total - shipping : minorOf(memo, "adjustment_positive", currency);
  const forGoods = total - shipping - onTop;
  if ([total, shipping, onTop, forGoods].some((amount) => amount < 0n)) {
    throw new Unusable("NEGATIVE", memo.placeOf("grand_total"), "It gives back less than nothing.");
  }
  const worths = rows.map(({ netMinor }) => netMinor);
  const shares =
    rows.length === 0 ? [] : allocateLargestRemainder(forGoods, worths.map(atLeastZero));
  const amount = (minor: bigint) => formatMinor(minor, currency.exponent);
  const lines = rows.map(({ lineId, quantity }, index) => ({
    ...{ lineId, quantity, amount: amount(shares[index] ?? 0n) },
  }));
  if (shipping > 0n) {
    lines.push({ lineId: SHIPPING_LINE, quantity: "1", amount: amount(shipping) });
  }
  const common = { ...orderReference(order), currencyCode: currency.code };
  const about = { subject: id, occurredAt: at } as const;
  const drafts: Draft[] = [];
  if (lines.length > 0) {
    drafts.push({ ...about, kind: "RETURNED", rest: { ...common, return: { id, lines } } });
  }
  if (onTop > 0n) {
    const rest = { ...common, refund: { id, amount: amount(onTop) } };
    drafts.push({ ...about, kind: "REFUNDED", rest });
  }
  return drafts;
}

/** A person as the shop knows them. */
export function customerPart(customer: Fields): MessagePart {
  const words = (name: string) => customer.words(name, PERSON_FIELD_BYTES_MAX);
  return personPart({
    key: customer.firstText("entity_id", "id") ?? customer.missing("entity_id"),
    givenName: words("firstname"),
    middleName: words("middlename"),
    familyName: words("lastname"),
    email: words("email"),
  });
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n;
}
