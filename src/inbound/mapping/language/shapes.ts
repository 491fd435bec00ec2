/** What a field of an event holds. */
export type FieldShape =
  | { readonly kind: "text" | "flag" | "texts"; readonly isNeeded: boolean }
  | { readonly kind: "object" | "list"; readonly isNeeded: boolean; readonly of: ObjectShape };

/** The fields of an event, or of a part of one, by name. */
export type ObjectShape = Readonly<Record<string, FieldShape>>;

/** What a mapping can make. */
export const MAKES = ["purchase", "interaction", "person"] as const;
export type Make = (typeof MAKES)[number];

const text = { kind: "text", isNeeded: false } as const;
const flag = { kind: "flag", isNeeded: false } as const;
const texts = { kind: "texts", isNeeded: false } as const;
const needed = { kind: "text", isNeeded: true } as const;
const list = (of: ObjectShape, isNeeded = false) => ({ kind: "list", isNeeded, of }) as const;
const object = (of: ObjectShape) => ({ kind: "object", isNeeded: false, of }) as const;

const identifier = { kind: needed, value: needed, verified: flag };
const part = {
  id: needed,
  lines: list({ lineId: text, article: text, quantity: needed, amount: text }),
};

const line: ObjectShape = {
  ...{ id: needed, kind: text, article: text, name: text, brand: text, category: texts },
  ...{ quantity: needed, gross: needed, net: text, tax: text },
  discounts: list({ source: needed, code: text, fundedBy: text, amount: needed }),
};

/** PurchaseEventInput (schema/purchase.graphql). */
const purchase: ObjectShape = {
  ...{ eventId: needed, kind: needed, occurredAt: needed, sequence: text },
  references: list({ source: text, kind: needed, value: needed }, true),
  customer: list(identifier),
  ...{ channel: text, store: text, till: text, cashier: text, businessDate: text },
  ...{ currencyCode: text, fulfilmentMethod: text, placedAt: text, capturedAt: text },
  ...{ erpReceivedAt: text, signalledAt: text },
  lines: list(line),
  tenders: list({ kind: needed, amount: needed }),
  ...{ fulfilment: object(part), return: object(part) },
  refund: object({ id: needed, amount: needed }),
  ...{ reason: text, test: flag, history: flag },
};

/** InteractionInput (schema/interaction.graphql). */
const interaction: ObjectShape = {
  ...{ externalId: needed, kind: needed, occurredAt: needed, channel: needed },
  customer: list(identifier),
  order: object({ source: text, number: needed }),
  ...{ customerId: text, subject: text, campaignCode: text, caseNumber: text },
};

/** PersonRecordInput (schema/records.graphql). */
const person: ObjectShape = {
  key: needed,
  ...{ name: text, givenName: text, middleName: text, familyName: text, organisation: text },
  ...{ birthDate: text, birthPlace: text, email: text, phone: text, houseNumber: text },
  ...{ street: text, addressLine2: text, postalCode: text, city: text, region: text },
  ...{ country: text, emailVerified: flag, phoneVerified: flag },
};

/** By what is made; the source is the message's own. */
export const SHAPES: Readonly<Record<Make, ObjectShape>> = { purchase, interaction, person };
