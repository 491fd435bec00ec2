import type { Instant } from "../time/instant.ts";

/** Points that came in together. */
export interface Lot {
  readonly id: bigint;
  readonly remaining: bigint;
  readonly activatesAt: Instant;
  /** Null when they stay, or roll with their account. */
  readonly expiresAt: Instant | null;
}

/** When a lot's points are gone; `rollsUntil` is the rolling expiry of its account. */
export function expiryOf(lot: Pick<Lot, "expiresAt">, rollsUntil: Instant | null): Instant | null {
  return lot.expiresAt ?? rollsUntil;
}

/** Points that are booked and not active yet at `at`. */
export function maturingAt(lots: Iterable<Lot>, at: Instant): bigint {
  let sum = 0n;
  for (const lot of lots) {
    if (lot.activatesAt > at) {
      sum += lot.remaining;
    }
  }
  return sum;
}

/**
 * The next instant after `after` at which some of the points become active or expire; what has expired by then and is
 * still there is due at its own instant. Null when time alone changes nothing.
 */
export function nextLotAt(
  lots: Iterable<Lot>,
  rollsUntil: Instant | null,
  after: Instant,
): Instant | null {
  let next: Instant | null = null;
  for (const lot of lots) {
    if (lot.remaining === 0n) {
      continue;
    }
    const expiry = expiryOf(lot, rollsUntil);
    const at = lot.activatesAt > after ? lot.activatesAt : expiry;
    if (at !== null && (next === null || at < next)) {
      next = at;
    }
  }
  return next;
}

/** Lots that may be spent at `now`, those that are lost soonest first; then the oldest. */
export function spendable<L extends Lot>(
  lots: Iterable<L>,
  rollsUntil: Instant | null,
  now: Instant,
): L[] {
  const end = (lot: L) => expiryOf(lot, rollsUntil) ?? Number.POSITIVE_INFINITY;
  return [...lots]
    .filter((lot) => lot.remaining > 0n && lot.activatesAt <= now && end(lot) > now)
    .sort((a, b) => end(a) - end(b) || compareIds(a.id, b.id));
}

/** Lots that are lost at `now`, in the order in which they came. */
export function expired<L extends Lot>(
  lots: Iterable<L>,
  rollsUntil: Instant | null,
  now: Instant,
): L[] {
  return [...lots]
    .filter((lot) => lot.remaining > 0n && (expiryOf(lot, rollsUntil) ?? now + 1) <= now)
    .sort((a, b) => compareIds(a.id, b.id));
}

function compareIds(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A balance as it was last written, and what it is at a later instant. */
export interface Balance {
  /** May be spent; below zero when points that were spent were taken back. */
  readonly active: bigint;
  /** Booked and not active yet. */
  readonly maturing: bigint;
}

/** The balance at `now`, whether or not anything has been written since it changed by time alone (CONTRACT 8). */
export function balanceAt(
  written: Balance,
  lots: readonly Lot[],
  rollsUntil: Instant | null,
  now: Instant,
): Balance {
  const lost = expired(lots, rollsUntil, now).reduce((sum, { remaining }) => sum + remaining, 0n);
  const maturing = maturingAt(lots, now);
  return { active: written.active + written.maturing - lost - maturing, maturing };
}

/** The points that are lost next, all that expire at that instant; null when none will. */
export function expiringNext(
  lots: readonly Lot[],
  rollsUntil: Instant | null,
  now: Instant,
): { readonly at: Instant; readonly points: bigint } | null {
  const coming = lots.flatMap((lot) => {
    const at = expiryOf(lot, rollsUntil);
    return at !== null && at > now && lot.remaining > 0n ? [{ at, points: lot.remaining }] : [];
  });
  if (coming.length === 0) {
    return null;
  }
  const at = coming.reduce(
    (first, next) => (next.at < first ? next.at : first),
    coming[0]?.at as Instant,
  );
  const points = coming.reduce((sum, lot) => sum + (lot.at === at ? lot.points : 0n), 0n);
  return { at, points };
}
