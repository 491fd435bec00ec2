import type { LocalDate } from "../time/instant.ts";

export type RoundingMode = "FLOOR" | "HALF_UP" | "CEIL";

export interface LineFilter {
  readonly articles: readonly string[];
  readonly brands: readonly string[];
  readonly categories: readonly string[];
  readonly kinds: readonly string[];
}

export interface TierRule {
  readonly code: string;
  readonly name: Readonly<Record<string, string>>;
  readonly rank: number;
  /**
   * What has to count in the window to reach it, in the unit of the tier policy's basis
   * (domain/tier/unit.ts); 0 for the base tier.
   */
  readonly thresholdMinor: bigint;
  /** Who has reached it never falls below it. */
  readonly floor: boolean;
  /** Codes of tiers of former versions that go on as this one, for the rest of their terms. */
  readonly replaces: readonly string[];
  readonly benefits: readonly {
    readonly code: string;
    readonly name: Readonly<Record<string, string>>;
  }[];
}

export interface EarningRule {
  readonly code: string;
  readonly wallet: string;
  readonly name?: Readonly<Record<string, string>> | undefined;
  /**
   * Decimal text: points for one whole unit of the programme's currency. Either this or the next
   * one.
   */
  readonly pointsPerUnit?: string | undefined;
  /** Points for an order of which something that earns is kept, whatever it costs. */
  readonly pointsPerOrder?: number | undefined;
  readonly rounding: RoundingMode;
  /** CEL over the order (condition.ts): the rule gives nothing where it does not hold. */
  readonly when?: string | undefined;
  /** CEL over a line: the lines that the rule counts; without it, all that earn. */
  readonly lines?: string | undefined;
  /** Days of the programme on which orders are placed that it is for, both inclusive. */
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
  readonly multipliers: readonly Multiplier[];
  /** Of several multipliers that hold for a line: the highest, or all of them. */
  readonly stacking: "HIGHEST" | "MULTIPLY";
  /** Points that one order may bring by this rule at most. */
  readonly maxPerOrder?: number | undefined;
  /**
   * Points that the rule gives one customer in a period of the programme's calendar at most; what
   * is beyond is cut off.
   */
  readonly maxPerPeriod?: { readonly period: CapPeriod; readonly points: number } | undefined;
}

export type CapPeriod = "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

/** What a line's amount counts for, in the orders and lines for which its conditions hold. */
export interface Multiplier {
  readonly code: string;
  /** Decimal text above 0. */
  readonly factor: string;
  readonly when?: string | undefined;
  readonly lines?: string | undefined;
}

/** When points that were earned may be spent. */
export type Activation =
  | { readonly kind: "AT_ONCE" }
  /** At the start of the day that many days later. */
  | { readonly kind: "AFTER_DAYS"; readonly days: number }
  /** At the start of that day; at once when it has passed. */
  | { readonly kind: "ON_DATE"; readonly date: LocalDate };

/** When points that nobody has spent are lost: always at the end of a day of the programme. */
export type Expiry =
  | { readonly kind: "NEVER" }
  /** That many months after they became active. */
  | { readonly kind: "FIXED"; readonly months: number }
  /** All points of the wallet together, that many months after the last ones became active. */
  | { readonly kind: "ROLLING"; readonly months: number }
  /** That many months after the end of the period in which they became active. */
  | {
      readonly kind: "END_OF_PERIOD";
      readonly period: "MONTH" | "QUARTER" | "YEAR";
      readonly plusMonths: number;
    };

export interface Wallet {
  readonly code: string;
  readonly name?: Readonly<Record<string, string>> | undefined;
  /** Decimal text: what one point buys, in units of the programme's currency. */
  readonly pointValue?: string | undefined;
  /** Points up to which orders fill it; what is beyond is cut off. */
  readonly maxBalance?: number | undefined;
  readonly activation: Activation;
  readonly expiry: Expiry;
}

/**
 * What a return may take of the points that its order gave. ONLY_PENDING: those that are not active
 * yet. WITHIN_BALANCE: no more than the customer has. ALLOW_NEGATIVE: all of them.
 */
export type EarnedReturnPolicy = "ONLY_PENDING" | "WITHIN_BALANCE" | "ALLOW_NEGATIVE";

/** When an order's goods count as handed over and paid, by channel (programme 1.20). */
export interface AccrualPolicy {
  readonly channel: string;
  /**
   * SETTLED: a SETTLED or SOLD event is needed. FULFILLED: the source never sends one, handing over
   * settles.
   */
  readonly settledBy: "SETTLED" | "FULFILLED";
}

/** One version of the programme's rules: checked by `parseRuleset`, immutable once active. */
export interface Ruleset {
  readonly version: number;
  readonly programme: {
    readonly code: string;
    readonly name: Readonly<Record<string, string>>;
    readonly timeZone: string;
    readonly currency: string;
  };
  readonly retroCreditDays: number;
  /** Ascending by rank and threshold; the first is the base tier with threshold 0. */
  readonly tiers: readonly TierRule[];
  readonly tierPolicy: {
    /**
     * What counts: amounts spent, points of the first earning rule, or orders of which something
     * that counts is kept.
     */
    readonly basis: "SPEND" | "POINTS" | "ORDERS";
    /**
     * Over which days: the last `windowMonths`, the period of that length, all, or all from the day
     * of joining on.
     */
    readonly period: "ROLLING" | "CALENDAR" | "LIFETIME" | "SINCE_JOIN";
    readonly windowMonths: number;
    /** Where periods are counted from: the calendar's year, or the customer's day of joining. */
    readonly periodsFrom: "YEAR" | "JOIN";
    /** Where the year begins: 1 is January. */
    readonly yearStartsInMonth: number;
    /** When a tier that is reached begins: at once, or with the next period. */
    readonly effective: "IMMEDIATE" | "NEXT_PERIOD";
    /**
     * When a reached tier is looked at again: `termMonths` later, that many months after the end of
     * the period, as soon as what counts no longer reaches it, or never.
     */
    readonly expiry: "TERM" | "PERIOD_END" | "IMMEDIATE" | "NEVER";
    readonly termMonths: number;
    /** Days that a tier is held beyond its term, in which it can still be earned again. */
    readonly graceDays: number;
    readonly downgrade: "NONE" | "ONE_LEVEL" | "REASSESS";
    /**
     * What a return does at once: nothing before the term ends, or the tier becomes the one that is
     * still reached.
     */
    readonly onReturn: "HOLD" | "REASSESS";
  };
  readonly earning: readonly EarningRule[];
  readonly wallets: readonly Wallet[];
  readonly returns: { readonly earned: EarnedReturnPolicy };
  readonly limits: {
    /** Points that one agent may give or take by adjustments in 24 hours. */
    readonly adjustedPerAgentAndDay: number;
    /**
     * Decimal text in the programme's currency: a purchase event of a larger amount waits for a
     * person to look at it.
     */
    readonly amountPerEvent?: string | undefined;
  };
  /** Line kinds that may earn at all; as a rule only ARTICLE (programme 1.21). */
  readonly earningLineKinds: readonly string[];
  readonly earnExclusions: LineFilter;
  readonly tierExclusions: LineFilter;
  readonly accrual: readonly AccrualPolicy[];
  /** Units of the programme's currency for one unit of `currency`, from that day on. */
  readonly rates: readonly {
    readonly currency: string;
    readonly from: LocalDate;
    readonly rate: string;
  }[];
}
