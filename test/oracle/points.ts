import { dayOf, monthOf } from "./days.ts";
import { fulfilledOf, keptOf, openOf } from "./lineState.ts";
import { ceil, decimalsOf, floor, max, min, round, scaled, split, sum } from "./numbers.ts";
import type { Order, OrderLine } from "./order.ts";
import type { Multiplier, Rule, Ruleset } from "./types.ts";

/** What the rules give for an order (programme 1.21 to 1.28). */

/** What an order rests on beside itself (1.26). */
export interface Basis {
  readonly tier: string;
  /** What limits of periods and wallets leave, by rule and by wallet; none: no limit. */
  readonly ruleRoom: ReadonlyMap<string, bigint>;
  readonly walletRoom: ReadonlyMap<string, bigint>;
}
export interface RulePoints {
  readonly rule: Rule;
  readonly points: bigint;
  readonly perLine: readonly bigint[];
}
export interface Decision {
  readonly eligible: bigint;
  readonly qualifying: bigint;
  readonly rules: readonly RulePoints[];
  readonly expected: bigint;
  readonly pending: bigint;
  readonly because: readonly (string | null)[];
}

/** The conditions that the lives use, by the text that stands in their rulesets. */
const ORDER_CONDITIONS: Readonly<
  Record<string, (order: Order, basis: Basis, zone: string) => boolean>
> = {
  'order.fulfilment == "collect"': (order) => order.method === "collect",
  'order.channel == "web"': (order) => order.channel === "web",
  'customer.tier == "SILVER"': (_, basis) => basis.tier === "SILVER",
  "order.month % 2 == 0": (order, _, zone) => monthOf(order.placedAt, zone) % 2 === 0,
};
const LINE_CONDITIONS: Readonly<Record<string, (line: OrderLine) => boolean>> = {
  'line.brand == "Leaf"': (line) => line.brand === "Leaf",
  '"tea" in line.category': (line) => line.category.includes("tea"),
};
function conditionOf<T>(all: Readonly<Record<string, T>>, text: string): T {
  const condition = all[text];
  if (condition === undefined) {
    throw new Error(`the oracle knows no condition ${text}`);
  }
  return condition;
}

function isExcluded(line: OrderLine, from: Ruleset["earnExclusions"]): boolean {
  return (
    from.articles.includes(line.article) ||
    from.brands.includes(line.brand) ||
    from.kinds.includes(line.kind) ||
    line.category.some((step) => from.categories.includes(step))
  );
}

/** What is left of each amount when what was not paid with money is off. */
function paidWithMoney(amounts: readonly bigint[], tenders: Order["tenders"]): bigint[] {
  const positive = amounts.map((amount) => max(0n, amount));
  const all = max(0n, sum(amounts));
  const given = sum(tenders.map(({ amount }) => amount));
  const points = sum(tenders.filter(({ kind }) => kind === "points").map(({ amount }) => amount));
  const withPoints = points === 0n ? 0n : points === given ? all : round(all * points, given);
  const off = split(sum(positive) + withPoints - all, positive);
  return positive.map((amount, at) => (amount === 0n ? 0n : amount - (off[at] ?? 0n)));
}

function rateOf(order: Order, rules: Ruleset): string | null {
  const { programme, rates } = rules;
  const currency = order.currency ?? programme.currency;
  if (currency === programme.currency) {
    return "1";
  }
  const day = dayOf(order.placedAt, programme.timeZone);
  const known = rates.filter((rate) => rate.currency === currency && rate.from <= day);
  return known.sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1)?.rate ?? null;
}

const RATE_PLACES = 12;
function convert(amount: bigint, order: Order, rules: Ruleset): bigint {
  const rate = rateOf(order, rules);
  if (rate === null) {
    throw new Error(`no rate of ${order.currency}`);
  }
  const to = 10n ** BigInt(decimalsOf(rules.programme.currency));
  const from = 10n ** BigInt(decimalsOf(order.currency ?? rules.programme.currency));
  return round(amount * scaled(rate, RATE_PLACES) * to, from * 10n ** BigInt(RATE_PLACES));
}

const FACTOR = 1_000_000n;
function factorOf(rule: Rule, line: OrderLine, holds: (one: Multiplier) => boolean): bigint {
  const factors = (rule.multipliers ?? [])
    .filter(holds)
    .filter(({ lines }) => lines === undefined || conditionOf(LINE_CONDITIONS, lines)(line))
    .map(({ factor }) => scaled(factor, 6));
  if (factors.length === 0) {
    return FACTOR;
  }
  if (rule.stacking === "MULTIPLY") {
    return factors.reduce((all, one) => (all * one) / FACTOR, FACTOR);
  }
  return factors.reduce(max);
}

const ROUNDINGS = { FLOOR: floor, HALF_UP: round, CEIL: ceil };

/**
 * What each rule gives for amounts of the lines; `isCut` where a limit of a period or a wallet took
 * something.
 */
function rulesOver(
  order: Order,
  eligible: readonly bigint[],
  rules: Ruleset,
  basis: Basis,
): { readonly given: RulePoints[]; readonly isCut: boolean } {
  const zone = rules.programme.timeZone;
  const given: RulePoints[] = [];
  const walletTaken = new Map<string, bigint>();
  let isCut = false;
  for (const rule of rules.earning) {
    const holds = ({ when }: { readonly when?: string }) =>
      when === undefined || conditionOf(ORDER_CONDITIONS, when)(order, basis, zone);
    if (sum(eligible) <= 0n || !holds(rule)) {
      continue;
    }
    const counted = order.lines.map((line, at) => {
      const counts = rule.lines === undefined || conditionOf(LINE_CONDITIONS, rule.lines)(line);
      return counts ? (eligible[at] ?? 0n) : 0n;
    });
    const factors = order.lines.map((line) => factorOf(rule, line, holds));
    let points = pointsOf(rule, order, rules, counted, factors);
    if (rule.maxPerOrder !== undefined) {
      points = min(points, BigInt(rule.maxPerOrder));
    }
    const before = points;
    const taken = walletTaken.get(rule.wallet) ?? 0n;
    const wallet = basis.walletRoom.get(rule.wallet);
    const limits = [
      basis.ruleRoom.get(rule.code),
      wallet === undefined ? undefined : max(0n, wallet - taken),
    ];
    for (const limit of limits) {
      if (limit !== undefined) {
        points = min(points, limit);
      }
    }
    if (points < before) {
      isCut = true;
    }
    walletTaken.set(rule.wallet, taken + points);
    const weights = counted.map((amount, at) => amount * (factors[at] ?? FACTOR));
    given.push({ rule, points, perLine: sum(weights) === 0n ? weights : split(points, weights) });
  }
  return { given, isCut };
}

function pointsOf(
  rule: Rule,
  order: Order,
  rules: Ruleset,
  counted: readonly bigint[],
  factors: readonly bigint[],
): bigint {
  if (rule.pointsPerOrder !== undefined) {
    return counted.some((amount) => amount > 0n) ? BigInt(rule.pointsPerOrder) : 0n;
  }
  const perFactor = new Map<bigint, bigint>();
  for (const [at, factor] of factors.entries()) {
    perFactor.set(factor, (perFactor.get(factor) ?? 0n) + (counted[at] ?? 0n));
  }
  let all = 0n;
  for (const [factor, amount] of perFactor) {
    all += convert(amount, order, rules) * factor;
  }
  const unit = 10n ** BigInt(decimalsOf(rules.programme.currency));
  const perUnit = scaled(rule.pointsPerUnit ?? "0", 6);
  return ROUNDINGS[rule.rounding](all * perUnit, FACTOR * FACTOR * unit);
}

export function decide(order: Order, isMember: boolean, rules: Ruleset, basis: Basis): Decision {
  const earns = (line: OrderLine) =>
    rules.earningLineKinds.includes(line.kind) && !isExcluded(line, rules.earnExclusions);
  const qualifies = (line: OrderLine) =>
    rules.earningLineKinds.includes(line.kind) && !isExcluded(line, rules.tierExclusions);
  const only = (amounts: readonly bigint[], which: (line: OrderLine) => boolean) =>
    order.lines.map((line, at) => (which(line) ? (amounts[at] ?? 0n) : 0n));
  const none = order.lines.map(() => 0n);
  const never = order.test || order.history || order.voided || !isMember;
  const isEffective = order.effectiveAt !== null;
  const left = paidWithMoney(
    order.lines.map(({ paid }) => paid),
    order.tenders,
  );
  const toBe = paidWithMoney(
    order.lines.map(({ due }) => due),
    order.tenders,
  );
  const eligible = isEffective && !never ? only(left, earns) : none;
  const earned = rulesOver(order, eligible, rules, basis);
  const expected = rulesOver(order, never ? none : only(toBe, earns), rules, basis);
  const total = (given: readonly RulePoints[]) => sum(given.map(({ points }) => points));
  const qualifying = never || !isEffective ? 0n : convert(sum(only(left, qualifies)), order, rules);
  return {
    eligible: sum(eligible),
    qualifying,
    rules: earned.given,
    expected: total(expected.given),
    pending: max(0n, total(expected.given) - total(earned.given)),
    because: order.lines.map((line, at) => {
      const points = sum(earned.given.map(({ perLine }) => perLine[at] ?? 0n));
      const isCut = earned.isCut && points === 0n;
      return whyNot(order, line, isMember, rules, eligible[at] ?? 0n, isCut);
    }),
  };
}

function netShown(line: OrderLine): bigint {
  if (line.chargedQuantity === 0n) {
    return line.net;
  }
  const { planned, net, chargedQuantity, charge } = line;
  if (planned === 0n) {
    return charge;
  }
  return charge + net - round(net * min(chargedQuantity, planned), planned);
}

function whyNot(
  order: Order,
  line: OrderLine,
  isMember: boolean,
  rules: Ruleset,
  eligible: bigint,
  isCut: boolean,
): string | null {
  if (order.test) {
    return "TEST_ORDER";
  }
  if (order.history) {
    return "HISTORY_ORDER";
  }
  if (!isMember) {
    return "NOT_A_MEMBER";
  }
  if (order.voided) {
    return "VOIDED";
  }
  if (!rules.earningLineKinds.includes(line.kind)) {
    return "LINE_KIND";
  }
  if (isExcluded(line, rules.earnExclusions)) {
    return "EXCLUDED";
  }
  const net = netShown(line);
  const ordered = line.listed ? max(line.planned, fulfilledOf(line)) : fulfilledOf(line);
  if (net <= 0n && ordered > 0n) {
    return "ZERO_AMOUNT";
  }
  if (keptOf(line) === 0n && line.paid <= 0n) {
    if (openOf(line) > 0n) {
      return "NOT_HANDED_OVER";
    }
    return line.returned > 0n ? "RETURNED" : "CANCELLED";
  }
  if (line.paid <= 0n) {
    return line.due < net ? "REFUNDED" : "ZERO_AMOUNT";
  }
  if (order.effectiveAt === null) {
    return "NOT_SETTLED";
  }
  if (eligible <= 0n) {
    return "PAID_WITH_POINTS";
  }
  return isCut ? "LIMIT_REACHED" : null;
}
