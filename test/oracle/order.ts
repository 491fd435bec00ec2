import { attributesOf, byVersion, type Fact, factsOf } from "./facts.ts";
import { amountsOf, fulfilledOf, isGoods, keptOf, type LineState, openOf } from "./lineState.ts";
import { handsOver, linesOf } from "./lines.ts";
import { decimalsOf, max, min, scaled, split, sum } from "./numbers.ts";
import type { Event, Ruleset, Sources, Takes } from "./types.ts";

/** An order as all that was said of it makes it (programme 1.14 to 1.20). */

export type OrderLine = LineState & { paid: bigint; due: bigint };
export interface Order {
  readonly facts: readonly Fact[];
  readonly channel: string | undefined;
  readonly method: string | undefined;
  readonly currency: string | null;
  readonly placedAt: bigint;
  readonly test: boolean;
  readonly history: boolean;
  readonly voided: boolean;
  readonly lines: readonly OrderLine[];
  readonly status: string;
  readonly tenders: readonly { readonly kind: string; readonly amount: bigint }[];
  readonly settledAt: bigint | null;
  readonly effectiveAt: bigint | null;
}

/** @param takes what returns that name no order took from it, line by line */
export function orderOf(
  events: readonly Event[],
  rules: Ruleset,
  sources: Sources,
  takes: Takes = [],
): Order {
  const facts = factsOf(events);
  const known = attributesOf(facts, sources);
  const voided = facts.some(({ kind }) => kind === "VOIDED");
  const lines = linesOf(facts, known).map((before, at) => {
    const line = { ...before, returned: before.returned + (takes[at] ?? 0n) };
    return { ...line, ...(voided ? { paid: 0n, due: 0n } : amountsOf(line)) };
  });
  if (!voided) {
    takeRefunds(facts, known.currency, lines);
  }
  const settledAt = facts.findLast(({ kind }) => kind === "SOLD" || kind === "SETTLED")?.at ?? null;
  const handedOverAt = facts.find((fact) => handsOver(fact, known.method))?.at ?? null;
  const accrual = rules.accrual.find(({ channel }) => channel === known.channel);
  return {
    ...known,
    ...{ facts, voided, lines, settledAt },
    test: events.some(({ test }) => test === true),
    history: events.some(({ history }) => history === true),
    status: statusOf(facts, lines),
    tenders: tendersOf(facts, known.currency),
    effectiveAt: effectiveAt(accrual?.settledBy ?? "SETTLED", settledAt, handedOverAt),
  };
}

function effectiveAt(by: string, settledAt: bigint | null, handedOverAt: bigint | null) {
  if (handedOverAt === null || by === "FULFILLED") {
    return handedOverAt;
  }
  return settledAt === null ? null : max(settledAt, handedOverAt);
}

/** Money without goods: off what is kept, then off what is still to come. */
function takeRefunds(facts: readonly Fact[], currency: string | null, lines: OrderLine[]): void {
  let left = 0n;
  for (const { refund } of facts) {
    if (refund === null || currency === null || refund.currency !== currency) {
      continue;
    }
    left += scaled(refund.value, decimalsOf(currency));
  }
  const most = max(0n, sum(lines.map(({ due }) => due)));
  const paid = lines.map((line) => line.paid);
  const fromPaid = partsOff([left, most, max(0n, sum(paid))], paid);
  for (const [at, line] of lines.entries()) {
    line.paid -= fromPaid[at] ?? 0n;
    line.due -= fromPaid[at] ?? 0n;
  }
  const off = sum(fromPaid);
  const toCome = partsOff(
    [left - off, most - off],
    lines.map((line) => line.due - line.paid),
  );
  for (const [at, line] of lines.entries()) {
    line.due -= toCome[at] ?? 0n;
  }
}

/** The least of the limits, and no more than there is above 0. */
function partsOff(limits: readonly bigint[], amounts: readonly bigint[]): bigint[] {
  const weights = amounts.map((amount) => max(0n, amount));
  const off = limits.reduce(min, sum(weights));
  return off === 0n ? amounts.map(() => 0n) : split(off, weights);
}

function statusOf(facts: readonly Fact[], all: readonly LineState[]): string {
  const is = (...kinds: string[]) => facts.some(({ kind }) => kinds.includes(kind));
  const goods = all.filter(isGoods);
  const lines = goods.length > 0 ? goods : all;
  const some = (of: (line: LineState) => bigint) => lines.some((line) => of(line) > 0n);
  if (is("VOIDED")) {
    return "VOIDED";
  }
  if (some(fulfilledOf)) {
    if (lines.some((line) => keptOf(line) < fulfilledOf(line))) {
      return some(keptOf) || some(openOf) ? "PART_RETURNED" : "RETURNED";
    }
    return some(openOf) ? "PART_FULFILLED" : "FULFILLED";
  }
  if (some(openOf)) {
    return "PLACED";
  }
  if (is("CANCELLED")) {
    return "CANCELLED";
  }
  if (is("RETURNED", "EXCHANGED")) {
    return "RETURNED";
  }
  return is("SOLD", "FULFILLED") ? "FULFILLED" : "PLACED";
}

const PAY: readonly string[] = ["SOLD", "PLACED", "AMENDED", "SETTLED"];

/** The newest list in the order's currency, and what each exchange was paid with on top. */
function tendersOf(facts: readonly Fact[], currency: string | null) {
  const inCurrency = (fact: Fact) => fact.tenders !== null && fact.tenders.currency === currency;
  const said = facts.filter((fact) => PAY.includes(fact.kind) && inCurrency(fact));
  const word = (fact: Fact) => fact.tenders?.at ?? fact.newest;
  const paid = said.toSorted((one, other) => byVersion(word(one), word(other))).at(-1);
  const onTop = facts.filter((fact) => fact.kind === "EXCHANGED" && inCurrency(fact));
  return [paid, ...onTop].flatMap((fact) =>
    (fact?.tenders?.value ?? []).map(({ kind, amount }) => ({
      kind,
      amount: scaled(amount, decimalsOf(currency ?? "GBP")),
    })),
  );
}
