/** Purchases of the bench as some other system says them, and how they are read. */

/** Name of the mapping. */
export const MAPPING = "bench";

/** As many words as there are fields, so that each is worked out. */
export const MAPPING_DOCUMENT = `
mapping: ${MAPPING}
input: { format: ndjson }
events:
  - make: purchase
    when: it.type == "receipt"
    fields:
      eventId: it.number
      kind: { is: SOLD }
      occurredAt: it.sold_at
      references:
        - kind: { is: order }
          value: it.number
      customer:
        - kind: { is: email }
          value: it.buyer.mail
      channel: { is: store }
      store: it.shop
      currencyCode: it.money
      lines:
        - each: it.positions
          id: item.position
          article: item.sku
          name: item.title
          category: item.groups
          quantity: item.pieces
          gross: item.sum
          tax: item.vat
      tenders:
        - each: it.payments
          kind: item.how
          amount: item.sum
`;

/** An event of bench/cases/purchases.ts. */
interface SoldEvent {
  readonly eventId: string;
  readonly occurredAt: string;
  readonly customer: readonly { readonly value: string }[];
  readonly store: string;
  readonly currencyCode: string;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly tenders: readonly { readonly kind: string; readonly amount: string }[];
}

/** The same purchase in the words of `MAPPING_DOCUMENT`. */
export function foreignRecord(given: unknown): object {
  const event = given as SoldEvent;
  return {
    ...{ type: "receipt", number: event.eventId, sold_at: event.occurredAt },
    buyer: { mail: event.customer[0]?.value },
    ...{ shop: event.store, money: event.currencyCode },
    positions: event.lines.map(({ id, article, name, category, quantity, gross, tax }) => {
      const names = { position: id, sku: article, title: name, groups: category };
      return { ...names, pieces: quantity, sum: gross, vat: tax };
    }),
    payments: event.tenders.map(({ kind, amount }) => ({ how: kind, sum: amount })),
  };
}
