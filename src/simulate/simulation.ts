/**
 * What a draft of rules would have made of the recorded history, beside what the rules in force
 * made of it.
 */
export interface Simulation {
  /** As of when both sides are compared, RFC 3339. */
  readonly asOf: string;
  readonly customers: number;
  /** Purchase events that were played again. */
  readonly purchases: number;
  readonly tiers: readonly TierCount[];
  readonly moves: readonly TierMove[];
  readonly wallets: readonly WalletLiability[];
  readonly rules: readonly RuleCost[];
  /** Of those who move, taken evenly from all. */
  readonly examples: readonly Example[];
  /**
   * Whose history the draft does not allow, such as a payment with points that it would not have
   * given.
   */
  readonly notPlayed: number;
  readonly notPlayedBecause: readonly string[];
  readonly milliseconds: number;
}

export interface TierCount {
  readonly tier: string;
  readonly before: number;
  readonly after: number;
}

export interface TierMove {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
}

/**
 * Points that customers hold, active or not, and what they buy, minor units; null for a wallet
 * without a price.
 */
export interface WalletLiability {
  readonly wallet: string;
  readonly before: bigint;
  readonly after: bigint;
  readonly worthBeforeMinor: bigint | null;
  readonly worthAfterMinor: bigint | null;
}

/** Points that a rule gave, less what it took back. */
export interface RuleCost {
  readonly rule: string;
  readonly before: bigint;
  readonly after: bigint;
  /** What `after` buys in the first rule's wallet, minor units; null without a price. */
  readonly worthMinor: bigint | null;
}

export interface Example {
  /** Public id. */
  readonly customer: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Why, in whole sentences. */
  readonly because: readonly string[];
}

/** A value as JSON keeps it: bigints as text. */
type Kept<Value> = Value extends bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Kept<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Kept<Value[Key]> }
      : Value;

/** A simulation as it is kept: points and amounts as text, amounts in minor units of `currency`. */
export type KeptSimulation = Kept<Simulation> & { readonly currency: string };
