import { allocateLargestRemainder } from "../../../domain/money/allocate.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import { TEXT_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { type Currency, type ShopLine, sumOf } from "../shop/amounts.ts";
import { type Fields, Unusable } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import { HANDLING_LINE, SHIPPING_LINE, WRAPPING_LINE } from "./lines.ts";

/** Lines that a refund names by what they are. */
const LINES: ReadonlyMap<string, string> = new Map([
  ["SHIPPING", SHIPPING_LINE],
  ["HANDLING", HANDLING_LINE],
  ["GIFT_WRAPPING", WRAPPING_LINE],
]);

/** Goods, or a fee, that a refund gives back. */
interface Part {
  readonly lineId: string;
  readonly quantity: bigint;
  /** By what the money is spread. */
  readonly worth: bigint;
}

/**
 * What a refund takes back: lines for the money that went back for them, and money without any. The
 * money is the refund's own total, spread by what is asked for each line, or by what it cost.
 */
export function refundDrafts(
  refund: Fields,
  order: { readonly id: string; readonly lines: readonly ShopLine[]; readonly currency: Currency },
): readonly Draft[] {
  const { currency } = order;
  const id = refund.needText("id");
  const occurredAt = refund.needText("created");
  const total = refund.minor("total_amount", currency.exponent) ?? refund.missing("total_amount");
  if (total < 0n) {
    throw new Unusable("NEGATIVE", refund.placeOf("total_amount"), "Refunds are above zero.");
  }
  if (isDeclined(refund)) {
    return [];
  }
  const { parts, askedWithout } = partsOf(refund, order.lines, currency);
  const onlyMoney = parts.length === 0;
  const without = onlyMoney || askedWithout > total ? total : askedWithout;
  const worths = parts.map(({ worth }) => worth);
  const amounts = onlyMoney ? [] : allocateLargestRemainder(total - without, worths);
  const money = (minor: bigint) => formatMinor(minor, currency.exponent);
  const reason = refund.words("reason", TEXT_BYTES_MAX);
  const common = {
    references: [{ kind: "order", value: order.id }],
    currencyCode: currency.code,
    ...(reason === null ? {} : { reason }),
  };
  const drafts: Draft[] = [];
  if (!onlyMoney) {
    const lines = parts.map(({ lineId, quantity }, index) => ({
      ...{ lineId, quantity: String(quantity), amount: money(amounts[index] ?? 0n) },
    }));
    const rest = { ...common, return: { id, lines } };
    drafts.push({ kind: "RETURNED", subject: id, occurredAt, rest });
  }
  if (without > 0n) {
    const rest = { ...common, refund: { id, amount: money(without) } };
    drafts.push({ kind: "REFUNDED", subject: id, occurredAt, rest });
  }
  return drafts;
}

/** No money went back by any of its payments. */
function isDeclined(refund: Fields): boolean {
  const payments = refund.list("payments");
  return payments.length > 0 && payments.every((payment) => payment.isTrue("is_declined"));
}

/** The lines of a refund, each once, and what is asked for none of them. */
function partsOf(refund: Fields, lines: readonly ShopLine[], { exponent }: Currency) {
  const known = new Map(lines.map((line) => [line.id, line]));
  const parts = new Map<string, Part>();
  let askedWithout = 0n;
  for (const item of refund.list("items")) {
    const type = item.text("item_type")?.toUpperCase() ?? "";
    const isProduct = type === "PRODUCT";
    const lineId = isProduct ? item.needText("item_id") : (LINES.get(type) ?? "");
    const line = known.get(lineId);
    // A number, or nothing: an empty object where nobody asked for an amount.
    const asked =
      typeof item.value["requested_amount"] === "object"
        ? null
        : item.minor("requested_amount", exponent);
    const quantity = isProduct ? (item.count("quantity") ?? 0n) : 1n;
    if (line === undefined || quantity === 0n) {
      askedWithout += atLeastZero(asked ?? 0n);
      continue;
    }
    const before = parts.get(lineId) ?? { lineId, quantity: 0n, worth: 0n };
    const cost = (line.netMinor * quantity) / line.quantity;
    const worth = before.worth + atLeastZero(asked ?? cost);
    const isMore = isProduct || before.quantity === 0n;
    parts.set(lineId, { lineId, quantity: before.quantity + (isMore ? quantity : 0n), worth });
  }
  return { parts: [...parts.values()], askedWithout };
}

function atLeastZero(minor: bigint): bigint {
  return minor > 0n ? minor : 0n;
}

/** What all of some refunds gave back of each product, in numbers. */
export function refundedCounts(refunds: readonly Fields[]): ReadonlyMap<string, bigint> {
  const items = refunds.flatMap((refund) => (isDeclined(refund) ? [] : refund.list("items")));
  const products = items.filter((item) => item.text("item_type")?.toUpperCase() === "PRODUCT");
  const byId = Map.groupBy(products, (item) => item.needText("item_id"));
  return new Map(
    [...byId].map(([id, own]) => [id, sumOf(own.map((item) => item.count("quantity") ?? 0n))]),
  );
}
