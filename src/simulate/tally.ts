import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { tierByCode } from "../domain/tier/decideTier.ts";
import { formatQualifying, qualifyingUnit } from "../domain/tier/unit.ts";
import type { Stand } from "./sides.ts";
import type { Example, RuleCost, Simulation, TierCount, TierMove } from "./simulation.ts";

/** Examples shown of those who move. */
const EXAMPLES_MAX = 10;
/** Reasons shown of histories that the draft does not allow. */
const REASONS_MAX = 5;

interface Mover {
  readonly customer: string;
  readonly before: Stand;
  readonly after: Stand;
}

interface Pair {
  before: bigint;
  after: bigint;
}

/** Adds up a simulation, customer by customer. */
export class Tally {
  purchases = 0;
  notPlayed = 0;
  readonly notPlayedBecause = new Set<string>();
  readonly #tiers = new Map<string, { before: number; after: number }>();
  readonly #moves = new Map<string, TierMove & { customers: number }>();
  readonly #wallets = new Map<string, Pair>();
  readonly #rules = new Map<string, Pair>();
  readonly #movers: Mover[] = [];
  #seen = 0;
  #every = 1;

  compare(customer: string, before: Stand | undefined, after: Stand | undefined): void {
    if (before === undefined || after === undefined) {
      return;
    }
    if (before.tier !== null) {
      slot(this.#tiers, before.tier, noCount).before += 1;
    }
    if (after.tier !== null) {
      slot(this.#tiers, after.tier, noCount).after += 1;
    }
    for (const [wallet, points] of before.points) {
      slot(this.#wallets, wallet, noPoints).before += points;
    }
    for (const [wallet, points] of after.points) {
      slot(this.#wallets, wallet, noPoints).after += points;
    }
    if (before.tier === after.tier) {
      return;
    }
    const key = JSON.stringify([before.tier, after.tier]);
    slot(this.#moves, key, () => ({
      from: before.tier,
      to: after.tier,
      customers: 0,
    })).customers += 1;
    this.#keep({ customer, before, after });
  }

  cost(rule: string, side: "before" | "after", points: bigint): void {
    slot(this.#rules, rule, noPoints)[side] += points;
  }

  failed(customers: number, reason: string): void {
    this.notPlayed += customers;
    if (this.notPlayedBecause.size < REASONS_MAX) {
      this.notPlayedBecause.add(reason);
    }
  }

  /** In the order of `codes`, each once. */
  tierCounts(codes: readonly string[]): readonly TierCount[] {
    const all = new Set([...codes, ...this.#tiers.keys()]);
    return [...all].map((tier) => ({ tier, ...(this.#tiers.get(tier) ?? noCount()) }));
  }

  /** The most frequent first. */
  tierMoves(): readonly TierMove[] {
    return [...this.#moves.values()].sort((a, b) => b.customers - a.customers);
  }

  liabilities(): readonly ({ readonly wallet: string } & Readonly<Pair>)[] {
    return [...this.#wallets].map(([wallet, pair]) => ({ wallet, ...pair }));
  }

  ruleCosts(): readonly Omit<RuleCost, "worthMinor">[] {
    return [...this.#rules].map(([rule, pair]) => ({ rule, ...pair }));
  }

  examples(current: Ruleset, draft: Ruleset): Simulation["examples"] {
    return this.#movers.map(({ customer, before, after }): Example => {
      const { tier: from } = before;
      const { tier: to } = after;
      const because = [
        sentenceOf("Now", before, current),
        sentenceOf("Under the draft", after, draft),
      ];
      return { customer, from, to, because };
    });
  }

  /**
   * Evenly from all: when there are too many, every second of them goes, and of those to come as
   * well.
   */
  #keep(mover: Mover): void {
    this.#seen += 1;
    if (this.#seen % this.#every !== 0) {
      return;
    }
    this.#movers.push(mover);
    if (this.#movers.length > EXAMPLES_MAX) {
      this.#every *= 2;
      const kept = this.#movers.filter((_one, index) => index % 2 === 1);
      this.#movers.splice(0, this.#movers.length, ...kept);
    }
  }
}

const noCount = () => ({ before: 0, after: 0 });
const noPoints = (): Pair => ({ before: 0n, after: 0n });

function slot<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}

function sentenceOf(when: string, { tier, qualifyingMinor }: Stand, ruleset: Ruleset): string {
  const amount = (minor: bigint) =>
    `${formatQualifying(minor, ruleset)} ${qualifyingUnit(ruleset)}`;
  const rule = tier === null ? undefined : tierByCode(ruleset, tier);
  const needs =
    rule === undefined || rule.thresholdMinor === 0n
      ? ""
      : `, which takes ${amount(rule.thresholdMinor)}`;
  const { period, windowMonths } = ruleset.tierPolicy;
  const span = {
    ROLLING: `in the last ${windowMonths} months`,
    CALENDAR: "in this period so far",
    LIFETIME: "in all",
    SINCE_JOIN: "since joining",
  }[period];
  return `${when} ${tier ?? "no tier"}${needs}: ${amount(qualifyingMinor)} count ${span}.`;
}
