import { currencyExponent } from "../money/currency.ts";

/** LIVE: a destination is told. SHADOW: another feed tells it, and ours is only compared. */
export const MODES = ["LIVE", "SHADOW"] as const;
export type Mode = (typeof MODES)[number];

/** Where the other feed wrote something else than we would have sent, as people may see it. */
export interface ShadowDifference {
  /** The destination's name of it. */
  readonly field: string;
  /** MISSING: it has nothing there. */
  readonly kind: "DIFFERENT" | "MISSING";
  readonly ours: string | null;
  readonly theirs: string | null;
}

/** Where the bands of order sizes begin, in whole units of the order's currency. */
export const ORDER_BANDS_FROM = [25, 50, 100, 250, 1_000] as const;
/** The band of an order of which nothing is left to pay. */
export const NOTHING_BAND = "0";

/** What it takes for GO, unless the set-up says otherwise. */
export const MATCH_PERCENT_USUAL = 99.5;
export const CUSTOMERS_MIN_USUAL = 200;
export const DAYS_MIN_USUAL = 7;

/** The band that an order of this total is in, such as `50-100`: its first end belongs to it. */
export function orderBandOf(totalMinor: bigint, currency: string): string {
  if (totalMinor <= 0n) {
    return NOTHING_BAND;
  }
  const unit = 10n ** BigInt(currencyExponent(currency) ?? 0);
  const from = ORDER_BANDS_FROM.findLast((bound) => totalMinor >= BigInt(bound) * unit);
  const to = ORDER_BANDS_FROM.find((bound) => totalMinor < BigInt(bound) * unit);
  return to === undefined ? `${from}+` : `${from ?? 0}-${to}`;
}

export interface ShadowCriteria {
  /** Share of the customers compared who have to be equal, percent. */
  readonly matchPercent: number;
  readonly customersMin: number;
  readonly daysMin: number;
}

export interface ShadowCounts {
  readonly compared: number;
  readonly equal: number;
  readonly different: number;
  readonly missing: number;
}

export interface ShadowVerdict {
  readonly verdict: "GO" | "NO_GO";
  /** Sentences: what is not enough, or why it may be cut over. */
  readonly reasons: readonly string[];
}

/**
 * Whether a destination may be cut over, by what was compared. Pure.
 *
 * @param days for which it has been in shadow within what is looked at
 * @param problem why it could not be asked what it stores, when it was asked last; null: it could
 */
export function shadowVerdict(
  { compared, equal, different, missing }: ShadowCounts,
  {
    criteria: { matchPercent, customersMin, daysMin },
    days,
    problem,
  }: {
    readonly criteria: ShadowCriteria;
    readonly days: number;
    readonly problem: string | null;
  },
): ShadowVerdict {
  const against: string[] = [];
  if (compared === 0) {
    against.push("Nothing could be compared.");
  } else if (compared < customersMin) {
    against.push(`${compared} customers were compared; it takes ${customersMin}.`);
  }
  // Whole numbers decide: a share that is rounded up to enough is not enough.
  if (compared > 0 && equal * 100 < matchPercent * compared) {
    const share = percentOf(equal, compared);
    against.push(
      `${share} of the customers are equal, and it takes ${matchPercent} %: ${different} differ, ${missing} are missing there.`,
    );
  }
  if (days < daysMin) {
    against.push(
      `It has been in shadow for ${days} days of what is looked at; it takes ${daysMin}.`,
    );
  }
  if (problem !== null) {
    against.push(`It could not be asked what it stores, when it was asked last: ${problem}`);
  }
  return against.length > 0
    ? { verdict: "NO_GO", reasons: against }
    : {
        verdict: "GO",
        reasons: [
          `${percentOf(equal, compared)} of ${compared} customers are equal, over ${days} days.`,
        ],
      };
}

/** Rounded down: what is not whole does not look so. */
function percentOf(part: number, whole: number): string {
  return `${Math.floor((part * 10_000) / whole) / 100} %`;
}
