import type { Sql } from "../../db/connection/client.ts";
import { dayNumberAt } from "../domain/time/calendar.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import { AppError } from "../errors.ts";
import type { createOrderLoaders, OrderModel } from "../orders/orders.ts";
import type { Directory } from "../programme/directory.ts";
import { BRIDGE_FINDINGS_MAX, type BridgeFinding, bridgeOfDay, type DayBridge } from "./bridge.ts";

/** Days of one answer: each reads every message of its purchases. */
export const BRIDGE_DAYS_MAX = 7;

/** With the currency of its day. */
export type BridgeFindingModel = BridgeFinding & { readonly currency: string };

/** Days from source to ledger. Callers have checked the scope. */
export function createBridgeLoader({
  sql,
  directory,
  orders,
  now,
}: {
  readonly sql: Sql;
  readonly directory: Directory;
  readonly orders: Pick<ReturnType<typeof createOrderLoaders>, "byPublicId">;
  readonly now: () => Instant;
}) {
  return {
    /** @throws AppError BAD_USER_INPUT */
    ofDays: async (
      source: string,
      from: LocalDate,
      to: LocalDate,
    ): Promise<readonly DayBridge[]> => {
      const known = directory.sourceByCode(source);
      if (known === undefined) {
        throw bad("source", "source must be the code of a source that is set up.");
      }
      const days = dayNumberAt(to) - dayNumberAt(from) + 1;
      if (days < 1 || days > BRIDGE_DAYS_MAX) {
        throw bad(
          "to",
          `to must not be before from, and they may be ${BRIDGE_DAYS_MAX} days at most with both of them; these are ${days}. Ask for a longer time in several calls.`,
        );
      }
      const { timeZone } = directory.rulesetAt(now()).programme;
      const bridges: DayBridge[] = [];
      // One day after the other: each is thousands of rows, and others read beside it.
      for (let day = 0; day < days; day += 1) {
        const businessDate = addDaysToDate(from, day);
        const of = { source: known, businessDate, timeZone };
        const rulesetAt = (instant: Instant) => directory.rulesetAt(instant);
        bridges.push(...(await bridgeOfDay({ db: sql, rulesetAt }, of)));
      }
      return bridges;
    },

    /** @throws AppError BAD_USER_INPUT */
    findingsOf: ({ findings, currency }: DayBridge, first: number): BridgeFindingModel[] => {
      if (first < 1 || first > BRIDGE_FINDINGS_MAX) {
        throw bad("first", `first must be 1 to ${BRIDGE_FINDINGS_MAX}.`);
      }
      return findings.slice(0, first).map((finding) => ({ ...finding, currency }));
    },

    orderOf: async ({ order }: BridgeFinding): Promise<OrderModel | null> =>
      order === null ? null : await orders.byPublicId(order),
  };
}

function bad(argument: string, message: string): AppError {
  return new AppError("BAD_USER_INPUT", message, { details: { argument } });
}
