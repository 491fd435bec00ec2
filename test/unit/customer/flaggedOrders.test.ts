import { describe, expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import type { OrderView } from "../../../src/domain/order/facts.ts";
import { findProblems } from "../../../src/domain/problems/findProblems.ts";
import { tellProblem } from "../../../src/sentences/problems.ts";
import { factsOfLife, mergeAll } from "../../support/lives/orderLives.ts";

type Told = readonly [kind: string, fields: Record<string, unknown>];

function orderOf(...events: readonly Told[]): OrderView {
  const life = events.map(([kind, fields], minute) => ({
    source: "shop",
    eventId: `${kind}/${minute}`,
    kind,
    occurredAt: `2026-03-01T10:0${minute}:00Z`,
    references: [{ kind: "order", value: "A-1" }],
    channel: "store",
    currencyCode: "GBP",
    ...fields,
  }));
  return deriveOrder(mergeAll(factsOfLife(life)));
}

function problemsOf(view: OrderView, isReturnAlone = false) {
  return findProblems({
    orders: [{ id: 1n, view, pendingPoints: 0n, isReturnAlone }],
    ...{ accounts: [], heldReturns: [], openCases: [] },
    ...{ evaluatedAt: view.placedAt, now: view.placedAt },
  });
}

/** Four for 100.00. */
const MUGS = { lines: [{ id: "1", article: "mug", quantity: "4", gross: "100.00" }] };
const ORDERED: readonly Told[] = [["PLACED", MUGS]];
const SOLD: readonly Told[] = [["SOLD", MUGS]];

const FLAGGED = {
  ORDER_OVER_REFUNDED: orderOf(...SOLD, ["REFUNDED", { refund: { id: "r", amount: "100.01" } }]),
  ORDER_OVER_RETURNED: orderOf(...SOLD, [
    "RETURNED",
    { return: { id: "r", lines: [{ lineId: "1", quantity: "5" }] } },
  ]),
  ORDER_OVER_FULFILLED: orderOf(...ORDERED, [
    "FULFILLED",
    { fulfilment: { id: "f", lines: [{ lineId: "1", quantity: "5" }] } },
  ]),
  ORDER_MIXED_CURRENCY: orderOf(...SOLD, [
    "REFUNDED",
    { currencyCode: "EUR", refund: { id: "r", amount: "1.00" } },
  ]),
};

describe("what an order is flagged for is shown to who serves its customer", () => {
  test.each(Object.entries(FLAGGED))("%s", (code, view) => {
    const found = problemsOf(view);
    expect(found).toMatchObject([{ code, since: view.placedAt, orderId: 1n }]);
    const [problem] = found;
    if (problem === undefined) {
      throw new Error("nothing was found");
    }
    const model = { problem, order: null, hop: null, ruleset: null, now: view.placedAt };
    expect(tellProblem({ ...model, number: "W1" })).toMatch(/^[A-Z].* order W1 .*\.$/);
    expect(tellProblem({ ...model, number: null })).toMatch(/^[A-Z].* order \? .*\.$/);
  });

  test("goods without a receipt are not more than was bought: their sale is another order", () => {
    const back = orderOf([
      "RETURNED",
      { return: { id: "r", lines: [{ lineId: "1", quantity: "1" }] } },
    ]);
    expect(problemsOf(back)).toMatchObject([{ code: "ORDER_OVER_RETURNED" }]);
    expect(problemsOf(back, true)).toEqual([]);
  });

  test("an order as it should be has no problem", () => {
    expect(problemsOf(orderOf(...SOLD))).toEqual([]);
    const all = { refund: { id: "r", amount: "100.00" } };
    expect(problemsOf(orderOf(...SOLD, ["REFUNDED", all]))).toEqual([]);
  });
});
