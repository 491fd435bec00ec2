/** Kinds of numbers that a customer has in hand, the likeliest first. */
const TOLD_TO_CUSTOMERS: readonly string[] = ["order", "receipt"];

/**
 * The number by which the customer knows an order: that of the confirmation or the receipt, of
 * whoever took the order before anybody else's. An ERP's number is the retailer's own, and comes
 * last. Null for an order without any. Pure.
 *
 * @param openedBy code of the source that took the order
 */
export function ownNumberOf(
  references: readonly { readonly source: string; readonly kind: string; readonly value: string }[],
  openedBy: string,
): string | null {
  const places = references.map(({ source, kind, value }) => {
    const at = TOLD_TO_CUSTOMERS.indexOf(kind);
    const known = at < 0 ? TOLD_TO_CUSTOMERS.length : at;
    return { value, place: known * 2 + (source === openedBy ? 0 : 1) };
  });
  return places.toSorted((a, b) => a.place - b.place)[0]?.value ?? null;
}
