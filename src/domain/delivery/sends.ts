import { z } from "zod";
import { isCustomerField } from "./fields.ts";

const URL_LENGTH_MAX = 500;
const NAME_LENGTH_MAX = 100;

/** Where requests go. Which addresses may be connected to is the operator's configuration. */
const url = z
  .url({ protocol: /^https?$/ })
  .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), "must name no user and no password")
  .refine((text) => !text.includes("#"), "must have no fragment");

/** By what a system knows the customer, as one of the fields of a customer. */
const knownBy = (usual: string) =>
  z
    .string()
    .refine(isCustomerField, "is no field of a customer, as `fields` names them")
    .default(usual)
    .describe("Field of the customer that it knows them by; without a value nothing is told.");

/** A name of theirs, as it stands in a path or a document. */
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, "must be a name of letters, digits and _");

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The field of a customer that a read address names them by; null: it names none, or several. */
export function askedByOf(readUrl: string): string | null {
  const [first, ...others] = [...readUrl.matchAll(PLACEHOLDER)].map(([, field = ""]) => field);
  return first !== undefined && others.length === 0 && isCustomerField(first) ? first : null;
}

/** The address that is asked for one customer; null: no address can hold the value. */
export function readUrlFor(readUrl: string, value: string): URL | null {
  // An address is read without its dots (WHATWG URL, double-dot path segment).
  return /^\.{1,2}$/.test(value)
    ? null
    : new URL(readUrl.replaceAll(PLACEHOLDER, () => encodeURIComponent(value)));
}

const readUrl = url.refine(
  (text) => askedByOf(text) !== null && !/^[^/]*\/\/[^/]*[{}]/.test(text),
  "must name the customer once, behind the host, by one of the fields of a customer in braces",
);

const webhook = z
  .strictObject({
    kind: z.literal("webhook"),
    url: url.describe("Where it is sent to, by HTTPS."),
    readUrl: readUrl
      .optional()
      .describe(
        "Where it answers what it stores of a customer, a JSON object with the names of `fields`; {FIELD} stands for whom, such as https://crm.example.com/customers/{customer.id}.",
      ),
  })
  .describe("A request for each event, signed as Standard Webhooks 1.0 says.");

const segment = z
  .strictObject({
    kind: z.literal("segment"),
    url: url
      .default("https://api.segment.io")
      .describe("Of its HTTP API; RudderStack's data plane takes the same."),
    customer: knownBy("customer.id"),
  })
  .describe("Segment's identify, with `fields` as traits, and a track for each event.");

const braze = z
  .strictObject({
    kind: z.literal("braze"),
    url: url.describe("Of its REST API, such as https://rest.iad-01.braze.com."),
    customer: knownBy("customer.id"),
  })
  .describe("Braze's users/track: `fields` as attributes, and an event for each.");

const hubspot = z
  .strictObject({
    kind: z.literal("hubspot"),
    url: url.default("https://api.hubapi.com").describe("Of its API."),
    customer: knownBy("customer.email"),
    property: name.max(NAME_LENGTH_MAX).default("email").describe("Its property of that value."),
  })
  .describe("Properties of HubSpot's contacts, which are made where there are none: `fields`.");

const salesforce = z
  .strictObject({
    kind: z.literal("salesforce"),
    url: url.describe("Of the organisation, such as https://example.my.salesforce.com."),
    customer: knownBy("customer.loyaltyNumber"),
    version: z
      .string()
      .regex(/^\d{2,3}\.0$/, "must be a version of its API, such as 62.0")
      .default("62.0")
      .describe("Of its REST API."),
    object: name.max(NAME_LENGTH_MAX).default("Contact").describe("The object that is written."),
    externalId: name
      .max(NAME_LENGTH_MAX)
      .describe("Its external id, which holds that value, such as Loyalty_Number__c."),
  })
  .describe("Fields of Salesforce's contacts, found by an external id, or made: `fields`.");

/** By what way a destination is told; one entry for each kind that there is. */
export const sends = z
  .discriminatedUnion("kind", [webhook, segment, braze, hubspot, salesforce])
  .describe("By what way it is told.");

export type Sends = z.infer<typeof sends>;
export type SendsKind = Sends["kind"];

/** The field by which a destination knows a customer; null: it is told of ours. */
export function knownByOf(settings: Sends): string | null {
  return "customer" in settings ? settings.customer : null;
}

/** The field by which it is asked for what it stores of a customer; null: it cannot be asked. */
export function askedBy(settings: Sends): string | null {
  return settings.kind === "webhook"
    ? settings.readUrl === undefined
      ? null
      : askedByOf(settings.readUrl)
    : knownByOf(settings);
}
