import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveOrder } from "../../../src/domain/order/deriveOrder.ts";
import { decidePoints } from "../../../src/domain/points/decidePoints.ts";
import type { EarningBasis } from "../../../src/domain/points/earningBasis.ts";
import { compileCondition } from "../../../src/domain/ruleset/condition.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset, RulesetError } from "../../../src/domain/ruleset/parseRuleset.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { factsOfLife, mergeAll, orderLife } from "../../support/lives/orderLives.ts";
import { testSeed } from "../../support/seed.ts";

type Rule = RulesetDocument["earning"][number];

const BASE: Rule = { code: "base", wallet: "points", pointsPerUnit: "1", rounding: "FLOOR" };

function rulesetOf(earning: readonly Rule[], more: Partial<RulesetDocument> = {}) {
  return parseRuleset({ ...DEFAULT_RULESET_DOCUMENT, ...more, earning: [...earning] });
}

type Fields = Record<string, unknown>;

function sold(fields: Fields = {}, further: readonly Fields[] = []) {
  const first = {
    kind: "SOLD",
    lines: [
      {
        id: "1",
        article: "mug",
        brand: "acme",
        category: ["kitchen"],
        quantity: "2",
        gross: "20.00",
      },
      {
        id: "2",
        article: "tea",
        brand: "leaf",
        category: ["food", "tea"],
        quantity: "1",
        gross: "5.50",
      },
    ],
    ...fields,
  };
  const life = [first, ...further].map((event, minute) => ({
    source: "shop",
    eventId: `e${minute}`,
    // A Friday; ten in the morning in London.
    occurredAt: `2026-03-06T10:0${minute}:00Z`,
    references: [{ kind: "order", value: "A-1" }],
    currencyCode: "GBP",
    channel: "web",
    ...event,
  }));
  return deriveOrder(mergeAll(factsOfLife(life as never)));
}

function pointsOf(
  view: ReturnType<typeof sold>,
  earning: readonly Rule[],
  more = {},
  basis: EarningBasis | null = null,
) {
  const outcome = decidePoints({ view, ruleset: rulesetOf(earning, more), earns: true, basis });
  if (outcome.kind !== "DECIDED") {
    throw new Error("no rate");
  }
  return Object.fromEntries(outcome.decision.earned.map(({ rule, points }) => [rule, points]));
}

describe("an earning rule", () => {
  test.each<[string, Partial<Rule>, bigint | undefined]>([
    ["counts all lines without conditions", {}, 25n],
    ["counts the lines that its condition names", { lines: 'line.brand == "acme"' }, 20n],
    ["asks of a category anywhere in the path", { lines: '"tea" in line.category' }, 5n],
    ["gives nothing where its condition does not hold", { when: 'order.channel == "store"' }, 0n],
    ["asks of the whole order", { when: "order.netMinor >= 2500" }, 25n],
    [
      "knows the weekday and the hour of the programme",
      { when: "order.weekday == 5 && order.hour == 10" },
      25n,
    ],
    [
      "multiplies what a multiplier names",
      { multipliers: [{ code: "x", factor: "3", lines: 'line.article == "tea"' }] },
      36n,
    ],
    [
      "rounds once for the whole order, factors included",
      { multipliers: [{ code: "x", factor: "1.5", lines: 'line.article == "tea"' }] },
      28n,
    ],
    [
      "takes the highest of several multipliers",
      {
        multipliers: [
          { code: "a", factor: "2" },
          { code: "b", factor: "3", when: 'order.channel == "web"' },
        ],
      },
      76n,
    ],
    [
      "or all of them",
      {
        stacking: "MULTIPLY",
        multipliers: [
          { code: "a", factor: "2" },
          { code: "b", factor: "3" },
        ],
      },
      153n,
    ],
    ["gives at most what it may", { maxPerOrder: 10 }, 10n],
    ["is for orders of its days", { validFrom: "2026-03-06", validUntil: "2026-03-06" }, 25n],
    ["and of no other day", { validFrom: "2026-03-07" }, 0n],
  ])("%s", (_name, change, points) => {
    expect(pointsOf(sold(), [{ ...BASE, ...change }])["base"] ?? 0n).toBe(points);
  });

  test("gives a fixed number of points while something is kept, and takes it back with the last of it", () => {
    const bonus: Rule = { code: "bonus", wallet: "points", pointsPerOrder: 50, rounding: "FLOOR" };
    const back = (lines: Fields[]) => ({ kind: "RETURNED", return: { id: "r", lines } });
    const some = sold({}, [back([{ lineId: "1", quantity: "2" }])]);
    const all = sold({}, [{ kind: "RETURNED", return: { id: "r" } }]);
    expect(pointsOf(sold(), [BASE, bonus])).toEqual({ base: 25n, bonus: 50n });
    expect(pointsOf(some, [BASE, bonus])).toEqual({ base: 5n, bonus: 50n });
    expect(pointsOf(all, [BASE, bonus])).toEqual({});
  });

  test("a partial return takes back what its lines earned, multiplied as they were", () => {
    const triple = {
      ...BASE,
      multipliers: [{ code: "x", factor: "3", lines: 'line.article == "tea"' }],
    };
    const back = { kind: "RETURNED", return: { id: "r", lines: [{ lineId: "2", quantity: "1" }] } };
    expect(pointsOf(sold({}, [back]), [triple])).toEqual({ base: 20n });
  });

  test.each([
    ["JPY", "1000", "0.0072", 7n],
    ["KWD", "10.555", "2.5500", 26n],
  ])(
    "%s is converted by its decimals before anything is multiplied",
    (currencyCode, gross, rate, points) => {
      const view = sold({
        currencyCode,
        lines: [{ id: "1", article: "mug", quantity: "1", gross }],
      });
      const rates = [{ currency: currencyCode, from: "2020-01-01", rate }];
      expect(pointsOf(view, [BASE], { rates })).toEqual({ base: points });
      const twice = { ...BASE, multipliers: [{ code: "x", factor: "2" }] };
      const doubled = pointsOf(view, [twice], { rates })["base"] ?? 0n;
      expect(doubled === 2n * points || doubled === 2n * points + 1n).toBe(true);
    },
  );
});

describe("a condition", () => {
  test.each([
    ["order.foo == 1", /unknown name order\.foo.*character 6/],
    ["basket.total > 1", /unknown name basket\.total/],
    ["order", /alone says nothing/],
    ["order.netMinor", /true or false/],
    ["order.netMinor / 0 > 1", /divides by zero/],
    ["order.channel > 5", /ordinary order/],
    ['line.category.exists(c, c == "tea")', /loops/],
    ['line.article.matches("(a+)+$")', /regular expressions/],
    ["order.channel ==", /1:/],
    [`${"order.month == 1 && ".repeat(30)}true`, /at most/],
    ["x".repeat(501), /at most 500 characters/],
  ])("%s is refused with its place", (text, message) => {
    const compiled = compileCondition(text, "line");
    expect(compiled).toMatchObject({ ok: false });
    if (!compiled.ok) {
      expect(compiled.problem).toMatch(message);
    }
  });

  test("about orders cannot ask of a line", () => {
    expect(compileCondition('line.brand == "acme"', "order")).toMatchObject({ ok: false });
  });

  test("in a document is refused at its place in the document", () => {
    const read = () => rulesetOf([{ ...BASE, when: "order.foo == 1" }]);
    expect(read).toThrow(RulesetError);
    expect(read).toThrow(/earning\.0\.when: unknown name order\.foo/);
  });

  test("that fails on an order does not hold, and the order goes on", () => {
    const rule = { ...BASE, when: "100 / (order.netMinor - 2550) > 0" };
    expect(pointsOf(sold(), [rule])).toEqual({ base: 0n } as never);
  });
});

const factor = fc.integer({ min: 1, max: 40 }).map((tenths) => `${tenths / 10}`);
const lineTest = fc.constantFrom(
  'line.article == "mug"',
  '"kitchen" in line.category',
  "line.netMinor > 1000",
);
const orderTest = fc.constantFrom(
  'order.channel == "web"',
  "order.netMinor > 5000",
  "order.month == 2",
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const anyRule = fc.record({
  isBonus: fc.boolean(),
  rate: fc.integer({ min: 1, max: 30 }).map((tenths) => `${tenths / 10}`),
  rounding: fc.constantFrom("FLOOR" as const, "HALF_UP" as const, "CEIL" as const),
  when: maybe(orderTest),
  lines: maybe(lineTest),
  multipliers: fc.array(fc.record({ factor, when: maybe(orderTest), lines: maybe(lineTest) }), {
    maxLength: 3,
  }),
  stacking: fc.constantFrom("HIGHEST" as const, "MULTIPLY" as const),
  maxPerOrder: maybe(fc.integer({ min: 1, max: 200 })),
});

function ruleOf(
  given: typeof anyRule extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): Rule {
  const { isBonus, rate, multipliers, ...rest } = given;
  const clean = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(clean as Pick<Rule, "rounding">),
    code: `rule-${index}`,
    wallet: "points",
    ...(isBonus ? { pointsPerOrder: 25 } : { pointsPerUnit: rate }),
    multipliers: multipliers.map((one, at) => ({
      ...Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
      factor: one.factor,
      code: `m${at}`,
    })),
  };
}

const ANYBODY: EarningBasis = {
  ...{ isPinned: true, tier: "GOLD", orders: 7n, memberDays: 100n },
  ruleRoom: new Map(),
  walletRoom: new Map(),
};

describe("a rule about the customer", () => {
  const asks = (when: string): Rule => ({ ...BASE, code: "asks", pointsPerUnit: "2", when });

  test.each<[string, bigint | undefined]>([
    ['customer.tier == "GOLD"', 51n],
    ['customer.tier == "BASE"', undefined],
    ["customer.orders == 7", 51n],
    ["customer.orders < 7", undefined],
    ["customer.memberDays >= 100 && order.month == 3", 51n],
  ])("gives points where `%s` holds", (when, points) => {
    const given = pointsOf(sold(), [BASE, asks(when)], {}, ANYBODY);
    expect(given["asks"]).toBe(points);
  });

  test("sees somebody who has just joined as long as nothing is known", () => {
    expect(pointsOf(sold(), [asks('customer.tier == "BASE" && customer.orders == 0')])).toEqual({
      asks: 51n,
    });
  });

  test("counts more for a tier, also on some lines alone", () => {
    const multipliers = [
      {
        code: "gold",
        factor: "2",
        when: 'customer.tier == "GOLD"',
        lines: '"tea" in line.category',
      },
    ];
    expect(pointsOf(sold(), [{ ...BASE, multipliers }], {}, ANYBODY)).toEqual({ base: 31n });
  });
});

describe("a limit", () => {
  const withRoom = (rules: Record<string, bigint>, wallets: Record<string, bigint> = {}) => ({
    ...ANYBODY,
    ruleRoom: new Map(
      Object.entries(rules).map(([rule, points]) => [
        rule,
        { most: points, now: points, since: "2026-03-01" as LocalDate },
      ]),
    ),
    walletRoom: new Map(
      Object.entries(wallets).map(([wallet, points]) => [wallet, { most: points, now: points }]),
    ),
  });
  const BONUS: Rule = { code: "bonus", wallet: "points", pointsPerOrder: 10, rounding: "FLOOR" };

  test("cuts off what is beyond it, rule by rule and wallet by wallet", () => {
    const decide = (basis: EarningBasis) => pointsOf(sold(), [BASE, BONUS], {}, basis);
    expect(decide(withRoom({ base: 20n }))).toEqual({ base: 20n, bonus: 10n });
    expect(decide(withRoom({}, { points: 30n }))).toEqual({ base: 25n, bonus: 5n });
    expect(decide(withRoom({ base: 100n }, { points: 100n }))).toEqual({ base: 25n, bonus: 10n });
    // What counts towards tiers is not limited.
    expect(decide(withRoom({}, { points: 0n }))).toEqual({ base: 0n });
  });

  test("is what a line says that earned nothing because of it", () => {
    const ruleset = rulesetOf([BASE]);
    const outcome = decidePoints({
      ...{ view: sold(), ruleset, earns: true },
      basis: withRoom({ base: 0n }),
    });
    if (outcome.kind !== "DECIDED") {
      throw new Error("no rate");
    }
    expect(outcome.decision.lines.map((line) => line.notEarningBecause)).toEqual([
      "LIMIT_REACHED",
      "LIMIT_REACHED",
    ]);
    expect(outcome.decision.expectedPoints).toBe(0n);
  });

  test("still gives back what a return takes, and no more", () => {
    const back = { kind: "RETURNED", return: { id: "r", lines: [{ lineId: "1", quantity: "2" }] } };
    const basis = withRoom({ base: 20n });
    expect(pointsOf(sold({}, [back]), [BASE], {}, basis)).toEqual({ base: 5n });
  });
});

/**
 * Guarantee, for any rules and any life of an order: points of lines sum to the points of the rule,
 * no cap is passed, an order of which nothing is kept has earned nothing, and the order in which
 * its events arrived makes no difference (I7a).
 */
test("random rules keep their sums and caps over random lives of orders", () => {
  const held = { decided: 0, earned: 0, keptNothing: 0 };
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 4 }), orderLife(), (given, life) => {
      const rules = given.map(ruleOf);
      const ruleset = rulesetOf(rules);
      const facts = factsOfLife(life);
      const decide = (ordered: typeof facts) =>
        decidePoints({ view: deriveOrder(mergeAll(ordered)), ruleset, earns: true, basis: null });
      const outcome = decide(facts);
      expect(decide([...facts].reverse())).toEqual(outcome);
      if (outcome.kind !== "DECIDED") {
        return;
      }
      held.decided += 1;
      for (const earning of outcome.decision.earned) {
        held.earned += 1;
        const rule = rules.find(({ code }) => code === earning.rule);
        const sum = earning.lines.reduce((total, { points }) => total + points, 0n);
        expect(sum).toBe(earning.points);
        expect(earning.points).toBeLessThanOrEqual(BigInt(rule?.maxPerOrder ?? 10 ** 12));
      }
      const kept = deriveOrder(mergeAll(facts)).lines.some(({ keptMinor }) => keptMinor > 0n);
      if (!kept) {
        held.keptNothing += 1;
        expect(outcome.decision.earned).toEqual([]);
      }
    }),
    { seed: testSeed(), numRuns: 300 },
  );
  expect(held.decided).toBeGreaterThan(100);
  expect(held.earned).toBeGreaterThan(30);
  expect(held.keptNothing).toBeGreaterThan(10);
});
