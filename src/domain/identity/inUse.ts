/** Where an identifier stands: in use, or a lost card and the address before. */
export type IdentifierStatus = "ACTIVE" | "REPLACED" | "BLOCKED";

/**
 * What somebody is found for. PROVE: to act for whoever shows the identifier, as at a till, in a
 * shop's sign-in and in every command but those that protect or correct. LOOK: to open a record.
 */
export type IdentifierUse = "PROVE" | "LOOK";

/**
 * Why an identifier does not serve now, for the one who showed it; null when it does. Only what is
 * in use proves anything, for a lost card is in somebody else's pocket; staff may still look at
 * whose it is. A till is no such staff: it would act by the `id` that it gets to see.
 *
 * Purchases have a rule of their own (purchases/identify.ts): what has happened is kept. A blocked
 * identifier names nobody there; a replaced one still names its customer, who loses nothing by
 * being given what they paid for.
 */
export function notInUse(
  status: IdentifierStatus,
  use: IdentifierUse,
  isStaff: boolean,
): string | null {
  if (status === "ACTIVE" || (use === "LOOK" && isStaff)) {
    return null;
  }
  return status === "BLOCKED"
    ? "This card or identifier is blocked, and proves nothing; ask for another one, or send the customer to service."
    : "This card or identifier was replaced by another one; ask for the new one.";
}
