import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  FORBIDDING_MARKS,
  forbiddingMark,
  MARK_SENTENCES,
  MARK_TABLE,
  MARKED_SENTENCE,
} from "../../../src/domain/customer/marks.ts";
import { createCommands } from "../../../src/graph/commands.ts";

/** Commands that name no customer, or one that is only being made. */
const ABOUT_NOBODY = new Set([
  ...["guesses", "createCustomer", "createRulesetDraft", "updateRulesetDraft", "approveRuleset"],
  ...["discardRulesetDraft", "pauseRollout", "resumeRollout", "activateRuleset", "applySetup"],
  ...["resolveRecords", "declareDay", "operateDestination", "saveMapping", "tryMapping"],
  ...["setDestination", "retireDestination", "cutOverDestination", "acknowledgeIncident"],
  ...["muteIncidents", "unmuteIncidents"],
  // What a purchase earns that goes on, `purchase` says.
  "releaseHeld",
  // They merge or split, and ask the table as mergeCustomers and splitCustomer do.
  ...["previewMerge", "previewSplit", "resolveMatchCandidate"],
]);

test("every command is in the table, or concerns nobody", () => {
  const commands = Object.keys(createCommands({} as Parameters<typeof createCommands>[0]));
  const acts = commands.filter((name) => !ABOUT_NOBODY.has(name));
  expect([...acts, "purchase"].sort()).toEqual(Object.keys(MARK_TABLE).sort());
});

test("the documentation shows the table as it is", () => {
  const page = readFileSync("docs/programme-marks.md", "utf8");
  for (const [act, cells] of Object.entries(MARK_TABLE)) {
    const row = FORBIDDING_MARKS.map((mark) => cells[mark]).join(" | ");
    expect(page).toContain(`| \`${act}\` | ${row} |`);
  }
  // A page wraps its lines.
  const words = page.replaceAll(/\s+/g, " ");
  for (const sentence of [...Object.values(MARK_SENTENCES), MARKED_SENTENCE]) {
    expect(words).toContain(sentence);
  }
});

test("nobody dead is acted for, and nothing of worth goes to who may be a fraud or is only a test", () => {
  for (const act of ["redeemCoupon", "authorisePoints", "transferPoints", "issueCoupon"] as const) {
    for (const mark of ["FRAUD_HOLD", "TEST", "DECEASED"]) {
      expect(forbiddingMark(act, new Set([mark]))).toBe(mark);
    }
  }
  // What they bought is kept: a suspicion earns, a test and the dead do not.
  const purchase = FORBIDDING_MARKS.map((mark) => forbiddingMark("purchase", new Set([mark])));
  expect(purchase).toEqual([null, "TEST", null, "DECEASED"]);
  for (const act of ["blockPoints", "releasePoints", "reverseRedemption"] as const) {
    expect(forbiddingMark(act, new Set(FORBIDDING_MARKS))).toBeNull();
  }
  expect(forbiddingMark("overrideTier", new Set(["RESTRICTED"]))).toBe("RESTRICTED");
  expect(forbiddingMark("overrideTier", new Set())).toBeNull();
});

test("of several marks the first that forbids is told; other marks forbid nothing", () => {
  expect(forbiddingMark("redeemCoupon", new Set(["DECEASED", "FRAUD_HOLD"]))).toBe("FRAUD_HOLD");
  expect(forbiddingMark("redeemCoupon", new Set(["RESTRICTED", "DECEASED"]))).toBe("DECEASED");
  expect(forbiddingMark("redeemCoupon", new Set(["STAFF", "MINOR", "BUSINESS"]))).toBeNull();
});
