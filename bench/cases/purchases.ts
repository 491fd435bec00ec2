import { Random } from "../../src/demo/random.ts";
import { EMAIL_DOMAIN, SOURCE, STORE } from "./seed.ts";

/** Lines of an order (issue 2: orders of 3 lines). */
const LINES = 3;
/** Articles of the shop; names and codes repeat, as they do in a till's roll. */
const ARTICLES = 5_000;
/** Pence of a line; three lines make an order of about 45 pounds. */
const LINE_MINOR = { min: 299, max: 2_699 };
/** Between now and the purchase: it was made a moment ago, as at a till. */
const AGE_MS_MAX = 60_000;

export interface PurchasePlan {
  /** Start of every event id and order number; unique within the database. */
  readonly prefix: string;
  readonly purchases: number;
  /** Events per call. */
  readonly batch: number;
  readonly customers: number;
  /** All on this customer, by ordinal; absent: each on a random one. */
  readonly customer?: number;
}

/** Ordinal of a purchase, from its event id: what tells which call it was part of. */
export const EVENT_ID_SEPARATOR = "-";

/**
 * Makes the bodies of a run, one a call: a JSON array of events. The same plan makes the same
 * purchases, but for their time.
 *
 * @returns also what they must earn in all: a point per whole pound of each order
 */
export function preparePurchases(plan: PurchasePlan, nowMs: number) {
  const random = new Random(1, plan.prefix);
  const bodies: Buffer[] = [];
  let points = 0;
  for (let from = 0; from < plan.purchases; from += plan.batch) {
    const events: object[] = [];
    for (let at = from; at < Math.min(from + plan.batch, plan.purchases); at += 1) {
      const customer = plan.customer ?? random.integer(0, plan.customers - 1);
      const occurredAtMs = nowMs - random.integer(0, AGE_MS_MAX);
      const { lines, totalMinor } = basket(random);
      points += Math.floor(totalMinor / 100);
      const id = `${plan.prefix}${EVENT_ID_SEPARATOR}${at}`;
      events.push(soldEvent(id, emailOf(customer), occurredAtMs, lines, decimal(totalMinor)));
    }
    bodies.push(Buffer.from(JSON.stringify(events)));
  }
  return { bodies, purchases: plan.purchases, points };
}

/** A till's sale in the one store, paid by card. */
export function soldEvent(
  id: string,
  email: string,
  occurredAtMs: number,
  lines: readonly object[],
  amount: string,
): object {
  return {
    ...{ source: SOURCE, eventId: id, kind: "SOLD" },
    occurredAt: new Date(occurredAtMs).toISOString(),
    references: [{ kind: "order", value: id }],
    customer: [{ kind: "email", value: email }],
    ...{ channel: "store", store: STORE, currencyCode: "GBP" },
    ...{ lines, tenders: [{ kind: "card", amount }] },
  };
}

function basket(random: Random) {
  let totalMinor = 0;
  const lines = Array.from({ length: LINES }, (_, index) => {
    const article = random.integer(1, ARTICLES);
    const minor = random.integer(LINE_MINOR.min, LINE_MINOR.max);
    totalMinor += minor;
    return {
      ...{ id: String(index + 1), article: `A-${article}`, name: `Article ${article}` },
      ...{ category: ["home", `shelf-${article % 40}`], quantity: "1" },
      ...{ gross: decimal(minor), tax: decimal(Math.floor(minor / 6)) },
    };
  });
  return { lines, totalMinor };
}

/** The email address of a customer, as bench/cases/seed.ts writes it. */
export function emailOf(ordinal: number): string {
  return `member-${ordinal}@${EMAIL_DOMAIN}`;
}

function decimal(minor: number): string {
  return (minor / 100).toFixed(2);
}
