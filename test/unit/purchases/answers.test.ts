import { describe, expect, test } from "vitest";
import type { TakenEventRow } from "../../../db/queries/core/takeKeys.ts";
import { HOLDS } from "../../../src/domain/purchase/holds.ts";
import { REJECTION_REASONS } from "../../../src/domain/purchase/rejection.ts";
import type { Item } from "../../../src/purchases/item.ts";
import type { Known } from "../../../src/purchases/plan.ts";
import { duplicateResult, resultOf } from "../../../src/purchases/results.ts";

/** Contract 1.3: what the sender of an event is told, and so does next. */

const item = (more: Partial<Item> = {}): Item =>
  ({
    ...{ source: { code: "shop" }, sourceSent: "shop", event: null, eventId: "e-1" },
    ...{ refusal: null, refusedIdentifiers: [], ...more },
  }) as Item;
const row = (more: Partial<TakenEventRow>): TakenEventRow =>
  ({ outcome: "APPLIED", reason: null, field: null, order_id: 5n, leaf_id: 6n, ...more }) as never;
const NOTHING = { orderId: null, leafId: null };
const HELD = row({ outcome: "HELD", reason: "UNKNOWN_ORDER", order_id: null, leaf_id: null });

describe("of what was just taken in", () => {
  test("applied: which order and customer it became", () => {
    expect(resultOf(item(), row({}))).toEqual({
      ...{ source: "shop", eventId: "e-1", outcome: "APPLIED", duplicate: false },
      ...{ reason: null, field: null, message: null, orderId: 5n, leafId: 6n },
      refusedIdentifiers: [],
    });
  });

  test("held: what for, and that it need not come again", () => {
    const { message, ...rest } = resultOf(item(), HELD);
    expect(rest).toMatchObject({ outcome: "HELD", reason: "UNKNOWN_ORDER", ...NOTHING });
    expect(message).toBe(
      "Received and kept; it waits for the event that opens the order it names and is applied by itself then. Do not send it again.",
    );
  });

  test("refused before it had a row: by its own words", () => {
    const refusal = { reason: "NOT_POSITIVE", field: ["lines"], message: "Say more than nothing." };
    expect(resultOf(item({ refusal }), null)).toMatchObject({
      ...{ outcome: "REJECTED", duplicate: false, ...refusal, ...NOTHING },
    });
    const unread = item({ refusal, source: null, sourceSent: "erp" });
    expect(resultOf(unread, null).source).toBe("erp");
    expect(resultOf(item({ refusal, source: null, sourceSent: "" }), null).source).toBe("");
  });

  test.each([
    ["ORDER_OF_ANOTHER_STORE", "The order is not of your store"],
    ["NUMBER_OF_ANOTHER_SOURCE", "Name the order by a number that it has"],
    ["IMPLAUSIBLE_AMOUNT", "nobody has let it go on"],
    ["OVERFLOW", "more than 10000000000000 of the currency's smallest units"],
    ["IN_THE_FUTURE", "Correct it and send it again"],
    ["HELD_TOO_LONG", "send it under a new event id"],
    ["TEXT_NOT_ALLOWED", "customer.0.value contains characters"],
  ])("refused for what it would do (%s): why", (reason, why) => {
    const refused = row({ outcome: "REJECTED", reason, field: ["customer", "0", "value"] });
    const { message, outcome, field } = resultOf(item(), refused);
    expect([outcome, field]).toEqual(["REJECTED", ["customer", "0", "value"]]);
    expect(message).toContain(why);
  });

  test("for a reason that nobody wrote a sentence for: no message", () => {
    for (const outcome of ["REJECTED", "HELD"] as const) {
      for (const reason of ["SOMETHING_NEW", "toString"]) {
        expect(resultOf(item(), row({ outcome, reason })).message).toBeNull();
      }
    }
  });
});

describe("of what was received before", () => {
  const again = (kind: Known["kind"], stored: TakenEventRow) =>
    duplicateResult(item(), { kind, row: stored } as unknown as Known);

  test("the same again: the stored outcome, as a duplicate", () => {
    expect(again("DUPLICATE", row({}))).toEqual({
      ...{ source: "shop", eventId: "e-1", outcome: "APPLIED", duplicate: true },
      ...{ reason: null, field: null, message: null, orderId: 5n, leafId: 6n },
      refusedIdentifiers: [],
    });
    expect(again("DUPLICATE", HELD)).toMatchObject({
      ...{ outcome: "HELD", duplicate: true, reason: "UNKNOWN_ORDER", ...NOTHING },
      message: expect.stringContaining("Do not send it again."),
    });
    const refused = row({ outcome: "REJECTED", reason: "OVERFLOW", field: ["lines"] });
    expect(again("DUPLICATE", refused)).toMatchObject({ reason: "OVERFLOW", field: ["lines"] });
  });

  test("the same again that was refused for its form: where, and what to do, whatever the reason", () => {
    for (const reason of REJECTION_REASONS) {
      const refused = row({ outcome: "REJECTED", reason, field: ["lines", "0", "gross"] });
      const { message } = again("DUPLICATE", refused);
      expect(message, reason).toMatch(/^(lines\.0\.gross|Its amounts) .*\bsend\b/);
    }
    const whole = row({ outcome: "REJECTED", reason: "NOT_AN_OBJECT", field: [] });
    expect(again("DUPLICATE", whole).message).toMatch(/^the event was refused before/);
  });

  test("held for any reason: what it waits for", () => {
    for (const reason of Object.keys(HOLDS)) {
      const { message } = again("DUPLICATE", row({ outcome: "HELD", reason }));
      expect(message).toContain(HOLDS[reason as keyof typeof HOLDS].waitsFor);
    }
  });

  test("another body under its id: a conflict that says nothing of the first one's order or customer", () => {
    expect(again("CONFLICT", row({ field: ["lines"] }))).toEqual({
      ...{ source: "shop", eventId: "e-1", outcome: "CONFLICT", duplicate: false },
      ...{ reason: "SAME_ID_OTHER_BODY", field: ["eventId"], ...NOTHING },
      refusedIdentifiers: [],
      message:
        "This event id was received before with another body. The first one stands; send corrections under a new event id.",
    });
  });

  test("by somebody whose source is not known any more: still an answer", () => {
    const known = { kind: "DUPLICATE", row: row({}) } as unknown as Known;
    expect(duplicateResult(item({ source: null }), known).source).toBe("shop");
  });
});
