import { hash } from "node:crypto";
import { faultOf } from "../../../domain/inbound/message.ts";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { parseInteraction } from "../../../domain/interaction/interaction.ts";
import { type Fields, filled, isObject, placeOf } from "../foreign.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { readJsonBody } from "../readBody.ts";
import type { MailEvent } from "./mailEvent.ts";
import { PROVIDERS } from "./providers.ts";

/** What an interaction may hold of a subject and of a campaign's name, bytes. */
const SUBJECT_BYTES_MAX = 500;
const CAMPAIGN_BYTES_MAX = 128;

/** What became of mails, each an interaction with whoever has the address. */
export async function* readMail(
  message: StoredMessage<SettingsOf<"mail">>,
): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, message.headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    const at = read.values.length === 1 ? "" : String(index);
    yield isObject(value)
      ? partOf(message, value, at)
      : faulty("NOT_AN_OBJECT", at, "Send an event here.");
  }
}

function partOf(
  message: StoredMessage<SettingsOf<"mail">>,
  value: Fields,
  at: string,
): MessagePart {
  const provider = PROVIDERS[message.settings.provider];
  const event = provider.read(value);
  if (event.word === null) {
    return faulty("MISSING", placeOf(at, event.wordAt), "Send what became of the mail.");
  }
  const meaning = provider.meanings.get(event.word);
  if (meaning === undefined) {
    return faulty("UNKNOWN_TYPE", placeOf(at, event.wordAt), "It is no event that we know.");
  }
  if (meaning === "PASSED_OVER") {
    return { events: [], faults: [], passedOver: event.word };
  }
  if (event.at === null) {
    return faulty("MISSING", placeOf(at, event.timeAt), "Send when it happened.");
  }
  if (event.email === null) {
    return faulty("MISSING", placeOf(at, event.emailAt), "Send whose mail it was.");
  }
  const interaction = filled({
    ...{ externalId: idOf(event, value, message.body, at), kind: meaning, channel: "email" },
    ...{ occurredAt: event.at, customer: [{ kind: "email", value: event.email }] },
    subject: cut(event.subject, SUBJECT_BYTES_MAX),
    campaignCode: cut(event.campaign, CAMPAIGN_BYTES_MAX),
  });
  const parsed = parseInteraction({ source: message.source, ...interaction });
  return parsed.ok
    ? { events: [], faults: [], interactions: [interaction], at }
    : faulty(parsed.reason, at, `${parsed.field.join(".")}: ${parsed.message}`);
}

/** By its provider's id; where there is none, the same words are the same event. */
function idOf(event: MailEvent, value: Fields, body: Buffer, at: string): string {
  if (event.id !== null) {
    return messageKey(event.id);
  }
  try {
    return messageKey(hash("sha256", JSON.stringify(value), "hex"));
  } catch {
    // Nested deeper than it can be written: known by where it stands in these very bytes.
    return messageKey(at, body);
  }
}

/** One line of it, as long as may be kept. */
function cut(text: string | null, bytesMax: number): string | null {
  const line = text?.replaceAll(/\s+/g, " ") ?? null;
  if (line === null || Buffer.byteLength(line) <= bytesMax) {
    return line;
  }
  // A character that was cut through becomes U+FFFD: away with it.
  return Buffer.from(line)
    .subarray(0, bytesMax)
    .toString()
    .replace(/\ufffd+$/, "");
}

function faulty(reason: string, at: string, problem: string): MessagePart {
  return { events: [], faults: [faultOf(reason, at, problem)] };
}
