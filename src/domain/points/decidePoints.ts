import { allocateLargestRemainder } from "../money/allocate.ts";
import { currencyExponent } from "../money/currency.ts";
import { convertMinor } from "../money/rate.ts";
import { divideRounded } from "../money/rounding.ts";
import type { OrderView } from "../order/facts.ts";
import {
  type DatedRate,
  FACTOR_ONE,
  type PreparedRule,
  type PreparedRuleset,
  prepareRuleset,
  rateOn,
} from "../ruleset/prepareRuleset.ts";
import type { EarningRule, Ruleset } from "../ruleset/ruleset.ts";
import { type Instant, type LocalDate, laterOf } from "../time/instant.ts";
import { localDateOf } from "../time/zone.ts";
import type { Earning, LineEarning, PointsDecision } from "./decision.ts";
import type { EarningBasis } from "./earningBasis.ts";
import { type EligibleAmounts, eligibleAmounts } from "./eligible.ts";
import { type NotEarning, reasonOfLine } from "./notEarning.ts";
import { OrderConditions, type RuleAmounts } from "./ruleAmounts.ts";

export interface DecidePointsInput {
  readonly view: OrderView;
  /** The version that was active at `view.placedAt`. */
  readonly ruleset: Ruleset;
  /** False for a guest and for a customer without a membership. */
  readonly earns: boolean;
  /** A mark on the customer keeps the order from earning, membership or not; absent: none does. */
  readonly isMarked?: boolean;
  /**
   * What it rests on beside the order, under rules that need it; null: somebody who has just
   * joined, without limits.
   */
  readonly basis: EarningBasis | null;
}

export type PointsOutcome =
  | { readonly kind: "DECIDED"; readonly decision: PointsDecision }
  /** The ruleset has no rate of that currency for that day: hold the event until it has. */
  | {
      readonly kind: "MISSING_RATE";
      readonly missingRate: { readonly currency: string; readonly day: LocalDate };
      /** What stands where nobody waits for the rate: nothing earned, and each line says why. */
      readonly decision: PointsDecision;
    };

/** From the order's currency into the programme's; null when they are the same. */
interface Conversion {
  readonly rate: DatedRate;
  readonly fromExponent: number;
}

const NOTHING_EARNED: readonly Earning[] = [];

/**
 * What an order should have earned by now, from the order, its ruleset and its basis alone
 * (contract 3.3).
 *
 * Shape: points are whole; per rule points = round(rate x eligible amount of the whole order in the
 * programme's currency), split over lines by largest remainder (programme 1.25). The FIRST earning
 * rule carries the qualifying amount, also of orders that its conditions leave out, so that two
 * rules do not count one purchase twice towards a tier. Where limits leave less than a rule would
 * give, it gives what they leave. A rule that gives neither points nor a qualifying amount has no
 * entry in `earned`.
 * Returns: MISSING_RATE only where an amount in a foreign currency would count.
 * Guarantee: pure; equal views give equal decisions; points of lines sum to the points of the
 * order.
 */
export function decidePoints({
  view,
  ruleset,
  earns,
  isMarked = false,
  basis,
}: DecidePointsInput): PointsOutcome {
  const orderReason = reasonOfOrder(view, earns, isMarked);
  if (orderReason !== null) {
    return { kind: "DECIDED", decision: nothing(view, orderReason) };
  }
  const prepared = prepareRuleset(ruleset);
  const kept = eligibleAmounts(
    view,
    ruleset,
    view.lines.map((line) => line.keptMinor),
  );
  const isComplete = view.lines.every((line) => line.keptMinor === line.expectedMinor);
  const expected = isComplete
    ? kept
    : eligibleAmounts(
        view,
        ruleset,
        view.lines.map((line) => line.expectedMinor),
      );

  let conversion: Conversion | null = null;
  const currency = view.currency ?? ruleset.programme.currency;
  if (currency !== ruleset.programme.currency && (counts(kept) || counts(expected))) {
    // The day the customer saw the price: later messages about the order must not change its rate.
    const day = localDateOf(view.placedAt, ruleset.programme.timeZone);
    const rate = rateOn(prepared, currency, day);
    const fromExponent = currencyExponent(currency);
    if (rate === null || fromExponent === null) {
      return {
        kind: "MISSING_RATE",
        missingRate: { currency, day },
        decision: withoutRate(view, ruleset, kept, effectiveAtOf(view, prepared) !== null),
      };
    }
    conversion = { rate, fromExponent };
  }

  const conditions = new OrderConditions(view, ruleset, basis);
  const effectiveAt = effectiveAtOf(view, prepared);
  const limits = new Limits(basis);
  const earned =
    effectiveAt === null
      ? NOTHING_EARNED
      : earningsOf({ view, ruleset, prepared, kept, conversion, effectiveAt, conditions, limits });
  const expectedLimits = new Limits(basis);
  const expectedPoints = prepared.rules.reduce((sum, rule) => {
    const amounts = conditions.amountsOf(rule, expected.earning, expected.earningTotal);
    return sum + expectedLimits.take(rule.rule, pointsFor(rule, amounts, conversion, prepared));
  }, 0n);
  const pending = expectedPoints - earned.reduce((sum, earning) => sum + earning.points, 0n);
  return {
    kind: "DECIDED",
    decision: {
      earned,
      expectedPoints,
      pendingPoints: pending > 0n ? pending : 0n,
      eligibleMinor: effectiveAt === null ? 0n : kept.earningTotal,
      lines: lineEarnings({
        ...{ view, ruleset, kept, earned, isCut: limits.isCut },
        isEffective: effectiveAt !== null,
      }),
    },
  };
}

function reasonOfOrder(view: OrderView, earns: boolean, isMarked: boolean): NotEarning | null {
  if (view.test) {
    return "TEST_ORDER";
  }
  if (view.history) {
    return "HISTORY_ORDER";
  }
  if (isMarked) {
    return "NOT_ELIGIBLE";
  }
  if (!earns) {
    return "NOT_A_MEMBER";
  }
  return view.status === "VOIDED" ? "VOIDED" : null;
}

function nothing(view: OrderView, reason: NotEarning): PointsDecision {
  return {
    earned: NOTHING_EARNED,
    expectedPoints: 0n,
    pendingPoints: 0n,
    eligibleMinor: 0n,
    lines: view.lines.map((line) => ({
      lineId: line.id,
      eligibleMinor: 0n,
      points: 0n,
      notEarningBecause: reason,
    })),
  };
}

function withoutRate(
  view: OrderView,
  ruleset: Ruleset,
  kept: EligibleAmounts,
  isEffective: boolean,
): PointsDecision {
  const input = { view, ruleset, kept, earned: NOTHING_EARNED, isEffective, isCut: false };
  return {
    earned: NOTHING_EARNED,
    expectedPoints: 0n,
    pendingPoints: 0n,
    eligibleMinor: 0n,
    lines: lineEarnings(input).map((line) => ({
      ...line,
      eligibleMinor: 0n,
      notEarningBecause: line.notEarningBecause ?? "RATE_MISSING",
    })),
  };
}

/** What limits leave to the rules of one order, one after the other. */
class Limits {
  readonly #basis: EarningBasis | null;
  readonly #taken = new Map<string, bigint>();
  /** Whether a rule gave less than it would have. */
  isCut = false;

  constructor(basis: EarningBasis | null) {
    this.#basis = basis;
  }

  take({ code, wallet }: EarningRule, points: bigint): bigint {
    if (this.#basis === null) {
      return points;
    }
    const taken = this.#taken.get(wallet) ?? 0n;
    const walletRoom = this.#basis.walletRoom.get(wallet);
    const given = smallest(
      points,
      this.#basis.ruleRoom.get(code)?.now ?? points,
      walletRoom === undefined ? points : walletRoom.now - taken,
    );
    this.#taken.set(wallet, taken + given);
    this.isCut ||= given < points;
    return given;
  }
}

function smallest(...amounts: readonly bigint[]): bigint {
  const least = amounts.reduce((a, b) => (a < b ? a : b));
  return least > 0n ? least : 0n;
}

/**
 * When the order was handed over AND settled by its channel's accrual policy; null while it is not.
 */
export function effectiveAtOf(view: OrderView, prepared: PreparedRuleset): Instant | null {
  if (view.channel !== null && prepared.settledByFulfilment.has(view.channel)) {
    return view.firstFulfilledAt;
  }
  return view.settledAt === null || view.firstFulfilledAt === null
    ? null
    : laterOf(view.settledAt, view.firstFulfilledAt);
}

function counts(amounts: EligibleAmounts): boolean {
  return amounts.earningTotal > 0n || amounts.qualifyingTotal > 0n;
}

/**
 * Converted once per order, half up to the programme's smallest unit: the figure an entry can show.
 */
function toProgramme(
  amountMinor: bigint,
  conversion: Conversion | null,
  { exponent }: PreparedRuleset,
): bigint {
  return conversion === null
    ? amountMinor
    : convertMinor(
        amountMinor,
        conversion.fromExponent,
        exponent,
        conversion.rate.exact,
        "HALF_UP",
      );
}

/**
 * Rounded once for the whole order, whatever its lines count for; then at most what the rule
 * allows.
 */
function pointsFor(
  { rule, pointsPerMinor }: PreparedRule,
  { byFactor }: RuleAmounts,
  conversion: Conversion | null,
  prepared: PreparedRuleset,
): bigint {
  let points = 0n;
  if (pointsPerMinor === null) {
    points = byFactor.size > 0 ? BigInt(rule.pointsPerOrder ?? 0) : 0n;
  } else {
    let counted = 0n;
    for (const [factor, amountMinor] of byFactor) {
      counted += toProgramme(amountMinor, conversion, prepared) * factor;
    }
    points = divideRounded(
      counted * pointsPerMinor.numerator,
      pointsPerMinor.denominator * FACTOR_ONE,
      rule.rounding,
    );
  }
  const most = rule.maxPerOrder === undefined ? points : BigInt(rule.maxPerOrder);
  return points < most ? points : most;
}

function earningsOf(input: {
  readonly view: OrderView;
  readonly ruleset: Ruleset;
  readonly prepared: PreparedRuleset;
  readonly kept: EligibleAmounts;
  readonly conversion: Conversion | null;
  readonly effectiveAt: Instant;
  readonly conditions: OrderConditions;
  readonly limits: Limits;
}): readonly Earning[] {
  const { view, ruleset, prepared, kept, conversion, effectiveAt, conditions, limits } = input;
  if (!counts(kept)) {
    return NOTHING_EARNED;
  }
  const qualifyingTotalMinor = toProgramme(kept.qualifyingTotal, conversion, prepared);
  const effectiveDay = localDateOf(effectiveAt, ruleset.programme.timeZone);
  const rate = conversion === null ? null : rateOfEntry(conversion.rate);
  const earned: Earning[] = [];
  for (const [index, prepare] of prepared.rules.entries()) {
    const amounts = conditions.amountsOf(prepare, kept.earning, kept.earningTotal);
    const points = limits.take(prepare.rule, pointsFor(prepare, amounts, conversion, prepared));
    const qualifyingMinor = index === 0 ? qualifyingOf(ruleset, qualifyingTotalMinor, points) : 0n;
    if (points === 0n && qualifyingMinor === 0n) {
      continue;
    }
    earned.push({
      rule: prepare.rule.code,
      wallet: prepare.rule.wallet,
      points,
      qualifyingMinor,
      effectiveAt,
      effectiveDay,
      lines: pointsByLine(view, points, amounts.weights),
      rate,
    });
  }
  return earned;
}

/** What the order counts towards tiers, in the unit of the policy's basis. */
function qualifyingOf({ tierPolicy }: Ruleset, spentMinor: bigint, points: bigint): bigint {
  switch (tierPolicy.basis) {
    case "SPEND":
      return spentMinor;
    case "POINTS":
      return points;
    case "ORDERS":
      return spentMinor > 0n ? 1n : 0n;
  }
}

function rateOfEntry({ currency, from, rate }: DatedRate): NonNullable<Earning["rate"]> {
  return { currency, from, rate };
}

function pointsByLine(
  view: OrderView,
  points: bigint,
  weights: readonly bigint[],
): Earning["lines"] {
  if (points === 0n) {
    return [];
  }
  const parts = allocateLargestRemainder(points, weights);
  const lines: { lineId: string; points: bigint }[] = [];
  for (const [index, line] of view.lines.entries()) {
    const part = parts[index] ?? 0n;
    if (part > 0n) {
      lines.push({ lineId: line.id, points: part });
    }
  }
  return lines;
}

function lineEarnings(input: {
  readonly view: OrderView;
  readonly ruleset: Ruleset;
  readonly kept: EligibleAmounts;
  readonly earned: readonly Earning[];
  readonly isEffective: boolean;
  readonly isCut: boolean;
}): readonly LineEarning[] {
  const { view, ruleset, kept, earned, isEffective, isCut } = input;
  const points = new Map<string, bigint>();
  for (const earning of earned) {
    for (const line of earning.lines) {
      points.set(line.lineId, (points.get(line.lineId) ?? 0n) + line.points);
    }
  }
  return view.lines.map((line, index) => {
    const eligibleMinor = kept.earning[index] ?? 0n;
    const reason = reasonOfLine(line, ruleset, { eligibleMinor, isEffective });
    const given = points.get(line.id) ?? 0n;
    return {
      lineId: line.id,
      eligibleMinor: reason === null ? eligibleMinor : 0n,
      points: given,
      notEarningBecause: reason ?? (isCut && given === 0n ? "LIMIT_REACHED" : null),
    };
  });
}
