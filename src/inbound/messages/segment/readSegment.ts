import { hash } from "node:crypto";
import { faultOf } from "../../../domain/inbound/message.ts";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import type { ToldName, ViewKind } from "../../../domain/interaction/browsing.ts";
import { formatMinor } from "../../../domain/money/decimal.ts";
import { PART_ID_BYTES_MAX } from "../../../domain/purchase/limits.ts";
import { formatInstant } from "../../../domain/time/formatInstant.ts";
import {
  type Fields,
  fieldsIn,
  filled,
  firstWord,
  isObject,
  own,
  placeOf,
  wordOf,
} from "../foreign.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { readJsonBody } from "../readBody.ts";
import { type MadeEvent, wholePart } from "../wholePart.ts";
import { isBrowsing, type OrderWord, orderWordOf, plainName, viewKindOf } from "./eventNames.ts";
import { isoMoment } from "./isoMoment.ts";
import { amountIn, currencyIn, linesOf, paidBack, partLinesOf, Unreadable } from "./orderLines.ts";
import { personOf } from "./personOf.ts";

type Message = StoredMessage<SettingsOf<"segment">>;

/** Calls that say nothing that we keep, by their type. */
const PASSED_OVER: ReadonlySet<string> = new Set(["group"]);

/** Calls that are views by themselves. */
const VIEWS_BY_TYPE: ReadonlyMap<string, ViewKind> = new Map([
  ["page", "PAGE_VIEWED"],
  ["screen", "SCREEN_VIEWED"],
]);

/** One call of a library, and where it stands in the message. */
interface Call {
  readonly call: Fields;
  readonly at: string;
  /** What its library knows it by. */
  readonly id: string;
}

/** A batch, or a single call whose type its path has named. */
export async function* readSegment(message: Message): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, undefined);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    const at = read.values.length === 1 ? "" : String(index);
    const batch = isObject(value) ? own(value, "batch") : undefined;
    if (!Array.isArray(batch)) {
      yield { ...partOf(message, value, at), at };
      continue;
    }
    for (const [nth, one] of batch.entries()) {
      const place = placeOf(at, "batch", nth);
      yield { ...partOf(message, one, place), at: place };
    }
  }
}

function partOf(message: Message, value: unknown, at: string): MessagePart {
  if (!isObject(value)) {
    return faulty("NOT_AN_OBJECT", at, "Send a call of track, identify, alias, group or page.");
  }
  const type = firstWord(value, "type")?.toLowerCase() ?? message.topic ?? "";
  const id = messageKey(wordOf(own(value, "messageId")) ?? digestOf(value, message.body, at));
  if (type === "identify") {
    return { ...identified(value, at), names: namesIn(message, value) };
  }
  const viewed = VIEWS_BY_TYPE.get(type);
  if (viewed !== undefined) {
    return viewPart(message, { call: value, at, id }, viewed);
  }
  if (type === "alias") {
    return { events: [], faults: [], passedOver: "alias", names: namesIn(message, value) };
  }
  if (type === "track") {
    return tracked(message, { call: value, at, id });
  }
  return PASSED_OVER.has(type)
    ? { events: [], faults: [], passedOver: type }
    : faulty("UNKNOWN_TYPE", placeOf(at, "type"), "It is no call of Segment's API.");
}

/** What somebody looked at: a page is named by the call, the rest by its properties. */
function viewPart(message: Message, { call, id }: Call, kind: ViewKind): MessagePart {
  const properties = fieldsIn(own(call, "properties"));
  const userId = wordOf(own(call, "userId"));
  const view = {
    ...{ key: id, kind, occurredAt: timeOf(message, call) },
    identifier: userId === null ? null : { kind: message.settings.userId, value: userId },
    anonymousId: wordOf(own(call, "anonymousId")),
    name:
      firstWord(call, "name") ??
      firstWord(properties, "name", "title", "category", "list_id", "path"),
    article:
      kind === "PRODUCT_VIEWED" ? firstWord(properties, "sku", "product_id", "productId") : null,
  };
  return { events: [], faults: [], views: [view] };
}

/** Whose a browser is: `identify` says it of `anonymousId`, `alias` of `previousId`. */
function namesIn({ settings }: Message, call: Fields): readonly ToldName[] {
  const userId = wordOf(own(call, "userId"));
  const anonymousId = firstWord(call, "previousId", "anonymousId");
  return userId === null || anonymousId === null
    ? []
    : [{ anonymousId, identifier: { kind: settings.userId, value: userId } }];
}

function timeOf(message: Message, call: Fields): string {
  const said = firstWord(call, "timestamp", "originalTimestamp", "sentAt");
  return said === null ? formatInstant(message.receivedAt) : isoMoment(said);
}

function identified(call: Fields, at: string): MessagePart {
  const userId = wordOf(own(call, "userId"));
  const anonymousId = wordOf(own(call, "anonymousId"));
  const key = userId ?? (anonymousId === null ? null : `anonymous:${anonymousId}`);
  if (key === null) {
    return faulty("MISSING", placeOf(at, "userId"), "Send userId or anonymousId.");
  }
  const traits = fieldsIn(own(call, "traits") ?? own(fieldsIn(own(call, "context")), "traits"));
  const record = personOf(messageKey(key), traits);
  return record === null
    ? { events: [], faults: [], passedOver: "identify" }
    : { events: [], faults: [], records: [record] };
}

function tracked(message: Message, one: Call): MessagePart {
  const name = wordOf(own(one.call, "event"));
  if (name === null) {
    return faulty("MISSING", placeOf(one.at, "event"), "Send the event's name.");
  }
  const plain = plainName(name);
  const { fulfilledOn, fulfilmentEvents } = message.settings;
  const isFulfilment = fulfilmentEvents.some((other) => plainName(other) === plain);
  const word = isFulfilment ? "FULFILLED" : orderWordOf(plain);
  if (word === null) {
    const viewed = viewKindOf(plain);
    return viewed === null
      ? { events: [], faults: [], passedOver: isBrowsing(plain) ? "browsing" : "track" }
      : viewPart(message, one, viewed);
  }
  if (word === "FULFILLED" && fulfilledOn === "completed") {
    return { events: [], faults: [], passedOver: "fulfilment" };
  }
  const properties = fieldsIn(own(one.call, "properties"));
  try {
    const events = eventsOf(message.settings, word, properties, one.id);
    const common = commonOf(message, one.call, properties);
    return wholePart(
      { source: message.source, id: one.id, at: one.at },
      events.map((event) => ({ ...common, ...event })),
    );
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) {
      throw thrown;
    }
    const place = placeOf(one.at, "properties", thrown.at);
    return faulty(thrown.reason, place, thrown.message);
  }
}

/** What every event of a call says. @throws Unreadable without a number of the order */
function commonOf(message: Message, call: Fields, properties: Fields): Fields {
  const number = firstWord(properties, "order_id", "orderId");
  if (number === null) {
    throw new Unreadable("MISSING", "order_id", "Send the order's number.");
  }
  const occurredAt = timeOf(message, call);
  const customer = customerOf(message.settings.userId, call, properties);
  return {
    occurredAt,
    references: [{ kind: "order", value: number }],
    ...(customer.length === 0 ? {} : { customer }),
  };
}

/** A browser is somebody's only where nothing says whose: people share them. */
function customerOf(kind: string, call: Fields, properties: Fields): readonly Fields[] {
  const userId = wordOf(own(call, "userId"));
  const traits = fieldsIn(own(fieldsIn(own(call, "context")), "traits"));
  const email = firstWord(properties, "email") ?? firstWord(traits, "email");
  const phone = firstWord(properties, "phone") ?? firstWord(traits, "phone");
  const said = [
    { kind, value: userId },
    { kind: "email", value: email },
    { kind: "phone", value: phone },
  ].filter(({ value }) => value !== null);
  const anonymousId = wordOf(own(call, "anonymousId"));
  return said.length > 0 || anonymousId === null ? said : [{ kind: "device", value: anonymousId }];
}

function eventsOf(
  settings: SettingsOf<"segment">,
  word: OrderWord | "FULFILLED",
  properties: Fields,
  id: string,
): readonly MadeEvent[] {
  const isSoldAtOnce = settings.fulfilledOn === "completed";
  switch (word) {
    case "COMPLETED": {
      const order = orderOf(settings, properties);
      return isSoldAtOnce
        ? [{ kind: "SOLD", ...order }]
        : [{ kind: "PLACED", ...order }, { kind: "SETTLED" }];
    }
    case "UPDATED":
      return [{ kind: "AMENDED", ...orderOf(settings, properties) }];
    case "FULFILLED": {
      const part = firstWord(properties, "fulfillment_id", "fulfilment_id", "shipment_id") ?? id;
      return [{ kind: "FULFILLED", fulfilment: partOfOrder(part, properties) }];
    }
    case "CANCELLED":
      // What was handed over by being completed can only be taken back.
      return [{ kind: isSoldAtOnce ? "VOIDED" : "CANCELLED" }];
    case "REFUNDED":
      return [refundOf(settings, properties, id)];
  }
}

function orderOf(settings: SettingsOf<"segment">, properties: Fields): Fields {
  const currency = currencyIn(properties, settings);
  const lines = linesOf(properties, currency, settings.pricesIncludeTax);
  return { currencyCode: currency.code, lines };
}

/** Goods where products are named, money where an amount is, else the whole order. */
function refundOf(settings: SettingsOf<"segment">, properties: Fields, id: string): MadeEvent {
  const part = partOfOrder(firstWord(properties, "refund_id") ?? id, properties);
  const name = ["total", "revenue", "value"].find((one) => wordOf(own(properties, one)) !== null);
  const lines = part["lines"] as readonly Fields[] | undefined;
  const isPriced = firstWord(properties, "currency") !== null || settings.currency !== undefined;
  if (name === undefined || (lines !== undefined && !isPriced)) {
    return { kind: "RETURNED", return: part };
  }
  const currency = currencyIn(properties, settings);
  const minor = amountIn(properties, name, currency) ?? 0n;
  if (lines !== undefined) {
    const priced = paidBack(lines, properties, { total: minor, currency });
    return { kind: "RETURNED", currencyCode: currency.code, return: { ...part, lines: priced } };
  }
  return {
    ...{ kind: "REFUNDED", currencyCode: currency.code },
    refund: { id: part["id"], amount: formatMinor(minor, currency.exponent) },
  };
}

function partOfOrder(said: string, properties: Fields): Fields {
  const id = Buffer.byteLength(said) > PART_ID_BYTES_MAX ? messageKey(said, "part") : said;
  return filled({ id, lines: partLinesOf(properties) });
}

/** Of a call that its library gave no id: the same call is the same event. */
function digestOf(call: Fields, body: Buffer, at: string): string {
  try {
    return hash("sha256", JSON.stringify(call), "hex");
  } catch {
    // Nested deeper than it can be written: known by where it stands in these very bytes.
    return messageKey(at, body);
  }
}

function faulty(reason: string, at: string, problem: string): MessagePart {
  return { events: [], faults: [faultOf(reason, at, problem)] };
}
