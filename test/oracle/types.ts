/**
 * What a door takes, as far as it decides a figure (programme 1.1), and a ruleset, as rulesets.md
 * writes it.
 */

export interface PartLine {
  readonly lineId?: string;
  readonly article?: string;
  readonly quantity: string;
  readonly amount?: string;
}
export interface Part {
  readonly id: string;
  readonly lines?: readonly PartLine[];
}
export interface Line {
  readonly id: string;
  readonly kind?: string;
  readonly article?: string;
  readonly brand?: string;
  readonly category?: readonly string[];
  readonly quantity: string;
  readonly gross: string;
  readonly discounts?: readonly { readonly source: string; readonly amount: string }[];
  readonly net?: string;
}
export interface TenderWord {
  readonly kind: string;
  readonly amount: string;
}
export type Kind =
  | ("SOLD" | "PLACED" | "SETTLED" | "FULFILLED" | "AMENDED")
  | ("CANCELLED" | "RETURNED" | "REFUNDED" | "EXCHANGED" | "VOIDED");
export interface Event {
  readonly source: string;
  readonly eventId: string;
  readonly kind: Kind;
  readonly occurredAt: string;
  readonly sequence?: string;
  readonly references: readonly { source?: string; kind: string; value: string }[];
  readonly customer?: readonly { readonly kind: string; readonly value: string }[];
  readonly channel?: string;
  readonly currencyCode?: string;
  readonly fulfilmentMethod?: string;
  readonly placedAt?: string;
  readonly lines?: readonly Line[];
  readonly tenders?: readonly TenderWord[];
  readonly fulfilment?: Part;
  readonly return?: Part;
  readonly refund?: { readonly id: string; readonly amount: string };
  readonly test?: boolean;
  readonly history?: boolean;
}

type Exclusions = Readonly<Record<"articles" | "brands" | "categories" | "kinds", string[]>>;
export interface Multiplier {
  readonly code: string;
  readonly factor: string;
  readonly when?: string;
  readonly lines?: string;
}
export interface Rule {
  readonly code: string;
  readonly wallet: string;
  readonly pointsPerUnit?: string;
  readonly pointsPerOrder?: number;
  readonly rounding: "FLOOR" | "HALF_UP" | "CEIL";
  readonly when?: string;
  readonly lines?: string;
  readonly stacking?: "HIGHEST" | "MULTIPLY";
  readonly multipliers?: Multiplier[];
  readonly maxPerOrder?: number;
  readonly maxPerPeriod?: { readonly period: string; readonly points: number };
}
export interface Wallet {
  readonly code: string;
  readonly maxBalance?: number;
  readonly activation?: { readonly kind: string; readonly days?: number };
  readonly expiry?: {
    readonly kind: string;
    readonly months?: number;
    readonly period?: string;
    readonly plusMonths?: number;
  };
}
export interface Ruleset {
  readonly programme: { code: string; name: { en: string }; timeZone: string; currency: string };
  readonly retroCreditDays: number;
  readonly tiers: {
    code: string;
    name: { en: string };
    rank: number;
    threshold: string;
    floor?: boolean;
    benefits: [];
  }[];
  readonly tierPolicy: {
    readonly windowMonths: number;
    readonly termMonths: number;
    readonly downgrade: "NONE" | "ONE_LEVEL" | "REASSESS";
    readonly onReturn?: "HOLD" | "REASSESS";
  };
  readonly earning: Rule[];
  readonly wallets: Wallet[];
  readonly returns?: { readonly earned: "ALLOW_NEGATIVE" | "WITHIN_BALANCE" | "ONLY_PENDING" };
  readonly earningLineKinds: string[];
  readonly earnExclusions: Exclusions;
  readonly tierExclusions: Exclusions;
  readonly accrual: { channel: string; settledBy: "SETTLED" | "FULFILLED" }[];
  readonly rates: { currency: string; from: string; rate: string }[];
}

/** What a source was registered with. */
export type Sources = Readonly<
  Record<string, { readonly channel: string; readonly enrols: boolean }>
>;

/** What documents took from an order: line by line of the order. */
export type Takes = readonly bigint[];
