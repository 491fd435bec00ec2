import { describe, expect, test } from "vitest";
import { orderFactOf } from "../../../src/domain/order/factOf.ts";
import { EMPTY_FACTS, mergeOrder } from "../../../src/domain/order/mergeOrder.ts";
import { rightOver } from "../../../src/domain/order/storeRights.ts";
import { PURCHASE_EVENT_KINDS } from "../../../src/domain/purchase/event.ts";
import {
  amendedEvent,
  cancelledEvent,
  exchangedEvent,
  fulfilledEvent,
  parsed,
  placedEvent,
  type RawPurchaseEvent,
  refundedEvent,
  returnedEvent,
  settledEvent,
  soldEvent,
  voidedEvent,
} from "../../support/purchaseEvents.ts";

const TILL = { store: "S01", channel: "store" };

/** One of each kind, as the till of S01 sends it. */
const EVENTS = Object.fromEntries(
  [
    soldEvent(),
    placedEvent(),
    settledEvent(),
    fulfilledEvent(),
    amendedEvent(),
    cancelledEvent(),
    returnedEvent(),
    refundedEvent(),
    exchangedEvent(),
    voidedEvent(),
  ].map((raw) => [raw["kind"], parsed({ ...raw, store: "S01", fulfilmentMethod: undefined })]),
);

function orderOf(...raws: readonly RawPurchaseEvent[]) {
  return raws.reduce((facts, raw) => {
    const { key, fact } = orderFactOf(parsed(raw));
    return mergeOrder(facts, key, fact).facts;
  }, EMPTY_FACTS);
}

/** The kinds that the till of S01 may bring about the order. */
function allowed(...raws: readonly RawPurchaseEvent[]): string[] {
  const order = orderOf(...raws);
  return PURCHASE_EVENT_KINDS.filter(
    (kind) => rightOver(order, EVENTS[kind] as never, TILL).kind !== "REFUSED",
  );
}

const EVERYTHING = [...PURCHASE_EVENT_KINDS];
const FROM_ELSEWHERE = ["RETURNED", "EXCHANGED"];
const TO_COLLECT = ["SETTLED", "FULFILLED", "RETURNED", "EXCHANGED"];
const collect = { fulfilmentMethod: "collect", store: "S01" };

describe("what the till of a store may bring about an order that is there", () => {
  const cases: readonly [string, readonly RawPurchaseEvent[], readonly string[]][] = [
    ["its own sale", [soldEvent()], EVERYTHING],
    [
      "its own order, amended by head office",
      [placedEvent({ store: "S01", channel: "store" }), amendedEvent({ channel: undefined })],
      EVERYTHING,
    ],
    [
      "its own sale, part of which came back elsewhere",
      [soldEvent(), returnedEvent({ store: "S02", channel: "store" })],
      EVERYTHING,
    ],
    ["another store's sale", [soldEvent({ store: "S02" })], FROM_ELSEWHERE],
    ["a sale of no store", [soldEvent({ store: undefined })], FROM_ELSEWHERE],
    ["a web order", [placedEvent()], FROM_ELSEWHERE],
    [
      "a web order that was returned here",
      [placedEvent(), returnedEvent({ store: "S01", channel: "store" })],
      FROM_ELSEWHERE,
    ],
    ["a web order sent from this store", [placedEvent({ store: "S01" })], FROM_ELSEWHERE],
    ["a web order to be collected here", [placedEvent(collect)], TO_COLLECT],
    [
      "one that was handed over here already",
      [
        placedEvent(collect),
        fulfilledEvent({ store: "S01", channel: "store", fulfilment: { id: "other" } }),
      ],
      TO_COLLECT,
    ],
    [
      "a web order to be collected elsewhere",
      [placedEvent({ ...collect, store: "S02" })],
      FROM_ELSEWHERE,
    ],
    [
      "an order of which only the dispatch is known",
      [fulfilledEvent({ fulfilment: { id: "other" } })],
      ["SOLD", "PLACED", ...FROM_ELSEWHERE],
    ],
    [
      "one that another store handed over",
      [fulfilledEvent({ store: "S02", channel: "store", fulfilment: { id: "other" } })],
      FROM_ELSEWHERE,
    ],
    [
      "its own return without an order",
      [returnedEvent({ store: "S01", channel: "store" })],
      EVERYTHING,
    ],
    [
      "another store's return, of an order that is not known yet",
      [returnedEvent({ store: "S02", channel: "store", return: { id: "other" } })],
      ["SOLD", "PLACED", ...FROM_ELSEWHERE],
    ],
  ];
  test.each(cases)("%s", (_what, facts, kinds) => {
    expect(allowed(...facts)).toEqual(EVERYTHING.filter((kind) => kinds.includes(kind)));
  });

  const bring = (raw: RawPurchaseEvent, ...facts: readonly RawPurchaseEvent[]) =>
    rightOver(orderOf(...facts), parsed({ ...raw, store: "S01", channel: "store" }), TILL);
  const web = placedEvent();

  test("what it says of an order of elsewhere replaces nothing that others have said", () => {
    const theirs = returnedEvent({ eventId: "erp", return: { id: "R-1" } });
    expect(bring(returnedEvent(), web, theirs)).toEqual({
      kind: "REFUSED",
      field: ["return", "id"],
    });
    expect(bring(returnedEvent(), web, { ...theirs, store: "S01" })).toEqual({ kind: "VISITING" });
    const order = placedEvent(collect);
    expect(bring(settledEvent(), order, settledEvent())).toEqual({
      kind: "REFUSED",
      field: ["kind"],
    });
    expect(bring(fulfilledEvent(), order, fulfilledEvent())).toEqual({
      kind: "REFUSED",
      field: ["fulfilment", "id"],
    });
  });

  test.each([
    ["test", { test: true }],
    ["history", { history: true }],
    ["fulfilmentMethod", { fulfilmentMethod: "service" }],
  ])("it cannot make an order of elsewhere another one by %s", (field, change) => {
    expect(bring(returnedEvent(change), web)).toEqual({ kind: "REFUSED", field: [field] });
    expect(bring(returnedEvent(change), soldEvent())).toEqual({ kind: "OWN" });
  });

  test("where the tills' source has no channel, the store decides", () => {
    const order = orderOf(placedEvent({ store: "S01" }));
    expect(rightOver(order, EVENTS["VOIDED"] as never, { store: "S01", channel: null })).toEqual({
      kind: "OWN",
    });
  });
});
