import type { Sql, Tx } from "../../db/connection/client.ts";
import { readHeldOfSource, sumOrders } from "../../db/queries/days/receipts.ts";
import type { DayFigures } from "../domain/day/dayState.ts";
import { readHeldDocument } from "../domain/day/heldReceipt.ts";
import { orderOpens } from "../domain/order/mergeOrder.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import { startOfLocalDay } from "../domain/time/zone.ts";
import { heldOfDay } from "./heldOfDay.ts";

/**
 * What came of a source's day in one currency: the orders that it opened and that were placed on
 * that day of `timeZone`, as they were ordered, whatever came back later; and what of it waits.
 */
export async function readSourceDay(
  db: Sql | Tx,
  of: {
    readonly sourceId: number;
    readonly businessDate: LocalDate;
    readonly currency: string;
    /** The programme's. */
    readonly timeZone: string;
  },
): Promise<DayFigures> {
  const span = {
    sourceId: of.sourceId,
    from: formatInstant(startOfLocalDay(of.businessDate, of.timeZone)),
    to: formatInstant(startOfLocalDay(addDaysToDate(of.businessDate, 1), of.timeZone)),
  };
  const { currency } = of;
  const sums = await sumOrders(db, span);
  const own = sums.find((sum) => sum.currency === currency);
  let heldCount = 0;
  let heldMinor = 0n;
  for await (const { fact } of heldOfDay((page) => readHeldOfSource(db, span, page))) {
    const document = orderOpens(fact.k) ? readHeldDocument(fact, null) : null;
    if (document?.currency === currency && !document.test) {
      heldCount += 1;
      heldMinor += document.minor;
    }
  }
  return {
    received: (own?.orders ?? 0) + heldCount,
    totals: new Map([[currency, own?.minor ?? 0n]]),
    heldCount,
    heldTotals: new Map([[currency, heldMinor]]),
  };
}
