import type { Random } from "../../src/demo/random.ts";
import { returned } from "../soak/purchases.ts";
import type { SentEvent } from "./log.ts";

const POUNDS_MAX = 120;

export const emailOf = (person: number): string => `faults-${person}@example.com`;

/** A web shop's sale of one article. `id` is its event id and its order number. */
export function saleOf(
  random: Random,
  id: string,
  person: number,
  pounds = random.integer(1, POUNDS_MAX),
): SentEvent {
  const amount = `${pounds}.00`;
  return {
    id,
    kind: "SOLD",
    order: id,
    person,
    pounds,
    answers: [],
    sendings: 0,
    body: {
      source: "shop",
      eventId: id,
      kind: "SOLD",
      occurredAt: new Date(Date.now() - random.integer(1, 60_000)).toISOString(),
      references: [{ kind: "order", value: id }],
      customer: [{ kind: "email", value: emailOf(person) }],
      channel: "web",
      currencyCode: "GBP",
      lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross: amount }],
      tenders: [{ kind: "card", amount }],
    },
  };
}

/** All of it brought back. */
export function returnOf({ order, person, pounds }: SentEvent): SentEvent {
  const body = returned(order) as { readonly eventId: string };
  return {
    id: body.eventId,
    kind: "RETURNED",
    order,
    person,
    pounds,
    answers: [],
    sendings: 0,
    body,
  };
}
