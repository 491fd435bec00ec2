import type { LocalDate } from "../time/instant.ts";
import { localDateOf } from "../time/zone.ts";
import type { OrderView } from "./facts.ts";

/** What somebody says stands on the receipt of a purchase. */
export interface SaidReceipt {
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly day: LocalDate;
}

/**
 * Whether a receipt is this order's: its total, and its day.
 *
 * The total is what was to be paid when it was printed, or what is left of it after returns and
 * refunds: a second receipt shows that. The day is the till's own (`businessDays`, of the order's
 * receipts), or the day of the purchase in `timeZone`, the store's, or the programme's where there
 * is none.
 */
export function isReceiptOf(
  said: SaidReceipt,
  view: OrderView,
  {
    timeZone,
    businessDays,
  }: { readonly timeZone: string; readonly businessDays: readonly string[] },
): boolean {
  const printedMinor = view.lines.reduce((sum, { netMinor }) => sum + netMinor, 0n);
  const isTotal = said.totalMinor === printedMinor || said.totalMinor === view.totalMinor;
  const isDay =
    businessDays.includes(said.day) || localDateOf(view.placedAt, timeZone) === said.day;
  return isTotal && isDay && said.currency === view.currency;
}
