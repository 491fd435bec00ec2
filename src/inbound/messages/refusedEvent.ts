import { parsePurchaseEvent } from "../../domain/purchase/parsePurchaseEvent.ts";
import { amountFault, EVENT_MINOR_MAX } from "../../domain/purchase/plausible.ts";

/** Why an event would be refused, whoever it is about, and where that stands in it. */
export interface Refusal {
  readonly reason: string;
  readonly field: string;
  readonly message: string;
}

/**
 * What an event says itself that it would be refused for; null: nothing. Whoever makes several of
 * one thing asks it of each, so that none is told without the others.
 */
export function refusalOf(event: Readonly<Record<string, unknown>>): Refusal | null {
  const parsed = parsePurchaseEvent(event);
  if (!parsed.ok) {
    const { reason, field, message } = parsed.rejection;
    return { reason, field: (field ?? []).join("."), message };
  }
  const amount = amountFault(parsed.event, null);
  const message = `It comes to more than ${EVENT_MINOR_MAX} of the currency's smallest units.`;
  return amount === null ? null : { ...amount, message };
}
