import type { Sql, Tx } from "../../db/connection/client.ts";
import { readHeldOfSource, sumOrders } from "../../db/queries/days/receipts.ts";
import type { DayFigures } from "../domain/day/dayState.ts";
import { readHeldDocument } from "../domain/day/heldReceipt.ts";
import { orderOpens } from "../domain/order/mergeOrder.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import { startOfLocalDay } from "../domain/time/zone.ts";
import { HELD_OF_DAY_MAX } from "./storeDay.ts";

/**
 * What came of a source's day: the orders that it opened and that were placed on that day of
 * `timeZone`, as they were ordered, whatever came back later; and what of it waits.
 */
export async function readSourceDay(
  db: Sql | Tx,
  of: {
    readonly sourceId: number;
    readonly businessDate: LocalDate;
    /** The programme's. */
    readonly timeZone: string;
  },
): Promise<DayFigures> {
  const span = {
    sourceId: of.sourceId,
    from: formatInstant(startOfLocalDay(of.businessDate, of.timeZone)),
    to: formatInstant(startOfLocalDay(addDaysToDate(of.businessDate, 1), of.timeZone)),
  };
  const sums = await sumOrders(db, span);
  const waiting = await readHeldOfSource(db, span, HELD_OF_DAY_MAX);
  const totals = new Map<string, bigint>();
  for (const { currency, minor } of sums) {
    if (currency !== null) {
      totals.set(currency, minor);
    }
  }
  const heldTotals = new Map<string, bigint>();
  let heldCount = 0;
  for (const { fact } of waiting) {
    const held = readHeldDocument(fact, null);
    if (orderOpens(fact.k) && !held.test) {
      heldCount += 1;
      if (held.currency !== null) {
        heldTotals.set(held.currency, (heldTotals.get(held.currency) ?? 0n) + held.minor);
      }
    }
  }
  const applied = sums.reduce((sum, { orders }) => sum + orders, 0);
  return { received: applied + heldCount, totals, heldCount, heldTotals };
}
