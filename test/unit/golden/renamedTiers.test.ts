import { expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { addToBuckets, EMPTY_BUCKETS } from "../../../src/domain/tier/buckets.ts";
import { decideTier } from "../../../src/domain/tier/decideTier.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { golden } from "../../support/docs/golden.ts";
import { memberRules } from "../../support/memberRules.ts";
import { at } from "../../support/receiver.ts";

/** docs/programme.md 3.23 and 8.10: what becomes of a tier that new rules no longer have, or call something else. */

const NOW = at("2026-06-02T00:00:00Z");
const held = { since: at("2026-03-02T10:00:00Z"), until: at("2027-03-02T10:00:00Z") };
const tier = (code: string, rank: number, threshold: string) => ({
  ...{ code, name: { en: code }, rank, threshold, benefits: [] },
});
/** As the shop has it now; Gold was called GOLD before, with the rank 2. */
const renamed = memberRules({
  ...DEFAULT_RULESET_DOCUMENT,
  tiers: [
    tier("BASE", 0, "0.00"),
    tier("SILVER", 1, "250.00"),
    tier("PREMIER", 2, "1000.00"),
    tier("PLATINUM", 3, "3000.00"),
  ],
});
const formerRanks = new Map([
  ["GOLD", 2],
  ["SILVER", 1],
]);

test("a tier that is only called something else is kept, with the rest of its term", () => {
  const decision = decideTier({
    state: { tier: "GOLD", ...held },
    buckets: EMPTY_BUCKETS,
    ruleset: renamed,
    now: NOW,
    formerRanks,
  });
  expect(decision.state).toEqual({ tier: "PREMIER", since: NOW, until: held.until });
  expect(decision.changes).toMatchObject([{ from: "GOLD", to: "PREMIER", kind: "RENEWED" }]);
});

test("a tier between two that are left becomes the lower one, and is told as a loss", () => {
  const without = { ...renamed, tiers: renamed.tiers.filter(({ code }) => code !== "PREMIER") };
  const decision = decideTier({
    state: { tier: "GOLD", ...held },
    buckets: EMPTY_BUCKETS,
    ruleset: without,
    now: NOW,
    formerRanks,
  });
  expect(decision.state).toEqual({ tier: "SILVER", since: NOW, until: held.until });
  expect(decision.changes).toMatchObject([{ from: "GOLD", to: "SILVER", kind: "DOWNGRADED" }]);
});

test("whoever reaches more than the tier that is left rises at once", () => {
  const without = { ...renamed, tiers: renamed.tiers.filter(({ code }) => code !== "SILVER") };
  const decision = decideTier({
    state: { tier: "SILVER", ...held },
    // 1,000.00 within the twelve months: Premier, which was not yet called so when it was bought.
    buckets: addToBuckets(EMPTY_BUCKETS, "2026-03-02" as LocalDate, 100_000n),
    ruleset: without,
    now: NOW,
    formerRanks,
  });
  expect(decision.state).toEqual({
    tier: "PREMIER",
    since: NOW,
    until: at("2027-06-02T00:00:00Z"),
  });
  expect(decision.changes.map(({ from, to, kind }) => [from, to, kind])).toEqual([
    ["SILVER", "BASE", "DOWNGRADED"],
    ["BASE", "PREMIER", "UPGRADED"],
  ]);
});

golden(
  "a customer who still reaches the tier under its new name has it the moment the new rules begin",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: STERLING, name: { en: Sterling }, rank: 1, threshold: "250.00", benefits: [] }
        - { code: GOLD, name: { en: Gold }, rank: 2, threshold: "1000.00", benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
now: "2026-06-02T00:00:00Z"
expect:
  # one in the morning in London, which is the same hour of UTC on 1 June 2027
  tier: { is: STERLING, since: "2026-06-01T00:00:00Z", until: "2027-06-01T00:00:00Z" }
  qualifying: "250.00"
`,
);

golden(
  "a dearer tier takes nothing away before the term ends, and then goes by the new threshold",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "400.00", benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "250.00" }] }
  - { at: "2027-02-02T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: mug, gross: "399.99" }] }
now: "2027-03-02T10:00:00Z"
expect:
  # 399.99 would have been enough for the old 250.00
  tier: { is: BASE, since: "2027-03-02T10:00:00Z", until: none }
  changes: [UPGRADED BASE SILVER 2026-03-02, DOWNGRADED SILVER BASE 2027-03-02]
`,
);

golden(
  "a cheaper tier is given the moment the new rules begin",
  `
laterRules:
  - from: "2026-06-01T00:00:00Z"
    rules:
      tiers:
        - { code: BASE, name: { en: Member }, rank: 0, threshold: "0.00", benefits: [] }
        - { code: SILVER, name: { en: Silver }, rank: 1, threshold: "100.00", benefits: [] }
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
now: "2026-08-02T10:00:00Z"
expect:
  # likewise one in the morning a year later
  tier: { is: SILVER, since: "2026-06-01T00:00:00Z", until: "2027-06-01T00:00:00Z" }
  changes: [UPGRADED BASE SILVER 2026-06-01]
`,
);
