import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PURCHASE_EVENT_KINDS, RETURN_RULES } from "../../../src/domain/purchase/event.ts";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import { needsBusinessDate, withBusinessDate } from "../../../src/domain/purchase/references.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import {
  amendedEvent,
  cancelledEvent,
  exchangedEvent,
  fulfilledEvent,
  parsed,
  placedEvent,
  type RawPurchaseEvent,
  rawPurchaseEvent,
  refundedEvent,
  returnedEvent,
  settledEvent,
  soldEvent,
  soldLine,
  voidedEvent,
} from "../../support/purchaseEvents.ts";

const INT64_MAX_TEXT = "92233720368547758.07";

function lineEvent(overrides: RawPurchaseEvent): RawPurchaseEvent {
  return soldEvent({ lines: [soldLine("1", overrides)] });
}

describe("a valid event", () => {
  test("a sale is read with amounts in minor units and quantities in millionths", () => {
    const event = parsed(soldEvent());
    expect(event.occurredAt).toBe(Date.UTC(2026, 10, 22, 11, 55) * 1_000);
    expect(event.identifiers).toEqual([{ kind: "loyalty", value: "90000001", verified: false }]);
    expect(event.references).toEqual([
      { source: "till", kind: "order", scope: "", value: "A-1001" },
    ]);
    expect(event.lines?.[1]?.quantity).toBe(250_000n);
    expect(event.lines?.[2]).toEqual({
      id: "3",
      kind: "ARTICLE",
      article: "pot",
      name: null,
      brand: null,
      category: [],
      quantity: 1_000_000n,
      grossMinor: 2_000n,
      discounts: [{ source: "promotion", code: "TEN", fundedBy: "brand", amountMinor: 500n }],
      netMinor: 1_500n,
      taxMinor: 239n,
    });
    expect(event.tenders).toEqual([{ kind: "card", amountMinor: 4_497n }]);
  });

  test.each([
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
  ])("of kind $kind is accepted", (raw) => {
    expect(parsePurchaseEvent(raw).ok).toBe(true);
  });

  test("of any kind and with any optional field is accepted, with a net on every line", () => {
    fc.assert(
      fc.property(rawPurchaseEvent(), (raw) => {
        const event = parsed(raw);
        expect(PURCHASE_EVENT_KINDS).toContain(event.kind);
        expect(event.lines?.every((line) => line.netMinor >= 0n) ?? true).toBe(true);
      }),
    );
  });

  test("explicit null is the same as absent", () => {
    const nulls = { customer: null, tenders: null, channel: null, sequence: null, test: null };
    expect(parsed(soldEvent(nulls))).toMatchObject({
      identifiers: [],
      tenders: null,
      channel: null,
      sequence: null,
      test: false,
    });
  });

  test.each([
    ["blank optional text is absent", { cashier: " " }, { cashier: null }],
    ["an empty list is absent", { tenders: [], customer: [] }, { tenders: null, identifiers: [] }],
    ["sequence is a whole number", { sequence: "007" }, { sequence: 7n }],
    ["sequence may be a JSON number", { sequence: 7 }, { sequence: 7n }],
    [
      "sequence goes up to 64 bits",
      { sequence: "9223372036854775807" },
      { sequence: 9_223_372_036_854_775_807n },
    ],
    ["businessDate is the store's", { businessDate: "2026-11-21" }, { businessDate: "2026-11-21" }],
    [
      "a repeated identifier counts once and is verified if any of them is",
      {
        customer: [
          { kind: "email", value: "A@x.org" },
          { kind: "phone", value: "+49301234567", verified: true },
          { kind: "email", value: "a@X.org", verified: true },
          { kind: "phone", value: "+49 30 1234567" },
        ],
      },
      {
        identifiers: [
          { kind: "email", value: "a@x.org", verified: true },
          { kind: "phone", value: "+49301234567", verified: true },
        ],
      },
    ],
    [
      "a repeated reference counts once",
      {
        references: [
          { kind: "order", value: "1" },
          { source: "till", kind: "order", value: "1" },
          { source: "shop", kind: "order", value: "1" },
        ],
      },
      {
        references: [
          { source: "till", kind: "order", scope: "", value: "1" },
          { source: "shop", kind: "order", scope: "", value: "1" },
        ],
      },
    ],
  ])("%s", (_, overrides, expected) => {
    expect(parsed(soldEvent(overrides))).toMatchObject(expected);
  });

  test.each([
    ["a price of zero", { gross: "0" }, { grossMinor: 0n, netMinor: 0n }],
    ["net as given", { gross: "10.00", net: "9.50" }, { netMinor: 950n }],
    ["an amount as JSON number", { gross: 12.5, quantity: 2 }, { grossMinor: 1_250n }],
    ["zeros beyond the currency", { gross: "10.0000" }, { grossMinor: 1_000n }],
    [
      "a negative adjustment",
      { kind: "ADJUSTMENT", gross: "-3.00", tax: "-0.50" },
      { grossMinor: -300n, netMinor: -300n, taxMinor: -50n },
    ],
    ["the largest amount", { gross: INT64_MAX_TEXT }, { grossMinor: 2n ** 63n - 1n }],
  ])("a line may have %s", (_, overrides, expected) => {
    expect(parsed(lineEvent(overrides)).lines?.[0]).toMatchObject(expected);
  });

  test.each([
    ["JPY", "1200", 1_200n],
    ["KWD", "1.234", 1_234n],
    ["CLF", "0.0001", 1n],
  ])("%s amounts have the currency's decimals", (currencyCode, gross, grossMinor) => {
    const raw = soldEvent({ currencyCode, lines: [soldLine("1", { gross })], tenders: [] });
    expect(parsed(raw).lines?.[0]?.grossMinor).toBe(grossMinor);
  });

  test("a fulfilment may say that none of a line was there", () => {
    const fulfilment = { id: "F", lines: [{ lineId: "1", quantity: "0" }] };
    expect(parsed(fulfilledEvent({ fulfilment })).fulfilment?.lines?.[0]?.quantity).toBe(0n);
  });

  test("a part without lines means everything still open", () => {
    expect(parsed(returnedEvent()).return).toEqual({
      ...{ id: "R-1", lines: null, rules: RETURN_RULES },
    });
    expect(parsed(returnedEvent({ return: { id: "R", lines: [] } })).return?.lines).toBeNull();
  });

  test("the number of lines and bytes at the limit is accepted", () => {
    const lines = Array.from({ length: 2_000 }, (_, at) => soldLine(String(at)));
    expect(parsePurchaseEvent(soldEvent({ lines, eventId: "é".repeat(127) })).ok).toBe(true);
  });
});

describe("a receipt number", () => {
  const receipt = { references: [{ kind: "receipt", value: "17" }], store: "S/1", till: "3" };

  test("is scoped by store, till and day, so that no two tills share one", () => {
    const event = parsed(soldEvent({ ...receipt, businessDate: "2026-11-22" }));
    expect(event.references[0]?.scope).toBe("S%2F1/3/2026-11-22");
    expect(needsBusinessDate(event)).toBe(false);
  });

  test("without a day gets its scope when the caller knows the day", () => {
    const event = parsed(soldEvent(receipt));
    expect(needsBusinessDate(event)).toBe(true);
    const dated = withBusinessDate(event, "2026-11-22" as LocalDate);
    expect(dated).toEqual(parsed(soldEvent({ ...receipt, businessDate: "2026-11-22" })));
    expect(needsBusinessDate(dated)).toBe(false);
  });

  test("leaves other numbers without scope", () => {
    const event = withBusinessDate(parsed(soldEvent()), "2026-11-22" as LocalDate);
    expect(event.references[0]?.scope).toBe("");
  });

  test.each(["store", "till"])("is refused without %s, naming that field", (field) => {
    expect(parsePurchaseEvent(soldEvent({ ...receipt, [field]: null }))).toMatchObject({
      rejection: { reason: "MISSING", field: [field] },
    });
  });
});

describe("a bad event", () => {
  test.each([
    ["null", null],
    ["a text", "SOLD"],
    ["a number", 1],
    ["a list", [soldEvent()]],
    ["nothing", undefined],
    ["an instance of a class", new Date(0)],
    ["an object that inherits an event", Object.create(soldEvent())],
  ])("that is %s is no event", (_, input) => {
    expect(parsePurchaseEvent(input)).toMatchObject({
      ok: false,
      rejection: { reason: "NOT_AN_OBJECT", field: [] },
      source: null,
      eventId: null,
    });
  });

  test("with an own __proto__ is refused and changes no prototype", () => {
    const raw = JSON.parse(`{"__proto__": {"polluted": 1}, "constructor": 1}`);
    expect(parsePurchaseEvent(raw)).toMatchObject({
      rejection: { reason: "UNKNOWN_FIELD", field: ["__proto__"] },
    });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("of a GraphQL call, whose objects have no prototype, is read alike", () => {
    expect(parsed(Object.assign(Object.create(null), soldEvent()))).toEqual(parsed(soldEvent()));
  });

  test("100 levels deep is refused without following them", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`);
    expect(parsePurchaseEvent(soldEvent({ reason: deep })).ok).toBe(false);
  });

  test("keeps its key when the key itself was right", () => {
    const bad = { currencyCode: "ZZZ" };
    expect(parsePurchaseEvent(soldEvent(bad))).toMatchObject({ source: "till", eventId: "sale-1" });
    expect(parsePurchaseEvent(soldEvent({ ...bad, eventId: "\ud800" }))).toMatchObject({
      source: "till",
      eventId: null,
    });
    expect(parsePurchaseEvent({ source: 1, eventId: "e" })).toMatchObject({
      source: null,
      eventId: "e",
    });
  });

  test("is told what to do, without a word of an identifier and at most 64 characters of the rest", () => {
    const name = `secret\u0000\ud800${"x".repeat(5_000)}`;
    const unknown = parsePurchaseEvent(soldEvent({ [name]: 1 }));
    const email = parsePurchaseEvent(
      soldEvent({ customer: [{ kind: "email", value: "ada.secret" }] }),
    );
    for (const result of [unknown, email]) {
      const { message, field } = result.ok ? { message: "", field: [""] } : result.rejection;
      expect(message.length).toBeLessThan(200);
      expect(message).not.toContain("ada");
      expect(message.isWellFormed() && !message.includes("\u0000")).toBe(true);
      expect(field.every((key) => key.length <= 64 && key.isWellFormed())).toBe(true);
    }
  });

  test("never throws, whatever JSON is put in place of any field", () => {
    fc.assert(
      fc.property(rawPurchaseEvent(), fc.jsonValue(), fc.nat(), (raw, value, pick) => {
        const keys = Object.keys(raw);
        const key = keys[pick % keys.length] ?? "source";
        const result = parsePurchaseEvent({ ...raw, [key]: value });
        expect(typeof result.ok).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });
});
