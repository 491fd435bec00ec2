import {
  TillDayDocument,
  type TillDayQuery,
  TillDeclareDayDocument,
} from "../../__generated__/graphql.ts";
import type { Till } from "./context.ts";
import { askedOf, firstProblem, operationOf } from "./couponSteps.ts";
import { newNumber } from "./numbers.ts";
import type { Act } from "./useActs.ts";

export type DayCame = TillDayQuery["till"]["receipts"];

/** A day as somebody counted it at the till. */
export interface CountedDay {
  readonly businessDate: string;
  readonly receipts: number;
  /** With the decimals of the till's currency. */
  readonly total: string;
  /** Null where nobody said it. */
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
}

/** What came of a day of this till, beside what was declared. @throws WireError */
export async function dayOf({ wire, place }: Till, day: string): Promise<DayCame> {
  return (await wire.ask(TillDayDocument, { day, till: place.till })).till.receipts;
}

/**
 * Says what a day came to. Without a connection it waits behind the sales that wait, so that they
 * have come when it is compared.
 */
export function declareStep(till: Till, counted: CountedDay, done: () => void): Act {
  const { place, wire } = till;
  const { total, ...day } = counted;
  const key = [place.store, place.till, day.businessDate, `day-${newNumber()}`].join("/");
  const input = {
    ...{ idempotencyKey: key, till: place.till, ...day },
    total: { amount: total, currencyCode: place.currency },
  };
  return {
    name: "declared",
    send: async () => {
      const told = (await wire.ask(TillDeclareDayDocument, { input })).declareDay;
      const problem = firstProblem([], told?.userErrors ?? []);
      if (problem === null) {
        done();
      }
      return { problem, isRepeat: false };
    },
    ask: async () => {
      const asked = askedOf((await operationOf(till, key))?.status);
      if (asked === "counted") {
        done();
      }
      return asked;
    },
    wait: () => undefined,
  };
}
