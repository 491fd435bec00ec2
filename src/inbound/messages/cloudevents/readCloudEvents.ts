import { faultOf } from "../../../domain/inbound/message.ts";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { formatInstant } from "../../../domain/time/formatInstant.ts";
import { type Fields, filled, own, placeOf, wordOf } from "../foreign.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { readJsonBody } from "../readBody.ts";
import { isOwnType, type OwnType, partsOfData } from "../standardWebhooks/readOwnWords.ts";
import { type ReadEvent, readAttributes } from "./readAttributes.ts";

type Message = StoredMessage<SettingsOf<"cloudevents">>;

const REQUIRED = ["id", "source", "type"] as const;
/** The last word of a type, before its version: `com.example.purchase.v1`. */
const LAST_WORD = /(?:^|[./:_-])([a-z]+)(?:[./]v\d+)?$/i;

/** What of an event could not be read. */
class Wrong extends Error {
  override readonly name = "Wrong";
  readonly reason: string;
  readonly at: string;

  constructor(reason: string, at: string, problem: string) {
    super(problem);
    this.reason = reason;
    this.at = at;
  }
}

/**
 * Events whose data is in our own words, and says what the event says only where that differs: the
 * event's own id, time and subject stand for those of data.
 */
export async function* readCloudEvents(message: Message): AsyncGenerator<MessagePart> {
  const read = readAttributes(message.headers, message.body);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const event of read.events) {
    try {
      yield* partsOf(message, event);
    } catch (thrown) {
      if (!(thrown instanceof Wrong)) {
        throw thrown;
      }
      const fault = faultOf(thrown.reason, placeOf(event.at, thrown.at), thrown.message);
      yield { events: [], faults: [fault] };
    }
  }
}

function* partsOf(message: Message, event: ReadEvent): Generator<MessagePart> {
  const { attributes, at } = event;
  if (own(attributes, "specversion") !== "1.0") {
    throw new Wrong("SPECVERSION_NOT_SUPPORTED", "specversion", "Send CloudEvents 1.0.");
  }
  for (const name of REQUIRED) {
    if (wordOf(own(attributes, name)) === null) {
      throw new Wrong("MISSING", name, `Every CloudEvent has ${name}.`);
    }
  }
  const type = typeOf(message.settings, String(own(attributes, "type")));
  const data = event.mode === "binary" ? bodyOf(message) : dataOf(attributes);
  const place = event.mode === "binary" ? "" : placeOf(at, "data");
  const defaults = (index: number) => defaultsOf(message, type, attributes, index);
  yield* partsOfData(message.source, type, data, place, defaults);
}

function typeOf({ types }: SettingsOf<"cloudevents">, type: string): OwnType {
  const word = own(types, type) ?? LAST_WORD.exec(type)?.[1]?.toLowerCase() ?? "";
  if (typeof word !== "string" || !isOwnType(word)) {
    const problem =
      "type must end in purchase, interaction or person, or stand in `types` of the source.";
    throw new Wrong("UNKNOWN_TYPE", "type", problem);
  }
  return word;
}

function defaultsOf(message: Message, type: OwnType, attributes: Fields, index: number): Fields {
  const name = `${wordOf(own(attributes, "source"))} ${wordOf(own(attributes, "id"))}`;
  const id = messageKey(index === 0 ? name : `${name} ${index}`);
  const occurredAt = wordOf(own(attributes, "time")) ?? formatInstant(message.receivedAt);
  switch (type) {
    case "purchase":
      return { eventId: id, occurredAt };
    case "interaction":
      return { externalId: id, occurredAt };
    case "person":
      return filled({ key: wordOf(own(attributes, "subject")) });
  }
}

function dataOf(attributes: Fields): unknown {
  const encoded = own(attributes, "data_base64");
  if (encoded !== undefined && encoded !== null) {
    const text = Buffer.from(typeof encoded === "string" ? encoded : "", "base64");
    return jsonOf(text, "application/json", "data_base64");
  }
  return own(attributes, "data");
}

function bodyOf({ body, headers }: Message): unknown {
  return jsonOf(body, headers["content-type"] ?? "application/json", "");
}

function jsonOf(body: Buffer, contentType: string, at: string): unknown {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && type !== "text/json" && !type.endsWith("+json")) {
    throw new Wrong("NOT_JSON", at, "The data must be JSON.");
  }
  const read = readJsonBody(body, contentType);
  if (!read.ok) {
    throw new Wrong(read.fault.reason, at, read.fault.problem);
  }
  return read.values.length === 1 ? read.values[0] : read.values;
}
