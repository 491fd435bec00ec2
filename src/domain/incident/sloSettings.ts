import { z } from "zod";
import { CODE_BYTES_MAX, SOURCE_BYTES_MAX } from "../purchase/limits.ts";
import { codeOf, text } from "../setup/fields.ts";

/** Service levels of one installation: each is counted by every round of the watch. */
export const SLOS_MAX = 50;
/** Days over which a promise is added up: what is counted is kept for longer than that. */
export const WINDOW_DAYS = { min: 1, max: 60, usual: 30 } as const;
/** How good is promised, in percent: 100 would leave no budget to burn. */
const TARGET = { min: 50, below: 100 } as const;
/** Seconds: nobody waits for a purchase for longer than a week. */
const SECONDS_MAX = 7 * 86_400;
/** Bytes of a destination's code. */
const DESTINATION_BYTES_MAX = 64;

const ofSource = codeOf(SOURCE_BYTES_MAX)
  .nullable()
  .default(null)
  .describe("Code of the one source that is counted. null: all.");
const ofDestination = codeOf(DESTINATION_BYTES_MAX)
  .nullable()
  .default(null)
  .describe("Code of the one destination that is counted. null: all.");

const freshness = z
  .strictObject({
    kind: z.literal("freshness"),
    since: z
      .enum(["ARRIVAL", "OCCURRENCE"])
      .default("ARRIVAL")
      .describe("From when: when we were told of the purchase, or when it happened."),
    seconds: z.int().min(1).max(SECONDS_MAX).describe("Applied later than this is too late."),
    source: ofSource,
  })
  .describe(
    "Live purchase events that are applied in time. Those that waited for somebody's word or a customer are not counted.",
  );

const delivery = z
  .strictObject({ kind: z.literal("delivery"), destination: ofDestination })
  .describe(
    "Messages that a destination acknowledged within its sloSeconds; dead letters are bad.",
  );

const identity = z
  .strictObject({ kind: z.literal("identity"), source: ofSource })
  .describe("Purchases with an identifier that found their customer when they came.");

const errors = z
  .strictObject({ kind: z.literal("errors") })
  .describe("Live purchase events that no fault of ours held up (`INTERNAL`).");

const retries = z
  .strictObject({ kind: z.literal("retries"), destination: ofDestination })
  .describe("Tries at destinations that need not be made again.");

const redemption = z
  .strictObject({ kind: z.literal("redemption") })
  .describe(
    "Coupons at tills that were not refused for our own reasons: a code that is well formed and that nobody here knows, or one that is reserved.",
  );

/** What is counted of a service level: how many there were, and how many of them were bad. */
export const indicator = z
  .discriminatedUnion("kind", [freshness, delivery, identity, errors, retries, redemption])
  .describe("What is counted, from rows of the database alone.");

export type Indicator = z.infer<typeof indicator>;

/** A promise of how good something is, and who keeps it. */
export const slo = z
  .strictObject({
    code: codeOf(CODE_BYTES_MAX).describe("As reports and incidents name it."),
    title: text.describe("What is promised, in a few words."),
    indicator,
    targetPercent: z
      .number()
      .min(TARGET.min)
      .lt(TARGET.below, "must be below 100: without a budget nothing may ever go wrong")
      .describe("How many in a hundred have to be good, such as 99.5."),
    windowDays: z
      .int()
      .min(WINDOW_DAYS.min)
      .max(WINDOW_DAYS.max)
      .default(WINDOW_DAYS.usual)
      .describe("Over how many days, until now."),
    owner: z
      .strictObject({ team: text, contact: text })
      .describe("Who keeps it, and how to reach them."),
    runbook: text
      .default("docs/runbooks/incidents.md")
      .describe("What to do when it is in danger: a path or an address."),
  })
  .describe("A service level objective.");

export type SloSettings = z.infer<typeof slo>;

/** Seconds that one slice of counts is of: what is counted by the hour elsewhere is so here. */
export function grainSecondsOf({ kind }: Indicator): number {
  return kind === "identity" || kind === "retries" ? 3_600 : 300;
}
