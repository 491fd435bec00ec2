import { formatMinor } from "../../../domain/money/decimal.ts";
import {
  ARTICLE_BYTES_MAX,
  CODE_BYTES_MAX,
  NAME_BYTES_MAX,
} from "../../../domain/purchase/limits.ts";
import { type Currency, currencyOf, lineInput } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import {
  leftOf,
  minorOf,
  momentOf,
  orderReference,
  quantityOf,
  rowOf,
  SHIPPING_LINE,
  shippingOf,
} from "./amounts.ts";
import type { AdobeSettings } from "./settings.ts";

/** The fulfilment of an order that counts as a whole. */
const WHOLE_ORDER = "order";
/** Everything was sent, and paid. */
const COMPLETE = new Set(["complete", "closed"]);

/** All that an order says as it stands: placed, paid, sent, cancelled. */
export function orderDrafts(
  order: Fields,
  source: string,
  settings: AdobeSettings,
): readonly Draft[] {
  const id = order.firstText("entity_id", "id") ?? order.missing("entity_id");
  const currency = currencyOf(order, "order_currency_code", "base_currency_code");
  const placedAt = momentOf(order, "created_at") ?? order.missing("created_at");
  const updatedAt = momentOf(order, "updated_at") ?? placedAt;
  const state = order.firstText("state", "status") ?? "";
  const isPaid = COMPLETE.has(state) || isPaidInFull(order, currency);
  const isHandedOver = {
    fulfilled: state === "complete",
    paid: isPaid,
    created: true,
  }[settings.fulfilledOn];
  const handedOverAt = settings.fulfilledOn === "fulfilled" ? updatedAt : placedAt;
  const drafts: Draft[] = [placed(order, { id, source, settings, currency, placedAt, updatedAt })];
  const about = { subject: id, ...{ rest: orderReference(id) } };
  if (isPaid) {
    drafts.push({ ...about, kind: "SETTLED", occurredAt: placedAt });
  }
  if (isHandedOver) {
    const rest = { ...about.rest, fulfilment: { id: WHOLE_ORDER } };
    drafts.push({ ...about, kind: "FULFILLED", occurredAt: handedOverAt, rest });
  }
  if (state === "canceled") {
    const kind = settings.fulfilledOn === "fulfilled" ? "CANCELLED" : "VOIDED";
    drafts.push({ ...about, kind, occurredAt: updatedAt });
  }
  return drafts;
}

function isPaidInFull(order: Fields, currency: Currency): boolean {
  const paid = minorOf(order, "total_paid", currency);
  return paid > 0n && paid >= minorOf(order, "grand_total", currency);
}

function placed(
  order: Fields,
  context: {
    readonly id: string;
    readonly source: string;
    readonly settings: AdobeSettings;
    readonly currency: Currency;
    readonly placedAt: string;
    readonly updatedAt: string;
  },
): Draft {
  const { id, source, settings, currency, placedAt, updatedAt } = context;
  const number = order.words("increment_id", CODE_BYTES_MAX);
  const lines = [...goods(order, source, currency), ...postage(order, source, currency)];
  const customer = [
    { kind: "shop", value: order.text("customer_id") },
    { kind: "email", value: order.text("customer_email") },
  ].filter(({ value }) => value !== null);
  return {
    ...{ kind: "PLACED", subject: id, occurredAt: updatedAt },
    rest: {
      references: [
        { kind: "order", value: id },
        ...(number === null ? [] : [{ kind: "number", value: number }]),
      ],
      ...(customer.length === 0 ? {} : { customer }),
      ...(settings.channel === undefined ? {} : { channel: settings.channel }),
      ...{ placedAt, currencyCode: currency.code, lines },
      ...tendersOf(order, currency),
    },
  };
}

/**
 * The rows that have a price. Of a configurable article that is the row itself; of a bundle its
 * parts, where they are priced by themselves.
 */
function goods(order: Fields, source: string, currency: Currency) {
  const items = order.list("items");
  const priced = items.filter((item) => rowOf(item, currency).netMinor !== 0n);
  const parents = new Set(priced.map((item) => item.text("parent_item_id")));
  const rows = items.flatMap((item) => {
    const id = item.needText("item_id");
    const row = rowOf(item, currency);
    const isPart = item.has("parent_item_id");
    const quantity = quantityOf(item, "qty_ordered");
    if (quantity === null || parents.has(id) || (isPart && row.netMinor === 0n)) {
      return [];
    }
    return [{ id, item, all: { ...row, quantity }, left: leftOf(item, currency) }];
  });
  // All of it was cancelled: what it was is still worth knowing, and its state says the rest.
  const isOver = rows.every(({ left }) => left === null);
  const lines = rows.flatMap(({ id, item, all, left }) => {
    const row = isOver ? all : left;
    if (row === null) {
      return [];
    }
    const { netMinor, taxMinor, discountMinor, quantity } = row;
    if (netMinor < 0n) {
      throw new Unusable("NEGATIVE", item.at, "More is taken off than it costs.");
    }
    const sku = item.firstText("sku", "product_id");
    const line = {
      ...{ id, kind: "ARTICLE", quantity: 1n, netMinor, taxMinor },
      article: sku !== null && Buffer.byteLength(sku) <= ARTICLE_BYTES_MAX ? sku : null,
      name: item.words("name", NAME_BYTES_MAX),
      discounts: [{ amountMinor: discountMinor }],
    };
    return [{ ...lineInput(line, source, currency), quantity }];
  });
  return lines.length === 0 ? order.missing("items") : lines;
}

function postage(order: Fields, source: string, currency: Currency) {
  const { netMinor, taxMinor, discountMinor } = shippingOf(order, currency);
  if (netMinor <= 0n && discountMinor === 0n) {
    return [];
  }
  const line = {
    ...{ id: SHIPPING_LINE, kind: "SHIPPING", quantity: 1n, netMinor, taxMinor },
    ...{ name: order.words("shipping_description", NAME_BYTES_MAX) },
    discounts: [{ amountMinor: discountMinor }],
  };
  return [lineInput(line, source, currency)];
}

/** How it is paid: gift cards by themselves, the rest by the order's one method. */
function tendersOf(order: Fields, currency: Currency) {
  const giftCards = minorOf(order, "gift_cards_amount", currency);
  const method = order.object("payment")?.words("method", CODE_BYTES_MAX) ?? null;
  const rest = minorOf(order, "grand_total", currency);
  const tenders = [
    { kind: "gift_card", minor: giftCards },
    { kind: method ?? "", minor: method === null ? 0n : rest },
  ].flatMap(({ kind, minor }) =>
    minor > 0n ? [{ kind, amount: formatMinor(minor, currency.exponent) }] : [],
  );
  return tenders.length === 0 ? {} : { tenders };
}
