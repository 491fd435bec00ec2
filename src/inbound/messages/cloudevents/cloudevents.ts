import { own, wordOf } from "../foreign.ts";
import type { Arrival, Handshake, MessageConnector } from "../messageConnector.ts";
import { messageKey } from "../messageKey.ts";
import { faultOfProof } from "../proofs.ts";
import { ATTRIBUTE_HEADERS, readAttributes, STRUCTURED } from "./readAttributes.ts";
import { readCloudEvents } from "./readCloudEvents.ts";

/** What may be the topic of a message: a type as senders write them. */
const TOPIC = /^[\x21-\x7e]{1,128}$/;

/**
 * CloudEvents 1.0 by HTTP (structured, binary, batched) and their webhooks' handshake. An event is
 * known by its source and id.
 */
export const CLOUDEVENTS: MessageConnector<"cloudevents"> = {
  code: "cloudevents",
  headers: ["content-type", ...ATTRIBUTE_HEADERS],
  streamContentType: STRUCTURED,
  admit(arrival, { settings, secrets, now }) {
    const message = faultOfProof(settings.proof, arrival, secrets, now);
    if (message !== null) {
      return { ok: false, code: "UNAUTHENTICATED", message };
    }
    const read = readAttributes(arrival.headers, arrival.body);
    const events = read.ok ? read.events.map(({ attributes }) => attributes) : [];
    const names = events.map((event) => [wordOf(own(event, "source")), wordOf(own(event, "id"))]);
    // Without a source or an id it is kept too, and known by its bytes.
    const isNamed = names.length > 0 && names.every((name) => !name.includes(null));
    const key = isNamed ? messageKey(JSON.stringify(names), "") : messageKey("", arrival.body);
    const type = events.length === 1 ? wordOf(own(events[0] ?? {}, "type")) : null;
    return { ok: true, key, topic: type !== null && TOPIC.test(type) ? type : null };
  },
  handshake: (arrival, { origins }) => handshakeOf(arrival, origins),
  translate: readCloudEvents,
};

/**
 * The protection against abuse of the webhook spec (section 4): whoever asks whether it may send is
 * told. We call nobody back, whatever address it names.
 */
function handshakeOf({ method, headers }: Arrival, origins: readonly string[]): Handshake | null {
  const origin = headers["webhook-request-origin"];
  if (method !== "OPTIONS" || origin === undefined) {
    return null;
  }
  if (origins.length > 0 && !origins.includes(origin)) {
    return { status: 403, headers: { allow: "POST" }, body: "" };
  }
  const asked = headers["webhook-request-rate"] ?? "*";
  const rate = /^[1-9]\d{0,9}$/.test(asked) ? asked : "*";
  return {
    status: 200,
    headers: { allow: "POST", "webhook-allowed-origin": origin, "webhook-allowed-rate": rate },
    body: "",
  };
}
