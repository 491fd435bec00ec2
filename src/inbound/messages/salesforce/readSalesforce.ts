import { faultOf } from "../../../domain/inbound/message.ts";
import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { parseInteraction } from "../../../domain/interaction/interaction.ts";
import { fetchedObject } from "../fetchBack.ts";
import { type Fields, firstWord, placeOf } from "../foreign.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";
import { caseActsOf, isClosing } from "./caseActs.ts";
import { type Change, changeIn, recordIdsOf } from "./changes.ts";
import { personOf } from "./personOf.ts";

type Message = StoredMessage<SettingsOf<"salesforce">>;

const NO_PARTS: MessagePart = { events: [], faults: [] };

/**
 * Cases as interactions, contacts and accounts as records. A change that is no creation names only
 * what has changed, and a record takes the place of the one before: the whole is fetched, where an
 * address is set up for that. Else it is a fault, but for a case that is closed and says whose and
 * which it is (Salesforce's enriched fields).
 *
 * @throws NotNow while Salesforce does not answer
 */
export async function* readSalesforce(message: Message): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, undefined);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    const at = read.values.length === 1 ? "" : String(index);
    const change = changeIn(value, at);
    if (change === null) {
      yield faulty("MISSING", placeOf(at, "ChangeEventHeader"), "Send change events.");
      continue;
    }
    yield* partsOf(message, change);
  }
}

async function* partsOf(message: Message, change: Change): AsyncGenerator<MessagePart> {
  const { header, at } = change;
  const entity = firstWord(header, "entityName") ?? "";
  const type = (firstWord(header, "changeType") ?? "").toUpperCase();
  const action = type.replace(/^GAP_/, "");
  const place = placeOf(at, "ChangeEventHeader");
  if (entity === "") {
    yield faulty("MISSING", placeOf(place, "entityName"), "Send what has changed.");
  } else if (action === "OVERFLOW") {
    yield faulty("GAP", placeOf(place, "changeType"), "Changes were not told: load them anew.");
  } else if (!["CREATE", "UPDATE", "DELETE", "UNDELETE"].includes(action)) {
    yield faulty("UNKNOWN_TYPE", placeOf(place, "changeType"), "It is no change that we know.");
  } else if (!["Case", "Contact", "Account"].includes(entity)) {
    yield { ...NO_PARTS, passedOver: "other object" };
  } else if (action === "DELETE") {
    yield { ...NO_PARTS, passedOver: "deletion" };
  } else if (
    entity === "Case" &&
    type === "UPDATE" &&
    !isClosing(change.fields, message.settings)
  ) {
    yield { ...NO_PARTS, passedOver: "case" };
  } else {
    const ids = recordIdsOf(header);
    if (ids.length === 0) {
      yield faulty("MISSING", placeOf(place, "recordIds"), "Send the ids of the records.");
    }
    for (const id of ids) {
      const about = { entity, id, isCreation: action === "CREATE", isWhole: type === "CREATE" };
      yield await partOf(message, change, about);
    }
  }
}

/** One record of a change. */
interface About {
  readonly entity: string;
  readonly id: string;
  readonly isCreation: boolean;
  /** The change says all of the record. */
  readonly isWhole: boolean;
}

async function partOf(message: Message, change: Change, about: About): Promise<MessagePart> {
  const { fetch, apiVersion } = message.settings;
  const isNamed = about.entity === "Case" && firstWord(change.fields, "CaseNumber") !== null;
  const isSomebodys = firstWord(change.fields, "ContactId", "SuppliedEmail") !== null;
  if (about.isWhole || (isNamed && (isSomebodys || fetch === undefined))) {
    return partOfWhole(message, change, about);
  }
  if (fetch === undefined) {
    const whole =
      about.entity === "Case"
        ? "have it enriched with CaseNumber and ContactId"
        : "send the whole record, with the change type CREATE";
    const problem = `It names only what has changed: set up receives.fetch, or ${whole}.`;
    return faulty("PARTIAL_CHANGE", change.at, problem);
  }
  const path = `/services/data/${apiVersion}/sobjects/${about.entity}/${about.id}`;
  const fetched = await fetchedObject(message.fetchBack, path, change.at);
  return fetched.ok
    ? partOfWhole(message, { ...change, fields: fetched.value }, about)
    : { ...NO_PARTS, faults: [fetched.fault] };
}

function partOfWhole(
  message: Message,
  { header, fields, at }: Change,
  { entity, id, isCreation }: About,
): MessagePart {
  if (entity !== "Case") {
    const record = personOf(entity, id, fields);
    return record === null
      ? { ...NO_PARTS, passedOver: `empty ${entity.toLowerCase()}` }
      : { ...NO_PARTS, records: [record] };
  }
  const interactions = caseActsOf(message.settings, { id, fields, header, isCreation });
  for (const interaction of interactions) {
    const parsed = parseInteraction({ source: message.source, ...interaction });
    if (!parsed.ok) {
      return faulty(parsed.reason, at, `${parsed.field.join(".")}: ${parsed.message}`);
    }
  }
  return interactions.length === 0
    ? { ...NO_PARTS, passedOver: "case" }
    : { ...NO_PARTS, interactions: interactions satisfies readonly Fields[] };
}

function faulty(reason: string, at: string, problem: string): MessagePart {
  return { events: [], faults: [faultOf(reason, at, problem)] };
}
