import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { destination, shadowCriteriaOf } from "../../../src/domain/delivery/settings.ts";
import {
  type Mode,
  ORDER_BANDS_FROM,
  orderBandOf,
  type ShadowCounts,
  shadowVerdict,
} from "../../../src/domain/delivery/shadow.ts";
import { DEFAULT_INSTALLATION } from "../../../src/domain/setup/installation.ts";
import { planSetup, type SetupState } from "../../../src/domain/setup/planSetup.ts";
import { SETUP_FORM } from "../../../src/domain/setup/setupSchema.ts";

const CRITERIA = { matchPercent: 99.5, customersMin: 200, daysMin: 7 };

const judged = (counts: Partial<ShadowCounts>, more: { days?: number; problem?: string } = {}) =>
  shadowVerdict(
    { compared: 0, equal: 0, different: 0, missing: 0, ...counts },
    { criteria: CRITERIA, days: more.days ?? 7, problem: more.problem ?? null },
  );

test.each([
  [{ compared: 200, equal: 199, different: 1 }, {}, "GO"],
  [{ compared: 1_000, equal: 995, different: 5 }, {}, "GO"],
  // One customer more than half a percent.
  [{ compared: 1_000, equal: 994, missing: 6 }, {}, "99.4 % of the customers are equal"],
  // Rounded it would be enough.
  [{ compared: 100_001, equal: 99_500, different: 501 }, {}, "99.49 % of the customers are equal"],
  [{ compared: 199, equal: 199 }, {}, "199 customers were compared; it takes 200."],
  [{ compared: 0 }, {}, "Nothing could be compared."],
  [{ compared: 500, equal: 500 }, { days: 6 }, "in shadow for 6 days"],
  [{ compared: 500, equal: 500 }, { problem: "It answered 401." }, "It answered 401."],
])("of %j in shadow with %j it is said: %s", (counts, more, said) => {
  const { verdict, reasons } = judged(counts, more);
  expect(verdict).toBe(said === "GO" ? "GO" : "NO_GO");
  expect(reasons.join(" ")).toContain(said === "GO" ? "customers are equal, over 7 days" : said);
  expect(reasons.length).toBeGreaterThan(0);
});

test("all that is not enough is said, and not the first of it alone", () => {
  expect(judged({ compared: 10, equal: 5, different: 5 }, { days: 1 }).reasons).toHaveLength(3);
});

test.each([
  [-100n, "EUR", "0"],
  [0n, "EUR", "0"],
  [1n, "EUR", "0-25"],
  [2_499n, "EUR", "0-25"],
  [2_500n, "EUR", "25-50"],
  [99_999n, "EUR", "250-1000"],
  [100_000n, "EUR", "1000+"],
  [2_499n, "JPY", "1000+"],
  [25_000n, "KWD", "25-50"],
])("an order of %s minor units of %s is in the band %s", (minor, currency, band) => {
  expect(orderBandOf(minor, currency)).toBe(band);
});

test("every amount is in one band, and larger ones never in one before", () => {
  const bands = [
    "0-25",
    ...ORDER_BANDS_FROM.map((from, at) => {
      const to = ORDER_BANDS_FROM[at + 1];
      return to === undefined ? `${from}+` : `${from}-${to}`;
    }),
  ];
  let last = 0;
  for (let minor = 1n; minor < 200_000n; minor += 499n) {
    const at = bands.indexOf(orderBandOf(minor, "EUR"));
    expect(at).toBeGreaterThanOrEqual(last);
    last = at;
  }
  expect(last).toBe(bands.length - 1);
});

test("the guide's destination in shadow is one that set-up takes, with what holds unless it is said", () => {
  const guide = readFileSync(
    join(import.meta.dirname, "../../../docs/guides/systems-out.md"),
    "utf8",
  );
  const [, yaml = ""] = /```yaml\n(# beside\.yaml\n[\s\S]*?)```/.exec(guide) ?? [];
  const read = destination.parse(parse(yaml));
  expect([read.mode, read.shadow]).toEqual(["SHADOW", CRITERIA]);
  const { shadow: _, ...unsaid } = read;
  expect(shadowCriteriaOf(unsaid)).toEqual(CRITERIA);
});

/** One destination: how its entry began, and how it is now by a cut. */
function planned(began: Mode | null, now: Mode, asked: Mode | null) {
  const entry = (mode: Mode | null) =>
    destination.parse({
      ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
      ...{ events: ["tier.changed"], sends: { kind: "hubspot" } },
      ...(mode === null ? {} : { mode }),
    });
  const state: SetupState = {
    ...{ boundaries: [], channels: [], stores: [], sources: [], slos: [], alertChannels: [] },
    destinations: [{ value: entry(began), isRetired: false }],
    modes: new Map([["crm", now]]),
    ...{ installation: DEFAULT_INSTALLATION, isInstallationSaid: true },
  };
  return planSetup(state, { setup: SETUP_FORM, destinations: [entry(asked)] }).issues;
}

test.each([
  // Applied again after a cut, in either direction.
  ["SHADOW", "LIVE", "SHADOW", null],
  ["LIVE", "SHADOW", "LIVE", null],
  [null, "SHADOW", null, null],
  // Brought to what it is by now.
  ["SHADOW", "LIVE", "LIVE", null],
  ["SHADOW", "LIVE", null, null],
  ["LIVE", "SHADOW", "SHADOW", null],
  // Something new, which a cut alone does.
  ["SHADOW", "SHADOW", "LIVE", "cut-over crm"],
  ["SHADOW", "SHADOW", null, "cut-over crm"],
  ["LIVE", "LIVE", "SHADOW", "cut-back crm"],
] as const)(
  "begun %s and now %s, a document that says %s is told to cut by: %s",
  (began, now, asked, by) => {
    const issues = planned(began, now, asked);
    expect(issues.map(({ path }) => path)).toEqual(
      by === null ? [] : [["destinations", 0, "mode"]],
    );
    expect(issues[0]?.message ?? "").toContain(by ?? "");
  },
);
