import type { OrderFlag, OrderView } from "../order/facts.ts";
import { type Instant, MICROS_PER_DAY } from "../time/instant.ts";

/** Days after which a step that follows at once in a sound process is worth a look. */
export const STEP_DAYS_MAX = 1;
/** Days after which an open case should have been answered. */
export const CASE_DAYS_MAX = 2;

/** What stands in a customer's way, as data; sentences are made where the language is known. */
export type Problem =
  | {
      readonly code: "ORDER_NOT_HANDED_OVER" | "ORDER_NOT_PAID" | `ORDER_${OrderFlag}`;
      readonly since: Instant;
      readonly orderId: bigint;
      readonly pendingPoints: bigint;
      /** "collect" where the customer comes for the goods. */
      readonly fulfilmentMethod: string | null;
    }
  | {
      readonly code: "RETURN_WITHOUT_SALE";
      readonly since: Instant;
    }
  | {
      readonly code: "CASE_OPEN";
      readonly since: Instant;
      readonly kind: string;
      readonly caseNumber: string | null;
    }
  | {
      readonly code: "BALANCE_BELOW_ZERO";
      readonly since: Instant;
      readonly wallet: string;
      readonly points: bigint;
    };

export interface ProblemInput {
  readonly orders: readonly {
    readonly id: bigint;
    readonly view: OrderView;
    readonly pendingPoints: bigint;
    /** Goods that came back without a receipt: a document of their own that sells nothing. */
    readonly isReturnAlone: boolean;
  }[];
  readonly accounts: readonly { readonly wallet: string; readonly active: bigint }[];
  /** When each event was received that waits for a sale of this customer. */
  readonly heldReturns: readonly Instant[];
  /** Complaints and cases that nobody has resolved. */
  readonly openCases: readonly {
    readonly at: Instant;
    readonly kind: string;
    readonly caseNumber: string | null;
  }[];
  /** When tier and balances last changed. */
  readonly evaluatedAt: Instant;
  readonly now: Instant;
}

/**
 * Everything about a customer that somebody should know before being asked: paid and not handed
 * over, handed over and not paid, what an order is flagged for (programme 1.18), a return that
 * waits for its sale, a case nobody answers, a balance below zero. Oldest first. Pure.
 */
export function findProblems(input: ProblemInput): readonly Problem[] {
  const { now } = input;
  const problems: Problem[] = [];
  for (const { id, view, pendingPoints, isReturnAlone } of input.orders) {
    const about = { orderId: id, pendingPoints, fulfilmentMethod: view.fulfilmentMethod };
    const isOpen = view.lines.some((line) => line.open > 0n);
    if (view.test || view.history) {
      continue;
    }
    if (view.settledAt !== null && isOpen && isOverdue(view.settledAt, now)) {
      problems.push({ code: "ORDER_NOT_HANDED_OVER", since: view.settledAt, ...about });
    }
    if (
      view.firstFulfilledAt !== null &&
      view.settledAt === null &&
      pendingPoints > 0n &&
      isOverdue(view.firstFulfilledAt, now)
    ) {
      problems.push({ code: "ORDER_NOT_PAID", since: view.firstFulfilledAt, ...about });
    }
    for (const flag of view.flags) {
      if (isReturnAlone && flag === "OVER_RETURNED") {
        // Its sale is another order, or it waits for one: RETURN_WITHOUT_SALE says so.
        continue;
      }
      problems.push({ code: `ORDER_${flag}`, since: view.placedAt, ...about });
    }
  }
  for (const since of input.heldReturns) {
    problems.push({ code: "RETURN_WITHOUT_SALE", since });
  }
  for (const { at, kind, caseNumber } of input.openCases) {
    if (now - at > CASE_DAYS_MAX * MICROS_PER_DAY) {
      problems.push({ code: "CASE_OPEN", since: at, kind, caseNumber });
    }
  }
  for (const { wallet, active } of input.accounts) {
    if (active < 0n) {
      problems.push({
        code: "BALANCE_BELOW_ZERO",
        since: input.evaluatedAt,
        wallet,
        points: -active,
      });
    }
  }
  return problems.sort((a, b) => a.since - b.since);
}

function isOverdue(since: Instant, now: Instant): boolean {
  return now - since > STEP_DAYS_MAX * MICROS_PER_DAY;
}
