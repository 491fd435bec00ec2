import { formatMinor } from "../../../src/domain/money/decimal.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../../../src/domain/time/instant.ts";
import { rng } from "../seed.ts";

/**
 * What can be wrong with an order on its way from the ERP. NONE: nothing. The first three are the
 * root causes that most integrations fail of.
 */
export const FAULTS = [
  "NONE",
  "NO_EVENT",
  "NO_FULFILMENT",
  "KEYS_HELD",
  "KEYS_GUEST",
  "OTHER_CUSTOMER",
  "ON_PLACEMENT",
  "OTHER_AMOUNT",
  "OTHER_DAY",
] as const;
export type Fault = (typeof FAULTS)[number];

/** What the diagnosis has to say of each. */
export const EXPECTED: Readonly<Record<Fault, readonly string[]>> = {
  NONE: [],
  NO_EVENT: ["MISSING order NO_EVENT signalled"],
  NO_FULFILMENT: ["MISSING fulfilledAt NO_EVENT signalled"],
  KEYS_HELD: ["MISSING order KEYS_DO_NOT_MATCH evaluated"],
  KEYS_GUEST: ["WRONG_CUSTOMER customer KEYS_DO_NOT_MATCH evaluated"],
  OTHER_CUSTOMER: ["WRONG_CUSTOMER customer KEYS_DO_NOT_MATCH evaluated"],
  ON_PLACEMENT: ["CREDITED_ON_PLACEMENT fulfilledAt FIRED_ON_PLACEMENT signalled"],
  OTHER_AMOUNT: ["WRONG_AMOUNT amount TOLD_OTHERWISE signalled"],
  OTHER_DAY: ["WRONG_DATE fulfilledAt TOLD_OTHERWISE signalled"],
};

export interface PlantedOrder {
  readonly fault: Fault;
  readonly number: string;
  /** As the ERP has it: a row of a file. */
  readonly row: Readonly<Record<string, string>>;
  /** What was sent of it. */
  readonly events: readonly Record<string, unknown>[];
}

export interface PlantedCustomer {
  readonly key: string;
  readonly orders: readonly PlantedOrder[];
}

/**
 * Customers with five fulfilled orders each, as an ERP would know them, and what its feed made of
 * each under a fault of chance.
 *
 * @param faults those that may happen; each order has one
 */
export function plant(request: {
  readonly seed: number;
  readonly customers: number;
  readonly faults: readonly Fault[];
  /** Everything happened before. */
  readonly before: Instant;
}): readonly PlantedCustomer[] {
  const random = rng(request.seed);
  const below = (end: number) => Math.floor(random() * end);
  return Array.from({ length: request.customers }, (_, who): PlantedCustomer => {
    const email = `planted${who}@example.com`;
    const orders = Array.from({ length: 5 }, (_, at): PlantedOrder => {
      const fault = request.faults[below(request.faults.length)] ?? "NONE";
      const number = `P-${request.seed}-${who}-${at}`;
      const placedAt = addMicros(request.before, -(30 - at * 5) * MICROS_PER_DAY);
      const fulfilledAt = addMicros(placedAt, (2 + below(2)) * MICROS_PER_DAY);
      const amount = formatMinor(BigInt(1_000 + below(20_000)), 2);
      return {
        ...{
          fault,
          number,
          events: eventsOf({ fault, number, email, amount, placedAt, fulfilledAt }),
        },
        row: {
          ...{ customer: `email:${email}`, order: number, source: "shop", amount, currency: "GBP" },
          ...{ fulfilledAt: formatInstant(fulfilledAt), placedAt: formatInstant(placedAt) },
        },
      };
    });
    return { key: `email:${email}`, orders };
  });
}

interface Told {
  readonly fault: Fault;
  readonly number: string;
  readonly email: string;
  readonly amount: string;
  readonly placedAt: Instant;
  readonly fulfilledAt: Instant;
}

function eventsOf({ fault, number, email, amount, placedAt, fulfilledAt }: Told) {
  const references = [{ kind: "order", value: number }];
  const keys: Partial<Record<Fault, Record<string, unknown>>> = {
    // The till holds what no card of ours is on; a shop that makes nobody books a guest's.
    KEYS_HELD: { source: "till", references: [{ source: "shop", kind: "order", value: number }] },
    KEYS_GUEST: { customer: [] },
    OTHER_CUSTOMER: { customer: [{ kind: "email", value: `not.${email}` }] },
  };
  const customer =
    fault === "KEYS_HELD"
      ? [{ kind: "loyalty", value: `unknown-${number}` }]
      : [{ kind: "email", value: email }];
  const event = (kind: string, at: Instant, more: Record<string, unknown> = {}) => ({
    ...{ source: "shop", kind, eventId: `${number}-${kind}`, occurredAt: formatInstant(at) },
    ...{ references, customer, currencyCode: "GBP", channel: "web", ...keys[fault], ...more },
  });
  const gross = fault === "OTHER_AMOUNT" ? `1${amount}` : amount;
  const lines = [{ id: "1", article: "mug", quantity: "1", gross }];
  const late = fault === "OTHER_DAY" ? 3 * MICROS_PER_DAY : 0;
  const handedOver = addMicros(fulfilledAt, late);
  const placed = event("PLACED", placedAt, { lines });
  const settled = event("SETTLED", addMicros(placedAt, MICROS_PER_MINUTE));
  const fulfilled = event("FULFILLED", handedOver, { fulfilment: { id: `F-${number}` } });
  switch (fault) {
    case "NO_EVENT":
      return [];
    case "NO_FULFILMENT":
      return [placed, settled];
    case "ON_PLACEMENT":
      return [event("SOLD", placedAt, { lines })];
    case "KEYS_HELD":
      return [placed];
    default:
      return [placed, settled, fulfilled];
  }
}
