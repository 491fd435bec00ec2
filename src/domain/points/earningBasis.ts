import type { CapPeriod } from "../ruleset/ruleset.ts";
import { dateOfDayNumber, dateText, dayNumberAt } from "../time/calendar.ts";
import type { LocalDate } from "../time/instant.ts";

/** What a limit leaves to one order, in points of the whole order. */
export interface Room {
  /**
   * What it left when the order first earned: what others give back later is not for this order.
   */
  readonly most: bigint;
  /** What it leaves now: others may have used up what was left then. */
  readonly now: bigint;
}

/** The room of a rule in a period, which begins on that day. */
export interface RuleRoom extends Room {
  readonly since: LocalDate;
}

/**
 * What an order's points rest on beside the order itself: the customer as it was, and what its
 * limits left. Taken anew with each word about the order until it first earns; from then on it is
 * pinned, so that no later order or tier changes what this one gave (contract 3.3).
 */
export interface EarningBasis {
  readonly isPinned: boolean;
  /** Code of the tier held. */
  readonly tier: string;
  /** Orders that had brought points before. */
  readonly orders: bigint;
  /** Whole days from joining to placing the order; 0 for orders from before. */
  readonly memberDays: bigint;
  /** By rule, in the order's period; rules without a limit are not in it. */
  readonly ruleRoom: ReadonlyMap<string, RuleRoom>;
  /** By wallet; wallets without a limit are not in it. */
  readonly walletRoom: ReadonlyMap<string, Room>;
}

/** `orders.earning_basis`. */
export interface EarningBasisJson {
  readonly pinned: boolean;
  readonly tier: string;
  readonly orders: string;
  readonly days: string;
  readonly rules: Readonly<Record<string, readonly [most: string, now: string, since: string]>>;
  readonly wallets: Readonly<Record<string, readonly [most: string, now: string]>>;
}

export function encodeEarningBasis(basis: EarningBasis): EarningBasisJson {
  return {
    pinned: basis.isPinned,
    tier: basis.tier,
    orders: basis.orders.toString(),
    days: basis.memberDays.toString(),
    rules: recordOf(basis.ruleRoom, ({ most, now, since }) => [`${most}`, `${now}`, since]),
    wallets: recordOf(basis.walletRoom, ({ most, now }) => [`${most}`, `${now}`]),
  };
}

export function decodeEarningBasis(stored: unknown): EarningBasis | null {
  if (stored === null || stored === undefined) {
    return null;
  }
  const json = stored as EarningBasisJson;
  return {
    isPinned: json.pinned,
    tier: json.tier,
    orders: BigInt(json.orders),
    memberDays: BigInt(json.days),
    ruleRoom: mapOf(json.rules, ([most, now, since]) => ({
      ...{ most: BigInt(most), now: BigInt(now) },
      since: since as LocalDate,
    })),
    walletRoom: mapOf(json.wallets, ([most, now]) => ({ most: BigInt(most), now: BigInt(now) })),
  };
}

/** In one order, so that equal ones are spelt alike. */
function recordOf<Value, Json>(
  values: ReadonlyMap<string, Value>,
  jsonOf: (value: Value) => Json,
): Record<string, Json> {
  const keys = [...values.keys()].sort();
  return Object.fromEntries(keys.map((key) => [key, jsonOf(values.get(key) as Value)]));
}

function mapOf<Value, Json>(
  record: Readonly<Record<string, Json>>,
  read: (json: Json) => Value,
): ReadonlyMap<string, Value> {
  return new Map(Object.entries(record).map(([key, json]) => [key, read(json)]));
}

/**
 * The first day of the period of the programme's calendar that `day` is in; weeks begin on Monday.
 */
export function periodStart(period: CapPeriod, day: LocalDate): LocalDate {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  switch (period) {
    case "DAY":
      return day;
    case "WEEK": {
      const number = dayNumberAt(day);
      // Day 0, 1 January 1970, was a Thursday.
      return dateOfDayNumber(number - ((((number + 3) % 7) + 7) % 7));
    }
    case "MONTH":
      return dateText(year, month, 1);
    case "QUARTER":
      return dateText(year, month - ((month - 1) % 3), 1);
    case "YEAR":
      return dateText(year, 1, 1);
  }
}

/** Points of rules with a limit, by `rule/first day of the period`. */
export type CapCounts = ReadonlyMap<string, bigint>;

export const NO_COUNTS: CapCounts = new Map();

/**
 * Periods that began longer ago are forgotten, days: beyond it no order is taken without approval
 * (programme 1.33).
 */
const COUNTS_KEPT_DAYS = 600;

function countKey(rule: string, start: LocalDate): string {
  return `${rule}/${start}`;
}

export function countedIn(counts: CapCounts, rule: string, start: LocalDate): bigint {
  return counts.get(countKey(rule, start)) ?? 0n;
}

/**
 * Adds points, below 0 for what was taken back, and forgets periods that are long over on `today`.
 */
export function addToCounts(
  counts: CapCounts,
  rule: string,
  start: LocalDate,
  points: bigint,
  today: LocalDate,
): CapCounts {
  const oldest = dateOfDayNumber(dayNumberAt(today) - COUNTS_KEPT_DAYS);
  const next = new Map([...counts].filter(([key]) => key.slice(-oldest.length) >= oldest));
  const key = countKey(rule, start);
  const sum = (next.get(key) ?? 0n) + points;
  if (sum === 0n) {
    next.delete(key);
  } else {
    next.set(key, sum);
  }
  return next;
}

/** `account.counts`; null when there is nothing to count. */
export function encodeCounts(counts: CapCounts): Readonly<Record<string, string>> | null {
  return counts.size === 0 ? null : recordOf(counts, String);
}

export function decodeCounts(stored: unknown): CapCounts {
  return stored === null || stored === undefined
    ? NO_COUNTS
    : mapOf(stored as Readonly<Record<string, string>>, BigInt);
}
