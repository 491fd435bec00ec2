/**
 * What the subjects of our own credentials begin with. No other issuer may give such a subject: a
 * principal is one person or one machine, whoever vouches for it.
 */
export const KEY_SUBJECT = "key:";
export const CUSTOMER_SUBJECT = "customer:";

/** Whether a subject looks like one of our own credentials, so that no other issuer may give it. */
export function isReservedSubject(subject: string): boolean {
  const folded = subject.toLowerCase();
  return folded.startsWith(KEY_SUBJECT) || folded.startsWith(CUSTOMER_SUBJECT);
}

/** Whether it is a machine's: an API key is whoever holds it, and so nobody in particular. */
export function isMachine(principal: string): boolean {
  return principal.startsWith(KEY_SUBJECT);
}
