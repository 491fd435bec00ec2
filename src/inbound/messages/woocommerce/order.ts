import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import { CODE_BYTES_MAX, TEXT_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { parseInstant } from "../../../domain/time/parseInstant.ts";
import { type Currency, currencyOf } from "../shop/amounts.ts";
import { distinct, type Fields, Unusable } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import { identifiersOf } from "./customer.ts";
import { orderLines } from "./lines.ts";

export type WooSettings = SettingsOf<"woocommerce">;

/** States in which an order has been paid. */
const PAID = new Set(["processing", "completed", "refunded"]);
/** States of an order of which nothing more will come; a failed one may still be paid. */
const OVER = new Set(["cancelled", "trash"]);
/** The one fulfilment of an order: the shop knows no parcels. */
const WHOLE_ORDER = "order";

interface Context {
  readonly order: Fields;
  readonly id: string;
  readonly status: string;
  readonly source: string;
  readonly settings: WooSettings;
  readonly currency: Currency;
  readonly placedAt: string;
  readonly updatedAt: string;
  readonly paidAt: string | null;
  readonly completedAt: string | null;
}

/**
 * All that an order says as it stands: placed with its lines, paid, completed, refunded, cancelled.
 * Every webhook of it says all of that, so that any may be missing, come twice or come late.
 */
export function orderDrafts(
  order: Fields,
  source: string,
  settings: WooSettings,
): readonly Draft[] {
  const placedAt = momentOf(order, "date_created") ?? order.missing("date_created_gmt");
  const context: Context = {
    ...{ order, source, settings, placedAt },
    id: order.needText("id"),
    status: order.text("status") ?? order.missing("status"),
    currency: currencyOf(order, "currency"),
    updatedAt: momentOf(order, "date_modified") ?? placedAt,
    paidAt: momentOf(order, "date_paid"),
    completedAt: momentOf(order, "date_completed"),
  };
  return [
    placed(context),
    ...settled(context),
    ...fulfilled(context),
    ...refunded(context),
    ...cancelled(context),
  ];
}

/** Moments stand there without an offset, beside the same ones in the shop's own time. */
function momentOf(fields: Fields, name: string): string | null {
  const text = fields.text(`${name}_gmt`);
  return text === null || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
}

function referencesOf(id: string) {
  return { references: [{ kind: "order", value: id }] };
}

function placed(context: Context): Draft {
  const { order, id, source, settings, currency, placedAt, updatedAt } = context;
  const customer = identifiersOf(order);
  const number = order.words("number", CODE_BYTES_MAX) ?? id;
  return {
    ...{ kind: "PLACED", subject: id, occurredAt: updatedAt },
    rest: {
      references: [
        { kind: "order", value: id },
        { kind: "number", value: number },
      ],
      ...(customer.length === 0 ? {} : { customer }),
      ...(settings.channel === undefined ? {} : { channel: settings.channel }),
      ...{ placedAt, currencyCode: currency.code },
      lines: orderLines(order, source, currency),
    },
  };
}

function isPaid({ status, paidAt }: Context): boolean {
  return PAID.has(status) || paidAt !== null;
}

function settled(context: Context): Draft[] {
  const { order, id, currency, placedAt, paidAt } = context;
  if (!isPaid(context)) {
    return [];
  }
  const method = order.words("payment_method", CODE_BYTES_MAX);
  const total = order.minor("total", currency.exponent);
  const tenders =
    method === null || total === null
      ? {}
      : { tenders: [{ kind: method, amount: formatMinor(total, currency.exponent) }] };
  const rest = { ...referencesOf(id), currencyCode: currency.code, ...tenders };
  return [{ kind: "SETTLED", subject: id, occurredAt: paidAt ?? placedAt, rest }];
}

/**
 * The goods that were handed over, or that none was. An order may be cancelled and come back, which
 * changes neither of its moments: the later word counts.
 */
function fulfilled(context: Context): Draft[] {
  const { order, id, status, updatedAt } = context;
  const at = handedOverAt(context);
  if (at === null) {
    return [];
  }
  const isOver = OVER.has(status);
  const lines = distinct(order.list("line_items")).flatMap((item) => {
    const quantity = item.text("quantity") ?? item.missing("quantity");
    const isSome = Number(quantity) !== 0;
    return isSome ? [{ lineId: item.needText("id"), quantity: isOver ? "0" : quantity }] : [];
  });
  const fulfilment = { id: WHOLE_ORDER, ...(lines.length === 0 ? {} : { lines }) };
  return isOver && lines.length === 0
    ? []
    : [
        {
          ...{ kind: "FULFILLED", subject: id, occurredAt: at },
          versionSeconds: secondsOf(updatedAt, order),
          rest: { ...referencesOf(id), fulfilment },
        },
      ];
}

/** When the goods counted as handed over, by what is set; null: they do not yet. */
function handedOverAt(context: Context): string | null {
  const { status, settings, placedAt, updatedAt, paidAt, completedAt } = context;
  switch (settings.fulfilledOn) {
    case "created":
      return placedAt;
    case "paid":
      return isPaid(context) ? (paidAt ?? placedAt) : null;
    case "fulfilled":
      return completedAt ?? (status === "completed" ? updatedAt : null);
  }
}

function refunded(context: Context): Draft[] {
  const { order, id, status, currency, updatedAt } = context;
  const drafts = order.list("refunds").flatMap((refund): Draft[] => {
    const refundId = refund.needText("id");
    const total = refund.minor("total", currency.exponent) ?? refund.missing("total");
    const amount = formatMinor(total < 0n ? -total : total, currency.exponent);
    const reason = refund.words("reason", TEXT_BYTES_MAX);
    const rest = {
      ...referencesOf(id),
      ...{ currencyCode: currency.code, refund: { id: refundId, amount } },
      ...(reason === null ? {} : { reason }),
    };
    const draft = { kind: "REFUNDED", subject: refundId, occurredAt: updatedAt, rest } as const;
    return total === 0n ? [] : [draft];
  });
  if (status === "refunded" && drafts.length === 0) {
    const rest = { ...referencesOf(id), return: { id: WHOLE_ORDER } };
    return [{ kind: "RETURNED", subject: id, occurredAt: updatedAt, rest }];
  }
  return drafts;
}

function cancelled({ id, status, updatedAt }: Context): Draft[] {
  const rest = { ...referencesOf(id), reason: status };
  return OVER.has(status) ? [{ kind: "CANCELLED", subject: id, occurredAt: updatedAt, rest }] : [];
}

/** A deleted order says its number alone: what was handed over stays, the rest will not come. */
export function deletedDrafts(order: Fields, receivedAt: string): readonly Draft[] {
  const id = order.needText("id");
  const rest = { ...referencesOf(id), reason: "deleted" };
  return [{ kind: "CANCELLED", subject: id, occurredAt: receivedAt, rest }];
}

/** A refund by itself, which says by its links alone whose it is; the order tells it as well. */
export function refundDrafts(refund: Fields): readonly Draft[] {
  const id = refund.needText("id");
  const [up] = refund.object("_links")?.list("up") ?? [];
  const linked = /\/orders\/(\d{1,20})$/.exec(up?.text("href") ?? "")?.[1] ?? null;
  const parent = refund.text("parent_id");
  const order = parent === null || parent === "0" ? linked : parent;
  if (order === null) {
    refund.missing("parent_id");
  }
  const currency = refund.text("currency");
  if (currency === null) {
    throw new Unusable(
      "MISSING",
      refund.placeOf("currency"),
      "A refund by itself says no currency; its order's webhook tells of it.",
    );
  }
  const { code, exponent } = currencyOf(refund, "currency");
  const amount = refund.minor("amount", exponent) ?? refund.missing("amount");
  const occurredAt = momentOf(refund, "date_created") ?? refund.missing("date_created_gmt");
  const money = formatMinor(amount < 0n ? -amount : amount, exponent);
  const rest = {
    ...referencesOf(order as string),
    ...{ currencyCode: code, refund: { id, amount: money } },
  };
  return [{ kind: "REFUNDED", subject: id, occurredAt, rest }];
}

function secondsOf(text: string, order: Fields): number {
  const instant = parseInstant(text);
  if (instant === null) {
    const at = order.placeOf("date_modified_gmt");
    throw new Unusable("INSTANT_MALFORMED", at, "A moment is expected here.");
  }
  return Math.floor(instant / 1_000_000);
}
