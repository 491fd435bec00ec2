import { describe, expect, test } from "vitest";
import { parsePurchaseEvent } from "../../../src/domain/purchase/parsePurchaseEvent.ts";
import { REJECTION_REASONS } from "../../../src/domain/purchase/rejection.ts";
import { type RawPurchaseEvent, soldEvent, soldLine } from "../../support/purchaseEvents.ts";

function lineEvent(overrides: RawPurchaseEvent): RawPurchaseEvent {
  return soldEvent({ lines: [soldLine("1", overrides)] });
}

type BadEvent = readonly [string, RawPurchaseEvent, string, readonly string[]];

const BAD_EVENTS: readonly BadEvent[] = [
  ["an unknown field", soldEvent({ lins: [] }), "UNKNOWN_FIELD", ["lins"]],
  [
    "an unknown field of a line",
    lineEvent({ grosss: "1" }),
    "UNKNOWN_FIELD",
    ["lines", "0", "grosss"],
  ],
  ["an event kind in lower case", soldEvent({ kind: "sold" }), "UNKNOWN_KIND", ["kind"]],
  ["no kind", soldEvent({ kind: null }), "MISSING", ["kind"]],
  ["no eventId", soldEvent({ eventId: undefined }), "MISSING", ["eventId"]],
  ["an empty eventId", soldEvent({ eventId: "" }), "EMPTY", ["eventId"]],
  ["a number as eventId", soldEvent({ eventId: 7 }), "WRONG_TYPE", ["eventId"]],
  ["256 bytes of eventId", soldEvent({ eventId: "x".repeat(256) }), "TOO_LONG", ["eventId"]],
  ["256 bytes in 128 characters", soldEvent({ eventId: "é".repeat(128) }), "TOO_LONG", ["eventId"]],
  ["a megabyte of source", soldEvent({ source: "x".repeat(1_000_000) }), "TOO_LONG", ["source"]],
  ["U+0000", soldEvent({ cashier: "a\u0000b" }), "TEXT_NOT_ALLOWED", ["cashier"]],
  ["a lone surrogate", lineEvent({ name: "\ud83d" }), "TEXT_NOT_ALLOWED", ["lines", "0", "name"]],
  ["no occurredAt", soldEvent({ occurredAt: null }), "MISSING", ["occurredAt"]],
  [
    "a date as occurredAt",
    soldEvent({ occurredAt: "2026-11-22" }),
    "INSTANT_MALFORMED",
    ["occurredAt"],
  ],
  [
    "milliseconds as occurredAt",
    soldEvent({ occurredAt: 1e12 }),
    "INSTANT_MALFORMED",
    ["occurredAt"],
  ],
  ["no offset", soldEvent({ occurredAt: "2026-11-22T12:00:00" }), "OFFSET_MISSING", ["occurredAt"]],
  ["year 0", soldEvent({ placedAt: "0000-01-01T00:00:00Z" }), "INSTANT_OUT_OF_RANGE", ["placedAt"]],
  [
    "year 9999",
    soldEvent({ capturedAt: "9999-01-01T00:00:00Z" }),
    "INSTANT_OUT_OF_RANGE",
    ["capturedAt"],
  ],
  [
    "29 February 2026",
    soldEvent({ businessDate: "2026-02-29" }),
    "DATE_MALFORMED",
    ["businessDate"],
  ],
  [
    "a businessDate in year 9999",
    soldEvent({ businessDate: "9999-01-01" }),
    "DATE_OUT_OF_RANGE",
    ["businessDate"],
  ],
  ["a negative sequence", soldEvent({ sequence: "-1" }), "SEQUENCE_MALFORMED", ["sequence"]],
  [
    "a sequence of 65 bits",
    soldEvent({ sequence: "9223372036854775808" }),
    "SEQUENCE_MALFORMED",
    ["sequence"],
  ],
  ["a sequence with decimals", soldEvent({ sequence: "1.5" }), "SEQUENCE_MALFORMED", ["sequence"]],
  ["no references", soldEvent({ references: [] }), "MISSING", ["references"]],
  [
    "a reference without value",
    soldEvent({ references: [{ kind: "order" }] }),
    "MISSING",
    ["references", "0", "value"],
  ],
  [
    "a reference kind in capitals",
    soldEvent({ references: [{ kind: "Order", value: "1" }] }),
    "KIND_MALFORMED",
    ["references", "0", "kind"],
  ],
  [
    "129 bytes of order number",
    soldEvent({ references: [{ kind: "order", value: "x".repeat(129) }] }),
    "TOO_LONG",
    ["references", "0", "value"],
  ],
  [
    "11 references",
    soldEvent({
      references: Array.from({ length: 11 }, (_, at) => ({ kind: "order", value: `${at}` })),
    }),
    "TOO_MANY",
    ["references"],
  ],
  [
    "10,000 aliases",
    soldEvent({ customer: Array(10_000).fill({ kind: "erp", value: "1" }) }),
    "TOO_MANY",
    ["customer"],
  ],
  [
    "an email without @",
    soldEvent({ customer: [{ kind: "email", value: "ada" }] }),
    "EMAIL_MALFORMED",
    ["customer", "0", "value"],
  ],
  [
    "an identifier without kind",
    soldEvent({ customer: [{ value: "ada" }] }),
    "MISSING",
    ["customer", "0", "kind"],
  ],
  [
    "513 bytes of identifier",
    soldEvent({ customer: [{ kind: "erp", value: "x".repeat(513) }] }),
    "TOO_LONG",
    ["customer", "0", "value"],
  ],
  ["a text as customer", soldEvent({ customer: "ada" }), "WRONG_TYPE", ["customer"]],
  ["an object as lines", soldEvent({ lines: { length: 1 } }), "WRONG_TYPE", ["lines"]],
  ["a list as line", soldEvent({ lines: [[]] }), "NOT_AN_OBJECT", ["lines", "0"]],
  ["an object as text", soldEvent({ store: {} }), "WRONG_TYPE", ["store"]],
  ["a text as test", soldEvent({ test: "true" }), "WRONG_TYPE", ["test"]],
];

describe("an event with a bad value", () => {
  test.each(BAD_EVENTS)("with %s is refused with its field", (_, raw, reason, field) => {
    const result = parsePurchaseEvent(raw);
    expect(
      result.ok ? null : { reason: result.rejection.reason, field: result.rejection.field },
    ).toEqual({ reason, field });
    expect(REJECTION_REASONS).toContain(reason);
  });
});
