import type { PurchaseEventInput } from "../../__generated__/graphql.ts";
import { decimalsOf, formatDecimal, split } from "./decimal.ts";
import { purchaseIdentifierOf } from "./present.ts";
import type { Receipt, ReceiptName } from "./receipt.ts";
import { grossOf, sumsOf, taxWithin } from "./sale.ts";

/** The source that tills send by. */
const SOURCE = "till";

/** The id of one message about a receipt: sent again, it counts once. */
export function eventIdOf(receipt: ReceiptName, step: string): string {
  const { place, businessDate, number } = receipt;
  return `${place.store}/${place.till}/${businessDate}/${number}/${step}`;
}

function headOf(receipt: ReceiptName, step: string, atMs: number) {
  return {
    source: SOURCE,
    eventId: eventIdOf(receipt, step),
    occurredAt: new Date(atMs).toISOString(),
    store: receipt.place.store,
    till: receipt.place.till,
    businessDate: receipt.businessDate,
    references: [{ kind: "receipt", value: receipt.number }],
  };
}

/**
 * The whole sale in one message. What coupons took off is spread over the lines by what they cost,
 * to the smallest unit.
 */
export function soldEvent(receipt: Receipt): PurchaseEventInput {
  const { sale, place, tender } = receipt;
  const decimals = decimalsOf(place.currency);
  const text = (units: bigint) => formatDecimal(units, decimals);
  const sums = sumsOf(sale, place.currency);
  const who = sale.presented === null ? null : purchaseIdentifierOf(sale.presented.by);
  const tenders = [
    ...(sums.points > 0n ? [{ kind: "points", amount: text(sums.points) }] : []),
    ...(sums.due > 0n || sums.points === 0n ? [{ kind: tender, amount: text(sums.due) }] : []),
  ];
  return {
    ...headOf(receipt, "sold", receipt.atMs),
    kind: "SOLD",
    currencyCode: place.currency,
    ...(who === null ? {} : { customer: [who] }),
    lines: netLines(receipt).map(({ line, gross, off, net }) => ({
      ...{ id: line.id, article: line.article, quantity: line.quantity },
      gross: text(gross),
      discounts: off
        .filter(({ amount }) => amount > 0n)
        .map(({ code, amount }) => ({ source: "coupon", code, amount: text(amount) })),
      ...(line.taxRate === "" ? {} : { tax: text(taxWithin(net, line.taxRate)) }),
      ...(line.categories.length === 0 ? {} : { category: [...line.categories] }),
    })),
    tenders,
  };
}

/** Each line with what coupons take off it; amounts are smallest units. */
function netLines(receipt: Receipt) {
  const { sale, place } = receipt;
  const gross = sale.lines.map((line) => grossOf(line, place.currency));
  const discounts = discountsOf(receipt, gross);
  return sale.lines.map((line, at) => {
    const off = discounts.map(({ code, parts }) => ({ code, amount: parts[at] ?? 0n }));
    const net = off.reduce((rest, { amount }) => rest - amount, gross[at] ?? 0n);
    return { line, gross: gross[at] ?? 0n, off, net };
  });
}

/** The tax within what is paid, by rate in the order of the lines, in smallest units. */
export function taxesOf(
  receipt: Receipt,
): readonly { readonly rate: string; readonly tax: bigint }[] {
  const taxes = new Map<string, bigint>();
  for (const { line, net } of netLines(receipt)) {
    if (line.taxRate !== "") {
      const before = taxes.get(line.taxRate) ?? 0n;
      taxes.set(line.taxRate, before + taxWithin(net, line.taxRate));
    }
  }
  return [...taxes].map(([rate, tax]) => ({ rate, tax }));
}

/** Of each coupon, how much of each line; never more than is left of it. */
function discountsOf(receipt: Receipt, gross: readonly bigint[]) {
  const { sale, place } = receipt;
  let rest = gross;
  return sale.coupons
    .filter(({ isReversed }) => !isReversed)
    .map(({ code, amount }) => {
      const only = { ...sale, coupons: [{ ...noCoupon, amount }], hold: null };
      const wanted = sumsOf(only, place.currency).coupons;
      const left = rest.reduce((sum, one) => sum + one, 0n);
      const parts = split(wanted > left ? left : wanted, rest);
      rest = rest.map((one, at) => one - (parts[at] ?? 0n));
      return { code, parts };
    });
}

const noCoupon = { key: "", code: "", name: "", redemption: null, isReversed: false };

/** All of it is taken back, as if it had not been. */
export function voidedEvent(receipt: ReceiptName, atMs: number): PurchaseEventInput {
  return { ...headOf(receipt, "voided", atMs), kind: "VOIDED" };
}

/** Goods of one article came back. `quantity` is an exact decimal, `number` the return's own. */
export function returnedEvent(
  receipt: ReceiptName,
  back: { readonly article: string; readonly quantity: string; readonly number: string },
  atMs: number,
): PurchaseEventInput {
  return {
    ...headOf(receipt, `returned-${back.number}`, atMs),
    kind: "RETURNED",
    return: {
      id: back.number,
      lines: [{ article: back.article, quantity: back.quantity }],
    },
  };
}
