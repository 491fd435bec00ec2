import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BODY_HASH_VERSION, bodyHash } from "../../../src/domain/purchase/hash.ts";
import {
  fulfilledEvent,
  parsed,
  type RawPurchaseEvent,
  rawPurchaseEvent,
  refundedEvent,
  returnedEvent,
  soldEvent,
  soldLine,
} from "../../support/purchaseEvents.ts";

function hashOf(raw: RawPurchaseEvent): string {
  return bodyHash(parsed(raw));
}

const handedOver = (...lines: readonly object[]) =>
  fulfilledEvent({ currencyCode: "GBP", fulfilment: { id: "F-1", lines } });

const cameBack = (...lines: readonly object[]) => returnedEvent({ return: { id: "R-1", lines } });

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same JSON with every object's keys in another order and every absent field as null. */
function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(rewritten);
  }
  if (!isRecord(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([key, part]) => [key, rewritten(part)] as const);
  return Object.fromEntries(entries.reverse());
}

const lines = [
  soldLine("1", { discounts: [{ source: "s", amount: "1.00" }], category: ["a", "b"] }),
  soldLine("2"),
];

describe("bodyHash", () => {
  test("is pinned: another value for this event means a new BODY_HASH_VERSION", () => {
    expect(BODY_HASH_VERSION).toBe(1);
    expect(hashOf(soldEvent())).toBe(
      "17adef38c12336e72af6e1ee77d604ba4c6ef8560b0c3f305644a9d1ae33f849",
    );
  });

  test("does not see the order of keys", () => {
    fc.assert(
      fc.property(rawPurchaseEvent(), (raw) => {
        expect(hashOf(rewritten(raw) as RawPurchaseEvent)).toBe(hashOf(raw));
      }),
    );
  });

  test("does not see the order of references and identifiers", () => {
    fc.assert(
      fc.property(rawPurchaseEvent(), (raw) => {
        const { references, customer } = raw;
        const turned = {
          ...raw,
          references: Array.isArray(references) ? references.toReversed() : references,
          customer: Array.isArray(customer) ? customer.toReversed() : customer,
        };
        expect(hashOf(turned)).toBe(hashOf(raw));
      }),
    );
  });

  test.each([
    ["test and history", { test: false, history: false }],
    ["absent fields as null", { reason: null, cashier: null, refund: null }],
    ["an empty text", { reason: "" }],
    [
      "the reference's source",
      { references: [{ source: "till", kind: "order", value: "A-1001" }] },
    ],
    ["a repeated reference", { references: Array(2).fill({ kind: "order", value: "A-1001" }) }],
    [
      "an unverified identifier",
      { customer: [{ kind: "loyalty", value: "90000001", verified: false }] },
    ],
    ["another offset of the moment", { occurredAt: "2026-11-22T11:55:00.000Z" }],
    ["another spelling of amounts", { tenders: [{ kind: "card", amount: "44.970" }] }],
  ])("does not see an explicit default: %s", (_, overrides) => {
    expect(hashOf(soldEvent(overrides))).toBe(hashOf(soldEvent()));
  });

  test.each([
    ["kind and discounts", { kind: "ARTICLE", discounts: [], category: [] }],
    ["net", { net: "10" }],
    ["quantity as JSON number", { quantity: 1 }],
    ["zeros", { quantity: "1.000", gross: "10.0000" }],
  ])("does not see an explicit default of a line: %s", (_, overrides) => {
    const given = soldEvent({ lines: [soldLine("1", overrides)] });
    expect(hashOf(given)).toBe(hashOf(soldEvent({ lines: [soldLine("1")] })));
  });

  test.each<[string, RawPurchaseEvent, RawPurchaseEvent]>([
    ["eventId", soldEvent(), soldEvent({ eventId: "sale-2" })],
    ["source", soldEvent(), soldEvent({ source: "till2" })],
    [
      "occurredAt by a microsecond",
      soldEvent(),
      soldEvent({ occurredAt: "2026-11-22T12:55:00.000001+01:00" }),
    ],
    ["sequence", soldEvent(), soldEvent({ sequence: "0" })],
    ["a reference", soldEvent(), soldEvent({ references: [{ kind: "order", value: "A-1002" }] })],
    [
      "a reference's kind",
      soldEvent(),
      soldEvent({ references: [{ kind: "erp", value: "A-1001" }] }),
    ],
    ["an identifier", soldEvent(), soldEvent({ customer: [{ kind: "loyalty", value: "9" }] })],
    ["a guest", soldEvent(), soldEvent({ customer: [] })],
    [
      "verified",
      soldEvent(),
      soldEvent({ customer: [{ kind: "loyalty", value: "90000001", verified: true }] }),
    ],
    ["channel", soldEvent(), soldEvent({ channel: "web" })],
    ["businessDate", soldEvent(), soldEvent({ businessDate: "2026-11-22" })],
    ["currency", soldEvent(), soldEvent({ currencyCode: "GBP" })],
    [
      "placedAt against capturedAt",
      soldEvent({ placedAt: "2026-11-22T11:00:00Z" }),
      soldEvent({ capturedAt: "2026-11-22T11:00:00Z" }),
    ],
    ["test against history", soldEvent({ test: true }), soldEvent({ history: true })],
    ["the order of lines", soldEvent({ lines }), soldEvent({ lines: lines.toReversed() })],
    [
      "a category's depth",
      soldEvent({ lines: [soldLine("1", { category: ["a", "b"] })] }),
      soldEvent({ lines: [soldLine("1", { category: ["ab"] })] }),
    ],
    [
      "article against name",
      soldEvent({ lines: [soldLine("1", { article: "a", name: null })] }),
      soldEvent({ lines: [soldLine("1", { article: null, name: "a" })] }),
    ],
    [
      "gross and net",
      soldEvent({ lines: [soldLine("1", { net: "9.00" })] }),
      soldEvent({ lines: [soldLine("1")] }),
    ],
    [
      "a discount against a lower net",
      soldEvent({ lines: [soldLine("1", { net: "9" })] }),
      soldEvent({ lines: [soldLine("1", { discounts: [{ source: "s", amount: "1" }] })] }),
    ],
    ["a tender's kind", soldEvent(), soldEvent({ tenders: [{ kind: "points", amount: "44.97" }] })],
    ["no tenders", soldEvent(), soldEvent({ tenders: [] })],
    [
      "everything against a line",
      fulfilledEvent(),
      fulfilledEvent({ fulfilment: { id: "F-1", lines: [{ lineId: "1", quantity: "1" }] } }),
    ],
    [
      "a part sent again with another quantity",
      handedOver({ lineId: "1", quantity: "1" }),
      handedOver({ lineId: "1", quantity: "2" }),
    ],
    [
      "a part sent again with another line",
      handedOver({ lineId: "1", quantity: "1" }),
      handedOver({ lineId: "2", quantity: "1" }),
    ],
    [
      "a part sent again with another article",
      handedOver({ article: "mug", quantity: "1" }),
      handedOver({ article: "tea", quantity: "1" }),
    ],
    [
      "a part's line id against its article",
      handedOver({ lineId: "mug", quantity: "1" }),
      handedOver({ article: "mug", quantity: "1" }),
    ],
    [
      "a part sent again with another amount",
      handedOver({ lineId: "1", quantity: "1", amount: "5.00" }),
      handedOver({ lineId: "1", quantity: "1", amount: "6.00" }),
    ],
    [
      "a part sent again with an amount",
      handedOver({ lineId: "1", quantity: "1" }),
      handedOver({ lineId: "1", quantity: "1", amount: "5.00" }),
    ],
    [
      "a part's id",
      fulfilledEvent({ fulfilment: { id: "F-1" } }),
      fulfilledEvent({ fulfilment: { id: "F-2" } }),
    ],
    [
      "another line in a return",
      cameBack({ lineId: "1", quantity: "1" }),
      cameBack({ lineId: "1", quantity: "1" }, { lineId: "2", quantity: "1" }),
    ],
    [
      "a return sent again with another quantity",
      cameBack({ lineId: "1", quantity: "1" }),
      cameBack({ lineId: "1", quantity: "2" }),
    ],
    [
      "a refund's amount",
      refundedEvent(),
      refundedEvent({ refund: { id: "M-1", amount: "5.01" } }),
    ],
    ["a refund's id", refundedEvent(), refundedEvent({ refund: { id: "M-2", amount: "5.00" } })],
    [
      "text that imitates the next field",
      soldEvent({ channel: "a", store: null }),
      soldEvent({ channel: "a5store", store: null }),
    ],
  ])("sees %s", (_, one, other) => {
    expect(hashOf(one)).not.toBe(hashOf(other));
  });

  test("two events of different ids never hash alike", () => {
    fc.assert(
      fc.property(rawPurchaseEvent(), rawPurchaseEvent(), (one, other) => {
        fc.pre(one["eventId"] !== other["eventId"]);
        expect(hashOf(one)).not.toBe(hashOf(other));
      }),
    );
  });
});
