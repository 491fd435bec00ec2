import type { Figures } from "./figures.ts";
import type { Account, Coupon, Distance, Page, Refusal, Tier } from "./page.ts";
import { isWord, type wordsIn } from "./words.ts";

/** What a member sees, in words; nothing of it is markup. */
export interface Told {
  readonly programme: string;
  readonly tier: string;
  readonly tierCode: string;
  readonly until: string | null;
  /** The best, and the others. */
  readonly benefit: string | null;
  readonly benefits: readonly string[];
  readonly suspended: string | null;
  readonly points: ToldPoints | null;
  readonly next: ToldDistance | null;
  /** What is said where there is no tier above. */
  readonly highest: string | null;
  readonly keep: ToldDistance | null;
  /** Null where they could not be read. */
  readonly coupons: readonly ToldCoupon[] | null;
}

export interface ToldPoints {
  readonly count: string;
  readonly unit: string;
  readonly worth: string | null;
  readonly pending: string | null;
  readonly expiring: string | null;
  /** Whether they go so soon that one should act. */
  readonly isUrgent: boolean;
}

export interface ToldDistance {
  readonly text: string;
  /** 0 to 1. */
  readonly share: number;
  readonly hint: string | null;
}

export interface ToldCoupon {
  readonly code: string;
  readonly name: string;
  /** Until when, or every reason why not. */
  readonly note: string;
  readonly isUsable: boolean;
}

export interface Language {
  readonly say: ReturnType<typeof wordsIn>;
  readonly figures: Figures;
}

/** Milliseconds before points expire from which on it is urgent: a month. */
const URGENT_MS = 30 * 86_400_000;

/** What is told of a page; null for who is no member. @param wallet code of the points shown */
export function tell(page: Page, wallet: string, language: Language, nowMs: number): Told | null {
  const { loyalty, coupons } = page;
  if (loyalty === null || loyalty.status === "CLOSED") {
    return null;
  }
  const { say, figures } = language;
  const { tier, tierUntil, next, keep } = loyalty;
  const [benefit = null, ...benefits] = tier.benefits.map(({ name }) => name);
  const account = loyalty.accounts.find((one) => one.wallet === wallet);
  const names = namesOf(page);
  const toldOf = (coupon: Coupon) =>
    tellCoupon(coupon, (code) => names.get(code) ?? code, language);
  return {
    programme: loyalty.programme.name,
    tier: tier.name,
    tierCode: tier.code,
    until: tierUntil && say("until", { day: figures.lastDay(tierUntil) }),
    ...{ benefit, benefits },
    suspended: loyalty.status === "SUSPENDED" ? say("suspended") : null,
    points: account === undefined ? null : tellPoints(account, language, nowMs),
    next: next && tellNext(next, tier, language),
    highest: next === null ? say("highest") : null,
    keep: keep && tellKeep(keep, language),
    coupons: coupons === null ? null : coupons.nodes.toSorted(usableFirst).map(toldOf),
  };
}

function tellPoints(account: Account, { say, figures }: Language, nowMs: number): ToldPoints {
  const { active, pending, worth, expiringNext, maturingNext } = account;
  return {
    count: figures.points(active),
    unit: say("pointsOnly", { count: active }),
    worth: worth && say("worth", { money: figures.money(worth.amount, worth.currencyCode) }),
    pending: tellPending(pending, maturingNext, { say, figures }),
    expiring:
      expiringNext &&
      say("expiring", {
        n: figures.points(expiringNext.points),
        day: figures.lastDay(expiringNext.at),
      }),
    isUrgent: expiringNext !== null && Date.parse(expiringNext.at) - nowMs < URGENT_MS,
  };
}

function tellPending(
  pending: string,
  next: Account["maturingNext"],
  { say, figures }: Language,
): string | null {
  const n = figures.points(pending);
  if (BigInt(pending) === 0n) {
    return null;
  }
  if (next === null) {
    return say("pending", { n });
  }
  const [m, day] = [figures.points(next.points), figures.day(next.at)];
  return next.points === pending
    ? say("pendingAllDay", { n, day })
    : say("pendingDay", { n, m, day });
}

function tellNext(next: Distance, held: Tier, { say, figures }: Language): ToldDistance {
  const money = figures.money(missing(next), next.unit);
  const had = held.benefits.map(({ name }) => name);
  const benefit = next.tier.benefits.find(({ name }) => !had.includes(name))?.name;
  return {
    text: say("toNext", { money, tier: next.tier.name }),
    share: shareOf(next),
    hint: benefit === undefined ? null : say("nextGives", { benefit }),
  };
}

function tellKeep(keep: Distance, { say, figures }: Language): ToldDistance {
  const tier = keep.tier.name;
  const left = missing(keep);
  if (left === 0) {
    return { text: say("kept", { tier }), share: 1, hint: null };
  }
  const money = figures.money(left, keep.unit);
  const text =
    keep.by === null
      ? say("toKeepOpen", { money, tier })
      : say("toKeep", { money, tier, day: figures.lastDay(keep.by) });
  return { text, share: shareOf(keep), hint: null };
}

/** What is missing, in the currency's unit; without the dust of binary fractions. */
function missing({ have, need }: Distance): number {
  return Math.max(0, Number((Number(need) - Number(have)).toFixed(4)));
}

function shareOf({ have, need }: Distance): number {
  const share = Number(need) === 0 ? 1 : Number(have) / Number(need);
  return Math.min(1, Math.max(0, share));
}

function usableFirst(a: Coupon, b: Coupon): number {
  const first = Number(b.eligibility.redeemable) - Number(a.eligibility.redeemable);
  return first || Date.parse(a.validUntil) - Date.parse(b.validUntil);
}

function tellCoupon(
  { code, name, validUntil, eligibility }: Coupon,
  nameOf: (code: string) => string,
  language: Language,
): ToldCoupon {
  const { say, figures } = language;
  const reasons = eligibility.refusals.map((refusal) => tellRefusal(refusal, nameOf, language));
  return {
    ...{ code, name, isUsable: eligibility.redeemable },
    note: eligibility.redeemable
      ? say("until", { day: figures.lastDay(validUntil) })
      : reasons.join(" · "),
  };
}

const MONEY = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/;

/** A reason in our words; the server's own sentence for a code that we do not know. */
function tellRefusal(
  { code, message, needed }: Refusal,
  nameOf: (code: string) => string,
  { say, figures }: Language,
): string {
  if (!isWord(code)) {
    return message;
  }
  const [, amount, currency] = MONEY.exec(needed ?? "") ?? [];
  const isDay = code === "NOT_YET_VALID" || code === "EXPIRED";
  return say(code, {
    needed: (needed ?? "").split(",").map(nameOf).join(", "),
    money: amount === undefined || currency === undefined ? "" : figures.money(amount, currency),
    day:
      !isDay || needed === null
        ? ""
        : code === "EXPIRED"
          ? figures.lastDay(needed)
          : figures.day(needed),
  });
}

/** Names of the tiers that the page tells of, by their codes. */
function namesOf({ loyalty }: Page): ReadonlyMap<string, string> {
  const tiers = [loyalty?.tier, loyalty?.next?.tier, loyalty?.keep?.tier];
  return new Map(tiers.flatMap((tier) => (tier ? [[tier.code, tier.name] as const] : [])));
}

/** What has become different, to be read out; empty where nothing that one would tell has. */
export function announce(before: Told, now: Told, { say }: Language): string {
  const news: string[] = [];
  if (before.tierCode !== now.tierCode) {
    news.push(say("nowTier", { tier: now.tier }));
  }
  if (now.points !== null && before.points?.count !== now.points.count) {
    const points = `${now.points.count} ${now.points.unit}`;
    news.push(say("nowPoints", { points }));
  }
  const known = new Set(before.coupons?.map(({ code }) => code));
  const fresh = before.coupons === null ? [] : (now.coupons ?? []);
  for (const { code, name } of fresh) {
    if (!known.has(code)) {
      news.push(say("newCoupon", { name }));
    }
  }
  return news.join(" ");
}
