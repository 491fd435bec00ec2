import { z } from "zod";
import { CODE_BYTES_MAX } from "../purchase/limits.ts";
import { codeOf, text } from "../setup/fields.ts";
import { INCIDENT_CODES } from "./lifecycle.ts";

/** Channels: each is told of every incident. */
export const CHANNELS_MAX = 20;

const URL_LENGTH_MAX = 500;
/** Characters of an address of mail (RFC 5321). */
const ADDRESS_LENGTH_MAX = 254;
/** People whom one channel writes to: a list of the mail server's has more. */
const RECIPIENTS_MAX = 20;
const CERTIFICATES_LENGTH_MAX = 20_000;
const PORT_MAX = 65_535;

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

const address = z
  .email("must be an address such as ops@example.com")
  .max(ADDRESS_LENGTH_MAX, `at most ${ADDRESS_LENGTH_MAX} characters`);

const email = z
  .strictObject({
    kind: z.literal("email"),
    host: z
      .union([z.hostname(), z.ipv4(), z.ipv6()], "must be a host name or an address, and no port")
      .describe("The server that takes its mail."),
    port: z.int().min(1).max(PORT_MAX).default(587).describe("Of that server."),
    security: z
      .enum(["STARTTLS", "TLS", "NONE"])
      .default("STARTTLS")
      .describe("NONE is taken where DELIVER_ALLOW_NETWORKS names the address, and there alone."),
    ca: z
      .string()
      .max(CERTIFICATES_LENGTH_MAX)
      .refine((one) => one.includes("-----BEGIN CERTIFICATE-----"), "must be PEM")
      .nullable()
      .default(null)
      .describe("Who signed its certificate, as PEM. null: those that Node trusts."),
    from: address.describe("Whom its mail is from."),
    to: z
      .array(address)
      .min(1, "name at least one address")
      .max(RECIPIENTS_MAX, `at most ${RECIPIENTS_MAX}; a mailing list has more`)
      .refine((all) => new Set(all).size === all.length, "names an address twice")
      .describe("Who is written to, all in one message."),
    link: z
      .url({ protocol: /^https?$/ })
      .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
      .nullable()
      .default(null)
      .describe("Where its mail leads to, such as the console's page /console/wall."),
  })
  .describe(
    "Mail of plain text, by SMTP; its secret is user:password, and none where the server wants none.",
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
    tells: z.discriminatedUnion("kind", [webhook, chat, email]).describe("By what way it is told."),
  })
  .describe("Where people are told of incidents.");

export type ChannelSettings = z.infer<typeof alertChannel>;
