import { z } from "zod";

const URL_LENGTH_MAX = 500;

/** Where requests go. Which addresses may be connected to is the operator's configuration. */
const url = z
  .url({ protocol: /^https?$/ })
  .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), "must name no user and no password")
  .refine((text) => !text.includes("#"), "must have no fragment")
  .describe("Where it is sent to, by HTTPS.");

const webhook = z
  .strictObject({ kind: z.literal("webhook"), url })
  .describe("A request for each event, signed as Standard Webhooks 1.0 says.");

/** By what way a destination is told; one entry for each kind that there is. */
export const sends = z.discriminatedUnion("kind", [webhook]).describe("By what way it is told.");

export type Sends = z.infer<typeof sends>;
export type SendsKind = Sends["kind"];
