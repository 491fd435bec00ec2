/**
 * Mutations that count once per idempotency key, as keys remember them; `operation(idempotencyKey)`
 * finds them all.
 */
export const KEYED_OPERATIONS = [
  "adjustPoints",
  "authorisePoints",
  "blockPoints",
  "capturePoints",
  "claimPurchase",
  "clearTierOverride",
  "createCustomer",
  "declareDay",
  "endTierGrant",
  "enrolCustomer",
  "giveGoodwill",
  "grantTier",
  "issueCoupon",
  "linkIdentifier",
  "mergeCustomers",
  "overrideTier",
  "pauseDestination",
  "redeemCoupon",
  "refundPoints",
  "releaseHeld",
  "releasePoints",
  "replaceIdentifier",
  "replayDestination",
  "resolveMatchCandidate",
  "resolveRecords",
  "resumeDestination",
  "retryDeadLetters",
  "reverseRedemption",
  "skipDeadLetter",
  "splitCustomer",
  "transferPoints",
  "unblockPoints",
  "undoGoodwill",
  "unlinkIdentifier",
  "unmergeCustomers",
  "unsplitCustomer",
] as const;

export type KeyedOperation = (typeof KEYED_OPERATIONS)[number];
