import { z } from "zod";
import { codeOf, text } from "../setup/fields.ts";
import { EVENT_TYPES, LATEST_STATE } from "./events.ts";
import { CUSTOMER_FIELDS, isCustomerField } from "./fields.ts";
import { READ_RULES } from "./readBack.ts";
import { askedBy, BATCH_MAX, eventFaultOf, type Sends, sends } from "./sends.ts";
import {
  CUSTOMERS_MIN_USUAL,
  DAYS_MIN_USUAL,
  MATCH_PERCENT_USUAL,
  MODES,
  type ShadowCriteria,
} from "./shadow.ts";

/** Destinations: each costs every event a look, and every server some connections. */
export const DESTINATIONS_MAX = 100;
/** Bytes of a destination's code. */
export const DESTINATION_BYTES_MAX = 64;

const FIELDS_MAX = 50;
const FIELD_NAME_LENGTH_MAX = 100;
const PER_SECOND_MAX = 10_000;
const PER_DAY_MAX = 100_000_000;
const CONCURRENCY = { min: 1, max: 256, usual: 16 } as const;
/** Longer than the lease of whoever sends, which is renewed meanwhile. */
const TIMEOUT_SECONDS = { min: 1, max: 60, usual: 10 } as const;
const SLO_SECONDS = { max: 7 * 86_400, usual: 300 } as const;

const READ_SAMPLE = { max: 500, usual: 20 } as const;
const READ_EVERY_MINUTES = { max: 1_440, usual: 15 } as const;
/** How long it takes to store something, unless it is said. */
export const SETTLE_SECONDS_USUAL = 120;
const SETTLE_SECONDS_MAX = 86_400;

const SHADOW_CUSTOMERS_MAX = 1_000_000;
/** What was compared is kept for so long. */
const SHADOW_DAYS_MAX = 30;

const field = z
  .string()
  .refine(
    isCustomerField,
    `is no field; there are ${Object.keys(CUSTOMER_FIELDS).join(", ")} and customer.identifier.KIND`,
  );

const limits = z
  .strictObject({
    perSecond: z
      .int()
      .min(1)
      .max(PER_SECOND_MAX)
      .nullable()
      .default(null)
      .describe("Messages a second, of all servers together. null: as fast as it answers."),
    perDay: z
      .int()
      .min(1)
      .max(PER_DAY_MAX)
      .nullable()
      .default(null)
      .describe("Messages a day (UTC), of all servers together. null: no quota."),
    concurrency: z
      .int()
      .min(CONCURRENCY.min)
      .max(CONCURRENCY.max)
      .default(CONCURRENCY.usual)
      .describe("Requests at once, of each server; never two for one customer."),
    batchSize: z
      .int()
      .min(1)
      .max(Math.max(...Object.values(BATCH_MAX)))
      .default(1)
      .describe(`Messages of one request at most, of different customers: ${batchSizes()}.`),
    timeoutSeconds: z
      .int()
      .min(TIMEOUT_SECONDS.min)
      .max(TIMEOUT_SECONDS.max)
      .default(TIMEOUT_SECONDS.usual)
      .describe("How long one answer may take, from the name to its last byte."),
  })
  .prefault({})
  .describe("How much it is sent, and how fast.");

function batchSizes(): string {
  return Object.entries(BATCH_MAX)
    .map(([kind, max]) => `${kind} ${max}`)
    .join(", ");
}

const readBack = z
  .strictObject({
    sample: z
      .int()
      .min(1)
      .max(READ_SAMPLE.max)
      .default(READ_SAMPLE.usual)
      .describe("Customers that are compared in one run; each counts as a message of `limits`."),
    everyMinutes: z
      .int()
      .min(1)
      .max(READ_EVERY_MINUTES.max)
      .default(READ_EVERY_MINUTES.usual)
      .describe("How often there is one, of all servers together."),
    settleSeconds: z
      .int()
      .min(1)
      .max(SETTLE_SECONDS_MAX)
      .default(SETTLE_SECONDS_USUAL)
      .describe("How long it may take to store what it has acknowledged."),
    repair: z
      .boolean()
      .default(false)
      .describe("Whether a customer with a wrong value is told anew, or only reported."),
  })
  .describe("What it stores is compared with what it was told last, customer by customer.");

const shadow = z
  .strictObject({
    matchPercent: z
      .number()
      .min(0)
      .max(100)
      .default(MATCH_PERCENT_USUAL)
      .describe("Share of the customers compared who have to be equal, percent."),
    customersMin: z
      .int()
      .min(1)
      .max(SHADOW_CUSTOMERS_MAX)
      .default(CUSTOMERS_MIN_USUAL)
      .describe("How many customers have to be compared."),
    daysMin: z
      .int()
      .min(0)
      .max(SHADOW_DAYS_MAX)
      .default(DAYS_MIN_USUAL)
      .describe("For how many days it has to be in shadow."),
  })
  .describe("What it takes for a go; what is left out is as usual.");

/** A system that is told what happens to customers. */
export const destination = z
  .strictObject({
    code: codeOf(DESTINATION_BYTES_MAX).describe("As people and reports name it."),
    name: text.describe("For people."),
    owner: z
      .strictObject({ team: text, contact: text })
      .describe("Who is called when nothing arrives there, and how."),
    sloSeconds: z
      .int()
      .min(1)
      .max(SLO_SECONDS.max)
      .default(SLO_SECONDS.usual)
      .describe("Acknowledged later than this is late."),
    runbook: text
      .default("docs/runbooks/destinations.md")
      .describe("What to do then: a path or an address."),
    events: z
      .array(z.enum(EVENT_TYPES))
      .min(1, "name at least one event")
      .max(EVENT_TYPES.length)
      .describe("What it is told, in the order of each customer."),
    fields: z
      .record(z.string().min(1).max(FIELD_NAME_LENGTH_MAX), field)
      .refine((all) => Object.keys(all).length <= FIELDS_MAX, `at most ${FIELDS_MAX} fields`)
      .default({})
      .describe("What each message says of its customer: its name there, and what it is here."),
    coalesce: z
      .array(z.enum(LATEST_STATE))
      .max(LATEST_STATE.length)
      .default([])
      .describe("Of these only the last is sent where several of one customer wait."),
    limits,
    sends,
    readBack: readBack.optional(),
    mode: z
      .enum(MODES)
      .optional()
      .describe(
        "How it begins: LIVE, or SHADOW, which sends nothing and compares. Changed by a cut alone.",
      ),
    shadow: shadow.optional(),
  })
  .superRefine((given, context) => {
    const problem = readBackFault(given);
    if (problem !== null) {
      context.addIssue({ code: "custom", path: problem.path, message: problem.message });
    }
  })
  .superRefine(({ events, limits: { batchSize }, sends: settings }, context) => {
    const { kind } = settings;
    const fault = eventFaultOf(settings, events);
    if (fault !== null) {
      context.addIssue({ code: "custom", path: [...fault.path], message: fault.message });
    }
    const max = BATCH_MAX[kind] ?? 1;
    if (batchSize > max) {
      const message = `a ${kind} takes at most ${max} in one request`;
      context.addIssue({ code: "custom", path: ["limits", "batchSize"], message });
    }
  })
  .describe("Who is told of changes, and how.");

export type DestinationSettings = z.infer<typeof destination>;

export type ReadBackSettings = z.infer<typeof readBack>;

/** What it takes for a go. */
export function shadowCriteriaOf({ shadow: said }: DestinationSettings): ShadowCriteria {
  return said ?? shadow.parse({});
}

interface ReadBackGiven {
  readonly readBack?: ReadBackSettings | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly sends: Sends;
}

/** Why what it stores cannot be compared as it is said; null: it can, or is not to be. */
function readBackFault({ readBack: asked, fields, sends: how }: ReadBackGiven) {
  if (
    how.kind === "webhook" &&
    how.readUrl !== undefined &&
    new URL(how.readUrl).origin !== new URL(how.url).origin
  ) {
    return {
      path: ["sends", "readUrl"],
      message: "must be at the host of `url`, which its secret is for",
    };
  }
  if (asked === undefined) {
    return null;
  }
  if (READ_RULES[how.kind] === null) {
    const message = `cannot be: a ${how.kind} is not asked what it stores. Leave readBack out`;
    return { path: ["readBack"], message };
  }
  if (askedBy(how) === null) {
    return {
      path: ["readBack"],
      message: "needs `sends.readUrl`, where it answers what it stores",
    };
  }
  return Object.keys(fields).length === 0
    ? { path: ["readBack"], message: "needs `fields`: without them there is nothing to compare" }
    : null;
}
