import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { fetchedObject } from "../fetchBack.ts";
import { type Fields, firstWord, isObject, own, placeOf } from "../foreign.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";
import { type ObjectName, pathOf, recordPart, ticketPart } from "./objects.ts";
import { faulty, passedOver } from "./parts.ts";

type Message = StoredMessage<SettingsOf<"hubspot">>;

/** Events of one message: HubSpot sends a hundred at most. */
const EVENTS_MAX = 1_000;
/** Types of objects, where a subscription names them by their number. */
const TYPES: ReadonlyMap<unknown, ObjectName> = new Map([
  ["0-1", "contact"],
  ["0-2", "company"],
  ["0-5", "ticket"],
]);
const NAMES: ReadonlySet<string> = new Set(TYPES.values());
/** A ticket that is given to a contact later is opened for it then. */
const OPENING: ReadonlySet<string> = new Set(["creation", "associationchange", "restore"]);
const CHANGES: ReadonlySet<string> = new Set([...OPENING, "propertychange", "merge"]);
const ENDS: ReadonlySet<string> = new Set(["deletion", "privacydeletion"]);

/** What an event asks to be fetched. */
interface Wanted {
  readonly name: ObjectName;
  readonly id: string;
  readonly at: string;
  readonly event: Fields;
  readonly isOpened: boolean;
}

/**
 * An event names an object and one property of it: the object is fetched as it is now, once a
 * message, so that it does not matter in which order changes come.
 *
 * @throws NotNow while HubSpot does not answer
 */
export async function* readHubspot(message: Message): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, message.headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  if (read.values.length > EVENTS_MAX) {
    yield faulty("TOO_MANY", "", `Send at most ${EVENTS_MAX} events.`);
    return;
  }
  const found = read.values.map((value, index) => {
    const at = read.values.length === 1 ? "" : String(index);
    return isObject(value) ? wantedOf(value, at) : faulty("NOT_AN_OBJECT", at, "Send an event.");
  });
  const opened = new Set(
    found.flatMap((one) => ("name" in one && one.isOpened ? [`${one.name} ${one.id}`] : [])),
  );
  const seen = new Set<string>();
  const parts = found.map((one): Promise<MessagePart> | MessagePart => {
    if (!("name" in one)) {
      return one;
    }
    const object = `${one.name} ${one.id}`;
    if (seen.has(object)) {
      return passedOver(`same ${one.name}`);
    }
    seen.add(object);
    return fetchedPart({ ...one, isOpened: opened.has(object) }, message);
  });
  // All are asked for together; one that cannot be had now ends the reading when all are over.
  for (const settled of await Promise.allSettled(parts)) {
    if (settled.status === "rejected") {
      throw settled.reason;
    }
    yield settled.value;
  }
}

function wantedOf(event: Fields, at: string): Wanted | MessagePart {
  const type = firstWord(event, "subscriptionType");
  if (type === null) {
    return faulty("MISSING", placeOf(at, "subscriptionType"), "Send what happened.");
  }
  const [named = "", action = ""] = type.toLowerCase().split(".");
  const name = named === "object" ? TYPES.get(own(event, "objectTypeId")) : named;
  if (name === undefined || !NAMES.has(name)) {
    return passedOver("other object");
  }
  if (ENDS.has(action)) {
    return passedOver("deletion");
  }
  if (!CHANGES.has(action)) {
    return faulty("UNKNOWN_TYPE", placeOf(at, "subscriptionType"), "It is no change that we know.");
  }
  // An association names two objects: the one that it is told of is the one it comes from.
  const id = firstWord(event, "newObjectId", "objectId", "fromObjectId", "primaryObjectId");
  if (id === null || !/^[1-9]\d{0,19}$/.test(id)) {
    return faulty("MISSING", placeOf(at, "objectId"), `Send the number of the ${name}.`);
  }
  return { name: name as ObjectName, id, at, event, isOpened: OPENING.has(action) };
}

async function fetchedPart(wanted: Wanted, message: Message): Promise<MessagePart> {
  const { name, id, event, isOpened } = wanted;
  const { settings, source } = message;
  const at = placeOf(wanted.at, "objectId");
  const fetched = await fetchedObject(message.fetchBack, pathOf(name, id, settings), at);
  if (!fetched.ok) {
    return { events: [], faults: [fetched.fault] };
  }
  if (name !== "ticket") {
    return recordPart(name, id, fetched.value, settings);
  }
  const told = { id, object: fetched.value, isOpened, occurredAt: own(event, "occurredAt") };
  return ticketPart({ ...told, at, source }, settings);
}
