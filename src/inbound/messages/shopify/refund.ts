import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import { mulDivHalfUp } from "../../../domain/money/rounding.ts";
import { TEXT_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { type Currency, sumOf } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import { DUTIES_LINE, FEES_LINE, SHIPPING_LINE } from "./lines.ts";
import { shopMinor } from "./money.ts";
import { lineIdOf, neverSentOf, type Unsent } from "./neverSent.ts";
import { paidBackOf, refundCurrency } from "./refundMoney.ts";
import type { ShopifySettings } from "./settings.ts";

/** The version of what is known by the order, which stands above what its refund says by itself. */
const BY_ORDER_SECONDS = 1;

/** Goods of one line that a refund takes out. */
export interface RefundedLine {
  readonly lineId: string;
  readonly quantity: bigint;
  /** After discounts, as the refund states it: subtotal, and tax beside it. */
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly isNeverSent: boolean;
}

/**
 * The lines of a refund, each line once, or twice where a part of it was never sent.
 *
 * @param unsent what its order says of that; null: it comes without its order
 */
export function refundedLines(
  refund: Fields,
  currency: Currency,
  unsent: Unsent | null,
): readonly RefundedLine[] {
  const lines = new Map<string, RefundedLine>();
  const left = unsent === null ? null : new Map(unsent);
  for (const item of refund.list("refund_line_items")) {
    const lineId = lineIdOf(item) ?? item.missing("line_item_id");
    const quantity = item.count("quantity") ?? item.missing("quantity");
    const subtotal = shopMinor(item, "subtotal", currency) ?? 0n;
    const tax = shopMinor(item, "total_tax", currency) ?? 0n;
    const out = neverSentOf(item, left);
    for (const [part, isNeverSent] of [
      [out, true],
      [quantity - out, false],
    ] as const) {
      if (part > 0n) {
        const share = (minor: bigint) => {
          const ofOut = mulDivHalfUp(minor, out, quantity);
          return isNeverSent ? ofOut : minor - ofOut;
        };
        const key = `${isNeverSent} ${lineId}`;
        const known = lines.get(key);
        lines.set(key, {
          ...{ lineId, isNeverSent, quantity: part + (known?.quantity ?? 0n) },
          subtotalMinor: share(subtotal) + (known?.subtotalMinor ?? 0n),
          taxMinor: share(tax) + (known?.taxMinor ?? 0n),
        });
      }
    }
  }
  return [...lines.values()];
}

/**
 * What a refund takes back: goods with the money that went back for them, postage, duties and fees
 * as their lines, and money without goods. What went back for goods is spread over them by what the
 * refund states for each.
 *
 * @param order what its order knows: the currency, where the refund itself names none, and what was
 *   never sent of it; null: it comes without its order
 */
export function refundDrafts(
  refund: Fields,
  settings: ShopifySettings,
  order: { readonly currency: Currency; readonly unsent: Unsent } | null = null,
): readonly Draft[] {
  const id = refund.needText("id");
  const orderId = refund.needText("order_id");
  const occurredAt = refund.firstText("processed_at", "created_at") ?? refund.missing("created_at");
  const currency = refundCurrency(refund) ?? order?.currency ?? refund.missing("transactions");
  const paidBack = paidBackOf(refund, currency);
  const all = refundedLines(refund, currency, order?.unsent ?? null);
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
    references: [{ kind: "order", value: orderId }],
    currencyCode: currency.code,
    ...(note === null ? {} : { reason: note }),
  };
  const drafts: Draft[] = [];
  if (lines.length > 0) {
    const rest = { ...common, return: { id, lines: joined(lines, currency) } };
    const isByOrder = order !== null && order.unsent.size > 0;
    const version = isByOrder ? { versionSeconds: BY_ORDER_SECONDS } : {};
    drafts.push({ kind: "RETURNED", subject: id, occurredAt, ...version, rest });
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
