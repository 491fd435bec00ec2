import { describe, expect, test } from "vitest";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import { REJECTION_REASONS } from "../../../src/domain/purchase/rejection.ts";
import {
  amendedEvent,
  exchangedEvent,
  fulfilledEvent,
  placedEvent,
  type RawPurchaseEvent,
  refundedEvent,
  returnedEvent,
  soldEvent,
  soldLine,
} from "../../support/purchaseEvents.ts";

const INT64_MAX_TEXT = "92233720368547758.07";

function lineEvent(overrides: RawPurchaseEvent): RawPurchaseEvent {
  return soldEvent({ lines: [soldLine("1", overrides)] });
}

type BadEvent = readonly [string, RawPurchaseEvent, string, readonly string[]];

const BAD_PARTS: readonly BadEvent[] = [
  ["an unknown currency", soldEvent({ currencyCode: "ZZZ" }), "UNKNOWN_CURRENCY", ["currencyCode"]],
  [
    "no currency for lines",
    soldEvent({ currencyCode: null }),
    "CURRENCY_MISSING",
    ["currencyCode"],
  ],
  [
    "no currency for a refund",
    refundedEvent({ currencyCode: null }),
    "CURRENCY_MISSING",
    ["currencyCode"],
  ],
  [
    "no currency for a part amount",
    returnedEvent({ return: { id: "R", lines: [{ lineId: "1", quantity: "1", amount: "1" }] } }),
    "CURRENCY_MISSING",
    ["currencyCode"],
  ],
  ["three decimals of EUR", lineEvent({ gross: "1.005" }), "PRECISION", ["lines", "0", "gross"]],
  ["a cent of JPY", soldEvent({ currencyCode: "JPY" }), "PRECISION", ["lines", "0", "gross"]],
  [
    "seven decimals of quantity",
    lineEvent({ quantity: "0.0000001" }),
    "PRECISION",
    ["lines", "0", "quantity"],
  ],
  [
    "65 bits of amount",
    lineEvent({ gross: "92233720368547758.08" }),
    "OVERFLOW",
    ["lines", "0", "gross"],
  ],
  [
    "65 bits of lines in sum",
    soldEvent({ lines: [soldLine("1", { gross: INT64_MAX_TEXT }), soldLine("2")] }),
    "OVERFLOW",
    ["lines"],
  ],
  [
    "65 bits of gross in sum under a small net",
    soldEvent({
      lines: [
        soldLine("1", { gross: INT64_MAX_TEXT, net: "0" }),
        soldLine("2", { kind: "ADJUSTMENT", gross: "-0.01", net: "0" }),
      ],
    }),
    "OVERFLOW",
    ["lines"],
  ],
  [
    "65 bits of quantity in sum",
    soldEvent({
      lines: [
        soldLine("1", { quantity: "9223372036854.775807" }),
        soldLine("2", { quantity: "0.000001" }),
      ],
    }),
    "OVERFLOW",
    ["lines"],
  ],
  [
    "65 bits of tenders in sum",
    soldEvent({
      tenders: [
        { kind: "a", amount: INT64_MAX_TEXT },
        { kind: "b", amount: "0.01" },
      ],
    }),
    "OVERFLOW",
    ["tenders"],
  ],
  ["an exponent", lineEvent({ gross: "1e3" }), "NUMBER_MALFORMED", ["lines", "0", "gross"]],
  [
    "a tiny JSON number",
    lineEvent({ quantity: 1e-7 }),
    "NUMBER_MALFORMED",
    ["lines", "0", "quantity"],
  ],
  [
    "a JSON number that lost digits",
    lineEvent({ gross: 2 ** 53 }),
    "NUMBER_MALFORMED",
    ["lines", "0", "gross"],
  ],
  [
    "a JSON number of 17 digits",
    lineEvent({ gross: 0.1 + 0.2 }),
    "NUMBER_MALFORMED",
    ["lines", "0", "gross"],
  ],
  ["NaN", lineEvent({ gross: Number.NaN }), "NUMBER_MALFORMED", ["lines", "0", "gross"]],
  ["no quantity", lineEvent({ quantity: null }), "MISSING", ["lines", "0", "quantity"]],
  ["an empty gross", lineEvent({ gross: "" }), "NUMBER_MALFORMED", ["lines", "0", "gross"]],
  ["a boolean as gross", lineEvent({ gross: true }), "WRONG_TYPE", ["lines", "0", "gross"]],
  ["quantity 0", lineEvent({ quantity: "0" }), "NOT_POSITIVE", ["lines", "0", "quantity"]],
  ["a negative quantity", lineEvent({ quantity: "-1" }), "NEGATIVE", ["lines", "0", "quantity"]],
  [
    "a negative quantity of an adjustment",
    lineEvent({ kind: "ADJUSTMENT", quantity: "-1" }),
    "NEGATIVE",
    ["lines", "0", "quantity"],
  ],
  ["a negative gross", lineEvent({ gross: "-1" }), "NEGATIVE", ["lines", "0", "gross"]],
  ["a negative net", lineEvent({ net: "-1" }), "NEGATIVE", ["lines", "0", "net"]],
  [
    "discounts above gross",
    lineEvent({ discounts: [{ source: "s", amount: "10.01" }] }),
    "NEGATIVE",
    ["lines", "0", "net"],
  ],
  [
    "a negative discount",
    lineEvent({ discounts: [{ source: "s", amount: "-1" }] }),
    "NEGATIVE",
    ["lines", "0", "discounts", "0", "amount"],
  ],
  [
    "a negative tender",
    soldEvent({ tenders: [{ kind: "cash", amount: "-1" }] }),
    "NEGATIVE",
    ["tenders", "0", "amount"],
  ],
  [
    "an unknown line kind",
    lineEvent({ kind: "article" }),
    "UNKNOWN_LINE_KIND",
    ["lines", "0", "kind"],
  ],
  [
    "the same line id twice",
    soldEvent({ lines: [soldLine("1"), soldLine("1")] }),
    "DUPLICATE",
    ["lines", "1", "id"],
  ],
  ["2,001 lines", soldEvent({ lines: Array(2_001).fill(soldLine("1")) }), "TOO_MANY", ["lines"]],
  [
    "21 discounts",
    lineEvent({ discounts: Array(21).fill({ source: "s", amount: "0" }) }),
    "TOO_MANY",
    ["lines", "0", "discounts"],
  ],
  [
    "51 tenders",
    soldEvent({ tenders: Array(51).fill({ kind: "a", amount: "0" }) }),
    "TOO_MANY",
    ["tenders"],
  ],
  [
    "an eleventh category",
    lineEvent({ category: Array(11).fill("c") }),
    "TOO_MANY",
    ["lines", "0", "category"],
  ],
  [
    "a number as category",
    lineEvent({ category: ["a", 1] }),
    "WRONG_TYPE",
    ["lines", "0", "category", "1"],
  ],
  ["a sale without lines", soldEvent({ lines: [] }), "MISSING", ["lines"]],
  ["a placement without lines", placedEvent({ lines: null }), "MISSING", ["lines"]],
  ["an amendment without lines", amendedEvent({ lines: null }), "MISSING", ["lines"]],
  [
    "a fulfilment without its part",
    fulfilledEvent({ fulfilment: null }),
    "MISSING",
    ["fulfilment"],
  ],
  ["a fulfilment without id", fulfilledEvent({ fulfilment: {} }), "MISSING", ["fulfilment", "id"]],
  ["a return without its part", returnedEvent({ return: null }), "MISSING", ["return"]],
  ["an exchange without its return", exchangedEvent({ return: null }), "MISSING", ["return"]],
  ["an exchange without lines", exchangedEvent({ lines: null }), "MISSING", ["lines"]],
  ["a refund without its part", refundedEvent({ refund: null }), "MISSING", ["refund"]],
  [
    "a refund of 0",
    refundedEvent({ refund: { id: "M", amount: "0" } }),
    "NOT_POSITIVE",
    ["refund", "amount"],
  ],
  [
    "a negative refund",
    refundedEvent({ refund: { id: "M", amount: "-1" } }),
    "NEGATIVE",
    ["refund", "amount"],
  ],
  ["a return within a sale", soldEvent({ return: { id: "R" } }), "PART_NOT_ALLOWED", ["return"]],
  [
    "a returned quantity of 0",
    returnedEvent({ return: { id: "R", lines: [{ lineId: "1", quantity: "0" }] } }),
    "NOT_POSITIVE",
    ["return", "lines", "0", "quantity"],
  ],
  [
    "a part line of nothing",
    returnedEvent({ return: { id: "R", lines: [{ quantity: "1" }] } }),
    "ARTICLE_MISSING",
    ["return", "lines", "0"],
  ],
  [
    "the same part line twice",
    fulfilledEvent({
      fulfilment: {
        id: "F",
        lines: [
          { lineId: "1", quantity: "1" },
          { lineId: "1", quantity: "1" },
        ],
      },
    }),
    "DUPLICATE",
    ["fulfilment", "lines", "1", "lineId"],
  ],
  [
    "the same article twice",
    fulfilledEvent({
      fulfilment: {
        id: "F",
        lines: [
          { article: "a", quantity: "1" },
          { article: "a", quantity: "1" },
        ],
      },
    }),
    "DUPLICATE",
    ["fulfilment", "lines", "1", "article"],
  ],
];

describe("an event with a bad amount or part", () => {
  test.each(BAD_PARTS)("with %s is refused with its field", (_, raw, reason, field) => {
    const result = parsePurchaseEvent(raw);
    expect(
      result.ok ? null : { reason: result.rejection.reason, field: result.rejection.field },
    ).toEqual({ reason, field });
    expect(REJECTION_REASONS).toContain(reason);
  });
});
