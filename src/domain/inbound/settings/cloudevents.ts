import { z } from "zod";
import { codeOf } from "../../setup/fields.ts";
import { commonSettings } from "./common.ts";
import { from } from "./from.ts";
import { proof } from "./proof.ts";

const NAME_BYTES_MAX = 255;
const ORIGINS_MAX = 20;

/** CloudEvents 1.0 whose data is in our own words. */
export const cloudevents = z
  .strictObject({
    connector: z.literal("cloudevents"),
    ...commonSettings,
    from,
    proof,
    types: z
      .record(codeOf(NAME_BYTES_MAX), z.enum(["purchase", "interaction", "person"]))
      .default({})
      .describe("What types are, where they do not end in purchase, interaction or person."),
    origins: z
      .array(codeOf(NAME_BYTES_MAX))
      .max(ORIGINS_MAX, `at most ${ORIGINS_MAX} origins`)
      .default([])
      .describe("Who may send, by WebHook-Request-Origin; none: whoever has a secret."),
  })
  .describe("CloudEvents 1.0: one by one in either mode, or in batches.");
