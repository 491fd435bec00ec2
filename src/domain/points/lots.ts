import type { Instant } from "../time/instant.ts";

/** Points that came in together. */
export interface Lot {
  readonly id: bigint;
  readonly remaining: bigint;
  readonly activatesAt: Instant;
  /** Null when they stay, or roll with their account. */
  readonly expiresAt: Instant | null;
}

/** A lot that points are taken from. */
export interface TakenLot extends Lot {
  /** The order that made it; null for those of commands. */
  readonly orderId: bigint | null;
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
 * The next instant after `after` at which some of the points become active or expire; what has
 * expired by then and is still there is due at its own instant. Null when time alone changes
 * nothing.
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

/**
 * Those that are lost soonest first; then the oldest, by what is recorded of them: ids come from
 * blocks of several processes and say nothing about age, so that a replay would take from others.
 */
export function soonestLostFirst<L extends TakenLot>(
  lots: Iterable<L>,
  rollsUntil: Instant | null,
): L[] {
  const ending = [...lots].map((lot) => ({ lot, end: expiryOf(lot, rollsUntil) }));
  return ending.sort(compareLoss).map(({ lot }) => lot);
}

interface EndingLot {
  readonly lot: TakenLot;
  readonly end: Instant | null;
}

function compareLoss(a: EndingLot, b: EndingLot): number {
  const [endA, endB] = [a.end ?? Number.POSITIVE_INFINITY, b.end ?? Number.POSITIVE_INFINITY];
  return (
    // Two that never expire are Infinity apart from Infinity, which is no number.
    (endA === endB ? 0 : endA - endB) ||
    a.lot.activatesAt - b.lot.activatesAt ||
    compareIds(a.lot.orderId ?? 0n, b.lot.orderId ?? 0n) ||
    compareIds(a.lot.id, b.lot.id)
  );
}

/** Points of one wallet that one leaf has, in lots. */
export interface Purse<L extends TakenLot = TakenLot> {
  readonly lots: ReadonlyMap<bigint, L>;
  readonly rollsUntil: Instant | null;
}

/**
 * How many of `points` come out of each of a customer's purses: the lots that are lost soonest
 * first, whichever they lie in. Purses that give nothing are left out; short of `points` when there
 * are not enough.
 */
export function sharesOf<P extends Purse>(
  purses: readonly P[],
  points: bigint,
  now: Instant,
): ReadonlyMap<P, bigint> {
  const ending = purses.flatMap((purse) =>
    spendable(purse.lots.values(), purse.rollsUntil, now).map((lot) => ({
      purse,
      lot,
      end: expiryOf(lot, purse.rollsUntil),
    })),
  );
  const shares = new Map<P, bigint>();
  let missing = points;
  for (const { purse, lot } of ending.sort(compareLoss)) {
    const part = lot.remaining < missing ? lot.remaining : missing;
    if (part > 0n) {
      shares.set(purse, (shares.get(purse) ?? 0n) + part);
      missing -= part;
    }
  }
  return shares;
}

/** Lots that may be spent at `now`, those that are lost soonest first. */
export function spendable<L extends TakenLot>(
  lots: Iterable<L>,
  rollsUntil: Instant | null,
  now: Instant,
): L[] {
  return soonestLostFirst(lots, rollsUntil).filter(
    (lot) =>
      lot.remaining > 0n &&
      lot.activatesAt <= now &&
      (expiryOf(lot, rollsUntil) ?? Number.POSITIVE_INFINITY) > now,
  );
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

/**
 * The balance at `now`, whether or not anything has been written since it changed by time alone
 * (contract 8.1).
 */
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

/** Points to which something happens together. */
export interface DuePoints {
  readonly at: Instant;
  readonly points: bigint;
}

/** The points that are lost next, all that expire at that instant; null when none will. */
export function expiringNext(
  lots: readonly Lot[],
  rollsUntil: Instant | null,
  now: Instant,
): DuePoints | null {
  return soonest(
    lots.map((lot) => ({ at: expiryOf(lot, rollsUntil), points: lot.remaining })),
    now,
  );
}

/** The points that become active next, all that do at that instant; null when none will. */
export function maturingNext(lots: readonly Lot[], now: Instant): DuePoints | null {
  return soonest(
    lots.map(({ activatesAt, remaining }) => ({ at: activatesAt, points: remaining })),
    now,
  );
}

/** What is due first after `now`, in one; null when nothing is. */
export function soonest(
  due: readonly { readonly at: Instant | null; readonly points: bigint }[],
  now: Instant,
): DuePoints | null {
  const coming = due.flatMap(({ at, points }) =>
    at !== null && at > now && points > 0n ? [{ at, points }] : [],
  );
  return coming.reduce<DuePoints | null>((first, next) => {
    if (first === null || next.at < first.at) {
      return next;
    }
    return next.at > first.at ? first : { at: first.at, points: first.points + next.points };
  }, null);
}
