import type { Random } from "../../src/demo/random.ts";

/**
 * People whose purchases come in; each buys again and again, so that histories grow and memory must
 * not.
 */
export const PEOPLE = 4_000;

export const emailOf = (person: number): string => `soak-${person}@example.com`;

/** A till's or shop's sale of one to three lines. `id` is its event id and its order number. */
export function sale(random: Random, id: string, person = random.integer(1, PEOPLE)): object {
  const lines = Array.from({ length: random.integer(1, 3) }, (_, at) => ({
    id: String(at + 1),
    article: `A-${random.integer(1, 2_000)}`,
    name: "Something for the house",
    quantity: "1",
    gross: `${random.integer(2, 90)}.00`,
  }));
  const total = lines.reduce((sum, { gross }) => sum + Number(gross), 0);
  return {
    source: "shop",
    eventId: id,
    kind: "SOLD",
    occurredAt: new Date(Date.now() - random.integer(1, 60_000)).toISOString(),
    references: [{ kind: "order", value: id }],
    customer: [{ kind: "email", value: emailOf(person) }],
    channel: "web",
    currencyCode: "GBP",
    lines,
    tenders: [{ kind: "card", amount: `${total}.00` }],
  };
}

/** All of the sale brought back. */
export function returned(id: string): object {
  return {
    source: "shop",
    eventId: `${id}-back`,
    kind: "RETURNED",
    occurredAt: new Date().toISOString(),
    references: [{ kind: "order", value: id }],
    return: { id: `R-${id}` },
  };
}

/** Lines that are no events, or none that can be applied. */
export function badLine(random: Random, id: string): string {
  return random.pick([
    "{",
    "[]",
    "null",
    `{"source":"shop","eventId":"${id}"}`,
    JSON.stringify({ ...sale(random, id), currencyCode: "NOPE" }),
    JSON.stringify({ ...sale(random, id), source: "nobody" }),
    JSON.stringify({ ...sale(random, id), kind: "RETURNED" }),
    `{"source":"shop","eventId":"${id}","lines":${"[".repeat(500)}${"]".repeat(500)}}`,
    JSON.stringify({ ...sale(random, id), note: "x".repeat(10_000) }),
  ]);
}
