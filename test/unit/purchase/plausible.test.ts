import { describe, expect, test } from "vitest";
import { amountFault, largestAmountOf } from "../../../src/domain/purchase/plausible.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import {
  exchangedEvent,
  fulfilledEvent,
  parsed,
  placedEvent,
  type RawPurchaseEvent,
  refundedEvent,
  returnedEvent,
  settledEvent,
  soldLine,
  voidedEvent,
} from "../../support/purchaseEvents.ts";

const line = (amount: string, more: RawPurchaseEvent = {}) =>
  soldLine("1", { gross: amount, ...more });
const part = (amount: string) => ({
  id: "P",
  lines: [
    { lineId: "1", quantity: "1", amount },
    { lineId: "2", quantity: "1", amount: "1.00" },
  ],
});
const off = [{ source: "coupon", amount: "600.00" }];

describe("the largest amount that an event says", () => {
  const cases: readonly (readonly [string, RawPurchaseEvent, bigint, string])[] = [
    ["by its lines", placedEvent({ lines: [line("500.00"), soldLine("2")] }), 51_000n, "lines"],
    [
      "before discounts",
      placedEvent({ lines: [line("700.00", { discounts: off })] }),
      70_000n,
      "lines",
    ],
    [
      "whatever their signs",
      placedEvent({
        lines: [line("-700.00", { kind: "ADJUSTMENT" }), soldLine("2", { gross: "700.00" })],
      }),
      140_000n,
      "lines",
    ],
    [
      "by what was paid",
      settledEvent({ currencyCode: "EUR", tenders: [{ kind: "card", amount: "90.00" }] }),
      9_000n,
      "tenders",
    ],
    [
      "by what was charged",
      fulfilledEvent({ currencyCode: "EUR", fulfilment: part("80.00") }),
      8_100n,
      "fulfilment",
    ],
    [
      "by what came back",
      returnedEvent({ currencyCode: "EUR", return: part("70.00") }),
      7_100n,
      "return",
    ],
    ["by what went out for it", exchangedEvent({ lines: [line("60.00")] }), 6_000n, "lines"],
    [
      "by what was given back",
      refundedEvent({ refund: { id: "M", amount: "50.00" } }),
      5_000n,
      "refund",
    ],
    ["none", voidedEvent(), 0n, "lines"],
  ];
  test.each(cases)("%s", (_how, raw, minor, field) => {
    expect(largestAmountOf(parsed(raw))).toEqual({ minor, field });
  });
});

describe("what a person looks at first", () => {
  const rules = (limits: object) =>
    parseRuleset({
      ...DEFAULT_RULESET_DOCUMENT,
      limits: { ...DEFAULT_RULESET_DOCUMENT.limits, ...limits },
    });
  const cases: readonly (readonly [string, string, object, boolean])[] = [
    ["100000.00", "GBP", {}, false],
    ["100000.01", "GBP", {}, true],
    ["500.00", "GBP", { amountPerEvent: "500" }, false],
    ["500.01", "GBP", { amountPerEvent: "500" }, true],
    // 0.845 pounds for a euro, 0.0053 for a yen.
    ["118343.19", "EUR", {}, false],
    ["118343.21", "EUR", {}, true],
    ["18867924", "JPY", {}, false],
    ["18867930", "JPY", {}, true],
    // Without a rate nobody can say.
    ["99999999999.00", "IDR", {}, false],
  ];
  test.each(cases)("%s %s under %o: %s", (amount, currencyCode, limits, expected) => {
    const event = parsed(placedEvent({ currencyCode, lines: [line(amount)] }));
    const fault = expected ? { reason: "IMPLAUSIBLE_AMOUNT", field: "lines" } : null;
    expect(amountFault(event, rules(limits))).toEqual(fault);
    // Somebody has looked.
    expect(amountFault(event, null)).toBeNull();
  });

  test("what is too large is so whoever looks at it", () => {
    const event = (gross: string) =>
      parsed(placedEvent({ currencyCode: "GBP", lines: [line(gross)] }));
    expect(amountFault(event("100000000000.00"), null)).toBeNull();
    expect(amountFault(event("100000000000.01"), null)).toEqual({
      reason: "OVERFLOW",
      field: "lines",
    });
  });

  test("a limit that is no amount is refused", () => {
    expect(() => rules({ amountPerEvent: "0" })).toThrow("amountPerEvent");
  });
});
