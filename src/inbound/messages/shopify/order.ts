import { formatMinor } from "../../../domain/money/decimal.ts";
import { CODE_BYTES_MAX, TEXT_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { type Currency, knownCurrency, lineInput, type ShopLine } from "../shop/amounts.ts";
import { Fields } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import { identifiersOf } from "./customer.ts";
import { fulfilmentDrafts } from "./fulfilment.ts";
import { orderLines } from "./lines.ts";
import { currencyOfSet, shopMinor } from "./money.ts";
import { type Unsent, unsentOf } from "./neverSent.ts";
import { refundDrafts, refundedLines } from "./refund.ts";
import type { ShopifySettings } from "./settings.ts";

/** Financial states of an order that was paid, whatever was given back since. */
const PAID = new Set(["paid", "partially_refunded", "refunded"]);
/** The fulfilment of an order that tells none of its own. */
const WHOLE_ORDER = "order";
/** Characters of a gateway's name: as many as a tender's kind has bytes for, whatever they are. */
const GATEWAY_LENGTH_MAX = CODE_BYTES_MAX / 4;
const PAID_TOPIC = "orders/paid";

/** Moments of an order, as the shop writes them. */
interface Times {
  readonly placedAt: string;
  readonly updatedAt: string;
  /** The shop tells it only when it happens; before and after, no later than placing is known. */
  readonly paidAt: string;
}

/**
 * All that an order says as it stands: placed with its lines, paid, sent, refunded, cancelled.
 * Whatever topic brings it makes the same events of it, so that any of them may be missing, come
 * twice, or come in any order.
 */
export function orderDrafts(
  order: Fields,
  topic: string | null,
  source: string,
  settings: ShopifySettings,
): readonly Draft[] {
  const id = order.needText("id");
  const currency = orderCurrency(order);
  const createdAt = order.firstText("created_at", "processed_at") ?? order.missing("created_at");
  const updatedAt = order.text("updated_at") ?? createdAt;
  const placedAt = order.text("processed_at") ?? createdAt;
  const times = { placedAt, updatedAt, paidAt: topic === PAID_TOPIC ? updatedAt : placedAt };
  const references = { references: [{ kind: "order", value: id }] };
  const refunds = order.list("refunds").map((refund) => withOrder(refund, id));
  const unsent = unsentOf(order, refunds);
  return [
    placed(order, { id, source, settings, currency, times, refunds, unsent }),
    ...settled(order, { id, currency, times, references }),
    ...fulfilled(order, { id, settings, times, references }),
    ...refunds.flatMap((refund, index) =>
      refundDrafts(refund, settings, { currency, unsent: unsent[index] ?? new Map() }),
    ),
    ...cancelled(order, { id, settings, references }),
  ];
}

/** A refund or fulfilment inside its order need not name it. */
function withOrder(part: Fields, orderId: string): Fields {
  return part.has("order_id") ? part : new Fields({ ...part.value, order_id: orderId }, part.at);
}

function placed(
  order: Fields,
  context: {
    readonly id: string;
    readonly source: string;
    readonly settings: ShopifySettings;
    readonly currency: Currency;
    readonly times: Times;
    readonly refunds: readonly Fields[];
    readonly unsent: readonly Unsent[];
  },
): Draft {
  const { id, source, settings, currency, times, refunds } = context;
  const sold = orderLines(order, currency);
  if (sold.length === 0) {
    order.missing("line_items");
  }
  const isSent = settings.fulfilledOn === "fulfilled";
  const left = isSent ? withoutNeverSent(sold, order, refunds, context) : sold;
  // All of it was taken out: what it was is still worth knowing, and CANCELLED says the rest.
  const lines = left.length === 0 ? sold : left;
  const customer = identifiersOf(order);
  const number = order.words("name", CODE_BYTES_MAX);
  return {
    ...{ kind: "PLACED", subject: id, occurredAt: times.updatedAt },
    rest: {
      references: [
        { kind: "order", value: id },
        ...(number === null ? [] : [{ kind: "number", value: number }]),
      ],
      ...(customer.length === 0 ? {} : { customer }),
      ...(settings.channel === undefined ? {} : { channel: settings.channel }),
      ...{ placedAt: times.placedAt, currencyCode: currency.code },
      lines: lines.map((line) => lineInput(line, source, currency)),
      ...(order.isTrue("test") ? { test: true } : {}),
    },
  };
}

/** The lines without the goods that were refunded before they were sent: nobody waits for them. */
function withoutNeverSent(
  lines: readonly ShopLine[],
  order: Fields,
  refunds: readonly Fields[],
  { currency, unsent }: { readonly currency: Currency; readonly unsent: readonly Unsent[] },
): readonly ShopLine[] {
  const taxesIncluded = order.isTrue("taxes_included");
  const left = new Map(lines.map((line) => [line.id, line]));
  if (left.size !== lines.length) {
    // Two lines of one id are refused where they are told.
    return lines;
  }
  for (const [index, refund] of refunds.entries()) {
    for (const out of refundedLines(refund, currency, unsent[index] ?? new Map())) {
      const line = out.isNeverSent ? left.get(out.lineId) : undefined;
      const less = line === undefined ? null : lessOf(line, out, taxesIncluded);
      if (less !== null) {
        left.set(out.lineId, less);
      }
    }
  }
  return [...left.values()].filter(({ quantity }) => quantity > 0n);
}

function lessOf(
  line: ShopLine,
  out: ReturnType<typeof refundedLines>[number],
  taxesIncluded: boolean,
): ShopLine {
  const quantity = atLeastZero(line.quantity - out.quantity);
  const money = out.subtotalMinor + (taxesIncluded ? 0n : out.taxMinor);
  return {
    ...line,
    quantity,
    netMinor: atLeastZero(line.netMinor - money),
    taxMinor: atLeastZero(line.taxMinor - out.taxMinor),
    discounts: line.discounts.map((discount) => ({
      ...discount,
      amountMinor: line.quantity === 0n ? 0n : (discount.amountMinor * quantity) / line.quantity,
    })),
  };
}

function settled(
  order: Fields,
  context: {
    readonly id: string;
    readonly currency: Currency;
    readonly times: Times;
    readonly references: object;
  },
): Draft[] {
  const { id, currency, times, references } = context;
  if (!isPaid(order)) {
    return [];
  }
  const tenders = tendersOf(order, currency);
  const rest = {
    ...references,
    currencyCode: currency.code,
    ...(tenders.length === 0 ? {} : { tenders }),
  };
  return [{ kind: "SETTLED", subject: id, occurredAt: times.paidAt, rest }];
}

function isPaid(order: Fields): boolean {
  return PAID.has(order.text("financial_status") ?? "");
}

/**
 * How it was paid, where that is known: an order names its gateways, and amounts only with its
 * transactions, so that one paid in two ways says nothing.
 */
function tendersOf(order: Fields, { exponent, code }: Currency) {
  const paid = order
    .list("transactions")
    .filter((one) => ["sale", "capture"].includes(one.text("kind") ?? ""))
    .filter((one) => (one.text("status") ?? "success") === "success")
    .filter((one) => (one.text("currency") ?? code) === code);
  const tender = (kind: string, minor: bigint) => ({
    kind,
    amount: formatMinor(minor, exponent),
  });
  if (paid.length > 0) {
    return paid.map((one) =>
      tender(one.words("gateway", CODE_BYTES_MAX) ?? "other", one.minor("amount", exponent) ?? 0n),
    );
  }
  const gateways = order.value["payment_gateway_names"];
  const total = shopMinor(order, "total_price", { exponent, code });
  const [only] = Array.isArray(gateways) ? (gateways as readonly unknown[]) : [];
  const isOne = Array.isArray(gateways) && gateways.length === 1 && typeof only === "string";
  return isOne && only !== "" && total !== null
    ? [tender((only as string).slice(0, GATEWAY_LENGTH_MAX), total)]
    : [];
}

function fulfilled(
  order: Fields,
  context: {
    readonly id: string;
    readonly settings: ShopifySettings;
    readonly times: Times;
    readonly references: object;
  },
): readonly Draft[] {
  const { id, settings, times, references } = context;
  const whole = (occurredAt: string): Draft => ({
    ...{ kind: "FULFILLED", subject: id, occurredAt },
    rest: { ...references, fulfilment: { id: WHOLE_ORDER } },
  });
  switch (settings.fulfilledOn) {
    case "created":
      return [whole(times.placedAt)];
    case "paid":
      return isPaid(order) ? [whole(times.paidAt)] : [];
    case "fulfilled": {
      const parts = order.list("fulfillments").map((part) => withOrder(part, id));
      const isAll = order.text("fulfillment_status") === "fulfilled";
      return parts.length === 0 && isAll
        ? [whole(order.text("closed_at") ?? times.updatedAt)]
        : parts.flatMap((part) => fulfilmentDrafts(part, settings));
    }
  }
}

/** Goods that count as handed over when they are paid are all taken back by a cancellation. */
function cancelled(
  order: Fields,
  context: {
    readonly id: string;
    readonly settings: ShopifySettings;
    readonly references: object;
  },
): Draft[] {
  const occurredAt = order.text("cancelled_at");
  if (occurredAt === null) {
    return [];
  }
  const reason = order.words("cancel_reason", TEXT_BYTES_MAX);
  return [
    {
      kind: context.settings.fulfilledOn === "fulfilled" ? "CANCELLED" : "VOIDED",
      ...{ subject: context.id, occurredAt },
      rest: { ...context.references, ...(reason === null ? {} : { reason }) },
    },
  ];
}

function orderCurrency(order: Fields): Currency {
  const own = currencyOfSet(order, "total_price_set");
  const code = own?.code ?? order.text("currency") ?? order.missing("currency");
  return own ?? knownCurrency(code, order.placeOf("currency"));
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n;
}
