import { explainNotEarning } from "../domain/points/notEarning.ts";
import type { OrderLineModel } from "../orders/orderLines.ts";
import type { OrderModel, PointsReasoning } from "../orders/orders.ts";
import { amountOf } from "../platform/money.ts";
import { type Language, languageOf, nameIn } from "./locale.ts";

/** Lines told one by one; a longer receipt would bury the answer. */
const LINES_TOLD_MAX = 10;

/**
 * Why an order's points are what they are, as sentences an agent can read out: what was earned,
 * what is to come and what it waits for, what was taken back, and which lines earn nothing.
 */
export function explainPoints(
  order: OrderModel,
  { details, decision, ruleset }: PointsReasoning,
  lines: readonly OrderLineModel[],
  locale: string | null | undefined,
): readonly string[] {
  const language = languageOf(locale);
  const say = SENTENCES[language];
  const { row } = order;
  const sentences: string[] = [];
  if (decision === null) {
    sentences.push(say.rateMissing(order.currency));
  }
  const shared = sharedReason(lines);
  if (shared !== null) {
    return [...sentences, say.nothing(explainNotEarning(shared, language))];
  }
  for (const rule of ruleset.earning) {
    const gave = decision?.earned.find((earning) => earning.rule === rule.code)?.points ?? 0n;
    const isConditional = rule.when !== undefined || rule.lines !== undefined;
    // A rule that asks for something the order does not have is no news to its customer.
    if (gave === 0n && (isConditional || rule.pointsPerUnit === undefined)) {
      continue;
    }
    const name = nameIn(rule.name ?? {}, locale, rule.code);
    if (rule.pointsPerUnit === undefined) {
      sentences.push(say.bonus(name, gave));
    } else {
      sentences.push(say.rule(rule.pointsPerUnit, ruleset.programme.currency));
    }
    if (gave > 0n && rule.multipliers.length > 0) {
      sentences.push(say.multiplied(name, gave));
    }
  }
  if (row.pointsActive > 0n) {
    const eligible = `${amountOf(row.eligibleMinor, order.currency)} ${order.currency}`;
    sentences.push(say.earned(row.pointsActive, eligible));
  }
  if (row.pointsPending > 0n) {
    const { view } = details;
    const waitsFor = [
      ...(view.firstFulfilledAt === null ? [say.handOver] : []),
      ...(view.settledAt === null ? [say.payment] : []),
    ];
    sentences.push(say.pending(row.pointsPending, waitsFor.join(say.and) || say.rest));
  }
  if (row.pointsReversed > 0n) {
    sentences.push(say.reversed(row.pointsReversed));
  }
  const silent = lines.filter(({ notEarningBecause }) => notEarningBecause !== null);
  for (const { line, notEarningBecause } of silent.slice(0, LINES_TOLD_MAX)) {
    const name = line.name ?? line.article ?? line.id;
    sentences.push(`${name}: ${explainNotEarning(notEarningBecause ?? "", language)}`);
  }
  if (silent.length > LINES_TOLD_MAX) {
    sentences.push(say.more(silent.length - LINES_TOLD_MAX));
  }
  return sentences;
}

/** The reason, when all lines have the same one: then it is about the order. */
function sharedReason(lines: readonly OrderLineModel[]): string | null {
  const reasons = new Set(lines.map(({ notEarningBecause }) => notEarningBecause));
  const [only] = reasons;
  return reasons.size === 1 && only !== null && only !== undefined && ABOUT_ORDERS.has(only)
    ? only
    : null;
}

const ABOUT_ORDERS = new Set([
  "TEST_ORDER",
  "HISTORY_ORDER",
  "NOT_ELIGIBLE",
  "NOT_A_MEMBER",
  "VOIDED",
]);

interface Sentences {
  readonly rule: (rate: string, currency: string) => string;
  readonly bonus: (rule: string, points: bigint) => string;
  readonly multiplied: (rule: string, points: bigint) => string;
  readonly earned: (points: bigint, eligible: string) => string;
  readonly pending: (points: bigint, waitsFor: string) => string;
  readonly reversed: (points: bigint) => string;
  readonly nothing: (why: string) => string;
  readonly rateMissing: (currency: string) => string;
  readonly more: (count: number) => string;
  readonly handOver: string;
  readonly payment: string;
  readonly rest: string;
  readonly and: string;
}

const SENTENCES: Record<Language, Sentences> = {
  en: {
    rule: (rate, currency) =>
      `Each ${currency} that counts gives ${rate} points, rounded per order.`,
    bonus: (rule, points) => `${rule}: ${points} points for the order, whatever it costs.`,
    multiplied: (rule, points) =>
      `${rule}: some of it counts more than once; the rule gave ${points} points in all.`,
    earned: (points, eligible) => `${points} points were earned on ${eligible} that counts.`,
    pending: (points, waitsFor) => `${points} more points come with ${waitsFor}.`,
    reversed: (points) => `${points} points were taken back, because goods or money went back.`,
    nothing: (why) => `The order earns no points. ${why}`,
    rateMissing: (currency) => `There is no rate for ${currency}, so the order earns no points.`,
    more: (count) => `${count} more lines do not earn points.`,
    handOver: "the hand-over of the goods",
    payment: "the payment",
    rest: "the rest of the goods",
    and: " and ",
  },
  de: {
    rule: (rate, currency) =>
      `Jeder anrechenbare ${currency} bringt ${rate} Punkte, gerundet je Bestellung.`,
    bonus: (rule, points) => `${rule}: ${points} Punkte für die Bestellung, was sie auch kostet.`,
    multiplied: (rule, points) =>
      `${rule}: Manches zählt mehrfach; die Regel gab insgesamt ${points} Punkte.`,
    earned: (points, eligible) => `${points} Punkte wurden auf anrechenbare ${eligible} vergeben.`,
    pending: (points, waitsFor) => `${points} weitere Punkte kommen mit ${waitsFor}.`,
    reversed: (points) => `${points} Punkte wurden zurückgebucht, weil Ware oder Geld zurückging.`,
    nothing: (why) => `Die Bestellung bringt keine Punkte. ${why}`,
    rateMissing: (currency) =>
      `Für ${currency} gibt es keinen Kurs, daher bringt die Bestellung keine Punkte.`,
    more: (count) => `${count} weitere Positionen bringen keine Punkte.`,
    handOver: "der Übergabe der Ware",
    payment: "der Zahlung",
    rest: "dem Rest der Ware",
    and: " und ",
  },
};
