import { randomUUID } from "node:crypto";
import { SOURCE, STORE } from "./server.ts";

/**
 * A purchase event as a sender writes it; what a test does not care about has a plausible value.
 */
export function soldEvent(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const id = randomUUID();
  return {
    source: SOURCE,
    eventId: id,
    kind: "SOLD",
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
    references: [{ kind: "order", value: `O-${id.slice(0, 13)}` }],
    customer: [{ kind: "email", value: `${id.slice(0, 8)}@example.com` }],
    channel: "store",
    store: STORE,
    currencyCode: "GBP",
    lines: [
      { id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: "40.00", tax: "6.67" },
      { id: "2", kind: "SHIPPING", name: "Postage", quantity: "1", gross: "5.00" },
    ],
    tenders: [{ kind: "card", amount: "45.00" }],
    ...changes,
  };
}

/** The day of what was sold a minute ago. */
export function todayInLondon(): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" });
  return day.format(Date.now() - 60_000);
}
