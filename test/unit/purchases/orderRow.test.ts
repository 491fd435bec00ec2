import { describe, expect, test } from "vitest";
import { orderRow } from "../../../src/core/encode.ts";
import type { OrderWork } from "../../../src/core/state.ts";
import { exampleIn } from "../../support/docs/examples.ts";
import { Life } from "../../support/docs/life.ts";

/** What lists and reports of orders read: the columns of an order, beside what its history says. */

const SALE = `
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }, { id: 2, article: tea, gross: "20.00" }] }`;
const ONE_BACK = "return: { id: R, lines: [{ lineId: 2, quantity: 1 }] }";

/** The order of that number after these events. */
function orderAfter(events: string, number = "A", head = "rules: {}"): OrderWork {
  const life = new Life(exampleIn(`name: life\n${head}\nevents:${events}\nexpect: {}\n`));
  const order = life.orderOf(number);
  if (order === undefined) {
    throw new Error(`no order ${number}: ${JSON.stringify(life.results)}`);
  }
  return order;
}

const rowAfter = (events: string, number?: string, head?: string) =>
  orderRow(orderAfter(events, number, head));
const sums = (row: ReturnType<typeof orderRow>) => ({
  amount: row.amount_minor,
  total: row.total_minor,
  points: row.points_active,
  reversed: row.points_reversed,
});
const then = (event: string) => `${SALE}\n  - { at: "2026-03-03T10:00:00Z", order: A, ${event} }`;

describe("the points that an order lost by what was given back", () => {
  test("none where nothing was", () => {
    expect(sums(rowAfter(SALE))).toEqual({
      ...{ amount: 120_00n, total: 120_00n },
      ...{ points: 120n, reversed: 0n },
    });
  });

  test("by a return those of what came back", () => {
    expect(sums(rowAfter(then(`kind: RETURNED, ${ONE_BACK}`)))).toEqual({
      ...{ amount: 120_00n, total: 100_00n },
      ...{ points: 100n, reversed: 20n },
    });
  });

  test("by a refund those of the money", () => {
    const refund = 'kind: REFUNDED, refund: { id: M, amount: "30.00" }';
    expect(sums(rowAfter(then(refund)))).toMatchObject({ points: 90n, reversed: 30n });
  });

  test("by voiding all of them", () => {
    expect(sums(rowAfter(then("kind: VOIDED")))).toMatchObject({ points: 0n, reversed: 120n });
  });

  test("by an exchange those of what came back; what goes out is bought", () => {
    const exchange = `kind: EXCHANGED, ${ONE_BACK}, lines: [{ id: 3, article: pot, gross: "50.00" }], tenders: [{ kind: card, amount: "30.00" }]`;
    // 100 + 50 are kept; without the return 100 + 20 + 50
    expect(sums(rowAfter(then(exchange)))).toMatchObject({ points: 150n, reversed: 20n });
  });

  test("by a return that named no order and was found to be of it", () => {
    const loose = `${SALE}
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, document: R, return: { id: R, lines: [{ article: tea, quantity: 1 }] } }`;
    expect(sums(rowAfter(loose))).toMatchObject({ points: 100n, reversed: 20n });
  });

  test("none by what only moved or cancelled it", () => {
    expect(sums(rowAfter(then("kind: CANCELLED")))).toMatchObject({ reversed: 0n });
  });

  test("none of who earned none: no member, a mark, or a return that is known alone", () => {
    const returned = then(`kind: RETURNED, ${ONE_BACK}`);
    expect(sums(rowAfter(returned, "A", "member: none"))).toMatchObject({
      points: 0n,
      reversed: 0n,
    });
    const marked = orderAfter(returned);
    marked.mark = "TEST";
    expect(orderRow(marked)).toMatchObject({ points_reversed: 0n, customer_mark: "TEST" });
  });
});

describe("what an order came to", () => {
  test("is for a return document what it gave back, below zero", () => {
    const loose = `${SALE}
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, document: R, return: { id: R, lines: [{ article: tea, quantity: 1, amount: "19.50" }] } }`;
    expect(rowAfter(loose, "R").amount_minor).toBe(-19_50n);
    expect(rowAfter(loose, "A").amount_minor).toBe(120_00n);
  });

  test("is nothing once it turned out to be another order: that one has it", () => {
    const joined = `${SALE}
  - { at: "2026-03-03T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: pot, gross: "50.00" }] }
  - { at: "2026-03-04T10:00:00Z", kind: SETTLED, order: A, also: B }`;
    const life = new Life(exampleIn(`name: life\nrules: {}\nevents:${joined}\nexpect: {}\n`));
    const [older, younger] = [...life.workset.orders.values()].map(orderRow);
    expect(younger).toMatchObject({ absorbed_into: older?.id, leaf_id: 1n });
    expect(sums(younger as never)).toEqual({ amount: 0n, total: 0n, points: 0n, reversed: 0n });
    expect(older?.absorbed_into).toBeNull();
    expect(life.orderOf("B")?.id).toBe(older?.id);
  });
});

test("an order's row says what it is, and since when it stands so", () => {
  expect(rowAfter(SALE)).toMatchObject({
    ...{ leaf_id: 1n, status: "FULFILLED", channel: "store", currency: "GBP", store: null },
    ...{ placed_at: "2026-03-02T10:00:00.000000Z", eligible_minor: 120_00n },
    ...{ points_expected: 120n, points_pending: 0n, test: false, history: false, flags: [] },
    ...{ recorded_at: "2026-03-02T10:00:00.000000Z", earning_basis: null, customer_mark: null },
    refs: [["shop", "order", "", "A"]],
  });
});
