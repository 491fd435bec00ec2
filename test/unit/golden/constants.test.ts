import { describe, expect, test } from "vitest";
import { GUESS_WINDOW_S, GUESSES_MAX } from "../../../src/domain/access/guessBudget.ts";
import { parseCart } from "../../../src/domain/coupon/cart.ts";
import { reversalRefusal } from "../../../src/domain/coupon/reversal.ts";
import { HOLDS } from "../../../src/domain/purchase/holds.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import { CLAIMS_PER_PERSON_AND_DAY } from "../../../src/domain/setup/installation.ts";
import {
  AUTHORISATION_SECONDS_DEFAULT,
  AUTHORISATION_SECONDS_MAX,
} from "../../../src/loyalty/points/authorisePoints.ts";
import {
  CLAIM_DAYS_MAX,
  CLAIMS_PER_CUSTOMER_MAX,
  WRONG_CLAIMS_MAX,
} from "../../../src/orders/claimPurchase.ts";
import { golden } from "../../support/docs/golden.ts";
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

// Other tests ask these for their limit, as they are about what happens at it. What is promised is
// said here.
test.each([
  // programme 2.6
  ["days in which a purchase can be claimed", CLAIM_DAYS_MAX, 90],
  ["claims of a customer in thirty days", CLAIMS_PER_CUSTOMER_MAX, 10],
  ["claims by one person in 24 hours", CLAIMS_PER_PERSON_AND_DAY, 30],
  ["wrong claims of a customer in an hour", WRONG_CLAIMS_MAX, 5],
  // programme 3.9
  ["seconds that a payment has where it says none", AUTHORISATION_SECONDS_DEFAULT, 900],
  ["seconds that a payment can have: thirty days", AUTHORISATION_SECONDS_MAX, 2_592_000],
  // ADR-0021
  ["seconds in which a budget of guesses is whole again", GUESS_WINDOW_S, 600],
  ["misses of a customer's own token", GUESSES_MAX.storefront, 20],
  ["misses of a till or a person", GUESSES_MAX.principal, 100],
])("a limit that is promised: %s", (_what, limit, promised) => {
  expect(limit).toBe(promised);
});

test.each([
  // 1.32
  ["UNKNOWN_ORDER", 30],
  ["UNKNOWN_CUSTOMER", 30],
  ["RETURN_WITHOUT_SALE", 14],
  ["RATE_MISSING", 30],
  ["UNKNOWN_STORE", 30],
  ["UNKNOWN_CHANNEL", 30],
  ["IN_THE_FUTURE", 366],
  ["OLD_EVENT", 90],
  ["IMPLAUSIBLE_AMOUNT", 90],
  ["OWN_PURCHASE", 90],
  ["INTERNAL", 90],
] as const)("what waits for %s waits %i days at most", (reason, days) => {
  expect(HOLDS[reason].maxAgeDays).toBe(days);
});

golden(
  "five minutes ahead is a clock that goes wrong, a microsecond more waits",
  `
events:
  - { at: "2026-03-02T10:05:00.000000Z", received: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1.00" }] }
  - { at: "2026-03-02T10:05:01.000001Z", received: "2026-03-02T10:00:01Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "1.00" }] }
expect:
  held: [e2 IN_THE_FUTURE]
  results: { e1: APPLIED, e2: HELD IN_THE_FUTURE }
`,
);

golden(
  "180 days ago is taken, a microsecond more waits for somebody to look",
  `
events:
  # 29 August - 180 days is 2 March: 29 + 30 + 31 + 30 + 31 + 29 = 180; days of 24 hours
  - { at: "2026-03-02T10:00:00.000000Z", received: "2026-08-29T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "1.00" }] }
  - { at: "2026-03-02T10:00:00.999999Z", received: "2026-08-29T10:00:01Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "1.00" }] }
expect:
  held: [e2 OLD_EVENT]
  results: { e1: APPLIED, e2: HELD OLD_EVENT }
`,
);

golden(
  "an amount of a hundred thousand is taken, a penny more waits for somebody to look",
  `
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100000.00" }] }
  - { at: "2026-03-02T10:00:01Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "60000.00" }, { id: 2, article: tea, gross: "40000.01" }] }
expect:
  results: { e1: APPLIED, e2: HELD IMPLAUSIBLE_AMOUNT }
  active: "100000"
`,
);
