import { faultOf, type MessageFault } from "../../../domain/inbound/message.ts";
import { type Fields, isObject, NO_FIELDS, placeOf } from "../foreign.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";

/** What a message in our own words may be, by `type`; without one it is a purchase. */
const TYPES = ["purchase", "interaction", "person"] as const;
export type OwnType = (typeof TYPES)[number];

/**
 * `{"type": "purchase", "data": ...}` with one event or a list of them, or the events themselves.
 * `data` is a PurchaseEventInput, an InteractionInput or a PersonRecordInput; its source is the
 * message's own where it names none.
 */
export async function* readOwnWords({
  source,
  body,
  headers,
}: Pick<StoredMessage<unknown>, "source" | "body" | "headers">): AsyncGenerator<MessagePart> {
  const read = readJsonBody(body, headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    yield* partsOf(source, value, read.values.length === 1 ? "" : String(index));
  }
}

function* partsOf(source: string, value: unknown, at: string): Generator<MessagePart> {
  if (!isObject(value)) {
    yield faulty(faultOf("NOT_AN_OBJECT", at, "Send an event, or {type, data}."));
    return;
  }
  const isWrapped = typeof value["type"] === "string" && "data" in value;
  const type = isWrapped ? (value["type"] as string) : "purchase";
  if (!isOwnType(type)) {
    const problem = `type must be one of ${TYPES.join(", ")}.`;
    yield faulty(faultOf("UNKNOWN_TYPE", placeOf(at, "type"), problem));
    return;
  }
  const data = isWrapped ? value["data"] : value;
  yield* partsOfData(source, type, data, isWrapped ? placeOf(at, "data") : at);
}

/**
 * Parts of one thing in our own words, or of a list of them.
 *
 * @param defaults what each of them says that does not say it itself, by its place in the list
 */
export function* partsOfData(
  source: string,
  type: OwnType,
  data: unknown,
  at: string,
  defaults: (index: number) => Fields = () => NO_FIELDS,
): Generator<MessagePart> {
  for (const [index, one] of (Array.isArray(data) ? data : [data]).entries()) {
    const place = Array.isArray(data) ? placeOf(at, index) : at;
    yield isObject(one)
      ? { ...partOf(type, { source, ...defaults(index), ...one }), at: place }
      : faulty(faultOf("NOT_AN_OBJECT", place, `Send a ${type} here.`));
  }
}

function partOf(type: OwnType, { ...value }: Record<string, unknown>): MessagePart {
  if (type === "purchase") {
    return { events: [{ eventId: String(value["eventId"] ?? ""), event: value }], faults: [] };
  }
  if (type === "interaction") {
    return { events: [], faults: [], interactions: [value] };
  }
  const { source: _own, ...record } = value;
  return { events: [], faults: [], records: [record] };
}

function faulty(fault: MessageFault): MessagePart {
  return { events: [], faults: [fault] };
}

export function isOwnType(type: string): type is OwnType {
  return (TYPES as readonly string[]).includes(type);
}
