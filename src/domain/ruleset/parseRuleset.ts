import type { z } from "zod";
import { formatMinor, parseDecimal } from "../money/decimal.ts";
import { qualifyingExponent } from "../tier/unit.ts";
import type { LocalDate } from "../time/instant.ts";
import type { Ruleset, TierRule } from "./ruleset.ts";
import { type RulesetDocument, rulesetDocument } from "./rulesetSchema.ts";

export interface RulesetIssue {
  /** Into the document, e.g. ["tiers", 2, "threshold"]. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * A document that is no ruleset; `issues` has everything that is wrong with it, not only the first.
 */
export class RulesetError extends Error {
  readonly issues: readonly RulesetIssue[];

  constructor(issues: readonly RulesetIssue[]) {
    super(
      issues.map(({ path, message }) => `${path.join(".") || "(root)"}: ${message}`).join("; "),
    );
    this.name = "RulesetError";
    this.issues = issues;
  }
}

/**
 * Reads a ruleset from its JSON document.
 *
 * Shape: `RulesetDocument`; tier thresholds are decimal text in the programme's currency
 * ("500.00").
 * Guarantee: tiers ascend by rank and by threshold, the first has 0; tier, benefit (per tier), rule
 * and channel codes are unique; rates are positive, one per (currency, from), none for the
 * programme's own currency. The domain relies on it and checks nothing again.
 * Throws: RulesetError.
 */
export function parseRuleset(document: unknown): Ruleset {
  const parsed = rulesetDocument.safeParse(document);
  if (!parsed.success) {
    throw new RulesetError(
      parsed.error.issues.map(({ path, message }) => ({
        path: path.map((step) => (typeof step === "number" ? step : String(step))),
        message,
      })),
    );
  }
  const data = parsed.data;
  const issues: RulesetIssue[] = [];
  const tiers = readTiers(data, issues);
  checkUniqueness(data, issues);
  if (issues.length > 0) {
    throw new RulesetError(issues);
  }
  return {
    ...data,
    tiers,
    // Days were checked by the schema.
    wallets: data.wallets as Ruleset["wallets"],
    rates: data.rates.map((rate) => ({ ...rate, from: rate.from as LocalDate })),
  };
}

/** The document of a ruleset: `parseRuleset(encodeRuleset(ruleset))` equals `ruleset`. */
export function encodeRuleset(ruleset: Ruleset): RulesetDocument {
  const exponent = qualifyingExponent(ruleset);
  const document = {
    ...ruleset,
    tiers: ruleset.tiers.map(({ thresholdMinor, ...tier }) => ({
      ...tier,
      threshold: formatMinor(thresholdMinor, exponent),
    })),
  };
  // Line kinds and days are plain text in `Ruleset`; the document's schema narrows them again.
  return rulesetDocument.parse(document);
}

function readTiers(data: z.output<typeof rulesetDocument>, issues: RulesetIssue[]): TierRule[] {
  const exponent = qualifyingExponent(data);
  const unit = data.tierPolicy.basis === "SPEND" ? data.programme.currency : data.tierPolicy.basis;
  const tiers = data.tiers.map(({ threshold, ...tier }, index): TierRule => {
    const minor = parseDecimal(threshold, exponent);
    if (typeof minor === "bigint" && minor >= 0n) {
      return { ...tier, thresholdMinor: minor };
    }
    issues.push({
      path: ["tiers", index, "threshold"],
      message: `must be an amount of ${unit} with at most ${exponent} decimals`,
    });
    return { ...tier, thresholdMinor: -1n };
  });
  for (const [index, tier] of tiers.entries()) {
    const before = tiers[index - 1];
    if (tier.thresholdMinor < 0n || (before !== undefined && before.thresholdMinor < 0n)) {
      continue;
    }
    if (before === undefined) {
      if (tier.thresholdMinor !== 0n) {
        issues.push({ path: ["tiers", 0, "threshold"], message: "the base tier needs 0" });
      }
      continue;
    }
    if (tier.rank <= before.rank) {
      issues.push({ path: ["tiers", index, "rank"], message: "must be above the tier before" });
    }
    if (tier.thresholdMinor <= before.thresholdMinor) {
      issues.push({
        path: ["tiers", index, "threshold"],
        message: "must be above the tier before",
      });
    }
  }
  return tiers;
}

function checkUniqueness(data: RulesetDocument, issues: RulesetIssue[]): void {
  checkUnique(data.tiers, (tier) => tier.code, ["tiers"], "code", issues);
  checkReplaced(data, issues);
  for (const [index, tier] of data.tiers.entries()) {
    const path = ["tiers", index, "benefits"];
    checkUnique(tier.benefits, (benefit) => benefit.code, path, "code", issues);
  }
  checkUnique(data.earning, (rule) => rule.code, ["earning"], "code", issues);
  for (const [index, { multipliers }] of data.earning.entries()) {
    const path = ["earning", index, "multipliers"];
    checkUnique(multipliers ?? [], (multiplier) => multiplier.code, path, "code", issues);
  }
  checkUnique(data.wallets ?? [], (wallet) => wallet.code, ["wallets"], "code", issues);
  checkUnique(data.accrual, (policy) => policy.channel, ["accrual"], "channel", issues);
  checkUnique(data.rates, (rate) => `${rate.currency} ${rate.from}`, ["rates"], "from", issues);
  for (const [index, rate] of data.rates.entries()) {
    if (rate.currency === data.programme.currency) {
      issues.push({
        path: ["rates", index, "currency"],
        message: "the programme's own currency has no rate",
      });
    }
  }
}

/** A former tier goes on as one tier, and is not one that the rules still have. */
function checkReplaced({ tiers }: RulesetDocument, issues: RulesetIssue[]): void {
  const taken = new Set(tiers.map(({ code }) => code));
  for (const [index, { replaces = [] }] of tiers.entries()) {
    for (const [at, code] of replaces.entries()) {
      if (taken.has(code)) {
        const message = `${code} is a tier of these rules, or is replaced twice`;
        issues.push({ path: ["tiers", index, "replaces", at], message });
      }
      taken.add(code);
    }
  }
}

function checkUnique<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  path: readonly (string | number)[],
  field: string,
  issues: RulesetIssue[],
): void {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    if (seen.has(key)) {
      issues.push({ path: [...path, index, field], message: `${key} is there already` });
    }
    seen.add(key);
  }
}
