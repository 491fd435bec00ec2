import { z } from "zod";
import { isKindName } from "../../identity/normaliseIdentifier.ts";
import { codeOf } from "../../setup/fields.ts";
import { commonSettings } from "./common.ts";
import { fetchSettings } from "./fetch.ts";
import { proof } from "./proof.ts";

const WORD_BYTES_MAX = 128;
const WORDS_MAX = 50;
const words = z.array(codeOf(WORD_BYTES_MAX)).max(WORDS_MAX, `at most ${WORDS_MAX} of them`);

/** Change events of Salesforce, handed on by middleware. */
export const salesforce = z
  .strictObject({
    connector: z.literal("salesforce"),
    ...commonSettings,
    proof,
    contactId: z
      .string()
      .refine(isKindName, "must be a kind of identifier, such as crm")
      .default("crm")
      .describe("Kind of identifier that a case's ContactId is."),
    complaintTypes: words
      .default(["Complaint"])
      .describe("Values of a case's Type that make it a complaint."),
    closedStatuses: words
      .default(["Closed"])
      .describe("Values of a case's Status by which it is resolved."),
    fetch: fetchSettings({ by: "bearer" })
      .optional()
      .describe(
        "Where records are fetched from that a change names only in part; absent: none is.",
      ),
    apiVersion: z
      .string()
      .regex(/^v\d{2,3}\.0$/, "must be written as v62.0")
      .default("v62.0")
      .describe("Of the interface by which they are fetched."),
  })
  .describe(
    "Change events of Salesforce: cases as interactions, contacts and accounts as persons.",
  );
