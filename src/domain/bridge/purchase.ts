import { currencyExponent } from "../money/currency.ts";
import { parseRate } from "../money/rate.ts";
import type { FactJson } from "../purchase/factCodec.ts";
import type { LineFilter, Ruleset } from "../ruleset/ruleset.ts";
import type { LocalDate } from "../time/instant.ts";
import {
  above,
  type BridgeLine,
  BridgeLines,
  handedOver,
  least,
  moneyOfLine,
  PARTS_OF_MINOR,
} from "./lines.ts";
import { type Known, knownOf, newestOfEach } from "./messages.ts";

/** Named steps between what a source says and what the ledger has, in the order they are told. */
export const BRIDGE_STEPS = ["GUEST", "EXCLUDED", "HELD", "TIMING", "ROUNDING"] as const;
export type BridgeStepCode = (typeof BRIDGE_STEPS)[number];

/** Why money of a purchase is not in the ledger, and the step that it is part of. */
export const BRIDGE_CAUSES = {
  GUEST: "GUEST",
  HISTORY: "EXCLUDED",
  MARKED: "EXCLUDED",
  NOT_A_MEMBER: "EXCLUDED",
  RATE_MISSING: "EXCLUDED",
  LINES: "EXCLUDED",
  PAID_WITH_POINTS: "EXCLUDED",
  TAKEN_BACK: "TIMING",
  RETURN_DOCUMENT: "TIMING",
  NOT_HANDED_OVER: "TIMING",
  NOT_SETTLED: "TIMING",
  ROUNDING: "ROUNDING",
} as const satisfies Record<string, BridgeStepCode>;
export type BridgeCause = keyof typeof BRIDGE_CAUSES;

/** A purchase as its messages tell it, and what else decides whether it earns. */
export interface BridgePurchase {
  readonly messages: readonly FactJson[];
  /** Of returns that named no order: [line, quantity, repaid, its amount]. */
  readonly matched: readonly (readonly string[])[];
  readonly isGuest: boolean;
  readonly isMarked: boolean;
  readonly isMember: boolean;
  /** The rules that were in force when it was placed, and that day. */
  readonly rules: Ruleset;
  readonly placedOn: LocalDate;
  /**
   * What the ledger has of it: what counts towards tiers, smallest units of the programme's
   * currency; or, where tiers do not count money, what earned, of the order's.
   */
  readonly booked: { readonly minor: bigint; readonly isOfOrder: boolean };
}

/** One purchase between both totals, smallest units of its own currency. */
export interface PurchaseBridge {
  readonly currency: string;
  readonly toldMinor: bigint;
  /** What the customer pays of it, all returns and refunds taken off. */
  readonly dueMinor: bigint;
  /** By how much rounding may have moved `dueMinor`. */
  readonly spareMinor: bigint;
  readonly causes: ReadonlyMap<BridgeCause, bigint>;
  readonly ledgerMinor: bigint;
  /** Told less all causes and the ledger's. */
  readonly unexplainedMinor: bigint;
}

/** Units in the last place that rounding may have moved beside one for each line. */
const ROUNDINGS_OF_ORDER = 2n;

/**
 * What became of the money of a purchase on its way to the ledger. Pure; worked out from the
 * messages anew, by nothing that the ledger was written by. Null for a test purchase, and one
 * without a currency.
 */
export function bridgePurchase(purchase: BridgePurchase): PurchaseBridge | null {
  const newest = newestOfEach(purchase.messages);
  const known = knownOf(purchase.messages, newest);
  if (known.isTest || known.currency === null) {
    return null;
  }
  const lines = new BridgeLines(newest, known);
  lines.takeMatched(purchase.matched);
  const money = moneyOf(lines.all, newest, known);
  const causes = new Map<BridgeCause, bigint>();
  const rate = rateOf(purchase, known.currency);
  const whole = wholeCause(purchase, known, newest, rate !== null);
  let expected = 0n;
  if (whole === null) {
    const exclusions = purchase.booked.isOfOrder
      ? purchase.rules.earnExclusions
      : purchase.rules.tierExclusions;
    const counts = lines.all.map((line) => lineCounts(line, purchase.rules, exclusions));
    expected = partsThatCount(money, { purchase, known, counts, causes });
  } else {
    causes.set(whole, money.told);
  }
  const minors = inMinor(money.told, causes);
  const toldMinor = toMinor(money.told);
  const ledgerMinor = toOrderMinor(purchase.booked, rate);
  const sum = [...minors.values()].reduce((all, minor) => all + minor, 0n);
  const rest = toldMinor - sum - ledgerMinor;
  const spareMinor = toleranceOf(money, lines.all, rate);
  const spare = expected === 0n ? 0n : spareMinor;
  const isRounding = (rest < 0n ? -rest : rest) <= spare;
  if (isRounding && rest !== 0n) {
    minors.set("ROUNDING", rest);
  }
  return {
    ...{ currency: known.currency, toldMinor, ledgerMinor },
    ...{ dueMinor: toMinor(money.due), spareMinor },
    causes: new Map([...minors].filter(([, minor]) => minor !== 0n)),
    unexplainedMinor: isRounding ? 0n : rest,
  };
}

/** What a purchase that nothing was made of yet says, smallest units of its currency. */
export function toldOf(
  messages: readonly FactJson[],
): { readonly currency: string; readonly toldMinor: bigint } | null {
  const newest = newestOfEach(messages);
  const known = knownOf(messages, newest);
  if (known.isTest || known.currency === null) {
    return null;
  }
  const { told } = moneyOf(new BridgeLines(newest, known).all, newest, known);
  return { currency: known.currency, toldMinor: toMinor(told) };
}

interface OrderMoney {
  readonly told: bigint;
  readonly due: bigint;
  /** Kept of each line, as it stands. */
  readonly kept: readonly bigint[];
  /** Some amount is a share of another, so that somebody has rounded. */
  readonly isShared: boolean;
}

/** Amounts after refunds of money without goods (programme 1.15). */
function moneyOf(
  lines: readonly BridgeLine[],
  newest: readonly FactJson[],
  known: Known,
): OrderMoney {
  const each = lines.map(moneyOfLine);
  const onlyReturns = newest.every(({ k }) => k === "RETURNED");
  const told = onlyReturns ? -givenBack(newest) : sumOf(each.map((line) => line.told));
  if (known.isVoided) {
    return { told, due: 0n, kept: each.map(() => 0n), isShared: false };
  }
  const refunded = newest
    .filter(({ k, cu }) => k === "REFUNDED" && (cu === undefined || cu === known.currency))
    .reduce((sum, { rf }) => sum + BigInt(rf?.m ?? 0) * PARTS_OF_MINOR, 0n);
  const due = sumOf(each.map((line) => line.due));
  const kept = each.map((line) => line.kept);
  const taken = least(refunded, above(due));
  const positive = kept.map(above);
  const off = least(taken, above(sumOf(kept)));
  const all = sumOf(positive);
  return {
    ...{ told, due: due - taken },
    kept: kept.map((amount, at) =>
      all === 0n ? amount : amount - (off * (positive[at] ?? 0n)) / all,
    ),
    isShared: refunded > 0n || hasPoints(known) || lines.some(isShared),
  };
}

function hasPoints({ tenders }: Known): boolean {
  return tenders.some(({ kind }) => kind === "points");
}

function givenBack(messages: readonly FactJson[]): bigint {
  const lines = messages.flatMap(({ rt }) => rt?.l ?? []);
  return lines.reduce((sum, { m }) => sum + BigInt(m ?? 0) * PARTS_OF_MINOR, 0n);
}

function isShared(line: BridgeLine): boolean {
  const isPart = line.returned > 0n && line.returned < handedOver(line);
  const isPartly = handedOver(line) > 0n && handedOver(line) < line.planned;
  return isPart || isPartly || line.charged > 0n || line.repaid > 0n;
}

/** Why none of a purchase is in the ledger; null where some of it may be. */
function wholeCause(
  { isGuest, isMarked, isMember, booked }: BridgePurchase,
  { isHistory }: Known,
  newest: readonly FactJson[],
  hasRate: boolean,
): BridgeCause | null {
  if (newest.every(({ k }) => k === "RETURNED")) {
    return "RETURN_DOCUMENT";
  }
  if (isGuest) {
    return "GUEST";
  }
  if (isHistory) {
    return "HISTORY";
  }
  if (isMarked) {
    return "MARKED";
  }
  // Whoever was a member then and is none now keeps what was booked.
  if (!isMember && booked.minor === 0n) {
    return "NOT_A_MEMBER";
  }
  return hasRate ? null : "RATE_MISSING";
}

/** Takes off what does not count, noting why. @returns parts of smallest units that do */
function partsThatCount(
  money: OrderMoney,
  {
    purchase,
    known,
    counts,
    causes,
  }: {
    readonly purchase: BridgePurchase;
    readonly known: Known;
    /** Of each line whether it counts at all. */
    readonly counts: readonly boolean[];
    readonly causes: Map<BridgeCause, bigint>;
  },
): bigint {
  causes.set("TAKEN_BACK", money.told - money.due);
  const isByHandingOver = purchase.rules.accrual.some(
    ({ channel, settledBy }) => channel === known.channel && settledBy === "FULFILLED",
  );
  if (!known.isHandedOver) {
    causes.set("NOT_HANDED_OVER", money.due);
    return 0n;
  }
  if (!known.isSettled && !isByHandingOver) {
    causes.set("NOT_SETTLED", money.due);
    return 0n;
  }
  const sum = sumOf(money.kept);
  causes.set("NOT_HANDED_OVER", money.due - sum);
  const payable = above(sum);
  const byPoints = pointsShare(payable, known);
  causes.set("PAID_WITH_POINTS", byPoints);
  const positive = money.kept.map(above);
  const all = sumOf(positive);
  const counted = sumOf(positive.filter((_, at) => counts[at] === true));
  // Nothing is left of an order whose discounts are more than it comes to.
  const expected = all === 0n ? 0n : ((payable - byPoints) * counted) / all;
  causes.set("LINES", sum - byPoints - expected);
  return expected;
}

/** Programme 1.21: by its kind, and named by no exclusion. */
function lineCounts(line: BridgeLine, rules: Ruleset, without: LineFilter): boolean {
  const { kind, article, brand, category } = line;
  return (
    rules.earningLineKinds.includes(kind) &&
    !without.kinds.includes(kind) &&
    !(article !== null && without.articles.includes(article)) &&
    !(brand !== null && without.brands.includes(brand)) &&
    !category.some((step) => without.categories.includes(step))
  );
}

/** What of an amount was paid with points: as large a part of it as they are of all tenders. */
function pointsShare(payable: bigint, { tenders }: Known): bigint {
  const all = sumOf(tenders.map(({ minor }) => minor));
  const points = sumOf(tenders.filter(({ kind }) => kind === "points").map(({ minor }) => minor));
  if (points <= 0n) {
    return 0n;
  }
  return points >= all ? payable : (payable * points) / all;
}

/** Smallest units of the programme's currency for one of the order's, as a fraction. */
interface MinorRate {
  readonly up: bigint;
  readonly down: bigint;
}

const SAME: MinorRate = { up: 1n, down: 1n };

/** By the latest rate that had begun on the day (programme 1.23); null: there is none. */
function rateOf({ rules, placedOn }: BridgePurchase, currency: string): MinorRate | null {
  const own = rules.programme.currency;
  if (currency === own) {
    return SAME;
  }
  const [latest] = rules.rates
    .filter((rate) => rate.currency === currency && rate.from <= placedOn)
    .sort((a, b) => (a.from > b.from ? -1 : 1));
  const rate = latest === undefined ? null : parseRate(latest.rate);
  const [from, to] = [currencyExponent(currency), currencyExponent(own)];
  if (rate === null || from === null || to === null) {
    return null;
  }
  return { up: rate.numerator * 10n ** BigInt(to), down: rate.denominator * 10n ** BigInt(from) };
}

function toOrderMinor({ minor, isOfOrder }: BridgePurchase["booked"], rate: MinorRate | null) {
  return isOfOrder || rate === null ? minor : rounded(minor * rate.down, rate.up);
}

/** By how much rounding may have moved an order's amount: nothing where it is told as a whole. */
function toleranceOf(
  money: OrderMoney,
  lines: readonly BridgeLine[],
  rate: MinorRate | null,
): bigint {
  const isDiscounted = money.kept.some((amount) => amount < 0n);
  const isWhole = !money.isShared && !isDiscounted;
  const ofLines = isWhole ? 0n : ROUNDINGS_OF_ORDER + BigInt(lines.length);
  const isConverted = rate !== null && rate.up !== rate.down;
  return ofLines + (isConverted ? 1n + rate.down / rate.up + 1n : 0n);
}

/** Each as what it leaves of what was told, so that roundings do not add up. */
function inMinor(told: bigint, causes: ReadonlyMap<BridgeCause, bigint>): Map<BridgeCause, bigint> {
  let left = told;
  const minors = new Map<BridgeCause, bigint>();
  for (const [cause, parts] of causes) {
    minors.set(cause, toMinor(left) - toMinor(left - parts));
    left -= parts;
  }
  return minors;
}

function toMinor(parts: bigint): bigint {
  return rounded(parts, PARTS_OF_MINOR);
}

/** Half away from zero; `by` above 0. */
function rounded(amount: bigint, by: bigint): bigint {
  const half = (amount < 0n ? -amount : amount) * 2n + by;
  return amount < 0n ? -(half / (2n * by)) : half / (2n * by);
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
