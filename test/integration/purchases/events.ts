import type { TestReceiver } from "../../support/receiver.ts";

/**
 * Raw events of these tests: one shop, GBP, an hour old, one article line unless said otherwise.
 */
export type RawEvent = Readonly<Record<string, unknown>>;

const STARTED_AT = Date.now() - 60 * 60_000;

/** A moment of the last hour: `second` seconds after it began. */
export function moment(second = 0): string {
  return new Date(STARTED_AT + second * 1_000).toISOString();
}

export function email(value: string): { kind: string; value: string } {
  return { kind: "email", value: value.includes("@") ? value : `${value}@example.com` };
}

export function order(value: string, source = "shop"): RawEvent {
  return { source, kind: "order", value };
}

/** A sale of one article to the holder of an email address, or (`null`) to nobody known. */
export function sale(
  number: string,
  holder: string | null,
  amount: string,
  more: RawEvent = {},
): RawEvent {
  return {
    source: "shop",
    eventId: `sale-${number}`,
    kind: "SOLD",
    occurredAt: moment(),
    references: [order(number)],
    ...(holder === null ? {} : { customer: [email(holder)] }),
    currencyCode: "GBP",
    lines: [{ id: "1", article: "A1", quantity: "1", gross: amount }],
    tenders: [{ kind: "card", amount }],
    ...more,
  };
}

/** The whole first line of an order comes back. */
export function bringBack(number: string, more: RawEvent = {}): RawEvent {
  return {
    source: "shop",
    eventId: `return-${number}`,
    kind: "RETURNED",
    occurredAt: moment(60),
    references: [order(number)],
    return: { id: `R-${number}`, lines: [{ lineId: "1", quantity: "1" }] },
    ...more,
  };
}

/** A return that names no order, of one piece of an article and its share of what was paid. */
export function looseReturn(number: string, holder: string, more: RawEvent = {}): RawEvent {
  return {
    source: "shop",
    eventId: `loose-${number}`,
    kind: "RETURNED",
    occurredAt: moment(120),
    references: [{ source: "shop", kind: "return", value: number }],
    customer: [email(holder)],
    currencyCode: "GBP",
    return: { id: number, lines: [{ article: "A1", quantity: "1" }] },
    ...more,
  };
}

/** Says that several numbers are one order, and no more. */
export function link(numbers: readonly RawEvent[], more: RawEvent = {}): RawEvent {
  return {
    source: "shop",
    eventId: `link-${numbers.map((number) => number["value"]).join("+")}`,
    kind: "SETTLED",
    occurredAt: moment(30),
    references: numbers,
    ...more,
  };
}

/** The outcomes of one submission, shortened: "APPLIED", "HELD UNKNOWN_ORDER", "APPLIED again". */
export async function outcomesOf(
  gateway: TestReceiver,
  events: readonly unknown[],
  options?: Parameters<TestReceiver["send"]>[1],
): Promise<string[]> {
  const results = await gateway.send(events, options);
  return results.map(({ outcome, reason, duplicate }) =>
    [outcome, reason, duplicate ? "again" : null].filter((part) => part !== null).join(" "),
  );
}
