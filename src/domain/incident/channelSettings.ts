import { z } from "zod";
import { CODE_BYTES_MAX } from "../purchase/limits.ts";
import { codeOf, text } from "../setup/fields.ts";
import { INCIDENT_CODES } from "./lifecycle.ts";

/** Channels: each is told of every incident. */
export const CHANNELS_MAX = 20;

const URL_LENGTH_MAX = 500;

/** Moments of an incident that people are told of. */
export const MOMENTS = ["OPENED", "ACKNOWLEDGED", "RESOLVED"] as const;

export type Moment = (typeof MOMENTS)[number];

const webhook = z
  .strictObject({
    kind: z.literal("webhook"),
    url: z
      .url({ protocol: /^https?$/ })
      .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
      .refine((one) => !/^https?:\/\/[^/?#]*@/i.test(one), "must name no user and no password")
      .refine((one) => !one.includes("#"), "must have no fragment")
      .describe("Where it is told, by HTTPS."),
  })
  .describe("A request, signed as Standard Webhooks 1.0 says; its secret is the key.");

const chat = z
  .strictObject({
    kind: z.enum(["slack", "teams"]),
  })
  .describe(
    "A message in a channel of Slack, Mattermost or Rocket.Chat, or of Microsoft Teams; its secret is the address of its incoming webhook.",
  );

/** Where people are told of incidents. */
export const alertChannel = z
  .strictObject({
    code: codeOf(CODE_BYTES_MAX).describe("As people and reports name it."),
    name: text.describe("For people."),
    incidents: z
      .array(z.enum(INCIDENT_CODES))
      .min(1, "name at least one code")
      .max(INCIDENT_CODES.length)
      .default([...INCIDENT_CODES])
      .describe("Codes of the incidents that it is told of."),
    moments: z
      .array(z.enum(MOMENTS))
      .min(1, "name at least one moment")
      .max(MOMENTS.length)
      .default([...MOMENTS])
      .describe("What it is told: that one opened, that somebody looks after it, that it is over."),
    tells: z.discriminatedUnion("kind", [webhook, chat]).describe("By what way it is told."),
  })
  .describe("Where people are told of incidents.");

export type ChannelSettings = z.infer<typeof alertChannel>;
