import { z } from "zod";
import { commonSettings } from "./common.ts";

const URL_LENGTH_MAX = 500;

/** Webhooks of a HubSpot app: they name contacts, which are fetched back. */
export const hubspot = z
  .strictObject({
    connector: z.literal("hubspot"),
    ...commonSettings,
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
      .describe("The whole address that the app posts to, as it stands there: it is signed."),
  })
  .describe("Webhooks of a HubSpot app (signature v3): contacts that were made or changed.");
