import { dayOf, instantMonthsLater, monthsLater } from "./days.ts";
import { decimalsOf, scaled } from "./numbers.ts";
import type { Ruleset } from "./types.ts";

/**
 * The tier of one member (programme 3.12 to 3.17, 3.20): rolling windows and terms of whole months.
 */

export interface TierChange {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly at: bigint;
}

export class Tier {
  readonly changes: TierChange[] = [];
  readonly rules: Ruleset;
  #held = 0;
  #since: bigint;
  until: bigint | null = null;

  constructor(rules: Ruleset, joined: bigint) {
    this.rules = rules;
    this.#since = joined;
  }

  get code(): string {
    return this.rules.tiers[this.#held]?.code ?? "";
  }
  get since(): bigint {
    return this.#since;
  }

  /** What counts at an instant of what qualified on which days. */
  counted(at: bigint, days: ReadonlyMap<string, bigint>): bigint {
    const { timeZone } = this.rules.programme;
    const last = dayOf(at, timeZone);
    const before = monthsLater(last, -this.rules.tierPolicy.windowMonths);
    let all = 0n;
    for (const [day, amount] of days) {
      if (day > before && day <= last) {
        all += amount;
      }
    }
    return all;
  }

  #reached(at: bigint, days: ReadonlyMap<string, bigint>): number {
    const places = decimalsOf(this.rules.programme.currency);
    const counted = this.counted(at, days);
    return this.rules.tiers.findLastIndex(({ threshold }) => scaled(threshold, places) <= counted);
  }

  #floor(): number {
    return Math.max(
      0,
      this.rules.tiers.findLastIndex((tier, at) => at <= this.#held && tier.floor === true),
    );
  }

  #move(to: number, at: bigint, until: bigint | null): void {
    const kind = to > this.#held ? "UPGRADED" : to < this.#held ? "DOWNGRADED" : "RENEWED";
    const name = (index: number) => this.rules.tiers[index]?.code ?? "";
    this.changes.push({ kind, from: name(this.#held), to: name(to), at });
    if (to !== this.#held) {
      this.#since = at;
    }
    this.#held = to;
    this.until = to === 0 ? null : until;
  }

  #term(from: bigint): bigint {
    const { programme, tierPolicy } = this.rules;
    return instantMonthsLater(from, tierPolicy.termMonths, programme.timeZone);
  }

  /** After an event. */
  look(at: bigint, days: ReadonlyMap<string, bigint>, isLowered: boolean): void {
    const reached = this.#reached(at, days);
    if (reached > this.#held) {
      this.#move(reached, at, this.#term(at));
    } else if (isLowered && this.rules.tierPolicy.onReturn === "REASSESS") {
      const to = Math.max(reached, this.#floor());
      if (to < this.#held) {
        this.#move(to, at, this.until);
      }
    }
  }

  /** At the end of its term. */
  end(at: bigint, days: ReadonlyMap<string, bigint>): void {
    const reached = this.#reached(at, days);
    const { downgrade } = this.rules.tierPolicy;
    let to = reached;
    if (reached < this.#held) {
      if (downgrade === "NONE") {
        to = this.#held;
      }
      if (downgrade === "ONE_LEVEL") {
        to = this.#held - 1;
      }
      to = Math.max(to, this.#floor());
    }
    this.#move(to, at, this.#term(at));
  }
}
