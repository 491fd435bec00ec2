import type { OrderReference, PresentedIdentifier, PurchaseEvent } from "../domain/purchase/event.ts";

/** Separates the parts of a key; no value can contain it: the doors refuse it in every text. */
const SEPARATOR = "\u0000";

export function referenceKey(reference: OrderReference): string {
  return `r${SEPARATOR}${reference.value}${SEPARATOR}${reference.kind}${SEPARATOR}${reference.source}${SEPARATOR}${reference.scope}`;
}

export function identifierKey(identifier: Pick<PresentedIdentifier, "kind" | "value">): string {
  return `i${SEPARATOR}${identifier.kind}${SEPARATOR}${identifier.value}`;
}

export function eventKeyOf(sourceId: number, eventId: string): string {
  return `e${SEPARATOR}${sourceId}${SEPARATOR}${eventId}`;
}

/** Everything two events can have in common: their own key, their order numbers, their identifiers. */
export function conflictKeys(event: PurchaseEvent, eventKey: string): string[] {
  const keys = [eventKey];
  for (const reference of event.references) {
    keys.push(referenceKey(reference));
  }
  for (const identifier of event.identifiers) {
    keys.push(identifierKey(identifier));
  }
  return keys;
}
