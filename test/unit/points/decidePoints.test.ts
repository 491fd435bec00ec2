import { describe, expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import { decidePoints } from "../../../src/domain/points/decidePoints.ts";
import type { PointsDecision } from "../../../src/domain/points/decision.ts";
import { explainNotEarning, NOT_EARNING } from "../../../src/domain/points/notEarning.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { factsOfLife, mergeAll } from "../../support/lives/orderLives.ts";

type Fields = Record<string, unknown>;
type Event = readonly [kind: string, fields?: Fields];

function viewOf(events: readonly Event[]) {
  const life = events.map(([kind, fields], minute) => ({
    source: "shop",
    eventId: `${kind}/${minute}`,
    kind,
    occurredAt: `2026-03-01T10:0${minute}:00Z`,
    references: [{ kind: "order", value: "A-1" }],
    currencyCode: "GBP",
    channel: "web",
    ...fields,
  }));
  return deriveOrder(mergeAll(factsOfLife(life)));
}

function outcomeOf(events: readonly Event[], rules: Partial<RulesetDocument> = {}, earns = true) {
  const ruleset = parseRuleset({ ...DEFAULT_RULESET_DOCUMENT, ...rules });
  return decidePoints({ view: viewOf(events), ruleset, earns, basis: null });
}

function decided(
  events: readonly Event[],
  rules: Partial<RulesetDocument> = {},
  earns = true,
): PointsDecision {
  const outcome = outcomeOf(events, rules, earns);
  if (outcome.kind !== "DECIDED") {
    throw new Error(JSON.stringify(outcome.missingRate));
  }
  return outcome.decision;
}

function reasonsOf(decision: PointsDecision): (string | null)[] {
  return decision.lines.map((line) => line.notEarningBecause);
}

const mug = { id: "1", article: "mug", quantity: "2", gross: "19.90" };
const tea = { id: "2", article: "tea", quantity: "1", gross: "5.60" };
const postage = { id: "3", kind: "SHIPPING", quantity: "1", gross: "4.95" };
const sold = ["SOLD", { lines: [mug, tea, postage] }] as const;
const placed = ["PLACED", { lines: [mug, tea, postage] }] as const;
const delivered = ["FULFILLED", { fulfilment: { id: "f" } }] as const;

describe("what an order earns", () => {
  test("points are rounded once per order and split over its lines by largest remainder", () => {
    const { earned, lines } = decided([sold]);
    expect(earned).toMatchObject([
      {
        rule: "base",
        wallet: "points",
        points: 25n,
        qualifyingMinor: 2_550n,
        effectiveDay: "2026-03-01",
        rate: null,
        lines: [
          { lineId: "1", points: 20n },
          { lineId: "2", points: 5n },
        ],
      },
    ]);
    expect(lines.map((line) => line.eligibleMinor)).toEqual([1_990n, 560n, 0n]);
    expect(lines[2]?.notEarningBecause).toBe("LINE_KIND");
  });

  test.each([
    ["placed only", [placed], 0n, 25n, ["NOT_HANDED_OVER", "NOT_HANDED_OVER", "LINE_KIND"]],
    [
      "settled and not handed over",
      [placed, ["SETTLED"]],
      0n,
      25n,
      ["NOT_HANDED_OVER", "NOT_HANDED_OVER", "LINE_KIND"],
    ],
    [
      "handed over and not settled",
      [placed, delivered],
      0n,
      25n,
      ["NOT_SETTLED", "NOT_SETTLED", "LINE_KIND"],
    ],
    [
      "handed over and settled",
      [placed, delivered, ["SETTLED"]],
      25n,
      0n,
      [null, null, "LINE_KIND"],
    ],
    [
      "cancelled",
      [placed, ["SETTLED"], ["CANCELLED"]],
      0n,
      0n,
      ["CANCELLED", "CANCELLED", "LINE_KIND"],
    ],
    [
      "brought back",
      [sold, ["RETURNED", { return: { id: "r" } }]],
      0n,
      0n,
      ["RETURNED", "RETURNED", "LINE_KIND"],
    ],
    ["voided", [sold, ["VOIDED"]], 0n, 0n, ["VOIDED", "VOIDED", "VOIDED"]],
    [
      "refunded",
      [sold, ["REFUNDED", { refund: { id: "m", amount: "30.45" } }]],
      0n,
      0n,
      ["REFUNDED", "REFUNDED", "LINE_KIND"],
    ],
    ["a test", [["SOLD", { lines: [mug], test: true }]], 0n, 0n, ["TEST_ORDER"]],
    ["history", [["SOLD", { lines: [mug], history: true }]], 0n, 0n, ["HISTORY_ORDER"]],
    ["free", [["SOLD", { lines: [{ ...mug, gross: "0" }] }]], 0n, 0n, ["ZERO_AMOUNT"]],
    [
      "an excluded category",
      [["SOLD", { lines: [{ ...mug, category: ["home", "tobacco"] }] }]],
      0n,
      0n,
      ["EXCLUDED"],
    ],
    [
      "paid with points",
      [["SOLD", { lines: [mug], tenders: [{ kind: "points", amount: "19.90" }] }]],
      0n,
      0n,
      ["PAID_WITH_POINTS"],
    ],
  ] as readonly (readonly [
    string,
    readonly Event[],
    bigint,
    bigint,
    readonly (string | null)[],
  ])[])(
    "%s: earned, pending and the reasons of the lines",
    (_what, events, earned, pending, reasons) => {
      const decision = decided(events);
      expect(decision.earned.reduce((sum, earning) => sum + earning.points, 0n)).toBe(earned);
      expect(decision.pendingPoints).toBe(pending);
      expect(reasonsOf(decision)).toEqual(reasons);
    },
  );

  test("a guest earns nothing, has nothing pending, and every line says why", () => {
    expect(decided([sold], {}, false)).toMatchObject({
      earned: [],
      expectedPoints: 0n,
      pendingPoints: 0n,
    });
    expect(reasonsOf(decided([sold], {}, false))).toEqual([
      "NOT_A_MEMBER",
      "NOT_A_MEMBER",
      "NOT_A_MEMBER",
    ]);
  });

  test("it counts when both have happened, whichever was last", () => {
    const late = decided([
      placed,
      ["SETTLED"],
      ["FULFILLED", { occurredAt: "2026-03-04T23:30:00Z", fulfilment: { id: "f" } }],
    ]);
    expect(late.earned[0]?.effectiveDay).toBe("2026-03-04");
    const summer = decided([
      placed,
      delivered,
      ["SETTLED", { occurredAt: "2026-07-04T23:30:00Z" }],
    ]);
    expect(summer.earned[0]?.effectiveDay).toBe("2026-07-05");
  });

  test("where the source never settles, handing over is enough, by the channel's policy", () => {
    const marketplace = { lines: [mug], channel: "marketplace" };
    expect(decided([["PLACED", marketplace], delivered]).earned[0]?.points).toBe(19n);
    expect(decided([["PLACED", marketplace], ["SETTLED"]]).earned).toEqual([]);
  });

  test("a service needs its settlement only", () => {
    const repair = { id: "1", kind: "SERVICE", quantity: "1", gross: "80.00" };
    const events: Event[] = [
      ["PLACED", { lines: [repair], fulfilmentMethod: "service" }],
      ["SETTLED"],
    ];
    expect(decided(events, { earningLineKinds: ["ARTICLE", "SERVICE"] }).earned[0]?.points).toBe(
      80n,
    );
  });

  test("a part earns its part, and the parts come to the whole", () => {
    const one = [
      "FULFILLED",
      { fulfilment: { id: "f1", lines: [{ lineId: "1", quantity: "1" }] } },
    ] as const;
    const half = decided([placed, ["SETTLED"], one]);
    expect([half.earned[0]?.points, half.pendingPoints]).toEqual([9n, 16n]);
    expect(decided([placed, ["SETTLED"], one, delivered]).earned[0]?.points).toBe(25n);
  });

  test("the share paid with points is taken off all lines, postage included", () => {
    const tenders = [
      { kind: "points", amount: "10.15" },
      { kind: "card", amount: "20.30" },
    ];
    const { earned, lines } = decided([["SOLD", { lines: [mug, tea, postage], tenders }]]);
    expect(lines.map((line) => line.eligibleMinor)).toEqual([1_327n, 373n, 0n]);
    expect(earned[0]).toMatchObject({ points: 17n, qualifyingMinor: 1_700n });
  });

  test("paying with a gift card earns, buying one does not", () => {
    const paid = decided([
      ["SOLD", { lines: [mug], tenders: [{ kind: "gift_card", amount: "19.90" }] }],
    ]);
    expect(paid.earned[0]?.points).toBe(19n);
    expect(decided([["SOLD", { lines: [{ ...mug, kind: "GIFT_CARD" }] }]]).earned).toEqual([]);
  });

  test("a discount line lowers what was paid for the other lines", () => {
    const discount = { id: "9", kind: "ADJUSTMENT", quantity: "1", gross: "-9.90" };
    expect(decided([["SOLD", { lines: [mug, discount] }]]).earned[0]?.points).toBe(10n);
  });

  test("what does not earn may count towards the tier, and the other way round", () => {
    const events: Event[] = [
      [
        "SOLD",
        {
          lines: [
            { ...mug, category: ["tobacco"] },
            { ...tea, brand: "own" },
          ],
        },
      ],
    ];
    const tierExclusions = { articles: [], brands: ["own"], categories: [], kinds: [] };
    expect(decided(events, { tierExclusions }).earned[0]).toMatchObject({
      points: 5n,
      qualifyingMinor: 1_990n,
    });
  });

  test.each([
    ["FLOOR", 2n],
    ["HALF_UP", 3n],
    ["CEIL", 3n],
  ] as const)("rounding %s of 2.55 points gives %s", (rounding, points) => {
    const earning = [{ code: "base", wallet: "points", pointsPerUnit: "0.1", rounding }];
    expect(decided([sold], { earning }).earned[0]?.points).toBe(points);
  });

  test("two rules earn side by side and count the purchase once towards the tier", () => {
    const earning = [
      { code: "base", wallet: "points", pointsPerUnit: "1", rounding: "FLOOR" as const },
      { code: "green", wallet: "leaves", pointsPerUnit: "0.5", rounding: "FLOOR" as const },
    ];
    expect(
      decided([sold], { earning }).earned.map((one) => [
        one.wallet,
        one.points,
        one.qualifyingMinor,
      ]),
    ).toEqual([
      ["points", 25n, 2_550n],
      ["leaves", 12n, 0n],
    ]);
  });
});

describe("foreign currency", () => {
  test.each([
    ["EUR", "100.00", "2026-03-01T10:00:00Z", 8_450n, "2024-01-01"],
    ["EUR", "100.00", "2023-12-31T23:59:59Z", 8_500n, "2016-07-01"],
    ["JPY", "12345", "2026-03-01T10:00:00Z", 6_543n, "2024-01-01"],
    ["KWD", "12.345", "2026-03-01T10:00:00Z", 3_148n, "2024-01-01"],
  ])(
    "%s %s at %s converts by the rate of the day it was placed",
    (currencyCode, gross, occurredAt, qualifyingMinor, from) => {
      const [earning] = decided([
        ["SOLD", { currencyCode, occurredAt, lines: [{ ...mug, gross }] }],
      ]).earned;
      expect(earning).toMatchObject({
        qualifyingMinor,
        points: qualifyingMinor / 100n,
        rate: { currency: currencyCode, from },
      });
    },
  );

  test.each([
    ["2016-06-30T22:59:59Z", "2010-01-01"],
    ["2016-06-30T23:00:00Z", "2016-07-01"],
  ])("a rate begins at local midnight of the programme: %s", (occurredAt, from) => {
    const [earning] = decided([["SOLD", { currencyCode: "EUR", occurredAt, lines: [mug] }]]).earned;
    expect(earning?.rate?.from).toBe(from);
  });

  test("a sale that says no tenders counts as paid, and none of it with points", () => {
    const goods = { lines: [mug] };
    const silent = outcomeOf([["SOLD", goods]]);
    expect(silent).toMatchObject({ kind: "DECIDED", decision: { expectedPoints: 19n } });
    const paid = { ...goods, tenders: [{ kind: "card", amount: "19.90" }] };
    expect(outcomeOf([["SOLD", paid]])).toEqual(silent);
  });

  test("a missing rate is named with its day, also while the points are only pending", () => {
    for (const kind of ["SOLD", "PLACED"]) {
      const outcome = outcomeOf([[kind, { currencyCode: "CHF", lines: [mug, postage] }]]);
      expect(outcome).toMatchObject({
        kind: "MISSING_RATE",
        missingRate: { currency: "CHF", day: "2026-03-01" },
        decision: { earned: [], expectedPoints: 0n, pendingPoints: 0n, eligibleMinor: 0n },
      });
      // Where nobody waits for it, as in an import, each line says why it earned nothing.
      const reasons = outcome.decision.lines.map((line) => line.notEarningBecause);
      expect(reasons).toEqual([kind === "SOLD" ? "RATE_MISSING" : "NOT_HANDED_OVER", "LINE_KIND"]);
    }
    expect(
      outcomeOf([
        ["SOLD", { currencyCode: "EUR", occurredAt: "2009-12-31T10:00:00Z", lines: [mug] }],
      ]).kind,
    ).toBe("MISSING_RATE");
  });

  test("no rate is asked for where nothing would be converted", () => {
    expect(outcomeOf([["SOLD", { currencyCode: "CHF", lines: [mug] }]], {}, false).kind).toBe(
      "DECIDED",
    );
    expect(outcomeOf([["SOLD", { currencyCode: "CHF", lines: [postage] }]]).kind).toBe("DECIDED");
  });
});

describe("explainNotEarning", () => {
  test("every code has a sentence in English and in German, English stands in for other languages", () => {
    for (const code of NOT_EARNING) {
      expect(explainNotEarning(code, "en-GB")).toMatch(/\.$/);
      expect(explainNotEarning(code, "de-AT")).not.toBe(explainNotEarning(code, "en"));
      expect(explainNotEarning(code, "constructor")).toBe(explainNotEarning(code, "en"));
    }
    expect(explainNotEarning("FROM_A_LATER_VERSION", "en")).toBe("FROM_A_LATER_VERSION");
  });
});
