/** Why a purchase that carried an identifier has no customer. */
export const MISMATCH_REASONS = [
  /** It waits for somebody who holds one of its identifiers. */
  "UNKNOWN_CUSTOMER",
  /** Nobody held any of them until its wait was over: it was applied as a guest's. */
  "APPLIED_AS_GUEST",
  /** All of them are blocked: they name nobody. */
  "IDENTIFIER_BLOCKED",
] as const;

export type MismatchReason = (typeof MISMATCH_REASONS)[number];

/** What became of the identifiers of a purchase. */
export type PurchaseIdentity = "GUEST" | "MATCHED" | "MATCHED_LATE" | MismatchReason;

export function isMismatch(identity: PurchaseIdentity): identity is MismatchReason {
  return (MISMATCH_REASONS as readonly string[]).includes(identity);
}
