import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import { TEXT_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { type Currency, sumOf } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import { DUTIES_LINE, FEES_LINE, SHIPPING_LINE } from "./lines.ts";
import { shopMinor } from "./money.ts";
import { paidBackOf, refundCurrency } from "./refundMoney.ts";
import type { ShopifySettings } from "./settings.ts";

/** Goods that had not been sent: they were never handed over, so none of them comes back. */
const NEVER_SENT = "cancel";

/** Goods of one line that a refund takes out. */
export interface RefundedLine {
  readonly lineId: string;
  readonly quantity: bigint;
  /** After discounts, as the refund states it: subtotal, and tax beside it. */
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly isNeverSent: boolean;
}

/** The lines of a refund, each line once. */
export function refundedLines(refund: Fields, currency: Currency): readonly RefundedLine[] {
  const lines = new Map<string, RefundedLine>();
  for (const item of refund.list("refund_line_items")) {
    const lineId = item.text("line_item_id") ?? item.object("line_item")?.text("id") ?? null;
    const quantity = item.count("quantity") ?? item.missing("quantity");
    const isNeverSent = item.text("restock_type") === NEVER_SENT;
    if (lineId === null) {
      item.missing("line_item_id");
    }
    if (quantity > 0n) {
      const key = `${isNeverSent} ${lineId}`;
      const known = lines.get(key);
      lines.set(key, {
        ...{ lineId: lineId as string, isNeverSent },
        quantity: quantity + (known?.quantity ?? 0n),
        subtotalMinor: (shopMinor(item, "subtotal", currency) ?? 0n) + (known?.subtotalMinor ?? 0n),
        taxMinor: (shopMinor(item, "total_tax", currency) ?? 0n) + (known?.taxMinor ?? 0n),
      });
    }
  }
  return [...lines.values()];
}

/**
 * What a refund takes back: goods with the money that went back for them, postage, duties and fees
 * as their lines, and money without goods. What went back for goods is spread over them by what the
 * refund states for each.
 *
 * @param orderCurrency where the refund itself names none
 */
export function refundDrafts(
  refund: Fields,
  settings: ShopifySettings,
  orderCurrency: Currency | null = null,
): readonly Draft[] {
  const id = refund.needText("id");
  const order = refund.needText("order_id");
  const occurredAt = refund.firstText("processed_at", "created_at") ?? refund.missing("created_at");
  const currency = refundCurrency(refund) ?? orderCurrency ?? refund.missing("transactions");
  const paidBack = paidBackOf(refund, currency);
  const all = refundedLines(refund, currency);
  const forGoods = paidBack?.restMinor ?? null;
  const amounts = all.length === 0 ? [] : shareOut(forGoods, all);
  const lines = all.flatMap(({ lineId, quantity, isNeverSent }, index) => {
    const amount = amounts[index] ?? null;
    const isLeft = isNeverSent && settings.fulfilledOn === "fulfilled";
    return isLeft ? [] : [{ lineId, quantity: String(quantity), ...amountOf(amount, currency) }];
  });
  for (const [lineId, minor] of [
    [SHIPPING_LINE, paidBack?.shippingMinor ?? 0n],
    [DUTIES_LINE, paidBack?.dutiesMinor ?? 0n],
    [FEES_LINE, paidBack?.feesMinor ?? 0n],
  ] as const) {
    if (minor > 0n) {
      lines.push({ lineId, quantity: "1", ...amountOf(minor, currency) });
    }
  }
  const note = refund.words("note", TEXT_BYTES_MAX);
  const common = {
    references: [{ kind: "order", value: order }],
    currencyCode: currency.code,
    ...(note === null ? {} : { reason: note }),
  };
  const drafts: Draft[] = [];
  if (lines.length > 0) {
    const rest = { ...common, return: { id, lines: joined(lines, currency) } };
    drafts.push({ kind: "RETURNED", subject: id, occurredAt, rest });
  }
  if (all.length === 0 && forGoods !== null && forGoods > 0n) {
    const rest = { ...common, refund: { id, ...amountOf(forGoods, currency) } };
    drafts.push({ kind: "REFUNDED", subject: id, occurredAt, rest });
  }
  return drafts;
}

interface ReturnedLine {
  readonly lineId: string;
  readonly quantity: string;
  readonly amount?: string;
}

/** Goods that had been sent and others of the same line come back as one. */
function joined(lines: readonly ReturnedLine[], currency: Currency): readonly ReturnedLine[] {
  return [...Map.groupBy(lines, ({ lineId }) => lineId).values()].map((same) => {
    const [first] = same as [ReturnedLine, ...ReturnedLine[]];
    if (same.length === 1) {
      return first;
    }
    const quantity = sumOf(same.map((line) => BigInt(line.quantity)));
    const isPriced = same.every((line) => line.amount !== undefined);
    const digits = same.map((line) => BigInt((line.amount ?? "0").replace(".", "")));
    const amount = isPriced ? amountOf(sumOf(digits), currency) : {};
    return { lineId: first.lineId, quantity: String(quantity), ...amount };
  });
}

function amountOf(minor: bigint | null, { exponent }: Currency): { readonly amount?: string } {
  return minor === null ? {} : { amount: formatMinor(minor, exponent) };
}

function shareOut(totalMinor: bigint | null, lines: readonly RefundedLine[]) {
  if (totalMinor === null) {
    return [];
  }
  const worths = lines.map(({ subtotalMinor, taxMinor }) => subtotalMinor + taxMinor);
  if (worths.some((worth) => worth < 0n)) {
    throw new Unusable(
      "NEGATIVE",
      "refund_line_items",
      "A line cannot be worth less than nothing.",
    );
  }
  return allocateLargestRemainder(totalMinor, worths);
}
