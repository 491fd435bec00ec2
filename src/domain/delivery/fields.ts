/**
 * What a message can say of its customer beside what happened, by name. It is read when the message
 * is sent, so that it is as of then and nothing personal is kept with what waits (contract 10.1).
 */
export const CUSTOMER_FIELDS = {
  "customer.id": "The customer's id in the graph.",
  "customer.name": "Full name.",
  "customer.language": "Language, as a tag of BCP 47.",
  "customer.email": "E-mail address: the proven one given last, else the one given last.",
  "customer.phone": "Telephone number, chosen alike.",
  "customer.loyaltyNumber": "Loyalty number, chosen alike.",
  "tier.code": "Code of the tier that counts.",
  "tier.since": "Since when.",
  "tier.until": "When it is looked at again; null for the base tier.",
  "points.active": "Points that can be spent, of all wallets.",
  "points.pending": "Points that wait for goods, money or their day, of all wallets.",
} as const;

const OTHER_IDENTIFIER = /^customer\.identifier\.([a-z][a-z0-9_]{0,31})$/;

/** Of `customer.identifier.KIND`, the kind; null: it is no such field. */
export function identifierKindOf(field: string): string | null {
  return OTHER_IDENTIFIER.exec(field)?.[1] ?? null;
}

/** Whether a field can be asked for by this name. */
export function isCustomerField(field: string): boolean {
  return field in CUSTOMER_FIELDS || identifierKindOf(field) !== null;
}
