import type { Instant } from "../time/instant.ts";
import { instantFromPg } from "../time/parseInstant.ts";

/** What a coupon gives. */
export type CouponValue =
  | { readonly kind: "AMOUNT"; readonly minor: bigint }
  | { readonly kind: "PERCENT"; readonly percent: string }
  | { readonly kind: "FREE_ARTICLE"; readonly article: string };

/** What was promised when a coupon was issued; it never changes. Empty lists ask for nothing. */
export interface CouponTerms {
  /** By language tag. */
  readonly name: Readonly<Record<string, string>>;
  readonly value: CouponValue;
  /** Identity condition: honoured as it was at issue, or looked at when used (see Coupon.basis). */
  readonly tiers: readonly string[];
  readonly stores: readonly string[];
  readonly channels: readonly string[];
  /** Of the lines that the coupon is for, minor units of its currency. */
  readonly basketMinMinor: bigint | null;
  /** Articles and categories that it is for; both empty: every article. */
  readonly articles: readonly string[];
  readonly categories: readonly string[];
}

/** What was true of the customer when the coupon was issued. */
export interface HeldAtIssue {
  readonly tier: string | null;
  readonly segments: readonly string[];
}

export type CouponBasis = "HONOURED_AT_ISSUE" | "LIVE";
export type StoredCouponState = "ISSUED" | "RESERVED" | "REDEEMED" | "DISABLED";
export type CouponState = StoredCouponState | "EXPIRED";

/** A coupon as rules see it. */
export interface Coupon {
  readonly state: StoredCouponState;
  readonly basis: CouponBasis;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
  /** Null: without limit. */
  readonly usesMax: number | null;
  readonly usesPerCustomerMax: number | null;
  readonly used: number;
  readonly currency: string | null;
  readonly terms: CouponTerms;
}

/**
 * The state as of a moment: what is not used by `validUntil` has expired, without anybody writing
 * it down.
 */
export function stateAt(coupon: Pick<Coupon, "state" | "validUntil">, now: Instant): CouponState {
  return coupon.state === "ISSUED" && coupon.validUntil <= now ? "EXPIRED" : coupon.state;
}

/**
 * Whether it depends on the customer as of now: then the customer is locked and read before it is
 * decided.
 */
export function asksCustomer(coupon: Coupon): boolean {
  return (
    coupon.usesPerCustomerMax !== null || (coupon.basis === "LIVE" && coupon.terms.tiers.length > 0)
  );
}

type Json<Value> = Value extends bigint
  ? string
  : Value extends object
    ? { readonly [Key in keyof Value]: Json<Value[Key]> }
    : Value;

/** As `coupon.terms` has them. */
export type TermsJson = Json<CouponTerms>;

/** Terms as they are stored: amounts as text, which survives JSON at any size. */
export function encodeTerms(terms: CouponTerms): TermsJson {
  const { value, basketMinMinor } = terms;
  return {
    ...terms,
    value: value.kind === "AMOUNT" ? { ...value, minor: String(value.minor) } : value,
    basketMinMinor: basketMinMinor === null ? null : String(basketMinMinor),
  };
}

function decodeTerms(stored: TermsJson): CouponTerms {
  const { value, basketMinMinor } = stored;
  return {
    ...stored,
    value: value.kind === "AMOUNT" ? { ...value, minor: BigInt(value.minor) } : value,
    basketMinMinor: basketMinMinor === null ? null : BigInt(basketMinMinor),
  };
}

/** A coupon's row, as far as rules read it; moments as the database writes them. */
export type StoredCoupon = Omit<Coupon, "validFrom" | "validUntil" | "terms"> & {
  readonly validFrom: string;
  readonly validUntil: string;
  readonly terms: TermsJson;
};

export function couponOf(row: StoredCoupon): Coupon {
  return {
    state: row.state,
    basis: row.basis,
    validFrom: instantFromPg(row.validFrom),
    validUntil: instantFromPg(row.validUntil),
    usesMax: row.usesMax,
    usesPerCustomerMax: row.usesPerCustomerMax,
    used: row.used,
    currency: row.currency,
    terms: decodeTerms(row.terms),
  };
}
