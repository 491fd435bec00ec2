import { describe, expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import {
  decodeOrderFact,
  encodeOrderFact,
  type KeyedOrderFact,
  type OrderFactJson,
} from "../../../src/domain/order/factOf.ts";
import type { OrderView } from "../../../src/domain/order/facts.ts";
import { decidePoints } from "../../../src/domain/points/decidePoints.ts";
import { DEFAULT_RULESET } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { factsOfLife, mergeAll } from "../../support/lives/orderLives.ts";
import {
  amendedEvent,
  cancelledEvent,
  exchangedEvent,
  fulfilledEvent,
  placedEvent,
  type RawPurchaseEvent,
  refundedEvent,
  returnedEvent,
  settledEvent,
  soldEvent,
  voidedEvent,
} from "../../support/purchaseEvents.ts";

/** What is not said does not erase what was said (ADR-0026). */

/** One order's events, a minute apart; in GBP unless in yen. */
function life(...events: readonly RawPurchaseEvent[]): KeyedOrderFact[] {
  return factsOfLife(
    events.map((event, minute) => ({
      ...event,
      currencyCode: event["currencyCode"] === "JPY" ? "JPY" : "GBP",
      eventId: String(minute),
      occurredAt: `2026-11-22T10:${String(minute).padStart(2, "0")}:00Z`,
    })),
  );
}

function viewOf(facts: readonly KeyedOrderFact[]): OrderView {
  return deriveOrder(mergeAll(facts));
}

/**
 * As a database has it that recorded them before what an event leaves out was told from what it
 * says.
 */
function recordedBefore(facts: readonly KeyedOrderFact[]): KeyedOrderFact[] {
  return facts.map(({ key, fact }) => {
    const { v: _reading, dc, ...json } = encodeOrderFact(fact);
    const old: OrderFactJson = dc === undefined ? json : { ...json, ch: dc };
    return { key, fact: decodeOrderFact(JSON.parse(JSON.stringify(old)) as OrderFactJson) };
  });
}

function pointsOf(view: OrderView): bigint {
  const outcome = decidePoints({ view, ruleset: DEFAULT_RULESET, earns: true, basis: null });
  if (outcome.kind !== "DECIDED") {
    throw new Error("a rate is missing");
  }
  return outcome.decision.earned.reduce((sum, { points }) => sum + points, 0n);
}

/** All orders of a few items. */
function permutations<Item>(items: readonly Item[]): Item[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((item, at) =>
        permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
      );
}

const mug = { id: "1", article: "mug", quantity: "2", gross: "100.00" };
const sixtyByPoints = [
  { kind: "points", amount: "60.00" },
  { kind: "card", amount: "40.00" },
];
const bare = { channel: undefined };

describe("a second message of the same kind", () => {
  test("without tenders keeps those of the first: 60 of 100 were paid with points, 40 points", () => {
    const facts = life(
      placedEvent({ lines: [mug] }),
      fulfilledEvent(),
      settledEvent({ tenders: sixtyByPoints }),
      settledEvent(),
    );
    for (const order of permutations(facts)) {
      const view = viewOf(order);
      expect([view.tenders.length, pointsOf(view)]).toEqual([2, 40n]);
    }
    // The fault, as databases have it that recorded it: the second message stood for all.
    const before = viewOf(recordedBefore(facts));
    expect([before.tenders, pointsOf(before)]).toEqual([[], 100n]);
  });

  test("does not bring back how it was to be paid when it was placed", () => {
    const facts = life(
      placedEvent({ lines: [mug], tenders: [{ kind: "card", amount: "100.00" }] }),
      fulfilledEvent(),
      settledEvent({ tenders: sixtyByPoints }),
      settledEvent(),
    );
    for (const order of permutations(facts)) {
      expect(pointsOf(viewOf(order))).toBe(40n);
    }
  });

  test("that comes between two others is heard where the newer one says nothing", () => {
    const facts = life(
      placedEvent({ lines: [mug] }),
      settledEvent({ tenders: [{ kind: "card", amount: "100.00" }] }),
      settledEvent({ tenders: sixtyByPoints }),
      settledEvent(),
      settledEvent(),
    );
    for (const order of permutations(facts)) {
      expect(viewOf(order).tenders).toHaveLength(2);
    }
  });

  test("keeps amounts in the currency in which they were said", () => {
    const yen = { currencyCode: "JPY", tenders: [{ kind: "points", amount: "100" }] };
    const view = viewOf(
      life(placedEvent({ lines: [mug] }), settledEvent(yen), settledEvent(), fulfilledEvent()),
    );
    expect(view.tenders).toEqual([]);
    expect(pointsOf(view)).toBe(100n);
  });

  const said = {
    channel: "marketplace",
    store: "S9",
    fulfilmentMethod: "collect",
    placedAt: "2026-11-20T10:00:00Z",
  };
  const attributes = (view: OrderView) => ({
    channel: view.channel,
    store: view.store,
    method: view.fulfilmentMethod,
    placedAt: view.placedAt,
    tenders: view.tenders,
    test: view.test,
    history: view.history,
  });
  const sparse = { channel: undefined, fulfilmentMethod: undefined, store: undefined };
  const cases: readonly [string, (more: RawPurchaseEvent) => RawPurchaseEvent][] = [
    ["SOLD", (more) => soldEvent({ ...sparse, till: undefined, tenders: undefined, ...more })],
    ["PLACED", (more) => placedEvent({ ...sparse, ...more })],
    ["AMENDED", (more) => amendedEvent({ ...sparse, ...more })],
    ["SETTLED", (more) => settledEvent({ ...sparse, ...more })],
    ["FULFILLED", (more) => fulfilledEvent({ ...sparse, ...more })],
    ["CANCELLED", (more) => cancelledEvent({ ...sparse, ...more })],
    ["VOIDED", (more) => voidedEvent({ ...sparse, ...more })],
    ["RETURNED", (more) => returnedEvent({ ...sparse, ...more })],
    ["REFUNDED", (more) => refundedEvent({ ...sparse, ...more })],
    ["EXCHANGED", (more) => exchangedEvent({ ...sparse, ...more })],
  ];
  test.each(cases)("of kind %s takes nothing back by leaving it out", (_kind, event) => {
    for (const flags of [{}, { test: true }, { history: true }]) {
      const full = { ...said, tenders: sixtyByPoints, ...flags };
      const once = life(event(full));
      const twice = life(event(full), event({}));
      const expected = attributes(viewOf(once));
      expect(expected).toMatchObject({ channel: "marketplace", store: "S9", method: "collect" });
      expect(attributes(viewOf(twice))).toEqual(expected);
      expect(attributes(viewOf(twice.toReversed()))).toEqual(expected);
    }
  });

  test("replaces lines, parts and refunds as a whole", () => {
    const shipping = { id: "2", kind: "SHIPPING", quantity: "1", gross: "5.00" };
    const amended = viewOf(
      life(
        placedEvent({ lines: [mug, shipping] }),
        amendedEvent({ lines: [mug, { ...shipping, kind: undefined }] }),
      ),
    );
    expect(amended.lines.map(({ kind }) => kind)).toEqual(["ARTICLE", "ARTICLE"]);
    const weighed = { lineId: "1", quantity: "1", amount: "49.00" };
    const counted = { lineId: "1", quantity: "1" };
    const again = viewOf(
      life(
        placedEvent({ lines: [mug] }),
        fulfilledEvent({ fulfilment: { id: "f", lines: [weighed] } }),
        fulfilledEvent({ fulfilment: { id: "f", lines: [counted] } }),
      ),
    );
    expect(again.lines[0]?.keptMinor).toBe(5_000n);
  });
});

describe("a channel that is not named", () => {
  // The senders of orderLives: the shop's default is web, the ERP's app.
  const marketplace = { channel: "marketplace" };

  test.each<[string, RawPurchaseEvent[], string]>([
    ["AMENDED", [placedEvent(marketplace), amendedEvent(bare)], "marketplace"],
    ["PLACED again", [placedEvent(marketplace), placedEvent(bare)], "marketplace"],
    ["SOLD after PLACED", [placedEvent(marketplace), soldEvent(bare)], "marketplace"],
    [
      "what changes an order that only a fulfilment has named one for",
      [fulfilledEvent(marketplace), amendedEvent(bare)],
      "marketplace",
    ],
    ["SETTLED beside FULFILLED", [fulfilledEvent(marketplace), settledEvent(bare)], "marketplace"],
    ["nobody: the source's that opened it", [placedEvent(bare), settledEvent(bare)], "web"],
    [
      "nobody, and another source changes it",
      [placedEvent(bare), amendedEvent({ ...bare, source: "erp" })],
      "web",
    ],
    [
      "the placement's, of goods that a till hands over",
      [placedEvent(bare), fulfilledEvent({ channel: "store" })],
      "web",
    ],
    [
      "the placement's, changed by name",
      [placedEvent(bare), amendedEvent(marketplace)],
      "marketplace",
    ],
  ])("is not told over one that is: %s", (_name, events, channel) => {
    const facts = life(...events);
    for (const order of permutations(facts)) {
      expect(viewOf(order).channel).toBe(channel);
    }
  });

  test("was told over it in what is recorded from before, and stays so", () => {
    const facts = recordedBefore(life(placedEvent(marketplace), amendedEvent(bare)));
    expect(viewOf(facts).channel).toBe("web");
  });
});

describe("where goods come back", () => {
  const elsewhere = { channel: "store", store: "S9", fulfilmentMethod: "collect" };

  test.each([
    ["RETURNED", returnedEvent({ ...elsewhere, return: { id: "r" } })],
    ["EXCHANGED", exchangedEvent({ ...elsewhere })],
    ["REFUNDED", refundedEvent({ ...elsewhere })],
  ])("says nothing of where they were bought: %s", (_kind, event) => {
    const facts = life(fulfilledEvent({ source: "unknown", ...bare }), event);
    expect(viewOf(facts)).toMatchObject({ channel: null, store: null, fulfilmentMethod: null });
    expect(viewOf(recordedBefore(facts))).toMatchObject({ channel: "store", store: "S9" });
  });

  test("is all that a return without an order has", () => {
    const facts = life(returnedEvent({ ...elsewhere, return: { id: "r" } }));
    expect(viewOf(facts)).toMatchObject({ channel: "store", store: "S9" });
  });
});
