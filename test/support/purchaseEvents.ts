import fc from "fast-check";
import { LINE_KINDS, type PurchaseEvent } from "../../src/domain/purchase/event.ts";
import { parsePurchaseEvent } from "../../src/domain/purchase/parsePurchaseEvent.ts";

/**
 * A purchase event as a sender writes it: the JSON of a PurchaseEventInput
 * (schema/purchase.graphql).
 */
export type RawPurchaseEvent = Readonly<Record<string, unknown>>;

/**
 * A till sale of three lines to a member, 2026-11-22 in EUR, total 44.97; `overrides` replace
 * fields.
 */
export function soldEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return {
    source: "till",
    eventId: "sale-1",
    kind: "SOLD",
    occurredAt: "2026-11-22T12:55:00+01:00",
    references: [{ kind: "order", value: "A-1001" }],
    customer: [{ kind: "loyalty", value: "9000 0001" }],
    channel: "store",
    store: "S01",
    till: "3",
    currencyCode: "EUR",
    lines: [
      soldLine("1", { article: "mug", quantity: "2", gross: "19.98" }),
      soldLine("2", { article: "tea", quantity: "0.25", gross: "9.99" }),
      soldLine("3", {
        article: "pot",
        quantity: "1",
        gross: "20.00",
        discounts: [{ source: "promotion", code: "TEN", fundedBy: "brand", amount: "5.00" }],
        tax: "2.39",
      }),
    ],
    tenders: [{ kind: "card", amount: "44.97" }],
    ...overrides,
  };
}

/** One ARTICLE line of 10.00; `overrides` replace fields. */
export function soldLine(id: string, overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return { id, article: `article-${id}`, quantity: "1", gross: "10.00", ...overrides };
}

/** A web order of one line, not yet handed over or paid. */
export function placedEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("PLACED", {
    currencyCode: "EUR",
    fulfilmentMethod: "delivery",
    lines: [soldLine("1")],
    ...overrides,
  });
}

export function settledEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("SETTLED", overrides);
}

/** Everything still open is handed over. */
export function fulfilledEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("FULFILLED", { fulfilment: { id: "F-1" }, ...overrides });
}

export function amendedEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("AMENDED", { currencyCode: "EUR", lines: [soldLine("1")], ...overrides });
}

export function cancelledEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("CANCELLED", overrides);
}

/** Everything comes back. */
export function returnedEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("RETURNED", { return: { id: "R-1" }, ...overrides });
}

export function refundedEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  const refund = { id: "M-1", amount: "5.00" };
  return orderEvent("REFUNDED", { currencyCode: "EUR", refund, ...overrides });
}

export function exchangedEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("EXCHANGED", {
    currencyCode: "EUR",
    return: { id: "X-1", lines: [{ lineId: "1", quantity: "1" }] },
    lines: [soldLine("2")],
    ...overrides,
  });
}

export function voidedEvent(overrides: RawPurchaseEvent = {}): RawPurchaseEvent {
  return orderEvent("VOIDED", overrides);
}

function orderEvent(kind: string, overrides: RawPurchaseEvent): RawPurchaseEvent {
  return {
    source: "shop",
    eventId: `${kind.toLowerCase()}-1`,
    kind,
    occurredAt: "2026-11-22T12:55:00Z",
    references: [{ kind: "order", value: "A-1001" }],
    customer: [{ kind: "email", value: "ada@example.org" }],
    channel: "web",
    ...overrides,
  };
}

/** The parsed event; throws with the rejection when it is refused. */
export function parsed(raw: RawPurchaseEvent): PurchaseEvent {
  const result = parsePurchaseEvent(raw);
  if (!result.ok) {
    throw new Error(`${result.rejection.reason}: ${result.rejection.message}`);
  }
  return result.event;
}

/** A record in which every field may also be missing. */
function sparse<Shape extends Record<string, fc.Arbitrary<unknown>>>(
  shape: Shape,
  requiredKeys: readonly string[] = [],
): fc.Arbitrary<RawPurchaseEvent> {
  const required = Object.keys(shape).filter((key) => requiredKeys.includes(key));
  return fc.record<Record<string, unknown>, string>(shape, { requiredKeys: required });
}

// Own units: fast-check's graphemes and regular expressions take 30 ms an event, these one.
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const letter = fc.constantFrom(...LETTERS);
const letterOrDigit = fc.constantFrom(...LETTERS, ..."0123456789");
/**
 * What breaks codecs: quotes, separators, marks, wide and astral characters, a prototype's names.
 */
const awkward = fc.constantFrom(
  ..."abcXYZ019 /%:;,\"'\\{}[]\u0301\u00e9\u6f22\u{1f600}",
  "__proto__",
);

const word = (length: number): fc.Arbitrary<string> =>
  fc
    .tuple(letter, fc.string({ unit: letterOrDigit, maxLength: length - 1 }))
    .map(([first, rest]) => first + rest);
const text = (length: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: awkward, minLength: 1, maxLength: length })
    .map((value) => (value.trim() === "" ? "-" : value));
const cents = fc.integer({ min: 0, max: 10_000_000 });
const decimal = (value: number): string => (value / 100).toFixed(2);
const amount = cents.map(decimal);
const quantity = fc.integer({ min: 1, max: 50_000_000 }).map((n) => (n / 1_000_000).toFixed(6));
const instant = fc
  .date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2100-01-01T00:00:00Z"),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const day = instant.map((moment) => moment.slice(0, 10));

/** A line whose discounts never exceed its gross. */
function rawLine(id: string): fc.Arbitrary<RawPurchaseEvent> {
  return fc
    .tuple(
      cents,
      fc.array(fc.record({ source: word(8), share: fc.integer({ min: 0, max: 25 }) }), {
        maxLength: 3,
      }),
      sparse(
        {
          kind: fc.constantFrom(...LINE_KINDS),
          article: text(12),
          name: text(40),
          brand: text(12),
          category: fc.array(text(10), { maxLength: 4 }),
          quantity,
          net: amount,
          tax: amount,
        },
        ["quantity"],
      ),
    )
    .map(([gross, shares, rest]) => ({
      id,
      gross: decimal(gross),
      discounts: shares.map(({ source, share }) => ({
        source,
        amount: decimal(Math.floor((gross * share) / 100)),
      })),
      ...rest,
    }));
}

const lineIds = fc.uniqueArray(word(4), { minLength: 1, maxLength: 5 });
const lines = lineIds.chain((ids) => fc.tuple(...ids.map(rawLine)));
const partLines = lineIds.chain((ids) =>
  fc.tuple(
    ...ids.map((lineId) =>
      sparse({ lineId: fc.constant(lineId), quantity, amount, article: text(8) }, [
        "lineId",
        "quantity",
      ]),
    ),
  ),
);
const part = sparse({ id: text(10), lines: partLines }, ["id"]);
const refund = fc.record({
  id: text(10),
  amount: fc.integer({ min: 1, max: 10_000_000 }).map(decimal),
});

const identifier = fc.oneof(
  sparse(
    {
      kind: fc.constant("email"),
      value: fc.tuple(word(8), word(8)).map(([name, host]) => `${name}@${host}.example`),
      verified: fc.boolean(),
    },
    ["kind", "value"],
  ),
  fc.record({
    kind: fc.constant("phone"),
    value: fc.integer({ min: 1_000_000, max: 99_999_999 }).map((digits) => `+49${digits}`),
  }),
  fc.record({ kind: fc.constantFrom("loyalty", "erp", "crm", "device"), value: word(12) }),
);

const NEEDS: Readonly<Record<string, Record<string, fc.Arbitrary<unknown>>>> = {
  SOLD: { lines },
  PLACED: { lines },
  SETTLED: {},
  FULFILLED: { fulfilment: part },
  AMENDED: { lines },
  CANCELLED: {},
  RETURNED: { return: part },
  REFUNDED: { refund },
  EXCHANGED: { return: part, lines },
  VOIDED: {},
};

/** Any valid event of every kind, as a sender would write it; optional fields come and go. */
export function rawPurchaseEvent(): fc.Arbitrary<RawPurchaseEvent> {
  const kinds = Object.entries(NEEDS).map(([kind, needs]) =>
    sparse(
      {
        source: word(8),
        eventId: text(20),
        kind: fc.constant(kind),
        occurredAt: instant,
        sequence: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
        references: fc.array(
          sparse(
            {
              source: word(8),
              kind: fc.constantFrom("order", "erp", "receipt", "marketplace"),
              value: text(12),
            },
            ["kind", "value"],
          ),
          { minLength: 1, maxLength: 4 },
        ),
        customer: fc.array(identifier, { maxLength: 4 }),
        channel: word(6),
        // Always there, so that receipts are valid.
        store: text(6),
        till: text(4),
        cashier: text(6),
        businessDate: day,
        currencyCode: fc.constantFrom("EUR", "GBP", "KWD"),
        fulfilmentMethod: fc.constantFrom("delivery", "collect", "carry_out", "digital", "service"),
        placedAt: instant,
        capturedAt: instant,
        erpReceivedAt: instant,
        signalledAt: instant,
        tenders: fc.array(fc.record({ kind: word(8), amount }), { maxLength: 3 }),
        reason: text(20),
        test: fc.boolean(),
        history: fc.boolean(),
        ...needs,
      },
      [
        ...["source", "eventId", "kind", "occurredAt", "references", "store", "till"],
        ...["currencyCode", ...Object.keys(needs)],
      ],
    ),
  );
  return fc.oneof(...kinds);
}
