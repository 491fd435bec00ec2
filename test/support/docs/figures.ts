import { bucketsOf } from "../../../src/core/bucketsOf.ts";
import { joinedAt } from "../../../src/core/membership.ts";
import { type OrderWork, standingOf } from "../../../src/core/state.ts";
import { currencyExponent } from "../../../src/domain/money/currency.ts";
import { formatMinor, formatQuantity } from "../../../src/domain/money/decimal.ts";
import type { Ruleset } from "../../../src/domain/ruleset/ruleset.ts";
import { qualifyingIn } from "../../../src/domain/tier/buckets.ts";
import { rulesFor } from "../../../src/domain/tier/memberRules.ts";
import { progress, type TierProgress } from "../../../src/domain/tier/progress.ts";
import { earnedOf } from "../../../src/domain/tier/standing.ts";
import { formatQualifying } from "../../../src/domain/tier/unit.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { at } from "../receiver.ts";
import type { Example, Text } from "./examples.ts";
import { Life } from "./life.ts";

const NONE = "none";

/** All figures that an example may speak of, as it writes them. */
export function figuresOf(example: Example): Text {
  const life = new Life(example);
  const last = example.steps.at(-1);
  const now = at(example.now ?? last?.received ?? last?.at ?? "");
  const { workset, effects, customer, context } = life;
  const accounts = [...customer.accounts.values()];
  const sum = (of: (account: (typeof accounts)[number]) => bigint) =>
    String(accounts.reduce((total, account) => total + of(account), 0n));
  const ruleset = context.catalog.rulesetAt(now);
  const rules = rulesFor(ruleset, joinedAt(workset, customer, ruleset));
  const standing = standingOf(customer);
  const numbers = example.steps.flatMap(({ order, document }) => String(order ?? document ?? ""));
  const orders: Record<string, Text> = {};
  for (const number of new Set(numbers)) {
    const order = life.orderOf(number);
    if (order !== undefined) {
      orders[number] = orderFigures(order);
    }
  }
  return {
    results: life.results,
    held: life.held,
    orders,
    active: sum(({ active }) => active),
    maturing: sum(({ maturing }) => maturing),
    pending: sum(({ pending }) => pending),
    rollsUntil: instantOf(accounts[0]?.rollsUntil ?? null, NONE),
    lots: [...workset.lots.values()].map(({ points, remaining, activatesAt, expiresAt }) => ({
      points: String(points),
      left: String(remaining),
      active: instantOf(activatesAt, NONE),
      gone: instantOf(expiresAt, "never"),
    })),
    entries: effects.entries.map(({ kind, rule, points, effective_day: day }) =>
      [kind, rule ?? NONE, points, day].join(" "),
    ),
    tier:
      customer.tier === null || standing === null
        ? NONE
        : {
            is: customer.tier.tier,
            earned: earnedOf(standing).tier,
            since: instantOf(customer.tier.since, NONE),
            until: instantOf(customer.tier.until, NONE),
          },
    changes: effects.tierChanges
      .filter(({ kind }) => kind !== "UNCHANGED")
      .map(({ kind, from_tier: from, to_tier: to, at: when }) =>
        [kind, from, to, when.slice(0, 10)].join(" "),
      ),
    qualifying: formatQualifying(qualifyingIn(bucketsOf(customer), rules, now), ruleset),
    ...(standing === null
      ? { next: NONE, keep: NONE }
      : progressFigures(
          progress({
            state: earnedOf(standing),
            buckets: bucketsOf(customer),
            ruleset: rules,
            now,
          }),
          ruleset,
        )),
  };
}

function progressFigures({ next, keep }: TierProgress, ruleset: Ruleset): Record<string, Text> {
  const amount = (minor: bigint) => formatQualifying(minor, ruleset);
  return {
    next: next === null ? NONE : { tier: next.tier, missing: amount(next.missingMinor) },
    keep:
      keep === null
        ? NONE
        : { until: instantOf(keep.until, NONE), missing: amount(keep.missingMinor) },
  };
}

function orderFigures(order: OrderWork): Text {
  const { settled, posted, pointsPending } = order;
  if (settled === null) {
    throw new Error("an order that was never settled");
  }
  const { view, decision, ruleset } = settled;
  const exponent = currencyExponent(view.currency ?? ruleset.programme.currency) ?? 0;
  const money = (minor: bigint) => formatMinor(minor, exponent);
  const given = [...posted.posted.values()];
  const lines: Record<string, Text> = {};
  for (const line of view.lines) {
    const earning = decision.lines.find(({ lineId }) => lineId === line.id);
    lines[line.id] = {
      ordered: formatQuantity(line.ordered),
      fulfilled: formatQuantity(line.fulfilled),
      returned: formatQuantity(line.returned),
      kept: formatQuantity(line.kept),
      open: formatQuantity(line.open),
      net: money(line.netMinor),
      paid: money(line.keptMinor),
      due: money(line.expectedMinor),
      eligible: money(earning?.eligibleMinor ?? 0n),
      points: String(earning?.points ?? 0n),
      because: earning?.notEarningBecause ?? NONE,
    };
  }
  return {
    status: view.status,
    channel: view.channel ?? NONE,
    placed: instantOf(view.placedAt, NONE),
    settled: instantOf(view.settledAt, NONE),
    total: money(view.totalMinor),
    eligible: money(decision.eligibleMinor),
    expected: String(decision.expectedPoints),
    points: String(given.reduce((total, { points }) => total + points, 0n)),
    pending: String(pointsPending),
    qualifying: formatQualifying(
      given.reduce((total, { qualifyingMinor }) => total + qualifyingMinor, 0n),
      ruleset,
    ),
    tenders: textOf(view.tenders.map(({ kind, amountMinor }) => `${kind} ${money(amountMinor)}`)),
    flags: textOf(view.flags),
    lines,
  };
}

function textOf(words: readonly string[]): string {
  return words.length === 0 ? NONE : words.join(" ");
}

/** Without the fraction of a second where it has none. */
function instantOf(instant: Instant | null, none: string): string {
  return instant === null ? none : formatInstant(instant).replace(".000000Z", "Z");
}
