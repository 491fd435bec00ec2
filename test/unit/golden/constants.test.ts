import { describe, expect, test } from "vitest";
import { parseCart } from "../../../src/domain/coupon/cart.ts";
import { reversalRefusal } from "../../../src/domain/coupon/reversal.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import { at } from "../../support/receiver.ts";

/** Numbers that customers and staff are told: said here, not taken from the code. */

describe("a redemption", () => {
  const redeemed = { state: "REDEEMED", at: at("2026-03-02T10:00:00Z") } as const;

  test.each([
    ["at once", "2026-03-02T10:00:00Z", null],
    // 2 March + 30 days of 24 hours is 1 April.
    ["on the last moment of thirty days", "2026-04-01T10:00:00Z", null],
    ["a microsecond after thirty days", "2026-04-01T10:00:00.000001Z", "REVERSAL_TOO_LATE"],
  ])("can be taken back for thirty days: %s", (_when, now, refusal) => {
    expect(reversalRefusal(redeemed, at(now))).toBe(refusal);
  });

  test("that was taken back is not taken back again", () => {
    expect(reversalRefusal({ ...redeemed, state: "REVERSED" }, at("2026-03-02T10:00:01Z"))).toBe(
      "ALREADY_REVERSED",
    );
  });
});

describe("a basket", () => {
  const line = { kind: "ARTICLE", article: "mug", quantity: "1", unitPrice: "1.00" };
  const read = (lines: number) =>
    parseCart({ currencyCode: "GBP", lines: Array(lines).fill(line) });

  test("of 500 lines is looked at, one of 501 is refused, and it is said why", () => {
    expect(read(500)).toMatchObject({ ok: true });
    expect(read(501)).toEqual({
      ok: false,
      field: ["lines"],
      message: "A basket has at most 500 lines.",
    });
  });
});

describe("what one person may give in 24 hours", () => {
  const { limits: _limits, ...without } = DEFAULT_RULESET_DOCUMENT;

  test("is 5,000 points where the rules say nothing", () => {
    expect(parseRuleset(without).limits.adjustedPerAgentAndDay).toBe(5_000);
    const half = { ...without, limits: { amountPerEvent: "25000" } };
    expect(parseRuleset(half).limits.adjustedPerAgentAndDay).toBe(5_000);
  });

  test("is what the rules say, nothing too", () => {
    for (const points of [0, 2_000]) {
      const own = { ...without, limits: { adjustedPerAgentAndDay: points } };
      expect(parseRuleset(own).limits.adjustedPerAgentAndDay).toBe(points);
    }
  });
});
