import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { parseInteraction } from "../../../domain/interaction/interaction.ts";
import { type Fields, fieldsIn, filled, firstWord, instantOfEpoch, own } from "../foreign.ts";
import type { MessagePart } from "../messageConnector.ts";
import { faulty, passedOver } from "./parts.ts";

type Settings = SettingsOf<"hubspot">;

/** Bytes of a subject that an interaction holds. */
const SUBJECT_BYTES_MAX = 500;
/** What is asked of a ticket. */
const TICKET_PROPERTIES =
  "subject,createdate,closed_date,hs_pipeline_stage,hs_ticket_category,source_type";

/** Objects that are read, by the name in a subscription. */
export type ObjectName = "contact" | "company" | "ticket";

/** Where an object is, with all that is read of it. */
export function pathOf(name: ObjectName, id: string, settings: Settings): string {
  if (name === "ticket") {
    return `/crm/v3/objects/tickets/${id}?properties=${TICKET_PROPERTIES}&associations=contacts`;
  }
  const properties = Object.values(settings[name]).flat().join(",");
  return `/crm/v3/objects/${name === "contact" ? "contacts" : "companies"}/${id}?properties=${properties}`;
}

/** A person or an organisation as HubSpot has it now: all of a record. */
export function recordPart(
  name: "contact" | "company",
  id: string,
  object: Fields,
  settings: Settings,
): MessagePart {
  const properties = fieldsIn(own(object, "properties"));
  const said = Object.entries(settings[name]).map(([field, names]) => {
    const text = firstWord(properties, ...names);
    // A text of whoever filled it in: one that is no date says nothing.
    const date = /^\d{4}-\d{2}-\d{2}/.exec(text ?? "")?.[0] ?? null;
    return [field, field === "birthDate" ? date : text];
  });
  const record = filled(Object.fromEntries(said));
  // Numbers of contacts and of companies are given out apart.
  const key = name === "contact" ? id : `${name}/${id}`;
  return Object.keys(record).length === 0
    ? passedOver(`empty ${name}`)
    : { events: [], faults: [], records: [{ key, ...record }] };
}

/** What happened to a ticket, as far as one event tells it. */
export interface TicketTold {
  readonly id: string;
  readonly object: Fields;
  /** It was made, or is somebody's from now on. */
  readonly isOpened: boolean;
  readonly occurredAt: unknown;
  readonly at: string;
  readonly source: string;
}

/** A ticket of a contact: opened, or a complaint, when it was made; resolved when it is. */
export function ticketPart(told: TicketTold, settings: Settings): MessagePart {
  const { id, object, isOpened, at, source } = told;
  const properties = fieldsIn(own(object, "properties"));
  const contact = contactOf(object);
  if (contact === null) {
    return passedOver("ticket of nobody");
  }
  const common = filled({
    channel: firstWord(properties, "source_type")?.toLowerCase() ?? "crm",
    caseNumber: id,
    subject: subjectOf(properties),
    customer: [{ kind: settings.contactId, value: contact }],
  });
  const happenedAt = instantOfEpoch(told.occurredAt, "milliseconds");
  const interactions: Fields[] = [];
  if (isOpened) {
    const category = firstWord(properties, "hs_ticket_category") ?? "";
    const kind = settings.complaintCategories.includes(category) ? "COMPLAINT" : "CASE_OPENED";
    const occurredAt = firstWord(properties, "createdate") ?? happenedAt;
    interactions.push({ ...common, ...filled({ occurredAt }), kind, externalId: `${id}/opened` });
  }
  if (settings.closedStages.includes(firstWord(properties, "hs_pipeline_stage") ?? "")) {
    const occurredAt = firstWord(properties, "closed_date") ?? happenedAt;
    const externalId = `${id}/resolved/${occurredAt ?? ""}`;
    interactions.push({ ...common, ...filled({ occurredAt }), kind: "CASE_RESOLVED", externalId });
  }
  for (const interaction of interactions) {
    const parsed = parseInteraction({ source, ...interaction });
    if (!parsed.ok) {
      return faulty(parsed.reason, at, `${parsed.field.join(".")}: ${parsed.message}`);
    }
  }
  return interactions.length === 0
    ? passedOver("ticket")
    : { events: [], faults: [], interactions };
}

/** The first contact that a ticket is of. */
function contactOf(object: Fields): string | null {
  const contacts = fieldsIn(own(fieldsIn(own(object, "associations")), "contacts"));
  const results = own(contacts, "results");
  const [first] = Array.isArray(results) ? results : [];
  return firstWord(fieldsIn(first), "id");
}

function subjectOf(properties: Fields): string | null {
  const line = firstWord(properties, "subject")?.replaceAll(/\s+/g, " ") ?? null;
  return line !== null && Buffer.byteLength(line) > SUBJECT_BYTES_MAX ? null : line;
}
