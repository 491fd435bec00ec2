import { z } from "zod";
import { EVENT_TYPES, type EventType } from "./events.ts";
import { isCustomerField } from "./fields.ts";
import { isSubject, subjectRule } from "./subject.ts";

const URL_LENGTH_MAX = 500;
const CERTIFICATES_LENGTH_MAX = 20_000;
const NAME_LENGTH_MAX = 100;
/** Records of a file: all of them are in memory while it is made. */
const FILE_ROWS = { usual: 10_000, max: 50_000 } as const;
const FILE_SECONDS = { usual: 300, max: 86_400 } as const;

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

const natsJetStream = z
  .strictObject({
    kind: z.literal("nats_jetstream"),
    url: z
      .url({ protocol: /^(nats|tls)$/, error: "must be tls://HOST:PORT, or nats:// within" })
      .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
      .refine((text) => /^[a-z]+:\/\/[^/?#@]+\/?$/.test(text), "must be a host and a port alone")
      .describe("Of a server of it: tls://, or nats:// where DELIVER_ALLOW_NETWORKS says so."),
    ca: z
      .string()
      .max(CERTIFICATES_LENGTH_MAX)
      .refine((text) => text.includes("-----BEGIN CERTIFICATE-----"), "must be PEM")
      .nullable()
      .default(null)
      .describe("Who signed its certificate, as PEM. null: those that Node trusts."),
    subject: z
      .string()
      .max(URL_LENGTH_MAX)
      .refine(isSubject, subjectRule)
      .describe(`Where each message is published to; ${subjectRule}.`),
    source: z
      .string()
      .regex(/^[\w/.:@~-]+$/, "must be a reference to a URI, such as /tributary")
      .max(URL_LENGTH_MAX)
      .default("/tributary")
      .describe("`source` of its CloudEvents."),
  })
  .describe("A CloudEvent for each event, published to a stream of NATS JetStream.");

const voucherify = z
  .strictObject({
    kind: z.literal("voucherify"),
    url: url
      .default("https://api.voucherify.io")
      .describe("Of its API; other regions have other ones."),
    customer: knownBy("customer.id"),
  })
  .describe("Voucherify's vouchers: made, given to their customers, enabled and disabled.");

const hubspotTimeline = z
  .strictObject({
    kind: z.literal("hubspot_timeline"),
    url: url.default("https://api.hubapi.com").describe("Of its API."),
    customer: knownBy("customer.email"),
    property: z
      .enum(["email", "objectId"])
      .default("email")
      .describe("What that value is there: the contact's address, or its id."),
    templates: z
      .partialRecord(z.enum(EVENT_TYPES), z.string().regex(/^\d{1,20}$/, "must be its id, digits"))
      .describe("The id of the app's template, for each event."),
  })
  .describe("An event on the timeline of HubSpot's contacts: `fields` are its tokens.");

const files = z
  .strictObject({
    kind: z.literal("files"),
    folder: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "must be a word of a-z, 0-9, - and _")
      .describe("Name of its folder, in the one that DELIVER_FILES_FOLDER names; its own."),
    format: z.enum(["ndjson", "parquet"]).default("ndjson").describe("What the files are."),
    rows: z
      .int()
      .min(1)
      .max(FILE_ROWS.max)
      .default(FILE_ROWS.usual)
      .describe("Records of a file at most; once so many wait, it is written."),
    seconds: z
      .int()
      .min(1)
      .max(FILE_SECONDS.max)
      .default(FILE_SECONDS.usual)
      .describe("For how long a record waits for others."),
  })
  .describe("Numbered files for a warehouse, each record once.");

/** By what way a destination is told; one entry for each kind that there is. */
export const sends = z
  .discriminatedUnion("kind", [
    files,
    webhook,
    segment,
    braze,
    hubspot,
    salesforce,
    natsJetStream,
    voucherify,
    hubspotTimeline,
  ])
  .describe("By what way it is told.");

export type Sends = z.infer<typeof sends>;
export type SendsKind = Sends["kind"];

/** Messages that one request of a kind can tell; those that are not named tell one. */
export const BATCH_MAX: Readonly<Partial<Record<SendsKind, number>>> = {
  segment: 100,
  // https://www.braze.com/docs/api/endpoints/user_data/post_user_track: 75 of each list.
  braze: 75,
  hubspot: 100,
};

/** What a kind cannot do with the events that it is to be told, and where; null: it can. */
export function eventFaultOf(
  settings: Sends,
  events: readonly EventType[],
): { readonly path: readonly string[]; readonly message: string } | null {
  if (settings.kind === "voucherify" && events.some((event) => event !== "coupon.changed")) {
    return { path: ["events"], message: "a voucherify is told coupon.changed alone" };
  }
  const missing =
    settings.kind === "hubspot_timeline"
      ? events.filter((event) => settings.templates[event] === undefined)
      : [];
  return missing.length === 0
    ? null
    : { path: ["sends", "templates"], message: `must name a template for ${missing.join(", ")}` };
}

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
