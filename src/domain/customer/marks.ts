/**
 * What a mark on a customer does to each command and to purchases: the one table.
 * docs/programme-marks.md shows it, every command asks it under the customer's lock, and a test
 * walks it.
 */

/** Marks that forbid something. STAFF, MINOR and BUSINESS have rules of their own, or none. */
export const FORBIDDING_MARKS = ["FRAUD_HOLD", "TEST", "RESTRICTED", "DECEASED"] as const;
export type ForbiddingMark = (typeof FORBIDDING_MARKS)[number];

/**
 * refuse: nothing is done. hold: it is done, and what it gives cannot be used while the mark
 * stands.
 */
export type MarkRule = "refuse" | "hold" | "allow";

type Rules = Readonly<Record<ForbiddingMark, MarkRule>>;

const rules = (
  ...cells: readonly [fraud: MarkRule, test: MarkRule, restricted: MarkRule, deceased: MarkRule]
): Rules => ({
  FRAUD_HOLD: cells[0],
  TEST: cells[1],
  RESTRICTED: cells[2],
  DECEASED: cells[3],
});
const ALLOWED = rules("allow", "allow", "allow", "allow");

/**
 * FRAUD_HOLD: nothing of worth goes out and nothing is attached; what protects, corrects or takes
 * is allowed. TEST: tries everything that has no worth. RESTRICTED: what the person asks for goes
 * on, what we would do of our own accord does not. DECEASED: nobody acts for them; what ends or
 * takes back something is allowed.
 */
export const MARK_TABLE = {
  //                          FRAUD_HOLD  TEST      RESTRICTED  DECEASED
  purchase: rules("hold", "refuse", "allow", "refuse"),
  authorisePoints: rules("refuse", "refuse", "allow", "refuse"),
  capturePoints: rules("refuse", "refuse", "allow", "refuse"),
  releasePoints: ALLOWED,
  refundPoints: ALLOWED,
  adjustPoints: rules("refuse", "refuse", "refuse", "refuse"),
  giveGoodwill: rules("refuse", "refuse", "refuse", "refuse"),
  undoGoodwill: ALLOWED,
  transferPoints: rules("refuse", "refuse", "refuse", "refuse"),
  blockPoints: ALLOWED,
  unblockPoints: rules("refuse", "allow", "allow", "refuse"),
  issueCoupon: rules("refuse", "refuse", "refuse", "refuse"),
  validateCoupon: rules("refuse", "refuse", "allow", "refuse"),
  redeemCoupon: rules("refuse", "refuse", "allow", "refuse"),
  reverseRedemption: ALLOWED,
  issueCustomerToken: rules("refuse", "allow", "allow", "refuse"),
  revokeCustomerTokens: ALLOWED,
  verifyCaller: rules("allow", "allow", "allow", "refuse"),
  revealIdentifiers: ALLOWED,
  overrideTier: rules("refuse", "allow", "refuse", "refuse"),
  clearTierOverride: ALLOWED,
  grantTier: rules("refuse", "allow", "refuse", "refuse"),
  endTierGrant: ALLOWED,
  enrolCustomer: rules("refuse", "allow", "refuse", "refuse"),
  claimPurchase: rules("refuse", "refuse", "allow", "refuse"),
  replaceIdentifier: rules("refuse", "allow", "allow", "refuse"),
  linkIdentifier: rules("refuse", "allow", "allow", "refuse"),
  unlinkIdentifier: rules("refuse", "allow", "allow", "refuse"),
  mergeCustomers: rules("refuse", "allow", "allow", "refuse"),
  unmergeCustomers: rules("refuse", "allow", "allow", "refuse"),
  splitCustomer: rules("refuse", "allow", "allow", "refuse"),
  unsplitCustomer: rules("refuse", "allow", "allow", "refuse"),
  blockIdentifier: ALLOWED,
  updateCustomer: ALLOWED,
  recordInteractions: ALLOWED,
} as const satisfies Readonly<Record<string, Rules>>;

/** What a mark may forbid: a command by its name, or `purchase`, what purchases earn. */
export type MarkedAct = keyof typeof MARK_TABLE;

/** What is told to whoever may see marks. */
export const MARK_SENTENCES: Readonly<Record<ForbiddingMark, string>> = {
  FRAUD_HOLD: "The customer is marked FRAUD_HOLD; a supervisor has to look into it first.",
  TEST: "The customer is marked TEST: nothing of worth is given to it or taken from it.",
  RESTRICTED:
    "The customer is marked RESTRICTED: only what the person asks for may be done with the data.",
  DECEASED: "The customer is marked DECEASED; nobody can act for them here.",
};

/** What is told to everybody else: that it cannot be done, and nothing of why. */
export const MARKED_SENTENCE =
  "This cannot be done for the customer's account now; send them to customer service.";

/** The marks that forbid an act. */
export function marksForbidding(act: MarkedAct): readonly ForbiddingMark[] {
  const table: Rules = MARK_TABLE[act];
  return FORBIDDING_MARKS.filter((mark) => table[mark] === "refuse");
}

/**
 * The mark that forbids an act, the first in the order of FORBIDDING_MARKS; null when none does.
 */
export function forbiddingMark(act: MarkedAct, marks: ReadonlySet<string>): ForbiddingMark | null {
  if (marks.size === 0) {
    return null;
  }
  return marksForbidding(act).find((mark) => marks.has(mark)) ?? null;
}
