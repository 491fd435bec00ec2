import { dayOf, daysLater, monthsLater, periodOf, startOf } from "./days.ts";
import { max, min, sum } from "./numbers.ts";
import type { Ruleset, Wallet } from "./types.ts";

/**
 * The points of one customer: lots, what time does to them, what is taken back (programme 3.1 to
 * 3.8).
 */

export interface Lot {
  readonly wallet: string;
  readonly order: number;
  readonly rule: string;
  readonly number: number;
  readonly points: bigint;
  left: bigint;
  readonly activeAt: bigint;
  isActive: boolean;
  /** Its own end; null: none, or that of the rolling wallet. */
  readonly goneAt: bigint | null;
  readonly rolls: boolean;
  /** Lost, and not asked back yet. */
  expired: bigint;
}
interface Taken {
  readonly lot: Lot;
  readonly points: bigint;
  readonly wasActive: boolean;
}

export class Wallets {
  readonly lots: Lot[] = [];
  readonly owed = new Map<string, bigint>();
  readonly rollsUntil = new Map<string, bigint>();
  readonly rules: Ruleset;
  #numbers = 0;

  constructor(rules: Ruleset) {
    this.rules = rules;
  }

  active(wallet: string): bigint {
    return this.#left(wallet, true) - (this.owed.get(wallet) ?? 0n);
  }
  maturing(wallet: string): bigint {
    return this.#left(wallet, false);
  }
  #left(wallet: string, isActive: boolean): bigint {
    const lots = this.lots.filter((lot) => lot.wallet === wallet && lot.isActive === isActive);
    return sum(lots.map(({ left }) => left));
  }

  /** The next instant at which something becomes active or is lost; null: none. */
  next(): bigint | null {
    const instants = this.lots.flatMap((lot) => {
      if (lot.left === 0n) {
        return [];
      }
      if (!lot.isActive) {
        return [lot.activeAt];
      }
      const gone = this.goneAt(lot);
      return gone === null ? [] : [gone];
    });
    return instants.length === 0 ? null : instants.reduce(min);
  }
  goneAt(lot: Lot): bigint | null {
    return lot.rolls ? (this.rollsUntil.get(lot.wallet) ?? null) : lot.goneAt;
  }
  pass(at: bigint): void {
    for (const lot of this.lots) {
      if (lot.activeAt <= at) {
        lot.isActive = true;
      }
    }
    for (const lot of this.lots) {
      const gone = this.goneAt(lot);
      if (gone === null || gone > at || !lot.isActive) {
        continue;
      }
      lot.expired += lot.left;
      lot.left = 0n;
    }
  }

  /** @param come `less`: what of them is set against what the same decision takes */
  earn(come: {
    readonly wallet: string;
    readonly order: number;
    readonly rule: string;
    readonly points: bigint;
    readonly less: bigint;
    readonly effectiveAt: bigint;
  }): void {
    const { wallet: walletCode, order, rule, points, less, effectiveAt } = come;
    const zone = this.rules.programme.timeZone;
    const wallet = this.#walletOf(walletCode);
    const activeAt = activeFrom(wallet, effectiveAt, zone);
    const expiry = wallet.expiry ?? { kind: "NEVER" };
    const day = dayOf(activeAt, zone);
    const rolls = expiry.kind === "ROLLING";
    if (rolls) {
      const end = startOf(daysLater(monthsLater(day, expiry.months ?? 0), 1), zone);
      this.rollsUntil.set(walletCode, max(end, this.rollsUntil.get(walletCode) ?? end));
    }
    const owed = this.owed.get(walletCode) ?? 0n;
    const paid = min(owed, points - less);
    this.owed.set(walletCode, owed - paid);
    this.#numbers += 1;
    this.lots.push({
      ...{ wallet: walletCode, order, rule, number: this.#numbers, points, activeAt, rolls },
      ...{ left: points - less - paid, isActive: false, expired: 0n },
      goneAt: rolls ? null : lastInstant(expiry, day, zone),
    });
  }

  #walletOf(code: string): Wallet {
    return this.rules.wallets.find((wallet) => wallet.code === code) ?? { code };
  }

  /**
   * Takes points of an order's rule; says what came out of lots, what is set against points anew,
   * and what had expired.
   */
  takeBack(walletCode: string, order: number, rule: string, points: bigint, anew: bigint) {
    let left = points;
    const taken: Taken[] = [];
    const take = (lot: Lot) => {
      const part = min(left, lot.left);
      if (part === 0n) {
        return;
      }
      lot.left -= part;
      left -= part;
      taken.push({ lot, points: part, wasActive: lot.isActive });
    };
    const own = this.lots
      .filter((lot) => lot.wallet === walletCode && lot.order === order && lot.rule === rule)
      .sort((a, b) => b.number - a.number);
    for (const lot of own) {
      take(lot);
    }
    const setOff = min(left, anew);
    left -= setOff;
    let expired = 0n;
    for (const lot of own) {
      const part = min(left, lot.expired);
      lot.expired -= part;
      left -= part;
      expired += part;
    }
    const others = this.lots.filter((lot) => lot.wallet === walletCode && !own.includes(lot));
    for (const lot of this.#soonestFirst(others.filter(({ isActive }) => isActive))) {
      take(lot);
    }
    for (const lot of this.#soonestFirst(others.filter(({ isActive }) => !isActive))) {
      take(lot);
    }
    this.owed.set(walletCode, (this.owed.get(walletCode) ?? 0n) + left);
    const early = sum(
      taken.filter((one) => own.includes(one.lot) && !one.wasActive).map((one) => one.points),
    );
    return { taken, setOff, expired, early };
  }

  /** Takes points by hand out of what is active. */
  spend(walletCode: string, points: bigint): void {
    let left = points;
    const lots = this.lots.filter((lot) => lot.wallet === walletCode && lot.isActive);
    for (const lot of this.#soonestFirst(lots)) {
      const part = min(left, lot.left);
      lot.left -= part;
      left -= part;
    }
    if (left > 0n) {
      throw new Error("more is spent than is there");
    }
  }

  /** First against what is owed, then into the lots, the last one first. */
  giveBack(walletCode: string, points: bigint, taken: readonly Taken[]): void {
    const owed = this.owed.get(walletCode) ?? 0n;
    const paid = min(owed, points);
    this.owed.set(walletCode, owed - paid);
    let left = points - paid;
    for (const one of taken.toReversed()) {
      const part = min(left, one.points);
      one.lot.left += part;
      left -= part;
    }
  }

  #soonestFirst(lots: readonly Lot[]): Lot[] {
    const never = 1n << 62n;
    const key = (lot: Lot) => [this.goneAt(lot) ?? never, lot.activeAt, BigInt(lot.order)];
    return lots.toSorted((one, other) => {
      const [a, b] = [key(one), key(other)];
      for (const [at, value] of a.entries()) {
        const against = b[at] ?? 0n;
        if (value !== against) {
          return value < against ? -1 : 1;
        }
      }
      return one.number - other.number;
    });
  }
}

function activeFrom(wallet: Wallet, effectiveAt: bigint, zone: string): bigint {
  const { kind, days = 0 } = wallet.activation ?? { kind: "AT_ONCE" };
  if (kind === "AT_ONCE") {
    return effectiveAt;
  }
  return startOf(daysLater(dayOf(effectiveAt, zone), days), zone);
}

function lastInstant(expiry: NonNullable<Wallet["expiry"]>, day: string, zone: string) {
  const { kind, months = 0, period = "YEAR", plusMonths = 0 } = expiry;
  if (kind === "NEVER") {
    return null;
  }
  if (kind === "FIXED") {
    return startOf(daysLater(monthsLater(day, months), 1), zone);
  }
  const length = period === "MONTH" ? 1 : period === "QUARTER" ? 3 : 12;
  return startOf(monthsLater(periodOf(day, period), length + plusMonths), zone);
}
