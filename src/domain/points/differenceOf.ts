import type { Instant, LocalDate } from "../time/instant.ts";
import type { Earning, PointsDecision } from "./decision.ts";

/**
 * What the ledger has so far for one order, per rule code, in the shape of an earning: signed sums
 * of its entries. Start with an empty map, continue with `applyPostings`.
 */
export type Posted = ReadonlyMap<string, Earning>;

/** One ledger entry to write. */
export interface Posting {
  readonly rule: string;
  readonly wallet: string;
  readonly kind: "EARNED" | "REVERSED";
  /** Never negative; 0 only beside a qualifying amount (contract 4.1). */
  readonly points: bigint;
  /** Signed: what the tier window gains or loses. */
  readonly qualifyingMinor: bigint;
  readonly effectiveAt: Instant;
  readonly effectiveDay: LocalDate;
  /** Signed, sums to +points or -points; no zeros. */
  readonly lines: Earning["lines"];
  readonly rate: Earning["rate"];
}

/**
 * The entries that lead from what was posted to what is decided.
 *
 * Guarantee: `applyPostings(posted, differenceOf(decision, posted))` equals the decision's earnings
 * in every sum, per rule, line and effective day; nothing is posted when nothing changed. When the
 * effective day or the wallet moved, all is reversed where it stood and earned anew where it
 * belongs, so that every tier window sees it once. When only the split over lines changed (an
 * exchange of equal value), the lines that lost are reversed and those that won are earned.
 * Reversals come before earnings.
 */
export function differenceOf(decision: PointsDecision, posted: Posted): readonly Posting[] {
  const reversals: Posting[] = [];
  const gains: Posting[] = [];
  for (const earning of decision.earned) {
    const before = posted.get(earning.rule);
    if (before === undefined) {
      gains.push(whole(earning));
    } else if (before.effectiveDay !== earning.effectiveDay || before.wallet !== earning.wallet) {
      pushReversal(reversals, before);
      gains.push(whole(earning));
    } else {
      pushChange(reversals, gains, before, earning);
    }
  }
  for (const before of posted.values()) {
    if (!decision.earned.some((earning) => earning.rule === before.rule)) {
      pushReversal(reversals, before);
    }
  }
  return reversals.length === 0 ? gains : [...reversals, ...gains];
}

/**
 * What is posted once `postings` are written. Rules that come to nothing are left out.
 * Within one effective day the `effectiveAt` of the latest entry stands.
 */
export function applyPostings(posted: Posted, postings: readonly Posting[]): Posted {
  const result = new Map(posted);
  for (const posting of postings) {
    const { rule, wallet, effectiveAt, effectiveDay, rate } = posting;
    const before = result.get(rule);
    const signed = posting.kind === "EARNED" ? posting.points : -posting.points;
    const points = (before?.points ?? 0n) + signed;
    const qualifyingMinor = (before?.qualifyingMinor ?? 0n) + posting.qualifyingMinor;
    const lines = sumOfLines(before?.lines ?? [], posting.lines, 1n);
    if (points === 0n && qualifyingMinor === 0n && lines.length === 0) {
      result.delete(rule);
    } else {
      result.set(rule, {
        rule,
        wallet,
        points,
        qualifyingMinor,
        effectiveAt,
        effectiveDay,
        lines,
        rate,
      });
    }
  }
  return result;
}

function whole(earning: Earning): Posting {
  return { ...earning, kind: "EARNED" };
}

function pushReversal(into: Posting[], before: Earning): void {
  if (before.points === 0n && before.qualifyingMinor === 0n) {
    return;
  }
  into.push({
    ...before,
    kind: "REVERSED",
    qualifyingMinor: -before.qualifyingMinor,
    lines: before.lines.map((line) => ({ lineId: line.lineId, points: -line.points })),
  });
}

/** Same rule, wallet and day: one entry for the difference. */
function pushChange(reversals: Posting[], gains: Posting[], before: Earning, after: Earning): void {
  const points = after.points - before.points;
  const qualifyingMinor = after.qualifyingMinor - before.qualifyingMinor;
  const lines = sumOfLines(after.lines, before.lines, -1n);
  if (points !== 0n || qualifyingMinor !== 0n) {
    const isGain = points > 0n || (points === 0n && qualifyingMinor > 0n);
    (isGain ? gains : reversals).push({
      ...after,
      kind: isGain ? "EARNED" : "REVERSED",
      points: points < 0n ? -points : points,
      qualifyingMinor,
      lines,
    });
    return;
  }
  const gained = lines.filter((line) => line.points > 0n);
  if (gained.length > 0) {
    const moved = gained.reduce((sum, line) => sum + line.points, 0n);
    const lost = lines.filter((line) => line.points < 0n);
    reversals.push({ ...after, kind: "REVERSED", points: moved, qualifyingMinor, lines: lost });
    gains.push({ ...after, kind: "EARNED", points: moved, qualifyingMinor, lines: gained });
  }
}

function sumOfLines(a: Earning["lines"], b: Earning["lines"], sign: bigint): Earning["lines"] {
  const sums = new Map<string, bigint>();
  for (const { lineId, points } of a) {
    sums.set(lineId, (sums.get(lineId) ?? 0n) + points);
  }
  for (const { lineId, points } of b) {
    sums.set(lineId, (sums.get(lineId) ?? 0n) + sign * points);
  }
  const lines: { lineId: string; points: bigint }[] = [];
  for (const [lineId, points] of sums) {
    if (points !== 0n) {
      lines.push({ lineId, points });
    }
  }
  return lines;
}
