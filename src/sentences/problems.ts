import { MICROS_PER_DAY } from "../domain/time/instant.ts";
import type { ProblemModel } from "../overview/problems.ts";

/** A problem as a sentence that says what, of which order and since when. */
export function tellProblem({ problem, number: known, hop, now }: ProblemModel): string {
  const ago = agoOf(now - problem.since);
  const number = known ?? "?";
  switch (problem.code) {
    case "ORDER_NOT_HANDED_OVER": {
      const missing = problem.fulfilmentMethod === "collect" ? "not collected" : "not dispatched";
      return `Order ${number} was paid ${ago} and is ${missing}; ${problem.pendingPoints} points are pending.`;
    }
    case "ORDER_NOT_PAID":
      return `Order ${number} was handed over ${ago} and its payment was not told; ${problem.pendingPoints} points are pending.`;
    case "ORDER_OVER_RETURNED":
      return `More was returned of order ${number} than was bought.`;
    case "ORDER_OVER_FULFILLED":
      return `More was handed over of order ${number} than was ordered.`;
    case "ORDER_OVER_REFUNDED":
      return `More money was given back for order ${number} than was left of it.`;
    case "ORDER_MIXED_CURRENCY":
      return `Something that was told of order ${number} is in another currency; its amounts are not counted.`;
    case "RETURN_WITHOUT_SALE":
      return `A return received ${ago} names no order, and no sale of its article is known; it waits for one.`;
    case "CASE_OPEN": {
      const what = problem.kind === "COMPLAINT" ? "complaint" : "case";
      const which = problem.caseNumber === null ? `A ${what}` : `The ${what} ${problem.caseNumber}`;
      return `${which} was opened ${ago} and is still open.`;
    }
    case "BALANCE_BELOW_ZERO":
      return `The wallet ${problem.wallet} is ${problem.points} points below zero: spent points were taken back.`;
    case "HANDOFF_LATE": {
      const from = hop?.boundary.fromSystem ?? "?";
      const to = hop?.boundary.toSystem ?? "?";
      return `Order ${number} has left ${from} and is not known to have reached ${to}.`;
    }
  }
}

/** What the reader can do about it. */
export function suggestAction({ problem, hop }: ProblemModel): string | null {
  switch (problem.code) {
    case "ORDER_NOT_HANDED_OVER":
      return "Ask fulfilment where the goods are; points come with the hand-over.";
    case "ORDER_NOT_PAID":
      return "Ask the source why it did not send the settlement.";
    case "ORDER_OVER_RETURNED":
      return "Compare the return documents; points were taken back once only.";
    case "ORDER_OVER_FULFILLED":
      return "Compare the delivery notes with the order; points are for what was handed over.";
    case "ORDER_OVER_REFUNDED":
      return "Compare what was paid with what was given back; points were taken back for what was paid.";
    case "ORDER_MIXED_CURRENCY":
      return "Ask the source which currency is right, and to send the message again in it.";
    case "RETURN_WITHOUT_SALE":
      return "Ask for the receipt: with its number the return finds its order.";
    case "CASE_OPEN":
      return "Answer it, or tell the customer when you will.";
    case "BALANCE_BELOW_ZERO":
      return null;
    case "HANDOFF_LATE":
      return hop === null ? null : `Tell ${hop.boundary.ownerTeam} (${hop.boundary.ownerContact}).`;
  }
}

function agoOf(micros: number): string {
  const days = Math.floor(micros / MICROS_PER_DAY);
  return days <= 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
}
