import { faultOf } from "../../../domain/inbound/message.ts";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { fetchedObject } from "../fetchedObject.ts";
import { type Fields, fieldsIn, filled, firstWord, isObject, own, placeOf } from "../foreign.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";

type Message = StoredMessage<SettingsOf<"hubspot">>;

/** What is asked of a contact: all of a record, which takes the place of the one before. */
const PROPERTIES =
  "firstname,lastname,email,phone,mobilephone,date_of_birth,address,zip,city,state,country";
/** Contacts, where a subscription names objects by their type. */
const CONTACT_TYPE = "0-1";
const CHANGES: ReadonlySet<string> = new Set([
  ...["creation", "propertychange", "restore", "merge", "associationchange"],
]);
const ENDS: ReadonlySet<string> = new Set(["deletion", "privacydeletion"]);

/**
 * A change names a contact and one property: the contact is fetched as it is now, once a message,
 * so that it does not matter in which order changes come.
 */
export async function* readHubspot(message: Message): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, message.headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  const seen = new Set<string>();
  for (const [index, value] of read.values.entries()) {
    const at = read.values.length === 1 ? "" : String(index);
    if (!isObject(value)) {
      yield faulty("NOT_AN_OBJECT", at, "Send an event here.");
      continue;
    }
    yield await partOf(message, value, at, seen);
  }
}

async function partOf(
  message: Message,
  event: Fields,
  at: string,
  seen: Set<string>,
): Promise<MessagePart> {
  const type = firstWord(event, "subscriptionType");
  if (type === null) {
    return faulty("MISSING", placeOf(at, "subscriptionType"), "Send what happened.");
  }
  const [named = "", action = ""] = type.toLowerCase().split(".");
  const isContact =
    named === "contact" || (named === "object" && own(event, "objectTypeId") === CONTACT_TYPE);
  if (!isContact) {
    return { events: [], faults: [], passedOver: "other object" };
  }
  if (ENDS.has(action)) {
    return { events: [], faults: [], passedOver: "deletion" };
  }
  if (!CHANGES.has(action)) {
    return faulty("UNKNOWN_TYPE", placeOf(at, "subscriptionType"), "It is no change that we know.");
  }
  const id = firstWord(event, "newObjectId", "primaryObjectId", "objectId");
  if (id === null || !/^\d{1,20}$/.test(id)) {
    return faulty("MISSING", placeOf(at, "objectId"), "Send the number of the contact.");
  }
  if (seen.has(id)) {
    return { events: [], faults: [], passedOver: "same contact" };
  }
  seen.add(id);
  const path = `/crm/v3/objects/contacts/${id}?properties=${PROPERTIES}`;
  const fetched = await fetchedObject(message.fetchBack, path, placeOf(at, "objectId"));
  if (!fetched.ok) {
    return { events: [], faults: [fetched.fault] };
  }
  const record = recordOf(id, fieldsIn(own(fetched.value, "properties")));
  return record === null
    ? { events: [], faults: [], passedOver: "empty contact" }
    : { events: [], faults: [], records: [record] };
}

function recordOf(key: string, properties: Fields): Fields | null {
  const said = filled({
    givenName: firstWord(properties, "firstname"),
    familyName: firstWord(properties, "lastname"),
    email: firstWord(properties, "email"),
    phone: firstWord(properties, "phone", "mobilephone"),
    // A text of whoever filled it in: one that is no date says nothing.
    birthDate: /^\d{4}-\d{2}-\d{2}/.exec(firstWord(properties, "date_of_birth") ?? "")?.[0],
    street: firstWord(properties, "address"),
    postalCode: firstWord(properties, "zip"),
    city: firstWord(properties, "city"),
    region: firstWord(properties, "state"),
    country: firstWord(properties, "country"),
  });
  return Object.keys(said).length === 0 ? null : { key, ...said };
}

function faulty(reason: string, at: string, problem: string): MessagePart {
  return { events: [], faults: [faultOf(reason, at, problem)] };
}
