import {
  type PurchaseEventInput,
  TillOrderDocument,
  type TillOrderQuery,
} from "../../__generated__/graphql.ts";
import type { Problem } from "../parts/refusals.ts";
import { returnedEvent, soldEvent, voidedEvent } from "../sale/events.ts";
import type { Receipt, ReceiptName, Tender } from "../sale/receipt.ts";
import { businessDateOf } from "../sale/sale.ts";
import type { EventAnswer } from "../wire/wire.ts";
import type { Till } from "./context.ts";
import { newNumber } from "./numbers.ts";
import { captureStep } from "./pointsSteps.ts";
import type { Act } from "./useActs.ts";

export type FoundOrder = NonNullable<TillOrderQuery["order"]>;

/** What can be undone on this receipt. @throws WireError */
export async function orderOf({ wire }: Till, name: ReceiptName): Promise<FoundOrder | null> {
  const { store, till } = name.place;
  const receipt = { store, till, businessDate: name.businessDate, receiptNumber: name.number };
  return (await wire.ask(TillOrderDocument, { receipt })).order ?? null;
}

function problemOfEvent(told: EventAnswer): Problem | null {
  return told.outcome === "APPLIED"
    ? null
    : {
        ...{ code: told.outcome, message: told.message ?? told.reason ?? "" },
        ...{ needed: null, seen: null, retryAfterSeconds: null },
      };
}

/** One message about a receipt. What was lost is asked for by the receipt itself. */
function eventStep(
  till: Till,
  step: {
    readonly name: "sold" | "voided" | "returned";
    readonly receipt: ReceiptName;
    readonly event: PurchaseEventInput;
    /** Whether an order shows that the message has counted. */
    readonly isIn: (order: FoundOrder | null) => boolean;
    readonly done: (told: EventAnswer | null, order: FoundOrder | null) => void;
  },
): Act {
  return {
    name: step.name,
    send: async () => {
      const told = await till.wire.tell(step.event);
      const problem = problemOfEvent(told);
      const order = problem === null ? await orderOf(till, step.receipt).catch(() => null) : null;
      step.done(told, order);
      return { problem, isRepeat: told.duplicate };
    },
    ask: async () => {
      const order = await orderOf(till, step.receipt);
      if (!step.isIn(order)) {
        return "open";
      }
      step.done(null, order);
      return "counted";
    },
    wait: () => undefined,
  };
}

export function soldStep(till: Till, receipt: Receipt): Act {
  return eventStep(till, {
    ...{ name: "sold", receipt, event: soldEvent(receipt) },
    isIn: (order) => order !== null,
    done: (told, order) =>
      till.change({
        ...{ kind: "told", number: receipt.number },
        told: {
          state: told?.outcome ?? "APPLIED",
          message: told?.message ?? null,
          points: order?.points.expected ?? null,
        },
      }),
  });
}

export function voidStep(till: Till, receipt: ReceiptName, done: () => void): Act {
  return eventStep(till, {
    ...{ name: "voided", receipt, event: voidedEvent(receipt, Date.now()) },
    isIn: (order) => order?.status === "VOIDED",
    done: (told) => {
      if (told === null || told.outcome === "APPLIED") {
        till.change({
          kind: "told",
          number: receipt.number,
          told: { state: "VOIDED", points: "0" },
        });
      }
      done();
    },
  });
}

/** Goods of one article come back, against the order as it was looked at. */
export function returnStep(
  till: Till,
  receipt: ReceiptName,
  back: { readonly article: string; readonly quantity: string; readonly before: FoundOrder },
  done: () => void,
): Act {
  const of = (order: FoundOrder | null) =>
    JSON.stringify(order?.lines.map(({ article, quantity }) => [article, quantity]));
  const event = returnedEvent(receipt, { ...back, number: newNumber() }, Date.now());
  return eventStep(till, {
    ...{ name: "returned", receipt, event, done },
    isIn: (order) => of(order) !== of(back.before),
  });
}

/**
 * Closes the sale: points that were set aside are paid with, the receipt stands, and the sale is
 * told to the server, now or when there is a connection again.
 */
export async function closeSale(till: Till, tender: Tender): Promise<void> {
  const { state, place, acts, change } = till;
  const { sale } = state;
  const { hold } = sale;
  if (hold?.state === "held" && !(await acts.run(captureStep(till, hold)))) {
    return;
  }
  const atMs = Date.now();
  const receipt: Receipt = {
    ...{ number: sale.basket, place, atMs, tender },
    businessDate: businessDateOf(atMs, place.timeZone),
    sale: { ...sale, hold: hold === null ? null : { ...hold, state: "captured" } },
    ...{ state: "queued", message: null, points: null },
  };
  change({ kind: "closed", receipt, next: newNumber() });
  await acts.run(soldStep(till, receipt));
}
