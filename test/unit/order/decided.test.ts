import { describe, expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import { orderFactOf } from "../../../src/domain/order/factOf.ts";
import type { OrderView } from "../../../src/domain/order/facts.ts";
import { decidePoints } from "../../../src/domain/points/decidePoints.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import { mergeAll } from "../../support/lives/orderLives.ts";
import { parsed, type RawPurchaseEvent } from "../../support/purchaseEvents.ts";

/**
 * What is decided where a document could be read in two ways (ADR-0026). Amounts in GBP, one point
 * a pound.
 */

const RULESET = parseRuleset({
  ...DEFAULT_RULESET_DOCUMENT,
  earning: [{ code: "base", wallet: "points", pointsPerUnit: "1", rounding: "HALF_UP" }],
  rates: [{ currency: "JPY", from: "2020-01-01", rate: "0.0055" }],
});

type Said = readonly [kind: string, fields?: RawPurchaseEvent];

/** A minute apart in the order given, all of one order. */
function viewOf(events: readonly Said[], reading: 1 | 2 = 2, currencyCode = "GBP"): OrderView {
  const facts = events.map(([kind, fields], minute) => {
    const event = parsed({
      source: "shop",
      eventId: String(minute),
      kind,
      occurredAt: `2026-03-01T10:${String(minute).padStart(2, "0")}:00Z`,
      references: [{ kind: "order", value: "A-1" }],
      currencyCode,
      ...fields,
    });
    return orderFactOf({ ...event, reading });
  });
  return deriveOrder(mergeAll(facts));
}

function decisionOf(view: OrderView) {
  const outcome = decidePoints({ view, ruleset: RULESET, earns: true, basis: null });
  if (outcome.kind !== "DECIDED") {
    throw new Error("a rate is missing");
  }
  return outcome.decision;
}

const pointsOf = (view: OrderView) =>
  decisionOf(view).earned.reduce((sum, { points }) => sum + points, 0n);

const mugs = { id: "1", article: "mug", quantity: "2", gross: "100.00" };
const postage = { id: "2", kind: "SHIPPING", quantity: "1", gross: "4.00" };
const placed: Said = ["PLACED", { lines: [mugs] }];
const handed = (id: string, quantity: string): Said => [
  "FULFILLED",
  { fulfilment: { id, lines: [{ lineId: "1", quantity }] } },
];
const brought = (gross: string, tenders?: readonly RawPurchaseEvent[]): Said => [
  "EXCHANGED",
  {
    return: { id: "x", lines: [{ lineId: "1", quantity: "2" }] },
    lines: [{ id: "1", article: "pot", quantity: "1", gross }],
    ...(tenders === undefined ? {} : { tenders }),
  },
];

describe("an exchange", () => {
  test("pays for nothing: the goods of an order that nobody has paid earn when it is paid", () => {
    const unpaid = [placed, handed("f", "2"), brought("120.00")];
    const view = viewOf(unpaid);
    expect([view.settledAt, pointsOf(view), decisionOf(view).pendingPoints]).toEqual([
      null,
      0n,
      120n,
    ]);
    expect(decisionOf(view).lines.map(({ notEarningBecause }) => notEarningBecause)).toEqual([
      "RETURNED",
      "NOT_SETTLED",
    ]);
    expect(pointsOf(viewOf([...unpaid, ["SETTLED"]]))).toBe(120n);
    // On record from before it had settled the order.
    expect(pointsOf(viewOf(unpaid, 1))).toBe(120n);
  });

  test("that is paid with points on top earns what was paid with money", () => {
    const sold: Said = ["SOLD", { lines: [mugs], tenders: [{ kind: "card", amount: "100.00" }] }];
    const onTop = [{ kind: "points", amount: "50.00" }];
    expect(pointsOf(viewOf([sold, brought("150.00", onTop)]))).toBe(100n);
    expect(pointsOf(viewOf([sold, brought("150.00", onTop)], 1))).toBe(150n);
  });

  test("of goods paid half with points keeps the half, and lowers it by money paid on top", () => {
    const tenders = [
      { kind: "points", amount: "50.00" },
      { kind: "card", amount: "50.00" },
    ];
    const sold: Said = ["SOLD", { lines: [mugs], tenders }];
    expect(pointsOf(viewOf([sold, brought("60.00")]))).toBe(30n);
    const onTop = [{ kind: "card", amount: "50.00" }];
    expect(pointsOf(viewOf([sold, brought("150.00", onTop)]))).toBe(100n);
  });
});

test("more than was ordered, without an amount, is in the price paid and is flagged", () => {
  const five = [placed, handed("f", "5"), ["SETTLED"] as const];
  const view = viewOf(five);
  expect([view.totalMinor, pointsOf(view), view.flags]).toEqual([
    10_000n,
    100n,
    ["OVER_FULFILLED"],
  ]);
  // 2 of 5 back: two fifths of what was paid.
  const back: Said = ["RETURNED", { return: { id: "r", lines: [{ lineId: "1", quantity: "2" }] } }];
  expect(pointsOf(viewOf([...five, back]))).toBe(60n);
});

describe("another currency", () => {
  const yen = (...amounts: readonly string[]) =>
    viewOf(
      [
        [
          "SOLD",
          {
            lines: amounts.map((gross, at) => ({
              ...{ id: String(at), article: "mug", quantity: "1" },
              gross,
            })),
          },
        ],
      ],
      2,
      "JPY",
    );

  test("is rounded half up to the programme's smallest unit before points are worked out", () => {
    // 90 x 0.0055 = 0.495, booked as 0.50, half up 1; without the first rounding it would be 0.
    expect(pointsOf(yen("90"))).toBe(1n);
  });

  test("is converted for the whole order, not line by line", () => {
    // 82 x 0.0055 = 0.451 -> 0.45; line by line 2 x 0.2255 -> 2 x 0.23 = 0.46.
    expect(decisionOf(yen("41", "41")).earned[0]?.qualifyingMinor).toBe(45n);
  });
});

describe("a fulfilment that is told again after CANCELLED", () => {
  const first: Said = ["PLACED", { lines: [mugs, postage] }];

  test("keeps what was counted, and its postage", () => {
    const once = [first, handed("f", "1"), ["CANCELLED"] as const];
    const again = [...once, handed("f", "1")];
    expect([viewOf(once).totalMinor, viewOf(again).totalMinor]).toEqual([5_400n, 5_400n]);
    expect(viewOf(again).status).toBe("FULFILLED");
    // On record from before: the postage had gone.
    expect(viewOf(again, 1).totalMinor).toBe(5_000n);
  });

  test("hands over nothing more where it counts nothing: the rest was cancelled", () => {
    const all: Said = ["FULFILLED", { fulfilment: { id: "g" } }];
    const view = viewOf([first, handed("f", "1"), ["CANCELLED"], all]);
    expect([view.totalMinor, view.status]).toEqual([5_400n, "FULFILLED"]);
  });

  test("of nothing brings no postage", () => {
    const view = viewOf([first, ["CANCELLED"], handed("f", "0")]);
    expect([view.totalMinor, view.status]).toEqual([0n, "CANCELLED"]);
  });
});

test("an order of which all that went out is back is PART_RETURNED while the rest is to come, then RETURNED", () => {
  const back: Said = ["RETURNED", { return: { id: "r", lines: [{ lineId: "1", quantity: "1" }] } }];
  const halfway = [placed, handed("f", "1"), back];
  expect(viewOf(halfway).status).toBe("PART_RETURNED");
  expect(viewOf([...halfway, ["CANCELLED"]]).status).toBe("RETURNED");
  expect(viewOf([...halfway, handed("g", "1")]).status).toBe("PART_RETURNED");
});
