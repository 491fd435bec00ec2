import type { OrderLineView, OrderView } from "../order/facts.ts";
import type {
  Condition,
  CustomerContext,
  LineContext,
  OrderContext,
} from "../ruleset/condition.ts";
import { FACTOR_ONE, type PreparedRule } from "../ruleset/prepareRuleset.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";
import { localDateOf, localHourOf } from "../time/zone.ts";

/** What a rule counts of an order. */
export interface RuleAmounts {
  /**
   * Amounts by the factor (PreparedMultiplier.factor) that they count with, minor units of the
   * order's currency.
   */
  readonly byFactor: ReadonlyMap<bigint, bigint>;
  /** Per line of the view: what its share of the rule's points goes by. */
  readonly weights: readonly bigint[];
}

const NOTHING: RuleAmounts = { byFactor: new Map(), weights: [] };

/**
 * The order as conditions see it: worked out once an order, and only when a rule has conditions.
 */
export class OrderConditions {
  readonly #view: OrderView;
  readonly #ruleset: Ruleset;
  readonly #customer: CustomerContext;
  #order: OrderContext | null = null;
  readonly #lines = new Map<OrderLineView, LineContext>();

  /** @param customer null: one who has just joined */
  constructor(view: OrderView, ruleset: Ruleset, customer: CustomerContext | null) {
    this.#view = view;
    this.#ruleset = ruleset;
    this.#customer = customer ?? {
      tier: ruleset.tiers[0]?.code ?? "",
      orders: 0n,
      memberDays: 0n,
    };
  }

  /** What `rule` counts of `earning`, the amounts per line that earn at all. */
  amountsOf(prepared: PreparedRule, earning: readonly bigint[], earningTotal: bigint): RuleAmounts {
    const { rule, when, lines, multipliers } = prepared;
    if (earningTotal <= 0n || !this.#isValid(rule) || !this.#holds(when)) {
      return NOTHING;
    }
    if (lines === null && multipliers.length === 0) {
      return { byFactor: new Map([[FACTOR_ONE, earningTotal]]), weights: earning };
    }
    const factors = multipliers.filter((multiplier) => this.#holds(multiplier.when));
    const byFactor = new Map<bigint, bigint>();
    const weights = this.#view.lines.map((line, index) => {
      const amount = earning[index] ?? 0n;
      if (amount <= 0n || !this.#holds(lines, line)) {
        return 0n;
      }
      const own = factors.filter((multiplier) => this.#holds(multiplier.lines, line));
      const factor = combined(
        own.map((multiplier) => multiplier.factor),
        rule.stacking,
      );
      byFactor.set(factor, (byFactor.get(factor) ?? 0n) + amount);
      return amount * factor;
    });
    return { byFactor, weights };
  }

  #isValid({ validFrom, validUntil }: PreparedRule["rule"]): boolean {
    if (validFrom === undefined && validUntil === undefined) {
      return true;
    }
    const day = localDateOf(this.#view.placedAt, this.#ruleset.programme.timeZone);
    return (validFrom ?? day) <= day && day <= (validUntil ?? day);
  }

  #holds(condition: Condition | null, line?: OrderLineView): boolean {
    if (condition === null) {
      return true;
    }
    const subject = line === undefined ? undefined : this.#lineContext(line);
    return condition(this.#context(), this.#customer, subject);
  }

  #context(): OrderContext {
    this.#order ??= orderContext(this.#view, this.#ruleset);
    return this.#order;
  }

  #lineContext(line: OrderLineView): LineContext {
    const known = this.#lines.get(line) ?? lineContext(line);
    this.#lines.set(line, known);
    return known;
  }
}

/** The factor of a line for which several multipliers hold; 1 when none does. */
function combined(factors: readonly bigint[], stacking: "HIGHEST" | "MULTIPLY"): bigint {
  if (factors.length === 0) {
    return FACTOR_ONE;
  }
  return stacking === "HIGHEST"
    ? factors.reduce((highest, factor) => (factor > highest ? factor : highest))
    : factors.reduce((product, factor) => (product * factor) / FACTOR_ONE, FACTOR_ONE);
}

const MILLISECONDS_OF_DAY = 86_400_000;

function orderContext(view: OrderView, { programme }: Ruleset): OrderContext {
  const date = localDateOf(view.placedAt, programme.timeZone);
  // 1 January 1970 was a Thursday.
  const weekday = ((Math.floor(Date.parse(date) / MILLISECONDS_OF_DAY) + 3) % 7) + 1;
  return {
    channel: view.channel ?? "",
    store: view.store ?? "",
    currency: view.currency ?? programme.currency,
    fulfilment: view.fulfilmentMethod ?? "",
    netMinor: view.lines.reduce((sum, line) => sum + line.netMinor, 0n),
    date,
    month: BigInt(date.slice(5, 7)),
    weekday: BigInt(weekday > 0 ? weekday : weekday + 7),
    hour: BigInt(localHourOf(view.placedAt, programme.timeZone)),
  };
}

function lineContext(line: OrderLineView): LineContext {
  return {
    article: line.article ?? "",
    brand: line.brand ?? "",
    kind: line.kind,
    category: line.category,
    netMinor: line.netMinor,
    quantity: line.ordered,
  };
}
