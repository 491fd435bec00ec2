import { describe, expect, test } from "vitest";
import type { OrderView } from "../../../src/domain/order/facts.ts";
import { findProblems, type ProblemInput } from "../../../src/domain/problems/findProblems.ts";
import { at } from "../../support/receiver.ts";

/** What an agent is told before the customer says it, and is not told when all is well. */

const NOW = at("2026-03-10T12:00:00Z");
/** A day before, and a microsecond longer ago. */
const [JUST, OVERDUE] = [at("2026-03-09T12:00:00Z"), at("2026-03-09T11:59:59.999999Z")];
const PLACED = at("2026-03-01T10:00:00Z");

const problems = (more: Partial<ProblemInput>) =>
  findProblems({
    ...{ orders: [], accounts: [], heldReturns: [], openCases: [] },
    ...{ evaluatedAt: PLACED, now: NOW },
    ...more,
  });

function ofOrder(view: Partial<OrderView>, open: readonly bigint[] = [1n], pendingPoints = 5n) {
  const whole = {
    ...{ test: false, history: false, settledAt: null, firstFulfilledAt: null, flags: [] },
    ...{ placedAt: PLACED, fulfilmentMethod: "collect", lines: open.map((of) => ({ open: of })) },
    ...view,
  } as unknown as OrderView;
  return problems({ orders: [{ id: 7n, view: whole, pendingPoints, isReturnAlone: false }] });
}
const ABOUT = { orderId: 7n, pendingPoints: 5n, fulfilmentMethod: "collect" };

describe("an order", () => {
  test("that was paid more than a day ago and has something to hand over", () => {
    const told = [{ code: "ORDER_NOT_HANDED_OVER", since: OVERDUE, ...ABOUT }];
    expect(ofOrder({ settledAt: OVERDUE })).toEqual(told);
    expect(ofOrder({ settledAt: OVERDUE }, [0n, 1n])).toEqual(told);
    expect(ofOrder({ settledAt: JUST })).toEqual([]);
    expect(ofOrder({ settledAt: OVERDUE }, [0n, 0n])).toEqual([]);
    expect(ofOrder({})).toEqual([]);
  });

  test("that was handed over more than a day ago, waits for its money, and for points until then", () => {
    const told = [{ code: "ORDER_NOT_PAID", since: OVERDUE, ...ABOUT }];
    expect(ofOrder({ firstFulfilledAt: OVERDUE })).toEqual(told);
    expect(ofOrder({ firstFulfilledAt: JUST })).toEqual([]);
    expect(ofOrder({ firstFulfilledAt: OVERDUE }, [1n], 0n)).toEqual([]);
    expect(ofOrder({ firstFulfilledAt: OVERDUE, settledAt: JUST })).toEqual([]);
  });

  test("of which more came back than was bought", () => {
    expect(ofOrder({ flags: ["OVER_RETURNED"] })).toEqual([
      { code: "ORDER_OVER_RETURNED", since: PLACED, ...ABOUT },
    ]);
    expect(ofOrder({ flags: ["OVER_REFUNDED"] })).toEqual([
      { code: "ORDER_OVER_REFUNDED", since: PLACED, ...ABOUT },
    ]);
  });

  test("that is only a test, or history, is nobody's problem", () => {
    const bad: Partial<OrderView> = { settledAt: OVERDUE, flags: ["OVER_RETURNED"] };
    expect(ofOrder(bad)).toHaveLength(2);
    expect(ofOrder({ ...bad, test: true })).toEqual([]);
    expect(ofOrder({ ...bad, history: true })).toEqual([]);
  });
});

test("a case is told of after two days without an answer, a return that waits at once", () => {
  const openCase = (text: string) => ({ at: at(text), kind: "COMPLAINT", caseNumber: "C-1" });
  const openCases = [openCase("2026-03-08T12:00:00Z"), openCase("2026-03-08T11:59:59.999999Z")];
  expect(problems({ openCases, heldReturns: [NOW] })).toEqual([
    { code: "CASE_OPEN", since: openCases[1]?.at, kind: "COMPLAINT", caseNumber: "C-1" },
    { code: "RETURN_WITHOUT_SALE", since: NOW },
  ]);
});

test("a balance below zero is told as what is owed, and all of it oldest first", () => {
  const accounts = [
    { wallet: "points", active: -30n },
    { wallet: "miles", active: 0n },
  ];
  const owed = { code: "BALANCE_BELOW_ZERO", since: PLACED, wallet: "points", points: 30n };
  expect(problems({ accounts })).toEqual([owed]);
  const codes = problems({ accounts, heldReturns: [NOW, JUST, at("2026-02-01T00:00:00Z")] });
  expect(codes.map(({ since }) => since)).toEqual([
    ...[at("2026-02-01T00:00:00Z"), PLACED, JUST, NOW],
  ]);
});
