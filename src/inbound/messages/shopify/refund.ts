import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import { TEXT_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { type Currency, knownCurrency, sumOf } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import { SHIPPING_LINE } from "./lines.ts";
import { currencyOfSet, shopMinor, shopMoney } from "./money.ts";
import type { ShopifySettings } from "./settings.ts";

/** Transactions that gave no money back. */
const FAILED = new Set(["failure", "error"]);
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
 * What a refund takes back: goods with the money that went back for them, postage as its line, and
 * money without goods. A refund has no total: it is the sum of its transactions, which is spread
 * over its lines by what the refund states for each.
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
  const paidBack = paidBackMinor(refund, currency);
  const all = refundedLines(refund, currency);
  const shipping = smaller(shippingMinor(refund, currency), paidBack);
  const forGoods = paidBack === null ? null : paidBack - (shipping ?? 0n);
  const amounts = all.length === 0 ? [] : shareOut(forGoods, all);
  const lines = all.flatMap(({ lineId, quantity, isNeverSent }, index) => {
    const amount = amounts[index] ?? null;
    const isLeft = isNeverSent && settings.fulfilledOn === "fulfilled";
    return isLeft ? [] : [{ lineId, quantity: String(quantity), ...amountOf(amount, currency) }];
  });
  if (shipping !== null && shipping > 0n) {
    lines.push({ lineId: SHIPPING_LINE, quantity: "1", ...amountOf(shipping, currency) });
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

function refundCurrency(refund: Fields): Currency | null {
  for (const item of refund.list("refund_line_items")) {
    const currency = currencyOfSet(item, "subtotal_set");
    if (currency !== null) {
      return currency;
    }
  }
  for (const transaction of refund.list("transactions")) {
    const currency = currencyOfSet(transaction, "amount_set");
    const code = currency?.code ?? transaction.text("currency");
    if (code != null) {
      return knownCurrency(code, transaction.placeOf("currency"));
    }
  }
  return null;
}

/**
 * What went back to the customer; null where nothing says so in this currency, and then goods are
 * worth what was paid for them.
 */
function paidBackMinor(refund: Fields, currency: Currency): bigint | null {
  let sum: bigint | null = null;
  for (const transaction of refund.list("transactions")) {
    const kind = transaction.text("kind") ?? "refund";
    if (kind !== "refund" || FAILED.has(transaction.text("status") ?? "success")) {
      continue;
    }
    const own = shopMoney(transaction, "amount_set");
    const code = transaction.text("currency")?.toUpperCase() ?? currency.code;
    if (own === null && code !== currency.code) {
      return null;
    }
    const minor = (own ?? transaction).minor("amount", currency.exponent);
    sum = (sum ?? 0n) + (minor ?? transaction.missing("amount"));
  }
  if (sum !== null && sum < 0n) {
    throw new Unusable("NEGATIVE", refund.placeOf("transactions"), "Refunds are above zero.");
  }
  return sum;
}

/** Postage that went back, which is stated as an adjustment below zero. */
function shippingMinor(refund: Fields, currency: Currency): bigint {
  let sum = 0n;
  for (const adjustment of refund.list("order_adjustments")) {
    if (adjustment.text("kind") === "shipping_refund") {
      sum -= shopMinor(adjustment, "amount", currency) ?? 0n;
      sum -= shopMinor(adjustment, "tax_amount", currency) ?? 0n;
    }
  }
  return sum > 0n ? sum : 0n;
}

function smaller(a: bigint, b: bigint | null): bigint | null {
  return b === null ? null : a < b ? a : b;
}
