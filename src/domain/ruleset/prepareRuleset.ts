import { currencyExponent } from "../money/currency.ts";
import { parseRate, type Rate } from "../money/rate.ts";
import type { LocalDate } from "../time/instant.ts";
import { type Condition, compileCondition } from "./condition.ts";
import { type FilteredLine, lineExcluded } from "./lineFilter.ts";
import type { EarningRule, LineFilter, Ruleset } from "./ruleset.ts";

export interface DatedRate {
  readonly currency: string;
  readonly from: LocalDate;
  /** Decimal text, as the ruleset has it and the entry keeps it. */
  readonly rate: string;
  readonly exact: Rate;
}

export interface PreparedRule {
  readonly rule: EarningRule;
  /**
   * Points for one minor unit of the programme's currency, an exact fraction; null for a rule of
   * points per order.
   */
  readonly pointsPerMinor: Rate | null;
  /** Null: always. */
  readonly when: Condition | null;
  /** Null: all lines. */
  readonly lines: Condition | null;
  readonly multipliers: readonly PreparedMultiplier[];
}

export interface PreparedMultiplier {
  /** FACTOR_SCALE decimals. */
  readonly factor: bigint;
  readonly when: Condition | null;
  readonly lines: Condition | null;
}

/** Decimals of a multiplier's factor that count. */
const FACTOR_SCALE = 6;
/** A factor of 1. */
export const FACTOR_ONE = 10n ** BigInt(FACTOR_SCALE);

/** A ruleset with its decimal texts read: what every order needs, worked out once per version. */
export interface PreparedRuleset {
  readonly exponent: number;
  /**
   * Amount of one event above which a person looks at it first, smallest units of the programme's
   * currency.
   */
  readonly plausibleMinor: bigint;
  readonly rules: readonly PreparedRule[];
  /**
   * Whether points rest on more than the order: the customer's tier and history, or limits
   * (earningBasis.ts).
   */
  readonly needsBasis: boolean;
  /** Channels whose goods count as settled when they are handed over. */
  readonly settledByFulfilment: ReadonlySet<string>;
  /** Per currency, newest first. */
  readonly rates: ReadonlyMap<string, readonly DatedRate[]>;
}

/**
 * Smallest units of the programme's currency above which a person looks at an event, where the
 * rules do not say: 100,000.00 pounds, 10,000,000 yen.
 */
const PLAUSIBLE_MINOR = 10_000_000n;

// A ruleset is immutable, so its identity is its content; entries go with it.
const prepared = new WeakMap<Ruleset, PreparedRuleset>();

/**
 * Guarantee: the same object for the same ruleset object.
 * Throws: RangeError for a ruleset that `parseRuleset` would have refused.
 */
export function prepareRuleset(ruleset: Ruleset): PreparedRuleset {
  const known = prepared.get(ruleset);
  if (known !== undefined) {
    return known;
  }
  const exponent = exponentOf(ruleset.programme.currency);
  let asksCustomer = false;
  const conditionOf = (text: string | undefined, about: "order" | "line"): Condition | null => {
    const compiled = compiledOf(text, about);
    asksCustomer ||= compiled?.asksCustomer === true;
    return compiled?.condition ?? null;
  };
  const made: PreparedRuleset = {
    exponent,
    plausibleMinor: plausibleOf(ruleset, exponent),
    rules: ruleset.earning.map((rule) => ({
      rule,
      pointsPerMinor:
        rule.pointsPerUnit === undefined ? null : perMinor(rateOf(rule.pointsPerUnit), exponent),
      when: conditionOf(rule.when, "order"),
      lines: conditionOf(rule.lines, "line"),
      multipliers: rule.multipliers.map(({ factor, when, lines }) => ({
        factor: factorOf(factor),
        when: conditionOf(when, "order"),
        lines: conditionOf(lines, "line"),
      })),
    })),
    needsBasis:
      asksCustomer ||
      ruleset.earning.some(({ maxPerPeriod }) => maxPerPeriod !== undefined) ||
      ruleset.wallets.some(({ maxBalance }) => maxBalance !== undefined),
    settledByFulfilment: new Set(
      ruleset.accrual
        .filter((policy) => policy.settledBy === "FULFILLED")
        .map((policy) => policy.channel),
    ),
    rates: ratesByCurrency(ruleset),
  };
  prepared.set(ruleset, made);
  return made;
}

/**
 * The rate of `currency` that is valid on `day`: the latest one that has begun; null when none has.
 */
export function rateOn(
  { rates }: PreparedRuleset,
  currency: string,
  day: LocalDate,
): DatedRate | null {
  return rates.get(currency)?.find((rate) => rate.from <= day) ?? null;
}

/** Whether a line may earn points or count towards tiers at all, before any amount is looked at. */
export function lineCounts(ruleset: Ruleset, exclusions: LineFilter, line: FilteredLine): boolean {
  return ruleset.earningLineKinds.includes(line.kind) && !lineExcluded(exclusions, line);
}

function ratesByCurrency(ruleset: Ruleset): ReadonlyMap<string, readonly DatedRate[]> {
  const rates = new Map<string, DatedRate[]>();
  for (const { currency, from, rate } of ruleset.rates) {
    const dated = { currency, from, rate, exact: rateOf(rate) };
    const known = rates.get(currency);
    if (known === undefined) {
      rates.set(currency, [dated]);
    } else {
      known.push(dated);
    }
  }
  for (const dated of rates.values()) {
    dated.sort((a, b) => (a.from > b.from ? -1 : 1));
  }
  return rates;
}

function compiledOf(text: string | undefined, about: "order" | "line") {
  if (text === undefined) {
    return null;
  }
  const compiled = compileCondition(text, about);
  if (!compiled.ok) {
    throw new RangeError(`not a condition: ${text}: ${compiled.problem}`);
  }
  return compiled;
}

function plausibleOf({ limits }: Ruleset, exponent: number): bigint {
  if (limits.amountPerEvent === undefined) {
    return PLAUSIBLE_MINOR;
  }
  const { numerator, denominator } = rateOf(limits.amountPerEvent);
  return (numerator * 10n ** BigInt(exponent)) / denominator;
}

/** Rounded down to FACTOR_SCALE decimals. */
function factorOf(text: string): bigint {
  const { numerator, denominator } = rateOf(text);
  return (numerator * FACTOR_ONE) / denominator;
}

function perMinor(perUnit: Rate, exponent: number): Rate {
  return {
    numerator: perUnit.numerator,
    denominator: perUnit.denominator * 10n ** BigInt(exponent),
  };
}

function rateOf(text: string): Rate {
  const rate = parseRate(text);
  if (rate === null) {
    throw new RangeError(`not a positive decimal: ${text}`);
  }
  return rate;
}

function exponentOf(currency: string): number {
  const exponent = currencyExponent(currency);
  if (exponent === null) {
    throw new RangeError(`unknown currency: ${currency}`);
  }
  return exponent;
}
