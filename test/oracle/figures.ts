import { told } from "./days.ts";
import type { Known } from "./known.ts";
import type { Life } from "./life.ts";
import { keptOf, openOf } from "./lineState.ts";
import { decimal, decimalsOf, max, sum } from "./numbers.ts";

/**
 * The figures of a life as the graph shows them, in the same shape as `readFigures` gives them
 * back.
 */

export type Figures = Readonly<Record<string, unknown>>;

export function figuresOf(life: Life, now: bigint, exactTimes: boolean): Figures {
  // What only time has brought since the last word is in the tier, and not yet on record.
  const recorded = life.tier?.changes.length ?? 0;
  life.advance(now);
  const orders = life.orders
    .filter((known) => known.events.some(({ customer }) => customer !== undefined))
    .map((known) => [[...known.keys].sort().join(", "), orderFigures(known)]);
  return {
    orders: Object.fromEntries(orders),
    tier: life.tier === null ? null : tierFigures(life, now, exactTimes, recorded),
    accounts: life.tier === null ? null : accountsOf(life),
  };
}

function orderFigures(known: Known): Figures {
  const { order, decision } = known;
  const currency = order.currency ?? "GBP";
  const money = (amount: bigint) => decimal(amount, decimalsOf(currency));
  const posted = [...known.posted.values()];
  return {
    channel: order.channel ?? "unknown",
    placedAt: sixDigits(order.placedAt),
    status: order.status,
    total: `${money(sum(order.lines.map(({ due }) => due)))} ${currency}`,
    eligible: money(decision.eligible),
    tenders: order.tenders.map(({ kind, amount }) => `${kind} ${money(amount)}`).join(", "),
    expected: String(decision.expected),
    pending: String(decision.pending),
    active: String(sum(posted.map(({ points }) => points))),
    lines: order.lines.map((line, at) => ({
      kind: line.kind,
      article: line.article === "" ? null : line.article,
      quantity: shortest(order.voided ? 0n : keptOf(line) + openOf(line)),
      paid: money(line.due),
      points: String(sum(posted.map(({ perLine }) => perLine[at] ?? 0n))),
      because: decision.because[at] ?? null,
    })),
  };
}

function shortest(quantity: bigint): string {
  return decimal(quantity, 6).replace(/\.?0+$/, "");
}

/** As the graph tells instants. */
export function sixDigits(at: bigint): string {
  const [second = "", cut = ""] = told(at).replace("Z", "").split(".");
  return `${second}.${cut.padEnd(6, "0")}Z`;
}

function tierFigures(
  life: Life,
  now: bigint,
  exactTimes: boolean,
  recorded: number,
): Figures | null {
  const { tier } = life;
  if (tier === null) {
    return null;
  }
  const highest = life.rules.tiers.at(-1)?.code;
  const places = decimalsOf(life.rules.programme.currency);
  const counted = decimal(tier.counted(now, life.qualifyingDays()), places);
  const times = {
    joined: sixDigits(life.joinedAt ?? 0n),
    since: sixDigits(tier.since),
    until: tier.until === null ? null : sixDigits(tier.until),
  };
  return {
    tier: tier.code,
    counted: tier.code === highest ? null : counted,
    changes: tier.changes
      .slice(0, recorded)
      .map(({ kind, from, to, at }) =>
        [kind, from, to, ...(exactTimes ? [sixDigits(at)] : [])].join(" "),
      ),
    ...(exactTimes ? times : {}),
  };
}

function accountsOf(life: Life): Figures {
  const [first] = life.rules.earning;
  const expected = sum(life.orders.map(({ decision }) => decision.pending));
  const codes = life.rules.wallets.map(({ code }) => code).sort();
  return Object.fromEntries(
    codes.map((code) => {
      const active = life.wallets.active(code);
      const pending = life.wallets.maturing(code) + (code === first?.wallet ? expected : 0n);
      const soonest = soonestOf(life, code);
      return [
        code,
        {
          active: String(max(0n, active)),
          pending: String(pending),
          negative: String(max(0n, -active)),
          expiring: soonest,
        },
      ];
    }),
  );
}

/** What is lost next, and when; null: nothing. */
function soonestOf(life: Life, code: string): string | null {
  const lots = life.wallets.lots.flatMap((lot) => {
    const gone = life.wallets.goneAt(lot);
    const counts = lot.wallet === code && lot.left > 0n && gone !== null;
    return counts ? [{ left: lot.left, gone }] : [];
  });
  if (lots.length === 0) {
    return null;
  }
  const at = lots.map(({ gone }) => gone).reduce((one, other) => (one < other ? one : other));
  const points = sum(lots.filter(({ gone }) => gone === at).map(({ left }) => left));
  return `${points} ${sixDigits(at)}`;
}

/** Where two figures differ, each with its path. */
export function differencesOf(expected: unknown, found: unknown, path = ""): string[] {
  if (isRecord(expected) && isRecord(found)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...names].flatMap((name) =>
      differencesOf(expected[name], found[name], path === "" ? name : `${path}.${name}`),
    );
  }
  const [one, other] = [JSON.stringify(expected), JSON.stringify(found)];
  return one === other ? [] : [`${path}: the rules say ${one}, the graph says ${other}`];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** How many figures there are. */
export function countOf(value: unknown): number {
  if (!isRecord(value)) {
    return 1;
  }
  return Object.values(value).reduce<number>((all, one) => all + countOf(one), 0);
}
