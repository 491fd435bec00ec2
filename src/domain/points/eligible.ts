import { allocateLargestRemainder } from "../money/allocate.ts";
import { mulDivHalfUp } from "../money/rounding.ts";
import type { OrderView } from "../order/facts.ts";
import { lineCounts } from "../ruleset/prepareRuleset.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";

/** The tender that members pay with their points; what it pays for earns nothing. */
export const POINTS_TENDER = "points";

/** Amounts of one order that count, minor units of the order's currency. */
export interface EligibleAmounts {
  /** Per line of the view: what earns points. */
  readonly earning: readonly bigint[];
  readonly earningTotal: bigint;
  /** What counts towards tiers, under their own exclusions. */
  readonly qualifyingTotal: bigint;
}

/**
 * What counts of `amounts`, one per line of the view: kept amounts for what is earned, expected
 * ones for what may still be.
 *
 * First what was not paid with money is taken off all lines alike: the share of the points tender,
 * and lines below zero, which are discounts of the whole order. Then the lines that may earn are
 * summed.
 */
export function eligibleAmounts(
  view: OrderView,
  ruleset: Ruleset,
  amounts: readonly bigint[],
): EligibleAmounts {
  const paid = paidWithMoney(view, amounts);
  let earningTotal = 0n;
  let qualifyingTotal = 0n;
  const earning = view.lines.map((line, index) => {
    const amount = paid[index] ?? 0n;
    if (amount <= 0n) {
      return 0n;
    }
    if (lineCounts(ruleset, ruleset.tierExclusions, line)) {
      qualifyingTotal += amount;
    }
    if (!lineCounts(ruleset, ruleset.earnExclusions, line)) {
      return 0n;
    }
    earningTotal += amount;
    return amount;
  });
  return { earning, earningTotal, qualifyingTotal };
}

function paidWithMoney(view: OrderView, amounts: readonly bigint[]): readonly bigint[] {
  let pointsMinor = 0n;
  let tenderTotal = 0n;
  for (const tender of view.tenders) {
    tenderTotal += tender.amountMinor;
    if (tender.kind === POINTS_TENDER) {
      pointsMinor += tender.amountMinor;
    }
  }
  const hasDiscountLine = amounts.some((amount) => amount < 0n);
  if (pointsMinor <= 0n && !hasDiscountLine) {
    return amounts;
  }

  let total = 0n;
  let positiveTotal = 0n;
  const weights = amounts.map((amount) => {
    total += amount;
    const weight = amount > 0n ? amount : 0n;
    positiveTotal += weight;
    return weight;
  });
  if (positiveTotal === 0n) {
    return weights;
  }
  const payable = total > 0n ? total : 0n;
  const off = positiveTotal - payable + pointsShare(payable, pointsMinor, tenderTotal);
  const offParts = allocateLargestRemainder(off, weights);
  return weights.map((weight, index) => weight - (offParts[index] ?? 0n));
}

/** The part of `payable` paid with points: as large a part as points are of all tenders. */
function pointsShare(payable: bigint, pointsMinor: bigint, tenderTotal: bigint): bigint {
  if (pointsMinor <= 0n) {
    return 0n;
  }
  return pointsMinor >= tenderTotal ? payable : mulDivHalfUp(payable, pointsMinor, tenderTotal);
}
