import type { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { isKindName, normaliseIdentifier } from "../identity/normaliseIdentifier.ts";
import { textFault } from "../identity/seen.ts";
import {
  CODE_BYTES_MAX,
  EVENT_ID_BYTES_MAX,
  IDENTIFIERS_PER_EVENT_MAX,
  ORDER_NUMBER_BYTES_MAX,
  SOURCE_BYTES_MAX,
} from "../purchase/limits.ts";
import { fieldsOf, listOf, optionalInstantOf, optionalTextOf, textOf } from "../purchase/read.ts";
import { echo, Refusal, refuse, rethrowWithin } from "../purchase/rejection.ts";
import type { Instant } from "../time/instant.ts";

export const INTERACTION_KINDS = [
  "COMPLAINT",
  "CONTACT",
  "MESSAGE_SENT",
  "MESSAGE_OPENED",
  "MESSAGE_CLICKED",
  "MESSAGE_BOUNCED",
  "MESSAGE_UNSUBSCRIBED",
  "CASE_OPENED",
  "CASE_RESOLVED",
  "GOODWILL",
] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];

/** Kinds that mean nothing without a case; a complaint may have one. */
const CASE_KINDS: ReadonlySet<InteractionKind> = new Set(["CASE_OPENED", "CASE_RESOLVED"]);

/** The subject, bytes: a line to read, not a correspondence. */
const SUBJECT_BYTES_MAX = 500;

/** One thing that happened between a customer and the retailer, as its sender told it. */
export interface Interaction {
  readonly source: string;
  readonly externalId: string;
  readonly kind: InteractionKind;
  readonly occurredAt: Instant;
  readonly channel: string;
  /** `customerId` or at least one identifier. */
  readonly customerId: string | null;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly subject: string | null;
  readonly order: { readonly source: string | null; readonly number: string } | null;
  readonly campaignCode: string | null;
  readonly caseNumber: string | null;
}

export type ParsedInteraction =
  | { readonly ok: true; readonly interaction: Interaction }
  | {
      readonly ok: false;
      /** One of purchase/rejection.ts. */
      readonly reason: string;
      readonly field: readonly string[];
      readonly message: string;
    };

const FIELDS: ReadonlySet<string> = new Set([
  "source",
  "externalId",
  "kind",
  "occurredAt",
  "channel",
  "customerId",
  "customer",
  "subject",
  "order",
  "campaignCode",
  "caseNumber",
]);
const IDENTIFIER_FIELDS: ReadonlySet<string> = new Set(["kind", "value", "verified"]);
const ORDER_FIELDS: ReadonlySet<string> = new Set(["source", "number"]);
/** A global id: longer ones are none of ours. */
const ID_BYTES_MAX = 128;

/** Reads one interaction, or says which field is wrong; a bad one never fails those beside it. */
export function parseInteraction(raw: unknown): ParsedInteraction {
  try {
    return { ok: true, interaction: read(raw) };
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return { ok: false, ...thrown.toRejection() };
    }
    throw thrown;
  }
}

function read(raw: unknown): Interaction {
  const fields = fieldsOf(raw, FIELDS);
  const kind = textOf(fields.kind, "kind", CODE_BYTES_MAX);
  if (!isInteractionKind(kind)) {
    return refuse("UNKNOWN_INTERACTION_KIND", "kind", echo(kind));
  }
  const occurredAt = optionalInstantOf(fields.occurredAt, "occurredAt");
  if (occurredAt === null) {
    return refuse("MISSING", "occurredAt");
  }
  const customerId = optionalTextOf(fields.customerId, "customerId", ID_BYTES_MAX);
  const identifiers =
    listOf(fields.customer, "customer", IDENTIFIERS_PER_EVENT_MAX, readIdentifier) ?? [];
  if (customerId === null && identifiers.length === 0) {
    return refuse("MISSING", "customer", "unless customerId is sent");
  }
  const caseNumber = optionalTextOf(fields.caseNumber, "caseNumber", CODE_BYTES_MAX);
  if (caseNumber === null && CASE_KINDS.has(kind)) {
    return refuse("MISSING", "caseNumber", `for ${kind}`);
  }
  const subject = optionalTextOf(fields.subject, "subject", SUBJECT_BYTES_MAX);
  if (subject !== null && textFault(subject, "LINES") !== null) {
    return refuse("TEXT_NOT_ALLOWED", "subject");
  }
  return {
    source: textOf(fields.source, "source", SOURCE_BYTES_MAX),
    externalId: textOf(fields.externalId, "externalId", EVENT_ID_BYTES_MAX),
    kind,
    occurredAt,
    channel: textOf(fields.channel, "channel", CODE_BYTES_MAX),
    customerId,
    identifiers,
    subject,
    order: readOrder(fields.order),
    campaignCode: optionalTextOf(fields.campaignCode, "campaignCode", CODE_BYTES_MAX),
    caseNumber,
  };
}

function isInteractionKind(kind: string): kind is InteractionKind {
  return (INTERACTION_KINDS as readonly string[]).includes(kind);
}

function readIdentifier(item: unknown): { kind: string; value: string } {
  const fields = fieldsOf(item, IDENTIFIER_FIELDS);
  const kind = textOf(fields.kind, "kind", CODE_BYTES_MAX);
  if (!isKindName(kind)) {
    return refuse("KIND_MALFORMED", "kind");
  }
  const raw = fields.value;
  if (typeof raw !== "string") {
    return refuse(
      raw === undefined || raw === null ? "MISSING" : "WRONG_TYPE",
      "value",
      "a string",
    );
  }
  const normalised = normaliseIdentifier(kind, raw);
  return normalised.ok ? { kind, value: normalised.value } : refuse(normalised.reason, "value");
}

function readOrder(value: unknown): Interaction["order"] {
  if (value === undefined || value === null) {
    return null;
  }
  try {
    const fields = fieldsOf(value, ORDER_FIELDS);
    return {
      source: optionalTextOf(fields.source, "source", SOURCE_BYTES_MAX),
      number: textOf(fields.number, "number", ORDER_NUMBER_BYTES_MAX),
    };
  } catch (thrown) {
    return rethrowWithin(thrown, "order");
  }
}

/**
 * SHA-256 of what an interaction says: the same external id with another hash is a conflict.
 *
 * Guarantee: the order of the identifiers, their spelling and absent against null do not matter;
 * all else does.
 */
export function interactionHash(interaction: Interaction): Buffer {
  const { identifiers, order, ...rest } = interaction;
  const names = identifiers.map(({ kind, value }) => JSON.stringify([kind, value])).sort();
  const said = [
    "tributary.interaction.v1",
    rest.source,
    rest.externalId,
    rest.kind,
    rest.occurredAt,
    rest.channel,
    rest.customerId,
    names,
    rest.subject,
    order === null ? null : [order.source, order.number],
    rest.campaignCode,
    rest.caseNumber,
  ];
  return hash("sha256", JSON.stringify(said), "buffer");
}
