import { describe, expect, test } from "vitest";
import {
  DEFAULT_RULESET,
  DEFAULT_RULESET_DOCUMENT,
} from "../../../src/domain/ruleset/defaultRuleset.ts";
import { lineExcluded, ruleFor } from "../../../src/domain/ruleset/lineFilter.ts";
import {
  encodeRuleset,
  parseRuleset,
  RulesetError,
} from "../../../src/domain/ruleset/parseRuleset.ts";
import { prepareRuleset, rateOn } from "../../../src/domain/ruleset/prepareRuleset.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";

type Json = Record<string, unknown>;

/** The default document with one place replaced; `path` as in `RulesetIssue`. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(DEFAULT_RULESET_DOCUMENT) as unknown as Json;
  let place = copy;
  for (const step of path.slice(0, -1)) {
    place = place[step] as Json;
  }
  place[path.at(-1) as string] = value;
  return copy;
}

function issuesOf(document: unknown): string[] {
  try {
    parseRuleset(document);
  } catch (error) {
    if (error instanceof RulesetError) {
      return error.issues.map((issue) => issue.path.join("."));
    }
    throw error;
  }
  return [];
}

const tier = DEFAULT_RULESET_DOCUMENT.tiers;

describe("parseRuleset", () => {
  test("a former tier goes on as one tier, which is not one of these rules' own", () => {
    const tiers = (DEFAULT_RULESET_DOCUMENT.tiers ?? []).map((tier) => ({
      ...tier,
      replaces: { SILVER: ["BRONZE", "GOLD"], GOLD: ["BRONZE"] }[tier.code] ?? [],
    }));
    expect(issuesOf({ ...DEFAULT_RULESET_DOCUMENT, tiers })).toEqual([
      "tiers.1.replaces.1",
      "tiers.2.replaces.0",
    ]);
  });

  test("the first programme is a ruleset, and survives being written and read", () => {
    expect(DEFAULT_RULESET.tiers.map((one) => [one.code, one.thresholdMinor])).toEqual([
      ["BASE", 0n],
      ["SILVER", 25_000n],
      ["GOLD", 100_000n],
      ["PLATINUM", 300_000n],
    ]);
    const written = JSON.parse(JSON.stringify(encodeRuleset(DEFAULT_RULESET)));
    expect(parseRuleset(written)).toEqual(DEFAULT_RULESET);
    // What the document leaves to defaults is written out.
    expect(written).toMatchObject(DEFAULT_RULESET_DOCUMENT);
  });

  test.each([
    ["an unknown time zone", ["programme", "timeZone"], "Europe/Nowhere"],
    ["a fixed offset for a zone", ["programme", "timeZone"], "+01:00"],
    ["an unknown currency", ["programme", "currency"], "ZZZ"],
    ["a base tier above 0", ["tiers", 0, "threshold"], "1.00"],
    ["a threshold that does not ascend", ["tiers", 2, "threshold"], "250.00"],
    ["a threshold with too many decimals", ["tiers", 1, "threshold"], "250.001"],
    ["a negative threshold", ["tiers", 1, "threshold"], "-1.00"],
    ["a rank that does not ascend", ["tiers", 2, "rank"], 1],
    ["a tier code twice", ["tiers", 2, "code"], "SILVER"],
    ["a name without English", ["tiers", 1, "name"], { de: "Silber" }],
    ["a benefit twice", ["tiers", 3, "benefits", 1, "code"], "free-delivery"],
    ["a rate of nothing", ["rates", 0, "rate"], "0"],
    ["a negative rate", ["rates", 0, "rate"], "-1"],
    ["a rate twice", ["rates", 1, "from"], "2010-01-01"],
    ["a day that does not exist", ["rates", 0, "from"], "2010-02-30"],
    ["a rate of the programme's own currency", ["rates", 0, "currency"], "GBP"],
    ["points of nothing", ["earning", 0, "pointsPerUnit"], "0.0"],
    ["an unknown rounding", ["earning", 0, "rounding"], "ROUND"],
    ["a window of no months", ["tierPolicy", "windowMonths"], 0],
    ["an unknown line kind", ["earningLineKinds", 0], "THING"],
    ["a misspelt field", ["earnExclusion"], []],
  ] as readonly (readonly [string, readonly (string | number)[], unknown])[])(
    "refuses %s, naming the place",
    (_what, path, value) => {
      const place = path.join(".");
      const expected =
        place === "tiers.1.name" ? "tiers.1.name" : place === "earnExclusion" ? "" : place;
      expect(issuesOf(changed(path, value))).toContain(expected);
    },
  );

  test("names everything that is wrong, not only the first thing", () => {
    const broken = {
      ...DEFAULT_RULESET_DOCUMENT,
      tiers: [
        { ...tier[0], threshold: "5.00" },
        { ...tier[1], rank: 0 },
        { ...tier[2], code: "BASE" },
      ],
    };
    expect(issuesOf(broken)).toEqual(["tiers.0.threshold", "tiers.1.rank", "tiers.2.code"]);
  });

  test("rules of one code are refused, and so is a document that is none", () => {
    const rule = DEFAULT_RULESET_DOCUMENT.earning[0];
    expect(issuesOf({ ...DEFAULT_RULESET_DOCUMENT, earning: [rule, rule] })).toEqual([
      "earning.1.code",
    ]);
    for (const nothing of [null, [], "x", {}]) {
      expect(issuesOf(nothing).length).toBeGreaterThan(0);
    }
  });

  test("thresholds are read in the programme's currency: yen without decimals, dinars with three", () => {
    const inCurrency = (currency: string, thresholds: string[]) => ({
      ...DEFAULT_RULESET_DOCUMENT,
      programme: { ...DEFAULT_RULESET_DOCUMENT.programme, currency },
      tiers: thresholds.map((threshold, index) => ({ ...tier[index], threshold })),
      rates: [],
    });
    expect(parseRuleset(inCurrency("JPY", ["0", "30000"])).tiers[1]?.thresholdMinor).toBe(30_000n);
    expect(parseRuleset(inCurrency("KWD", ["0", "99.995"])).tiers[1]?.thresholdMinor).toBe(99_995n);
    expect(issuesOf(inCurrency("JPY", ["0", "30000.50"]))).toEqual(["tiers.1.threshold"]);
  });
});

test.each([
  ["the article", { articles: ["mug"] }, true],
  ["the brand", { brands: ["acme"] }, true],
  ["the kind", { kinds: ["ARTICLE"] }, true],
  ["any step of the category path", { categories: ["kitchen"] }, true],
  [
    "nothing that is only called alike",
    { articles: ["mu"], brands: ["Acme"], categories: ["kit"] },
    false,
  ],
  ["nothing when it is empty", {}, false],
])("a filter takes %s", (_what, filter, expected) => {
  const empty = { articles: [], brands: [], categories: [], kinds: [] };
  const line = {
    kind: "ARTICLE",
    article: "mug",
    brand: "acme",
    category: ["home", "kitchen", "mugs"],
  };
  expect(lineExcluded({ ...empty, ...filter }, line)).toBe(expected);
});

test("the rate of a day is the latest that has begun, whatever the order in the document", () => {
  const prepared = prepareRuleset(
    parseRuleset({
      ...DEFAULT_RULESET_DOCUMENT,
      rates: [...DEFAULT_RULESET_DOCUMENT.rates].reverse(),
    }),
  );
  const on = (day: string) => rateOn(prepared, "EUR", day as LocalDate)?.from ?? null;
  expect([on("2009-12-31"), on("2010-01-01"), on("2023-12-31"), on("2024-01-01")]).toEqual([
    null,
    "2010-01-01",
    "2016-07-01",
    "2024-01-01",
  ]);
  expect(ruleFor(DEFAULT_RULESET, "base")?.wallet).toBe("points");
  expect(ruleFor(DEFAULT_RULESET, "none")).toBeUndefined();
});
