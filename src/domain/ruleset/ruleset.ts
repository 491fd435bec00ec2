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
  /** Qualifying spend in the window that reaches it, minor units of the programme's currency; 0 for the base tier. */
  readonly thresholdMinor: bigint;
  readonly benefits: readonly {
    readonly code: string;
    readonly name: Readonly<Record<string, string>>;
  }[];
}

export interface EarningRule {
  readonly code: string;
  readonly wallet: string;
  /** Decimal text: points for one whole unit of the programme's currency. */
  readonly pointsPerUnit: string;
  readonly rounding: RoundingMode;
}

/** When an order's goods count as handed over and paid, by channel (PROGRAMME 1). */
export interface AccrualPolicy {
  readonly channel: string;
  /** SETTLED: a SETTLED or SOLD event is needed. FULFILLED: the source never sends one, handing over settles. */
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
    /** Length of the window that qualifying spend is summed over. */
    readonly windowMonths: number;
    /** How long a reached tier is held before it is looked at again. */
    readonly termMonths: number;
    readonly downgrade: "NONE" | "ONE_LEVEL" | "REASSESS";
  };
  readonly earning: readonly EarningRule[];
  /** Decimal text: what one point of the wallet buys, in units of the programme's currency. */
  readonly wallets: readonly { readonly code: string; readonly pointValue: string }[];
  /** Line kinds that may earn at all; PROGRAMME 1: only ARTICLE. */
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
