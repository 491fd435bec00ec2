import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeOrderFact, encodeOrderFact, orderFactOf } from "../../../src/domain/order/factOf.ts";
import type { OrderFact } from "../../../src/domain/order/facts.ts";
import {
  amendedEvent,
  cancelledEvent,
  exchangedEvent,
  fulfilledEvent,
  parsed,
  placedEvent,
  rawPurchaseEvent,
  refundedEvent,
  returnedEvent,
  settledEvent,
  soldEvent,
  voidedEvent,
} from "../../support/purchaseEvents.ts";

describe("orderFactOf", () => {
  test.each([
    [soldEvent(), "SOLD/"],
    [placedEvent(), "PLACED/"],
    [settledEvent(), "SETTLED/"],
    [fulfilledEvent(), "FULFILLED/F-1"],
    [amendedEvent(), "AMENDED/"],
    [cancelledEvent(), "CANCELLED/"],
    [returnedEvent(), "RETURNED/R-1"],
    [refundedEvent(), "REFUNDED/M-1"],
    [exchangedEvent(), "EXCHANGED/X-1"],
    [voidedEvent(), "VOIDED/"],
  ])("%$ keys the fact by kind and the part's own id: %s", (raw, key) => {
    const keyed = orderFactOf(parsed(raw));
    expect(keyed.key).toBe(key);
    expect(`${keyed.fact.kind}/${keyed.fact.externalId}`).toBe(key);
  });

  test("the version is the sender's time and number, never the arrival", () => {
    const event = parsed(soldEvent({ sequence: "7" }));
    expect(orderFactOf(event).fact.version).toEqual({
      occurredAt: event.occurredAt,
      source: "till",
      sequence: 7n,
      eventId: "sale-1",
    });
  });

  test("lines and tenders that a kind only repeats are not taken for the order's", () => {
    const repeated = { lines: soldEvent()["lines"], tenders: soldEvent()["tenders"] };
    const returned = orderFactOf(parsed(returnedEvent({ ...repeated, currencyCode: "EUR" }))).fact;
    expect(returned).toMatchObject({ lines: null, tenders: null, part: { id: "R-1" } });
    const settled = orderFactOf(parsed(settledEvent({ ...repeated, currencyCode: "EUR" }))).fact;
    expect(settled.lines).toBeNull();
    expect(settled.tenders).toHaveLength(1);
  });

  test("an exchange has what comes back and what goes out", () => {
    const { fact } = orderFactOf(parsed(exchangedEvent()));
    expect(fact.part?.lines).toHaveLength(1);
    expect(fact.lines).toHaveLength(1);
  });

  test("the stored fact gives any fact back, through the text of JSON", () => {
    fc.assert(
      fc.property(rawPurchaseEvent(), (raw) => {
        const { fact } = orderFactOf(parsed(raw));
        const stored: OrderFact = decodeOrderFact(
          JSON.parse(JSON.stringify(encodeOrderFact(fact))),
        );
        expect(stored).toEqual(fact);
      }),
    );
  });
});
