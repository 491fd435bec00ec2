/** What becomes of a held event when its maximum age is over and what it waits for has not come. */
export type HoldEnd =
  /** Applied with what is known: the order opens from this event and joins later ones. */
  | "APPLY_AS_IS"
  /** Applied without a customer: a guest order, claimable later. */
  | "APPLY_AS_GUEST"
  /** Booked with zero points. */
  | "BOOK_WITHOUT_POINTS"
  /** Refused: nobody vouched for it. */
  | "REJECT";

export interface HoldPolicy {
  /** What kind of thing it waits for, for people. */
  readonly waitsFor: string;
  readonly maxAgeDays: number;
  readonly owner: { readonly team: string; readonly contact: string };
  readonly end: HoldEnd;
}

const INTEGRATION = { team: "Integration", contact: "integration@retailer.example" };
const LOYALTY = { team: "Loyalty operations", contact: "loyalty@retailer.example" };
const SERVICE = { team: "Customer data", contact: "customer-data@retailer.example" };

/**
 * Every reason to hold an event. A hold names what it waits for, has a maximum age, an owner and an
 * end (contract 1.5); a new reason is one entry here and one place in purchases/resolve.ts.
 */
export const HOLDS = {
  UNKNOWN_ORDER: {
    waitsFor: "the event that opens the order it names",
    maxAgeDays: 30,
    owner: INTEGRATION,
    end: "APPLY_AS_IS",
  },
  UNKNOWN_CUSTOMER: {
    waitsFor: "a customer who holds the identifier it presents",
    maxAgeDays: 30,
    owner: SERVICE,
    end: "APPLY_AS_GUEST",
  },
  RETURN_WITHOUT_SALE: {
    waitsFor: "an earlier sale of the article to the customer",
    maxAgeDays: 14,
    owner: LOYALTY,
    end: "BOOK_WITHOUT_POINTS",
  },
  RATE_MISSING: {
    waitsFor: "a rate of the order's currency in the ruleset",
    maxAgeDays: 30,
    owner: LOYALTY,
    end: "BOOK_WITHOUT_POINTS",
  },
  UNKNOWN_STORE: {
    waitsFor: "the store to be registered",
    maxAgeDays: 30,
    owner: INTEGRATION,
    end: "APPLY_AS_IS",
  },
  UNKNOWN_CHANNEL: {
    waitsFor: "the channel to be registered",
    maxAgeDays: 30,
    owner: INTEGRATION,
    end: "APPLY_AS_IS",
  },
  IN_THE_FUTURE: {
    waitsFor: "the latest of the moments that it names",
    maxAgeDays: 366,
    owner: INTEGRATION,
    end: "REJECT",
  },
  OLD_EVENT: {
    waitsFor:
      "an operator's approval, because it happened or its order was placed more than 180 days ago",
    maxAgeDays: 90,
    owner: LOYALTY,
    end: "REJECT",
  },
  IMPLAUSIBLE_AMOUNT: {
    waitsFor: "an operator to look at its amount, which is more than the programme takes by itself",
    maxAgeDays: 90,
    owner: LOYALTY,
    end: "REJECT",
  },
  OWN_PURCHASE: {
    waitsFor: "another person's word, because it was sent by the customer whose purchase it is",
    maxAgeDays: 90,
    owner: LOYALTY,
    end: "REJECT",
  },
  INTERNAL: {
    waitsFor: "an operator: applying it failed on our side",
    maxAgeDays: 90,
    owner: INTEGRATION,
    end: "REJECT",
  },
} as const satisfies Record<string, HoldPolicy>;

export type HoldReason = keyof typeof HOLDS;

/**
 * How far ahead of the database's clock any moment of an event may be: senders' clocks differ
 * (programme 1.33).
 */
export const FUTURE_TOLERANCE_MINUTES = 5;

/**
 * Live events that are older, or tell of an order that was placed earlier, wait for approval
 * (programme 1.33).
 */
export const OLD_EVENT_DAYS = 180;

export function isHoldReason(text: string): text is HoldReason {
  return Object.hasOwn(HOLDS, text);
}

/** How the wait keys of each kind begin: what SQL finds held events by. */
export const WAIT_KEY_START = {
  order: "order:",
  identifier: "identifier:",
  sale: "sale:",
  rate: "rate:",
  store: "store:",
  channel: "channel:",
  time: "time:",
  /** Stands for several keys, each by a hash: any of them ends the wait (purchases/keys.ts). */
  any: "any:",
} as const;

/**
 * Before there were several moments to wait for, `occurredAt` alone was: its key had no moment in
 * it.
 */
export const WAIT_FOR_OCCURRENCE = "time";

/**
 * What a held event waits for, as one key: the order and identifier keys are those that writers
 * lock.
 */
export const waitKey = {
  order: (reference: { source: string; kind: string; scope: string; value: string }): string =>
    `${WAIT_KEY_START.order}${JSON.stringify([reference.value, reference.kind, reference.source, reference.scope])}`,
  identifier: (identifier: { kind: string; id: bigint }): string =>
    `${WAIT_KEY_START.identifier}${identifier.kind}:${identifier.id}`,
  /** Protected by the customer's lock, which both the holder and the sale take. */
  sale: (leafId: bigint): string => `${WAIT_KEY_START.sale}${leafId}`,
  rate: (currency: string): string => `${WAIT_KEY_START.rate}${currency}`,
  store: (code: string): string => `${WAIT_KEY_START.store}${code}`,
  channel: (code: string): string => `${WAIT_KEY_START.channel}${code}`,
  /** `at`: RFC 3339 in UTC. */
  time: (at: string): string => `${WAIT_KEY_START.time}${at}`,
  operator: "operator",
} as const;

/** The leaf for whose sale a wait key waits; null for keys of any other kind. */
export function leafOfSale(key: string): bigint | null {
  const leaf = restOf(key, WAIT_KEY_START.sale);
  return leaf !== null && /^\d+$/.test(leaf) ? BigInt(leaf) : null;
}

/** The currency for whose rate a wait key waits; null for keys of any other kind. */
export function currencyOfRate(key: string): string | null {
  return restOf(key, WAIT_KEY_START.rate);
}

function restOf(key: string, start: string): string | null {
  return key.startsWith(start) ? key.slice(start.length) : null;
}
