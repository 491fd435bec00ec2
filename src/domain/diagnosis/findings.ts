/** What is wrong with a field of an order. */
export const FINDING_KINDS = [
  "MISSING",
  "WRONG_AMOUNT",
  "WRONG_DATE",
  "WRONG_CUSTOMER",
  "CREDITED_ON_PLACEMENT",
  "WRONG_VALUE",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Why: the three that most integrations fail of, and what else stops a purchase. */
export const ROOT_CAUSES = [
  "NO_EVENT",
  "KEYS_DO_NOT_MATCH",
  "FIRED_ON_PLACEMENT",
  "TOLD_OTHERWISE",
  "HELD",
  "LEDGER_CHANGED",
  "NOT_SHOWN",
  "NOT_DELIVERED",
  "STORED_OTHERWISE",
] as const;
export type RootCause = (typeof ROOT_CAUSES)[number];

/** Where two systems disagree about an order. */
export interface Finding {
  readonly kind: FindingKind;
  /** `order`, `amount`, `fulfilledAt`, `customer`, `points`, or `delivery`. */
  readonly field: string;
  readonly cause: RootCause;
  /** Code of the boundary that failed; `storefront`, `acknowledged.CODE` or `readBack.CODE`. */
  readonly boundary: string;
  readonly owner: { readonly team: string; readonly contact: string };
  /** As the system before the boundary has it; null: it has nothing to say. */
  readonly expected: string | null;
  /** As the system behind it has it; null: nothing. */
  readonly seen: string | null;
  /** What it is known by, in a sentence without anything personal. */
  readonly evidence: string;
  /** What mends it; null: somebody has to look. */
  readonly command: string | null;
}
