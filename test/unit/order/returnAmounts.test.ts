import { describe, expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import { decodeOrderFact, encodeOrderFact } from "../../../src/domain/order/factOf.ts";
import type { OrderView } from "../../../src/domain/order/facts.ts";
import { decidePoints } from "../../../src/domain/points/decidePoints.ts";
import type { PointsDecision } from "../../../src/domain/points/decision.ts";
import { bodyHash } from "../../../src/domain/purchase/hash.ts";
import { DEFAULT_RULESET } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { factsOfLife, mergeAll } from "../../support/lives/orderLives.ts";
import { parsed, type RawPurchaseEvent } from "../../support/purchaseEvents.ts";

type Fields = Record<string, unknown>;
type Told = readonly [kind: string, fields?: Fields];

function lifeOf(...events: readonly Told[]): RawPurchaseEvent[] {
  return events.map(([kind, fields], minute) => ({
    source: "shop",
    eventId: `${kind}/${minute}`,
    kind,
    occurredAt: `2026-03-01T10:${String(minute).padStart(2, "0")}:00Z`,
    references: [{ kind: "order", value: "A-1" }],
    channel: "store",
    currencyCode: "GBP",
    ...fields,
  }));
}

const order = (...events: readonly Told[]): OrderView =>
  deriveOrder(mergeAll(factsOfLife(lifeOf(...events))));

function points(view: OrderView): PointsDecision {
  const outcome = decidePoints({ view, ruleset: DEFAULT_RULESET, earns: true, basis: null });
  if (outcome.kind !== "DECIDED") {
    throw new Error("a rate is missing");
  }
  return outcome.decision;
}

const earned = (view: OrderView): bigint | undefined => points(view).earned[0]?.points;

/** Four for 100.00. */
const mugs = { id: "1", article: "mug", quantity: "4", gross: "100.00" };
const sold = (...lines: Fields[]): Told => ["SOLD", { lines }];
const back = (id: string, ...lines: Fields[]): Told => [
  "RETURNED",
  { return: lines.length === 0 ? { id } : { id, lines } },
];
const kept = (view: OrderView): bigint[] => view.lines.map(({ keptMinor }) => keptMinor);

describe("what a return takes back", () => {
  test("the amount is the money and the quantity is the goods", () => {
    const view = order(sold(mugs), back("r1", { lineId: "1", quantity: "2", amount: "80.00" }));
    expect(view).toMatchObject({ status: "PART_RETURNED", totalMinor: 2_000n, flags: [] });
    expect(view.lines[0]).toMatchObject({ kept: 2_000_000n, keptMinor: 2_000n });
    expect(earned(view)).toBe(20n);
  });

  test("without an amount it is the goods' share", () => {
    expect(order(sold(mugs), back("r1", { lineId: "1", quantity: "1" })).totalMinor).toBe(7_500n);
  });

  test("less than was paid for goods that all came back leaves the rest, and the rest earns", () => {
    const view = order(sold(mugs), back("r1", { lineId: "1", quantity: "4", amount: "80.00" }));
    expect(view).toMatchObject({ status: "RETURNED", totalMinor: 2_000n, flags: [] });
    expect(earned(view)).toBe(20n);
    expect(points(view).lines[0]).toMatchObject({ points: 20n, notEarningBecause: null });
  });

  test("an amount of nothing takes nothing", () => {
    expect(
      order(sold(mugs), back("r1", { lineId: "1", quantity: "1", amount: "0" })).totalMinor,
    ).toBe(10_000n);
  });

  test("more than is left takes what is left and is flagged, not what was asked for", () => {
    const over = { lineId: "1", quantity: "2", amount: "100.01" };
    const view = order(sold(mugs), back("r1", over));
    expect(view).toMatchObject({ totalMinor: 0n, flags: ["OVER_REFUNDED"] });
    expect(view.lines[0]).toMatchObject({ kept: 2_000_000n, keptMinor: 0n, expectedMinor: 0n });
    expect(points(view).lines[0]?.notEarningBecause).toBe("REFUNDED");
    expect(order(sold(mugs), back("r1", { ...over, amount: "100.00" })).flags).toEqual([]);
    expect(order(sold(mugs), back("r1", over), ["VOIDED"]).flags).toEqual([]);
  });

  test("an amount does not reach into other lines, named by line", () => {
    const tea = { id: "2", article: "tea", quantity: "1", gross: "5.00" };
    const view = order(sold(mugs, tea), back("r1", { lineId: "2", quantity: "1", amount: "7.00" }));
    expect(kept(view)).toEqual([10_000n, 0n]);
    expect(view.flags).toEqual(["OVER_REFUNDED"]);
  });
});

describe("one return after another", () => {
  const dear = { lineId: "1", quantity: "2", amount: "80.00" };
  const byShare = { lineId: "1", quantity: "1" };

  test("goods' shares are of the price paid, whichever return came first", () => {
    const first = order(sold(mugs), back("r1", { ...dear, amount: "30.00" }), back("r2", byShare));
    const last = order(sold(mugs), back("r2", byShare), back("r1", { ...dear, amount: "30.00" }));
    // 100.00 less 30.00 that was named less 25.00 for one of four.
    expect([first.totalMinor, last.totalMinor]).toEqual([4_500n, 4_500n]);
  });

  test("the rest by quantity takes at most what is left, and more is flagged", () => {
    const view = order(sold(mugs), back("r1", dear), back("r2", { ...byShare, quantity: "2" }));
    expect(view).toMatchObject({ status: "RETURNED", totalMinor: 0n, flags: ["OVER_REFUNDED"] });
  });

  test("the rest as a whole takes what is left, goods and money, and is as it should be", () => {
    for (const amount of ["80.00", "20.00"]) {
      expect(order(sold(mugs), back("r1", { ...dear, amount }), back("r2"))).toMatchObject({
        ...{ status: "RETURNED", totalMinor: 0n, flags: [] },
      });
    }
  });

  test("a remainder that does not divide is kept to the penny", () => {
    const three = { id: "1", article: "mug", quantity: "3", gross: "10.00" };
    const one = (id: string, amount?: string) =>
      back(id, { lineId: "1", quantity: "1", ...(amount === undefined ? {} : { amount }) });
    const sum = (...returns: Told[]) => order(sold(three), ...returns).totalMinor;
    expect(sum(one("a", "3.34"))).toBe(666n);
    expect(sum(one("a", "3.34"), one("b"))).toBe(333n);
    expect(sum(one("a", "3.34"), one("b"), one("c", "3.33"))).toBe(0n);
    expect(order(sold(three), one("a", "3.34"), one("b"), one("c", "3.33")).flags).toEqual([]);
  });

  test("the same return said again replaces what it said", () => {
    const view = order(
      sold(mugs),
      back("r1", dear),
      back("r1", { lineId: "1", quantity: "1", amount: "10.00" }),
    );
    expect(view).toMatchObject({ totalMinor: 9_000n, flags: [] });
    expect(view.lines[0]?.kept).toBe(3_000_000n);
  });

  test("money without goods comes off what returns have left", () => {
    const refund = (amount: string): Told => ["REFUNDED", { refund: { id: "m1", amount } }];
    const left = order(sold(mugs), refund("15.00"), back("r1", dear));
    expect(left).toMatchObject({ totalMinor: 500n, flags: [] });
    const over = order(sold(mugs), refund("20.01"), back("r1", dear));
    expect(over).toMatchObject({ totalMinor: 0n, flags: ["OVER_REFUNDED"] });
  });

  test("an amount of a return before its goods counts when they are handed over", () => {
    const early = [["PLACED", { lines: [mugs] }], back("r1", dear)] as const;
    expect(order(...early)).toMatchObject({ totalMinor: 10_000n, flags: ["OVER_RETURNED"] });
    expect(order(...early, ["FULFILLED", { fulfilment: { id: "f" } }])).toMatchObject({
      ...{ totalMinor: 2_000n, flags: [] },
    });
  });

  test("what is still to come stays to come", () => {
    const view = order(
      ["PLACED", { lines: [mugs] }],
      ["FULFILLED", { fulfilment: { id: "f", lines: [{ lineId: "1", quantity: "2" }] } }],
      back("r1", { lineId: "1", quantity: "1", amount: "40.00" }),
    );
    expect(view.lines[0]).toMatchObject({ keptMinor: 1_000n, expectedMinor: 6_000n });
  });
});

describe("an amount of an article on several lines", () => {
  const cheap = { id: "1", article: "mug", quantity: "2", gross: "10.00" };
  const dear = { id: "2", article: "mug", quantity: "2", gross: "30.00" };
  const all = (quantity: string, amount: string) =>
    order(sold(cheap, dear), back("r1", { article: "mug", quantity, amount }));

  test("is split by what was paid for the goods that each gives", () => {
    const view = all("3", "20.00");
    expect(view.lines.map((line) => line.kept)).toEqual([0n, 1_000_000n]);
    // 10.00 of the first and 15.00 of the second came back: 20.00 is 8.00 and 12.00.
    expect(kept(view)).toEqual([200n, 1_800n]);
  });

  test("is split exactly, and as it was where that is on record", () => {
    const facts = factsOfLife(
      lifeOf(
        sold({ ...cheap, quantity: "1", gross: "0.02" }, { ...dear, gross: "0.05" }),
        back("r1", { article: "mug", quantity: "2", amount: "0.03" }),
      ),
    );
    // 2 and 2.5 came back: 3 is 1.33 and 1.67; of whole pence, 2 and 2, it was 1.5 and 1.5.
    expect(kept(deriveOrder(mergeAll(facts)))).toEqual([1n, 3n]);
    const before = facts.map(({ key, fact }) => ({
      key,
      fact: fact.part === null ? fact : { ...fact, part: { ...fact.part, rules: 1 } },
    }));
    expect(kept(deriveOrder(mergeAll(before)))).toEqual([0n, 4n]);
  });

  test("goes on to the lines that have money left, and is flagged only beyond all of them", () => {
    expect(kept(all("1", "12.00"))).toEqual([0n, 2_800n]);
    expect(all("4", "40.00")).toMatchObject({ totalMinor: 0n, flags: [] });
    expect(all("4", "40.01")).toMatchObject({ totalMinor: 0n, flags: ["OVER_REFUNDED"] });
  });
});

describe("amounts beside", () => {
  test("discounts: what was paid is what can come back", () => {
    const reduced = { ...mugs, discounts: [{ source: "coupon", amount: "20.00" }] };
    const view = order(sold(reduced), back("r1", { lineId: "1", quantity: "1", amount: "20.00" }));
    expect([view.totalMinor, view.lines[0]?.netMinor]).toEqual([6_000n, 8_000n]);
  });

  test("points as a tender: what is left was paid with points in the same proportion", () => {
    const tenders = [
      { kind: "points", amount: "40.00" },
      { kind: "card", amount: "60.00" },
    ];
    const view = order(
      ["SOLD", { lines: [mugs], tenders }],
      back("r1", { lineId: "1", quantity: "2", amount: "80.00" }),
    );
    // 20.00 are left, 8.00 of them paid with points.
    expect(earned(view)).toBe(12n);
  });

  test("another currency: they are not counted, the goods' share is, and it is flagged", () => {
    const euros: Told = [
      "RETURNED",
      {
        currencyCode: "EUR",
        return: { id: "r1", lines: [{ lineId: "1", quantity: "1", amount: "90.00" }] },
      },
    ];
    expect(order(sold(mugs), euros)).toMatchObject({
      ...{ totalMinor: 7_500n, flags: ["MIXED_CURRENCY"] },
    });
  });

  test("an exchange: what came back for the amount, what went out beside it", () => {
    const view = order(sold(mugs), [
      "EXCHANGED",
      {
        return: { id: "x1", lines: [{ lineId: "1", quantity: "1", amount: "20.00" }] },
        lines: [{ id: "1", article: "pot", quantity: "1", gross: "22.00" }],
      },
    ]);
    expect(kept(view)).toEqual([8_000n, 2_200n]);
  });
});

describe("what is on record", () => {
  const raw = lifeOf(
    sold(mugs),
    back("r1", { lineId: "1", quantity: "2", amount: "80.00" }),
  ) as RawPurchaseEvent[];

  test("keeps the rules under which it was recorded", () => {
    const facts = factsOfLife(raw).map(({ key, fact }) => {
      const stored = encodeOrderFact(fact);
      expect(decodeOrderFact(stored)).toEqual(fact);
      if (stored.p !== undefined) {
        delete stored.p.v;
      }
      return { key, fact: decodeOrderFact(stored) };
    });
    expect(deriveOrder(mergeAll(facts))).toMatchObject({ totalMinor: 5_000n, flags: [] });
  });

  test("an amount is part of what was said: another one is another message", () => {
    const hashOf = (amount?: string) =>
      bodyHash(
        parsed(
          lifeOf(
            back("r1", {
              ...{ lineId: "1", quantity: "2" },
              ...(amount === undefined ? {} : { amount }),
            }),
          )[0] as RawPurchaseEvent,
        ),
      );
    expect(hashOf("80.00")).toBe(hashOf("80"));
    expect(new Set([hashOf("80.00"), hashOf("80.01"), hashOf("0"), hashOf()]).size).toBe(4);
  });
});
