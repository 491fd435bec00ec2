import { z } from "zod";
import { goodwillRules } from "../goodwill/goodwillRules.ts";
import { identityRules } from "../identity/rules/identityRules.ts";

/** Uses and claims: what is more in a day is no service desk's any more. */
const PER_DAY_MAX = 1_000;

/** Where nobody says otherwise: what one person may give within 24 hours (ADR-0025). */
export const UNPRICED_USES_PER_PERSON_AND_DAY = 10;
export const CLAIMS_PER_PERSON_AND_DAY = 30;

/** ISO 3166-1 alpha-2, as telephone numbers have it. */
export const region = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country of two capitals, such as "GB"');

/**
 * What holds for the whole installation. `identity` and `goodwill` are kept as settings of their
 * own: versions before them read the other one strictly.
 */
export const installationSchema = z.strictObject({
  region: region
    .nullable()
    .default(null)
    .describe("Country in which national telephone numbers are read. null: they are not."),
  limits: z
    .strictObject({
      unpricedUsesPerPersonAndDay: z
        .int()
        .min(0)
        .max(PER_DAY_MAX)
        .default(UNPRICED_USES_PER_PERSON_AND_DAY)
        .describe("Uses of coupons without a price in points that one person issues in 24 hours."),
      claimsPerPersonAndDay: z
        .int()
        .min(0)
        .max(PER_DAY_MAX)
        .default(CLAIMS_PER_PERSON_AND_DAY)
        .describe("Purchases of guests that one person gives to customers in 24 hours."),
    })
    .prefault({})
    .describe("What one person of the staff may give in a day. Points: the rules say it."),
  identity: identityRules.prefault({}),
  goodwill: goodwillRules.nullable().default(null),
});

export type Installation = z.infer<typeof installationSchema>;

export const DEFAULT_INSTALLATION: Installation = installationSchema.parse({});
