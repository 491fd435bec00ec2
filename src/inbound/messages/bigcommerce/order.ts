import { formatMinor } from "../../../domain/money/decimal.ts";
import { CODE_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { type Currency, currencyOf, lineInput, type ShopLine } from "../shop/amounts.ts";
import type { Fields } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import { identifiersOf } from "./customer.ts";
import { orderLines, type Product, productsIn } from "./lines.ts";
import { momentOf } from "./moments.ts";
import { refundDrafts, refundedCounts } from "./refund.ts";
import type { BigCommerceSettings } from "./settings.ts";
import { OVER, PAID, REFUNDED, statusOf, WHOLLY_REFUNDED } from "./statuses.ts";

/** The one fulfilment of an order: what was sent of it, however many parcels that were. */
const WHOLE_ORDER = "order";

interface Context {
  readonly order: Fields;
  readonly id: string;
  readonly status: number;
  readonly settings: BigCommerceSettings;
  readonly currency: Currency;
  readonly products: readonly Product[];
  readonly lines: readonly ShopLine[];
  readonly refunds: readonly Fields[];
  readonly placedAt: string;
  readonly updatedAt: string;
  readonly shippedAt: string | null;
}

/**
 * All that an order says as it stands: placed with its lines, paid, sent, refunded, cancelled. The
 * shopper pays in what the interface calls its default currency; the other one is for show.
 */
export function orderDrafts(
  order: Fields,
  rest: { readonly products: readonly Fields[]; readonly refunds: readonly Fields[] },
  source: string,
  settings: BigCommerceSettings,
): readonly Draft[] {
  const placedAt = momentOf(order, "date_created") ?? order.missing("date_created");
  const currency = currencyOf(order, "default_currency_code", "currency_code");
  const products = productsIn(rest.products);
  const context: Context = {
    ...{ order, settings, currency, products, placedAt, refunds: rest.refunds },
    id: order.needText("id"),
    status: statusOf(order),
    lines: orderLines(order, products, currency),
    updatedAt: momentOf(order, "date_modified") ?? placedAt,
    shippedAt: momentOf(order, "date_shipped"),
  };
  return [
    placed(context, source),
    ...settled(context),
    ...fulfilled(context),
    ...refunded(context),
    ...cancelled(context),
  ];
}

function referencesOf(id: string) {
  return { references: [{ kind: "order", value: id }] };
}

function placed(context: Context, source: string): Draft {
  const { order, id, settings, currency, lines, placedAt, updatedAt } = context;
  const customer = identifiersOf(order);
  return {
    ...{ kind: "PLACED", subject: id, occurredAt: updatedAt },
    rest: {
      references: [
        { kind: "order", value: id },
        { kind: "number", value: id },
      ],
      ...(customer.length === 0 ? {} : { customer }),
      ...(settings.channel === undefined ? {} : { channel: settings.channel }),
      ...{ placedAt, currencyCode: currency.code },
      lines: lines.map((line) => lineInput(line, source, currency)),
    },
  };
}

function settled({ order, id, status, currency, placedAt }: Context): Draft[] {
  if (!PAID.has(status)) {
    return [];
  }
  const amount = (name: string) => order.minor(name, currency.exponent) ?? 0n;
  const method = order.words("payment_method", CODE_BYTES_MAX);
  // Beside a certificate or a credit the order does not say what the method paid.
  const isOne = amount("gift_certificate_amount") === 0n && amount("store_credit_amount") === 0n;
  const total = formatMinor(amount("total_inc_tax"), currency.exponent);
  const tenders = method === null || !isOne ? {} : { tenders: [{ kind: method, amount: total }] };
  const rest = { ...referencesOf(id), currencyCode: currency.code, ...tenders };
  return [{ kind: "SETTLED", subject: id, occurredAt: placedAt, rest }];
}

/**
 * The goods that were sent, or that none was, because the order is over. An order may be cancelled
 * and come back: the later word counts.
 */
function fulfilled(context: Context): Draft[] {
  const { id, products, status, updatedAt } = context;
  const sent = OVER.has(status) ? products.map(() => 0n) : sentOf(context);
  if (sent === null) {
    return [];
  }
  const lines = products.map((product, index) => ({
    ...{ lineId: product.id, quantity: String(sent[index] ?? 0n) },
  }));
  return [
    {
      ...{ kind: "FULFILLED", subject: id, occurredAt: handedOverAt(context) },
      versionSeconds: Math.floor(Date.parse(updatedAt) / 1_000),
      rest: { ...referencesOf(id), fulfilment: { id: WHOLE_ORDER, lines } },
    },
  ];
}

function handedOverAt({ settings, placedAt, updatedAt, shippedAt }: Context): string {
  return settings.fulfilledOn === "fulfilled" ? (shippedAt ?? updatedAt) : placedAt;
}

/**
 * How much of each product was handed over; null: nothing says that any was. What went back before
 * it was sent counts as sent, because its refund says that it came back.
 */
function sentOf(context: Context): readonly bigint[] | null {
  const { settings, status, products, refunds, shippedAt } = context;
  const all = products.map(({ quantity }) => quantity);
  switch (settings.fulfilledOn) {
    case "created":
      return all;
    case "paid":
      return PAID.has(status) ? all : null;
    case "fulfilled": {
      if (settings.fulfilledStatuses.includes(status)) {
        return all;
      }
      const shipped = products.map(({ fields }) => fields.count("quantity_shipped") ?? 0n);
      if (shipped.every((count) => count === 0n)) {
        // A refund takes the place of the status by which all was sent; its moment stays.
        return REFUNDED.has(status) && shippedAt !== null ? all : null;
      }
      const back = refundedCounts(refunds);
      return products.map(({ id, quantity }, index) => {
        const sent = shipped[index] ?? 0n;
        const unsent = quantity > sent ? quantity - sent : 0n;
        const refunded = back.get(id) ?? 0n;
        return sent + (refunded < unsent ? refunded : unsent);
      });
    }
  }
}

function refunded(context: Context): Draft[] {
  const { id, status, updatedAt, refunds } = context;
  const drafts = refunds.flatMap((refund) => refundDrafts(refund, context));
  if (status === WHOLLY_REFUNDED && refunds.length === 0) {
    const rest = { ...referencesOf(id), return: { id: WHOLE_ORDER } };
    return [{ kind: "RETURNED", subject: id, occurredAt: updatedAt, rest }];
  }
  return [...drafts];
}

/** Of an order that gave all money back nothing more will come, either. */
function cancelled({ order, id, status, updatedAt }: Context): Draft[] {
  const reason = order.words("status", CODE_BYTES_MAX);
  const rest = { ...referencesOf(id), ...(reason === null ? {} : { reason }) };
  return OVER.has(status) || status === WHOLLY_REFUNDED
    ? [{ kind: "CANCELLED", subject: id, occurredAt: updatedAt, rest }]
    : [];
}
