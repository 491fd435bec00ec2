import { currencyExponent } from "../money/currency.ts";
import {
  type EventRejection,
  PURCHASE_EVENT_KINDS,
  type PurchaseEvent,
  type PurchaseEventKind,
  READING_NOW,
} from "./event.ts";
import { CODE_BYTES_MAX, EVENT_ID_BYTES_MAX, SOURCE_BYTES_MAX, TEXT_BYTES_MAX } from "./limits.ts";
import {
  type IdentifierReading,
  parseCustomer,
  READ_BY_FORM,
  type ReadCustomer,
} from "./parseCustomer.ts";
import { parseLines, parsePart, parseRefund, parseTenders } from "./parseLines.ts";
import {
  type Fields,
  fieldsOf,
  flagOf,
  isPlainObject,
  optionalDateOf,
  optionalInstantOf,
  optionalSequenceOf,
  optionalTextOf,
  textOf,
} from "./read.ts";
import { parseReferences } from "./references.ts";
import { echo, Refusal, refuse } from "./rejection.ts";

const EVENT_FIELDS: ReadonlySet<string> = new Set([
  "source",
  "eventId",
  "kind",
  "occurredAt",
  "sequence",
  "references",
  "customer",
  "channel",
  "store",
  "till",
  "cashier",
  "businessDate",
  "currencyCode",
  "fulfilmentMethod",
  "placedAt",
  "capturedAt",
  "erpReceivedAt",
  "signalledAt",
  "lines",
  "tenders",
  "fulfilment",
  "return",
  "refund",
  "reason",
  "test",
  "history",
]);
const EVENT_KIND_NAMES: ReadonlySet<string> = new Set(PURCHASE_EVENT_KINDS);

/** Parts that say what an event is about: needed by these kinds and out of place in all others. */
const SPECIAL_PARTS = ["fulfilment", "return", "refund"] as const;
type NeededPart = "lines" | (typeof SPECIAL_PARTS)[number];

/**
 * Which parts a kind needs (programme 1.2). Tenders are never
 * needed (a free order has none), and lines and tenders are welcome on every kind: senders often
 * repeat them.
 */
const NEEDED_PARTS: Readonly<Record<PurchaseEventKind, readonly NeededPart[]>> = {
  SOLD: ["lines"],
  PLACED: ["lines"],
  SETTLED: [],
  FULFILLED: ["fulfilment"],
  AMENDED: ["lines"],
  CANCELLED: [],
  RETURNED: ["return"],
  REFUNDED: ["refund"],
  EXCHANGED: ["return", "lines"],
  VOIDED: [],
};

interface ParsedEvent extends Omit<ReadCustomer, "said"> {
  readonly ok: true;
  readonly event: PurchaseEvent;
  /**
   * False: the sender left the store out, and the event has the one that its credential is bound
   * to.
   */
  readonly saysStore: boolean;
}

export type PurchaseEventParse =
  | ParsedEvent
  | {
      readonly ok: false;
      readonly rejection: EventRejection;
      /**
       * The event's key as far as it was itself right, so that the rejection is stored under it.
       */
      readonly source: string | null;
      readonly eventId: string | null;
    };

/**
 * Reads one purchase event as a sender wrote it, already parsed from JSON or taken from GraphQL.
 *
 * Shape: PurchaseEventInput in schema/purchase.graphql, checked per event: one wrong value refuses
 * this event and names its field; fields of no meaning are refused, because a misspelt one would be
 * lost in silence. Defaults are filled in, identifiers normalised, repeated identifiers and
 * references collapsed, amounts are minor units and quantities millionths. Blank optional text is
 * absent. `boundStore`: the store of a sender that is bound to one; the event gets it where it
 * names none. An identifier that cannot be read is left out and told (parseCustomer.ts).
 * Guarantee: never throws for anything JSON can say; every amount, quantity and their sums fit 64
 * bits; every text is within its limit and can be stored; a rejection never repeats more than
 * `ECHO_LENGTH_MAX` characters of the sender and nothing of an identifier's value.
 * Cost: about 14 microseconds for a sale of three lines (2026-11, one core).
 */
export function parsePurchaseEvent(
  input: unknown,
  boundStore: string | null = null,
  reading: IdentifierReading = READ_BY_FORM,
): PurchaseEventParse {
  try {
    const fields = fieldsOf(input, EVENT_FIELDS);
    const store = optionalTextOf(fields.store, "store", CODE_BYTES_MAX);
    return {
      ok: true,
      ...parseEvent(fields, store ?? boundStore, reading),
      saysStore: store !== null || boundStore === null,
    };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) {
      throw thrown;
    }
    const fields = isPlainObject(input) ? input : {};
    return {
      ok: false,
      rejection: thrown.toRejection(),
      source: keyTextOf(fields.source, SOURCE_BYTES_MAX),
      eventId: keyTextOf(fields.eventId, EVENT_ID_BYTES_MAX),
    };
  }
}

function keyTextOf(value: unknown, bytesMax: number): string | null {
  try {
    return optionalTextOf(value, "", bytesMax);
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return null;
    }
    throw thrown;
  }
}

function parseEvent(
  fields: Fields,
  store: string | null,
  reading: IdentifierReading,
): Pick<ParsedEvent, "event" | "raws" | "refused"> {
  const source = textOf(fields.source, "source", SOURCE_BYTES_MAX);
  const eventId = textOf(fields.eventId, "eventId", EVENT_ID_BYTES_MAX);
  const kind = eventKindOf(fields.kind);
  const till = optionalTextOf(fields.till, "till", CODE_BYTES_MAX);
  const businessDate = optionalDateOf(fields.businessDate, "businessDate");
  const currency = optionalTextOf(fields.currencyCode, "currencyCode", CODE_BYTES_MAX);
  const exponent = exponentOf(currency);

  const occurredAt =
    optionalInstantOf(fields.occurredAt, "occurredAt") ?? refuse("MISSING", "occurredAt");
  const sequence = optionalSequenceOf(fields.sequence, "sequence");
  const references = parseReferences(fields.references, source, { store, till, businessDate });
  const customer = parseCustomer(fields.customer, source, reading);
  const event: PurchaseEvent = {
    ...{ source, eventId, kind, occurredAt, sequence, references },
    ...customer.said,
    channel: optionalTextOf(fields.channel, "channel", CODE_BYTES_MAX),
    store,
    till,
    cashier: optionalTextOf(fields.cashier, "cashier", CODE_BYTES_MAX),
    businessDate,
    currency,
    fulfilmentMethod: optionalTextOf(fields.fulfilmentMethod, "fulfilmentMethod", CODE_BYTES_MAX),
    placedAt: optionalInstantOf(fields.placedAt, "placedAt"),
    capturedAt: optionalInstantOf(fields.capturedAt, "capturedAt"),
    erpReceivedAt: optionalInstantOf(fields.erpReceivedAt, "erpReceivedAt"),
    signalledAt: optionalInstantOf(fields.signalledAt, "signalledAt"),
    lines: parseLines(fields.lines, "lines", exponent),
    tenders: parseTenders(fields.tenders, "tenders", exponent),
    fulfilment: parsePart(fields.fulfilment, "fulfilment", exponent),
    return: parsePart(fields.return, "return", exponent),
    refund: parseRefund(fields.refund, "refund", exponent),
    reason: optionalTextOf(fields.reason, "reason", TEXT_BYTES_MAX),
    test: flagOf(fields.test, "test"),
    history: flagOf(fields.history, "history"),
    reading: READING_NOW,
  };
  checkParts(event);
  return { event, raws: customer.raws, refused: customer.refused };
}

function checkParts(event: PurchaseEvent): void {
  const needed = NEEDED_PARTS[event.kind];
  for (const part of needed) {
    if (event[part] === null) {
      refuse("MISSING", part, `for ${event.kind}`);
    }
  }
  for (const part of SPECIAL_PARTS) {
    if (event[part] !== null && !needed.includes(part)) {
      refuse("PART_NOT_ALLOWED", part, event.kind);
    }
  }
}

function eventKindOf(value: Fields[string]): PurchaseEventKind {
  const kind = textOf(value, "kind", CODE_BYTES_MAX);
  return EVENT_KIND_NAMES.has(kind)
    ? (kind as PurchaseEventKind)
    : refuse("UNKNOWN_KIND", "kind", echo(kind));
}

function exponentOf(currency: string | null): number | null {
  if (currency === null) {
    return null;
  }
  return currencyExponent(currency) ?? refuse("UNKNOWN_CURRENCY", "currencyCode", echo(currency));
}
