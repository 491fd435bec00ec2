import { describe, expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import type { OrderLineView, OrderView } from "../../../src/domain/order/facts.ts";
import { EMPTY_FACTS, withMatchedReturns } from "../../../src/domain/order/mergeOrder.ts";
import { factsOfLife, mergeAll } from "../../support/lives/orderLives.ts";
import type { RawPurchaseEvent } from "../../support/purchaseEvents.ts";

type Fields = Record<string, unknown>;

/**
 * One order's events, a minute apart in the order given; event ids and references are filled in.
 */
function order(...events: readonly (readonly [kind: string, fields?: Fields])[]): OrderView {
  return deriveOrder(factsOf(...events));
}

function factsOf(...events: readonly (readonly [kind: string, fields?: Fields])[]) {
  const life = events.map(
    ([kind, fields], minute): RawPurchaseEvent => ({
      source: "shop",
      eventId: `${kind}/${minute}`,
      kind,
      occurredAt: `2026-03-01T10:${String(minute).padStart(2, "0")}:00Z`,
      references: [{ kind: "order", value: "A-1" }],
      currencyCode: "GBP",
      ...fields,
    }),
  );
  return mergeAll(factsOfLife(life));
}

const mug = { id: "1", article: "mug", quantity: "2", gross: "10.00" };
const tea = { id: "2", article: "tea", quantity: "1", gross: "5.01" };
const postage = { id: "3", kind: "SHIPPING", quantity: "1", gross: "4.00" };
const placed = ["PLACED", { lines: [mug, tea] }] as const;
const everything = ["FULFILLED", { fulfilment: { id: "all" } }] as const;

function handed(id: string, ...lines: Fields[]) {
  return ["FULFILLED", { fulfilment: { id, lines } }] as const;
}

function back(id: string, ...lines: Fields[]) {
  return ["RETURNED", { return: lines.length === 0 ? { id } : { id, lines } }] as const;
}

function line(view: OrderView, id: string): OrderLineView {
  const found = view.lines.find((one) => one.id === id);
  if (found === undefined) {
    throw new Error(`no line ${id} in ${view.lines.map((one) => one.id)}`);
  }
  return found;
}

/** Ordered, fulfilled, returned, kept, open in whole pieces. */
function pieces(view: OrderView, id: string): number[] {
  const { ordered, fulfilled, returned, kept, open } = line(view, id);
  return [ordered, fulfilled, returned, kept, open].map((quantity) => Number(quantity) / 1e6);
}

describe("what is handed over", () => {
  test("SOLD is placed, settled and handed over in one", () => {
    const view = order(["SOLD", { lines: [mug, tea], channel: "store" }]);
    expect(view.status).toBe("FULFILLED");
    expect(view.settledAt).toBe(view.firstFulfilledAt);
    expect(pieces(view, "1")).toEqual([2, 2, 0, 2, 0]);
    expect(view.totalMinor).toBe(1_501n);
  });

  test("a part without lines is everything still open", () => {
    const view = order(placed, handed("f1", { lineId: "1", quantity: "1" }), everything);
    expect(pieces(view, "1")).toEqual([2, 2, 0, 2, 0]);
    expect(view.status).toBe("FULFILLED");
  });

  test("quantities that somebody counted take the place of an uncounted everything, not a second time", () => {
    const view = order(placed, everything, handed("erp", { lineId: "1", quantity: "2" }));
    expect(pieces(view, "1")).toEqual([2, 2, 0, 2, 0]);
    expect(view.flags).toEqual([]);
    const sold = order(
      ["SOLD", { lines: [mug] }],
      handed("erp", { article: "mug", quantity: "2" }),
    );
    expect(pieces(sold, "1")).toEqual([2, 2, 0, 2, 0]);
  });

  test("without a placement, what was handed over is what was ordered", () => {
    const view = order(
      handed(
        "f1",
        { lineId: "7", article: "pot", quantity: "1", amount: "9.99" },
        { article: "mug", quantity: "2", amount: "3.00" },
      ),
    );
    expect(view.status).toBe("FULFILLED");
    expect(pieces(view, "7")).toEqual([1, 1, 0, 1, 0]);
    expect(line(view, "mug").keptMinor).toBe(300n);
    expect(view.totalMinor).toBe(1_299n);
  });

  test("an article is spread over its lines, the oldest first, the excess on the last", () => {
    const lines = [mug, { ...mug, id: "2", quantity: "1" }];
    const three = order(["PLACED", { lines }], handed("f1", { article: "mug", quantity: "3" }));
    expect([pieces(three, "1"), pieces(three, "2")]).toEqual([
      [2, 2, 0, 2, 0],
      [1, 1, 0, 1, 0],
    ]);
    const five = order(["PLACED", { lines }], handed("f1", { article: "mug", quantity: "5" }));
    expect(pieces(five, "2")).toEqual([3, 3, 0, 3, 0]);
    expect(five.flags).toEqual(["OVER_FULFILLED"]);
    expect(five.totalMinor).toBe(2_000n);
  });

  test("goods that no line has get a line of their own, even when their name is taken", () => {
    const view = order(
      ["PLACED", { lines: [{ ...mug, id: "pot" }] }],
      handed("f1", { article: "pot", quantity: "1" }),
    );
    expect([pieces(view, "pot"), pieces(view, "+pot")]).toEqual([
      [2, 0, 0, 0, 2],
      [1, 1, 0, 1, 0],
    ]);
  });

  test("another article under the same line id counts as that line, and may come back under either name", () => {
    const substituted = handed("f1", { lineId: "1", article: "cup", quantity: "2" });
    const view = order(
      placed,
      substituted,
      back("r1", { article: "mug", quantity: "1" }),
      back("r2", { article: "cup", quantity: "1" }),
    );
    expect(line(view, "1")).toMatchObject({ article: "cup", name: null });
    expect(pieces(view, "1")).toEqual([2, 2, 2, 0, 0]);
    expect(view.lines).toHaveLength(2);
  });

  test("postage goes along with the first goods, so an order with postage can be complete", () => {
    const view = order(
      ["PLACED", { lines: [mug, postage] }],
      handed("f1", { lineId: "1", quantity: "2" }),
    );
    expect(view.status).toBe("FULFILLED");
    expect(pieces(view, "3")).toEqual([1, 1, 0, 1, 0]);
  });

  test("a service is handed over by being settled", () => {
    const service = ["PLACED", { lines: [mug], fulfilmentMethod: "service" }] as const;
    expect(order(service).firstFulfilledAt).toBeNull();
    const settled = order(service, ["SETTLED"]);
    expect([settled.status, settled.firstFulfilledAt]).toEqual(["FULFILLED", settled.settledAt]);
  });

  test("a fulfilment of nothing hands nothing over", () => {
    const view = order(placed, handed("f1", { lineId: "1", quantity: "0" }));
    expect([view.status, view.firstFulfilledAt]).toEqual(["PLACED", null]);
  });
});

describe("what is cancelled and amended", () => {
  test("CANCELLED ends what is open and nothing else", () => {
    const view = order(placed, handed("f1", { lineId: "1", quantity: "1" }), ["CANCELLED"]);
    expect(pieces(view, "1")).toEqual([2, 1, 0, 1, 0]);
    expect(pieces(view, "2")).toEqual([1, 0, 0, 0, 0]);
    expect([view.status, view.totalMinor]).toEqual(["FULFILLED", 500n]);
    expect(order(placed, ["CANCELLED"]).status).toBe("CANCELLED");
  });

  test("goods counted after a cancellation were handed over all the same, an uncounted rest was not", () => {
    const counted = order(placed, ["CANCELLED"], handed("f1", { lineId: "1", quantity: "1" }));
    expect(pieces(counted, "1")).toEqual([2, 1, 0, 1, 0]);
    expect(order(placed, ["CANCELLED"], everything).status).toBe("CANCELLED");
  });

  test("a till that sells a cancelled order has handed it over", () => {
    const view = order(placed, ["CANCELLED"], ["SOLD", { lines: [mug, tea] }]);
    expect([view.status, view.totalMinor]).toEqual(["FULFILLED", 1_501n]);
  });

  test("the newest lines are the order; what was handed over of a dropped line stays, at its price", () => {
    const view = order(placed, handed("f1", { lineId: "2", quantity: "1" }), [
      "AMENDED",
      { lines: [{ ...mug, quantity: "3", gross: "15.00" }] },
    ]);
    expect(pieces(view, "1")).toEqual([3, 0, 0, 0, 3]);
    expect(pieces(view, "2")).toEqual([1, 1, 0, 1, 0]);
    expect(view.totalMinor).toBe(2_001n);
    expect(view.status).toBe("PART_FULFILLED");
  });

  test("VOIDED takes back everything, whatever follows", () => {
    const view = order(["SOLD", { lines: [mug] }], ["VOIDED"], ["SETTLED"]);
    expect([view.status, view.totalMinor, pieces(view, "1")[3]]).toEqual(["VOIDED", 0n, 0]);
  });
});

describe("what comes back", () => {
  test.each([
    ["by line", back("r1", { lineId: "1", quantity: "1" }), [2, 2, 1, 1, 0], "PART_RETURNED"],
    ["by article", back("r1", { article: "mug", quantity: "1" }), [2, 2, 1, 1, 0], "PART_RETURNED"],
    ["as a whole", back("r1"), [2, 2, 2, 0, 0], "RETURNED"],
  ])("a return counts %s", (_how, returned, expected, status) => {
    const view = order(placed, everything, ["SETTLED"], returned);
    expect(pieces(view, "1")).toEqual(expected);
    expect(view.status).toBe(status);
  });

  test("a return before its fulfilment is remembered, as a whole too", () => {
    for (const returned of [
      back("r1", { lineId: "1", quantity: "2" }, { lineId: "2", quantity: "1" }),
      back("r1"),
    ]) {
      expect(order(placed, returned).status).toBe("PLACED");
      expect(order(placed, returned, everything)).toMatchObject({
        status: "RETURNED",
        totalMinor: 0n,
        flags: [],
      });
    }
  });

  test("a whole return after a part takes what is left, not the part a second time", () => {
    const view = order(
      ["SOLD", { lines: [mug] }],
      back("r1", { lineId: "1", quantity: "1" }),
      back("r2"),
    );
    expect(pieces(view, "1")).toEqual([2, 2, 2, 0, 0]);
    expect(view.flags).toEqual([]);
  });

  test("more than was bought is clamped in what is kept and flagged", () => {
    const view = order(["SOLD", { lines: [mug] }], back("r1", { lineId: "1", quantity: "5" }));
    expect(pieces(view, "1")).toEqual([2, 2, 5, 0, 0]);
    expect([view.flags, view.totalMinor]).toEqual([["OVER_RETURNED"], 0n]);
  });

  test("a return document without an order shows what it brings back and is worth nothing", () => {
    const view = order(back("r1", { article: "mug", quantity: "2" }));
    expect(view).toMatchObject({ status: "RETURNED", totalMinor: 0n });
    expect(pieces(view, "mug")).toEqual([0, 0, 2, 0, 0]);
  });

  test("a matched return counts as returned, and not when the match is gone", () => {
    const facts = factsOf(["SOLD", { lines: [mug] }]);
    const matched = withMatchedReturns(facts, [
      {
        returnOrderId: 9n,
        lines: [
          { lineId: "1", quantity: 1_000_000n, repaid: 0n, repaidMinor: 0n },
          { lineId: "gone", quantity: 1n, repaid: 0n, repaidMinor: 0n },
        ],
      },
    ]);
    expect(pieces(deriveOrder(matched.facts), "1")).toEqual([2, 2, 1, 1, 0]);
    expect(deriveOrder(withMatchedReturns(matched.facts, []).facts)).toEqual(deriveOrder(facts));
  });

  test("an exchange brings goods back and new ones along, under ids of its own", () => {
    const exchange = ["EXCHANGED", { return: { id: "x1" }, lines: [{ ...tea, id: "1" }] }] as const;
    const view = order(["SOLD", { lines: [mug] }], exchange);
    expect(pieces(view, "1")).toEqual([2, 2, 2, 0, 0]);
    expect(pieces(view, "exchange/x1/1")).toEqual([1, 1, 0, 1, 0]);
    expect([view.status, view.totalMinor]).toEqual(["PART_RETURNED", 501n]);
    expect(order(["SOLD", { lines: [mug] }], exchange, back("r1")).status).toBe("RETURNED");
    expect(
      pieces(order(["SOLD", { lines: [mug] }], back("r1"), exchange), "exchange/x1/1")[3],
    ).toBe(1);
  });
});

describe("amounts", () => {
  test("the parts of a line never exceed its price and are the price when all is kept", () => {
    const third = { id: "1", article: "mug", quantity: "3", gross: "10.00" };
    const keptAfter = (quantity: string) =>
      line(order(["SOLD", { lines: [third] }], back("r1", { lineId: "1", quantity })), "1")
        .keptMinor;
    expect(["1", "2", "3"].map(keptAfter)).toEqual([667n, 333n, 0n]);
    expect(order(["SOLD", { lines: [third] }]).totalMinor).toBe(1_000n);
  });

  test("the amount really charged stands for the share of the price", () => {
    const cheese = { id: "1", article: "cheese", quantity: "1", gross: "20.00" };
    const weighed = handed("f1", { lineId: "1", quantity: "0.95", amount: "18.50" });
    const open = order(["PLACED", { lines: [cheese] }], weighed);
    expect(line(open, "1")).toMatchObject({
      keptMinor: 1_850n,
      expectedMinor: 1_950n,
      netMinor: 1_950n,
    });
    const done = order(["PLACED", { lines: [cheese] }], weighed, ["CANCELLED"]);
    expect([done.totalMinor, done.status]).toEqual([1_850n, "FULFILLED"]);
    const heavy = order(
      ["PLACED", { lines: [cheese] }],
      handed("f1", { lineId: "1", quantity: "1.1", amount: "22.00" }),
      back("r1", { lineId: "1", quantity: "0.55" }),
    );
    expect(line(heavy, "1")).toMatchObject({ keptMinor: 1_100n, ordered: 1_100_000n });
  });

  test("money given back comes off the kept lines in proportion, postage included", () => {
    const view = order(
      ["SOLD", { lines: [mug, postage] }],
      ["REFUNDED", { refund: { id: "m1", amount: "7.00" } }],
    );
    expect([line(view, "1").keptMinor, line(view, "3").keptMinor]).toEqual([500n, 200n]);
    expect([view.totalMinor, view.flags]).toEqual([700n, []]);
  });

  test("refunds beyond what is kept take nothing below zero and are flagged; each refund id counts once", () => {
    const refund = (id: string, amount: string) =>
      ["REFUNDED", { refund: { id, amount } }] as const;
    const view = order(["SOLD", { lines: [mug] }], refund("m1", "6.00"), refund("m2", "6.00"));
    expect([view.totalMinor, view.flags]).toEqual([0n, ["OVER_REFUNDED"]]);
    expect(
      order(["SOLD", { lines: [mug] }], refund("m1", "6.00"), refund("m1", "4.00")).totalMinor,
    ).toBe(600n);
    expect(order(placed, refund("m1", "5.01"))).toMatchObject({ totalMinor: 1_000n, flags: [] });
  });

  test("amounts in another currency than the order's are flagged and not counted", () => {
    const view = order(
      ["PLACED", { lines: [mug] }],
      [
        "FULFILLED",
        {
          currencyCode: "EUR",
          fulfilment: { id: "f1", lines: [{ lineId: "1", quantity: "1", amount: "99.00" }] },
        },
      ],
      ["REFUNDED", { currencyCode: "EUR", refund: { id: "m1", amount: "1.00" } }],
    );
    expect(view).toMatchObject({ currency: "GBP", totalMinor: 1_000n, flags: ["MIXED_CURRENCY"] });
    expect(line(view, "1").keptMinor).toBe(500n);
  });

  test.each([
    ["JPY", "1000", 1_000n],
    ["KWD", "10.005", 10_005n],
  ])("amounts of %s are whole smallest units", (currencyCode, gross, totalMinor) => {
    const view = order(
      ["SOLD", { currencyCode, lines: [{ ...mug, gross }] }],
      back("r1", { lineId: "1", quantity: "1" }),
    );
    expect(view.totalMinor).toBe((totalMinor + 1n) / 2n);
  });
});

describe("what the order says of itself", () => {
  test("bringing a web order back to a store does not make it a store order", () => {
    const view = order(
      ["PLACED", { lines: [mug], channel: "web", fulfilmentMethod: "delivery" }],
      everything,
      ["RETURNED", { channel: "store", store: "S9", return: { id: "r1" } }],
    );
    expect(view).toMatchObject({ channel: "web", fulfilmentMethod: "delivery" });
  });

  test("an amendment does not move the placement, a stated placedAt does", () => {
    const amended = order(placed, ["AMENDED", { lines: [mug] }]);
    expect(amended.placedAt).toBe(order(placed).placedAt);
    const stated = order(placed, ["AMENDED", { lines: [mug], placedAt: "2026-02-01T00:00:00Z" }]);
    expect(stated.placedAt).toBe(Date.UTC(2026, 1, 1) * 1_000);
  });

  test("tenders are those of the newest word about the whole order, and what exchanges were paid on top", () => {
    const card = [{ kind: "card", amount: "1.00" }];
    const cash = [{ kind: "cash", amount: "1.00" }];
    const view = order(
      ["PLACED", { lines: [mug], tenders: card }],
      ["SETTLED", { tenders: cash }],
      ["EXCHANGED", { return: { id: "x" }, lines: [tea], tenders: card }],
    );
    expect(view.tenders).toEqual([
      { kind: "cash", amountMinor: 100n },
      { kind: "card", amountMinor: 100n },
    ]);
  });

  test("one test or history message makes the whole order one", () => {
    expect(order(placed, ["SETTLED", { test: true }])).toMatchObject({
      test: true,
      history: false,
    });
    expect(order(placed, ["SETTLED", { history: true }])).toMatchObject({ history: true });
  });

  test("an order without facts is refused", () => {
    expect(() => deriveOrder(EMPTY_FACTS)).toThrow(RangeError);
  });
});
