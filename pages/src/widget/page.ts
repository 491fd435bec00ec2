/** What documents/loyalty.graphql asks for. Points and decimals are texts. */
export interface Page {
  readonly id: string;
  readonly streamCursor: string | null;
  /** Null for who is no member, and where it could not be read: `errors` of the answer tell. */
  readonly loyalty: Loyalty | null;
  /** Null where they could not be read. */
  readonly coupons: { readonly nodes: readonly Coupon[] } | null;
}

export interface Loyalty {
  readonly status: "ENROLLED" | "SUSPENDED" | "CLOSED";
  readonly programme: { readonly name: string; readonly timeZone: string };
  readonly tier: Tier;
  readonly tierUntil: string | null;
  readonly next: Distance | null;
  readonly keep: Distance | null;
  readonly accounts: readonly Account[];
}

export interface Tier {
  readonly code: string;
  readonly name: string;
  /** The best first, as the programme has them. */
  readonly benefits: readonly { readonly name: string }[];
}

/** How far it is to a tier; `have` and `need` in the currency `unit`. */
export interface Distance {
  readonly tier: Tier;
  readonly have: string;
  readonly need: string;
  readonly unit: string;
  readonly by: string | null;
}

export interface Account {
  readonly wallet: string;
  readonly active: string;
  readonly pending: string;
  readonly worth: { readonly amount: string; readonly currencyCode: string } | null;
  readonly expiringNext: Lot | null;
  readonly maturingNext: Lot | null;
}

export interface Lot {
  readonly points: string;
  readonly at: string;
}

export interface Coupon {
  readonly code: string;
  readonly name: string;
  readonly validUntil: string;
  readonly eligibility: {
    readonly redeemable: boolean;
    readonly refusals: readonly Refusal[];
  };
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly needed: string | null;
}
