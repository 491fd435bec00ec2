import { z } from "zod";
import { isKindName } from "../../identity/normaliseIdentifier.ts";
import { codeOf } from "../../setup/fields.ts";
import { commonSettings } from "./common.ts";
import { fetchSettings } from "./fetch.ts";

const URL_LENGTH_MAX = 500;
const WORD_BYTES_MAX = 128;
const WORDS_MAX = 50;
const words = z.array(codeOf(WORD_BYTES_MAX)).max(WORDS_MAX, `at most ${WORDS_MAX} of them`);

/** Where HubSpot's interface is, unless the set-up says otherwise. */
const API = "https://api.hubapi.com";

const property = z.string().regex(/^[a-z0-9_]{1,100}$/, "must be a property such as mobilephone");

/** Fields of a record that a property may fill. */
const RECORD_FIELDS = [
  "givenName",
  "middleName",
  "familyName",
  "organisation",
  "birthDate",
  "email",
  "phone",
  "street",
  "postalCode",
  "city",
  "region",
  "country",
] as const;

const ofRecord = z.partialRecord(z.enum(RECORD_FIELDS), z.array(property).min(1).max(4));

/** Webhooks of a HubSpot app: they name what has changed, which is fetched back. */
export const hubspot = z
  .strictObject({
    connector: z.literal("hubspot"),
    ...commonSettings,
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
      .describe("The whole address that the app posts to, as it stands there: it is signed."),
    fetch: fetchSettings({ by: "bearer" }).default({ baseUrl: API, auth: { by: "bearer" } }),
    contact: ofRecord
      .default({
        givenName: ["firstname"],
        familyName: ["lastname"],
        email: ["email"],
        phone: ["phone", "mobilephone"],
        birthDate: ["date_of_birth"],
        street: ["address"],
        postalCode: ["zip"],
        city: ["city"],
        region: ["state"],
        country: ["country"],
      })
      .describe("Properties of a contact that fill a person's record, the first that says it."),
    company: ofRecord
      .default({
        organisation: ["name"],
        phone: ["phone"],
        street: ["address"],
        postalCode: ["zip"],
        city: ["city"],
        region: ["state"],
        country: ["country"],
      })
      .describe("Properties of a company that fill an organisation's record."),
    contactId: z
      .string()
      .refine(isKindName, "must be a kind of identifier, such as crm")
      .default("crm")
      .describe("Kind of identifier that the number of a ticket's contact is."),
    complaintCategories: words
      .default([])
      .describe("Values of a ticket's hs_ticket_category that make it a complaint."),
    closedStages: words
      .default(["4"])
      .describe("Ids of stages of pipelines (hs_pipeline_stage) in which a ticket is resolved."),
  })
  .describe("Webhooks of a HubSpot app (signature v3): contacts, companies and tickets, fetched.");
