import { z } from "zod";
import { DESTINATIONS_MAX, destination } from "../delivery/settings.ts";
import { isKindName } from "../identity/normaliseIdentifier.ts";
import { identityRules } from "../identity/rules/identityRules.ts";
import { receivesSchema } from "../inbound/receives.ts";
import { alertChannel, CHANNELS_MAX } from "../incident/channelSettings.ts";
import { SLOS_MAX, slo } from "../incident/sloSettings.ts";
import { CODE_BYTES_MAX, SOURCE_BYTES_MAX } from "../purchase/limits.ts";
import { isTimeZone } from "../time/zone.ts";
import { codeOf, entries, text } from "./fields.ts";
import { installationSchema, region } from "./installation.ts";

/** The form of the document; a later one that means something else has another number. */
export const SETUP_FORM = 1;

/** Sources: their ids are of two bytes, and each is read by every server every few seconds. */
const SOURCES_MAX = 1_000;
const KINDS_MAX = 20;
const DAY_SECONDS = 86_400;
const RHYTHM_SECONDS_MAX = 31 * DAY_SECONDS;
const SLO_SECONDS_MAX = 7 * DAY_SECONDS;

/** The hops that there are (contract 1.7). */
/** `acknowledged` is of older set-ups: destinations are boundaries by themselves. */
export const BOUNDARY_CODES = [
  "captured",
  "erp_received",
  "signalled",
  "received",
  "evaluated",
  "acknowledged",
] as const;

const code = codeOf(CODE_BYTES_MAX);
const sourceCode = codeOf(SOURCE_BYTES_MAX);
const kind = z
  .string()
  .refine(isKindName, "must be a lower-case word of at most 32 letters, digits and _");
const kinds = z
  .array(kind)
  .max(KINDS_MAX, `at most ${KINDS_MAX} kinds`)
  .superRefine((list, context) => {
    for (const [at, one] of list.entries()) {
      if (list.indexOf(one) !== at) {
        context.addIssue({ code: "custom", path: [at], message: `${one} is there twice` });
      }
    }
  });
const source = z
  .strictObject({
    code: sourceCode.describe("As its events name it."),
    name: text.describe("For people."),
    region: region
      .nullable()
      .default(null)
      .describe("Country of its national telephone numbers. null: the installation's."),
    autoEnrol: z
      .boolean()
      .default(false)
      .describe("Whether a customer made by its purchases becomes a member at once."),
    identifiers: z
      .strictObject({
        rank: kinds
          .min(1, "at least one kind")
          .describe("Kinds, best first: the first that names a customer gets the order."),
        create: kinds
          .default([])
          .describe("Kinds of which an unknown one makes a customer; others wait for one."),
        trust: kinds
          .default([])
          .describe("Kinds that are given to a customer who was found by another one."),
      })
      .describe("How its customers are found, and how far it is trusted with them."),
    defaultChannel: code.nullable().default(null).describe("Channel of its events that name none."),
    sections: kinds
      .default(["orders", "loyalty"])
      .describe("What of a customer's page it feeds, such as orders, loyalty, interactions."),
    receives: receivesSchema.nullable().default(null),
    expectedEverySeconds: z
      .int()
      .min(1)
      .max(RHYTHM_SECONDS_MAX)
      .default(3_600)
      .describe("Silent for longer it is LATE, for ten times that SILENT."),
  })
  .describe("Who sends purchases or interactions.");

const channel = z
  .strictObject({
    code: code.describe("As events name it."),
    name: text.describe("For people."),
    hops: z
      .array(z.enum(BOUNDARY_CODES))
      .max(BOUNDARY_CODES.length)
      .default([])
      .describe("Boundaries that its purchases cross."),
  })
  .describe("A way in which people buy.");

const boundary = z
  .strictObject({
    code: z.enum(BOUNDARY_CODES).describe("The hop whose arrival it is."),
    from: text.describe("The system before it."),
    to: text.describe("The system behind it."),
    owner: z
      .strictObject({ team: text, contact: text })
      .describe("Who is called when it is late, and how."),
    sloSeconds: z.int().min(1).max(SLO_SECONDS_MAX).describe("Longer than this is late."),
    runbook: text.describe("What to do then: a path or an address."),
    toldBy: z
      .array(sourceCode)
      .max(SOURCES_MAX)
      .default([])
      .describe("Sources whose events carry the time of this hop; only theirs can lack it."),
  })
  .describe("A border between two systems, and whose it is; in the order in which it is crossed.");

const store = z
  .strictObject({
    code: code.describe("As tills send it."),
    name: text.describe("For people."),
    brand: text.describe("The brand that it trades under."),
    market: code.describe("The market that it belongs to, such as GB."),
    timeZone: z
      .string()
      .refine(isTimeZone, 'is no time zone; use one of IANA, such as "Europe/London"')
      .describe("IANA zone of its business days."),
  })
  .describe("A shop with tills.");

/**
 * The set-up of an installation as one document. A section that is there is the whole truth of its
 * kind: what it does not list is retired. A section that is not there is left as it is.
 */
export const setupDocument = z
  .strictObject({
    setup: z.literal(SETUP_FORM, `must be ${SETUP_FORM}`).describe("The form of this file."),
    region: installationSchema.shape.region.unwrap().optional(),
    limits: installationSchema.shape.limits.unwrap().optional(),
    identity: identityRules.optional(),
    goodwill: installationSchema.shape.goodwill.unwrap().optional(),
    rules: z
      .union([z.string(), z.record(z.string(), z.unknown())])
      .optional()
      .describe(
        "The programme's first rules: a path from this file, or the document itself. Later rules are drafted and approved (docs/rulesets.md).",
      ),
    boundaries: entries(boundary).optional(),
    channels: entries(channel).optional(),
    stores: entries(store).optional(),
    sources: entries(source, SOURCES_MAX).optional(),
    destinations: entries(destination, DESTINATIONS_MAX).optional(),
    slos: entries(slo, SLOS_MAX).optional(),
    alertChannels: entries(alertChannel, CHANNELS_MAX).optional(),
  })
  .describe("Set-up of a Tributary installation: see docs/guides/set-up.md");

export type SetupDocument = z.infer<typeof setupDocument>;
export type SetupSource = z.infer<typeof source>;
export type SetupChannel = z.infer<typeof channel>;
export type SetupBoundary = z.infer<typeof boundary>;
export type SetupStore = z.infer<typeof store>;
