import { expect, test } from "vitest";
import { goodwillRules } from "../../../src/domain/goodwill/goodwillRules.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { parseRuleset } from "../../../src/domain/ruleset/parseRuleset.ts";
import { DEFAULT_INSTALLATION } from "../../../src/domain/setup/installation.ts";
import { planSetup, type SetupState } from "../../../src/domain/setup/planSetup.ts";
import { setupDocument } from "../../../src/domain/setup/setupSchema.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { couponToGive, worthOfGift } from "../../../src/goodwill/couponGift.ts";
import { GOODWILL } from "../../support/rules/goodwill.ts";

const limits = GOODWILL.limits;
const reasons = GOODWILL.reasons;
const coupon = {
  ...{ code: "FIVE", names: { en: "Five" }, validDays: 9 },
  value: { amount: { amount: "5.00", currencyCode: "GBP" } },
};

test.each([
  ["no reason", { reasons: [], limits }, "reasons"],
  ["a reason twice", { reasons: [reasons[0], reasons[0]], limits }, "reasons.1.code"],
  ["a reason without a name", { reasons: [{ code: "A", names: {} }], limits }, "reasons.0.names"],
  ["a name in no language", { reasons: [{ code: "A", names: { "?": "x" } }], limits }, "reasons.0"],
  ["no limits", { reasons }, "limits"],
  ["a limit below 0", { reasons, limits: { ...limits, agentPointsPerDay: -1 } }, "limits.agent"],
  ["part of a point", { reasons, limits: { ...limits, agentPointsPerDay: 1.5 } }, "limits.agent"],
  [
    "too many gifts",
    { reasons, limits: { ...limits, customerGiftsPerYear: 101 } },
    "limits.custom",
  ],
  ["a coupon of two values", bad({ value: { ...coupon.value, percent: "5" } }), "coupons.0.value"],
  ["a coupon of none", bad({ value: {} }), "coupons.0.value"],
  ["more than all of it", bad({ value: { percent: "100.01" } }), "coupons.0.value.percent"],
  ["an amount of 0", bad(amount("0.00", "GBP")), "coupons.0.value.amount.amount"],
  ["too many decimals", bad(amount("0.001", "GBP")), "coupons.0.value.amount.amount"],
  ["no currency", bad(amount("1.00", "QQQ")), "coupons.0.value.amount.currencyCode"],
  ["a coupon for no day", bad({ validDays: 0 }), "coupons.0.validDays"],
  [
    "a least basket in other money",
    bad({ basketMin: { amount: "5.00", currencyCode: "EUR" } }),
    "coupons.0.basketMin.currencyCode",
  ],
  ["what nobody knows", { reasons, limits, sometimes: true }, ""],
])("%s is refused where it stands", (_what, document, path) => {
  const paths = (goodwillRules.safeParse(document).error?.issues ?? []).map((issue) =>
    issue.path.join("."),
  );
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.every((one) => one.startsWith(path))).toBe(true);
});

function bad(changes: object) {
  return { reasons, limits, coupons: [{ ...coupon, ...changes }] };
}

function amount(text: string, currencyCode: string) {
  return { value: { amount: { amount: text, currencyCode } } };
}

test("whatever coupon the set-up takes can be issued, and has a worth", () => {
  const ruleset = parseRuleset(DEFAULT_RULESET_DOCUMENT);
  const now = parseInstant("2026-03-10T12:00:00Z") as Instant;
  const worths = GOODWILL.coupons.map((one) =>
    worthOfGift(couponToGive(one, "goodwill LATE_DELIVERY", now), ruleset),
  );
  expect(worths).toEqual([500n, 0n]);
});

test("goodwill that a document leaves out stays as it is, and null takes it away", () => {
  const empty = {
    boundaries: [],
    channels: [],
    stores: [],
    sources: [],
    destinations: [],
    slos: [],
    alertChannels: [],
    modes: new Map(),
  };
  const state: SetupState = {
    ...empty,
    installation: { ...DEFAULT_INSTALLATION, goodwill: GOODWILL },
    isInstallationSaid: true,
  };
  const plan = (more: object) =>
    planSetup(state, setupDocument.parse({ setup: 1, ...more })).changes;
  expect(plan({})).toEqual([]);
  expect(plan({ goodwill: GOODWILL })).toEqual([]);
  expect(plan({ goodwill: null })).toMatchObject([
    { kind: "INSTALLATION", change: "CHANGED", after: { goodwill: null } },
  ]);
});
