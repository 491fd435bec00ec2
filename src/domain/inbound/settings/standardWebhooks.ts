import { z } from "zod";
import { commonSettings } from "./common.ts";
import { from } from "./from.ts";

/** Events of ours, signed as Standard Webhooks 1.0 says. */
export const standardWebhooks = z
  .strictObject({ connector: z.literal("standard_webhooks"), ...commonSettings, from })
  .describe("Events in Tributary's own words, signed as Standard Webhooks: no mapping is needed.");
