import type { ChannelSettings } from "../domain/incident/channelSettings.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Mail, MailServer } from "../platform/outgoing/guardedMail.ts";
import { impactText, noticeIdOf, type ToldNotice } from "./alertRequest.ts";

/** Characters of a subject: what is longer is cut off in lists of mail. */
const SUBJECT_LENGTH_MAX = 200;

export type MailTells = Extract<ChannelSettings["tells"], { readonly kind: "email" }>;

/** The server of a channel; `secret` is user:password, null where there is none. */
export function mailServerOf(
  { host, port, security, ca }: MailTells,
  secret: string | null,
): MailServer {
  const colon = secret?.indexOf(":") ?? 0;
  const login =
    secret === null ? null : { user: secret.slice(0, colon), password: secret.slice(colon + 1) };
  return { host, port, security, ca, login };
}

/**
 * The message that tells a notice, with what is known of the incident by now; pure. Sent again it
 * has the same Message-ID, and all that is told of one incident belongs to the message of its
 * opening.
 */
export function alertMail(notice: ToldNotice, tells: MailTells): Mail {
  const { incident, moment, createdAt } = notice;
  const opened = messageIdOf(notice, "OPENED", tells);
  return {
    ...{ from: tells.from, to: tells.to, messageId: messageIdOf(notice, moment, tells) },
    inReplyTo: moment === "OPENED" || moment === "TEST" ? null : opened,
    date: new Date(instantFromPg(createdAt) / MICROS_PER_MILLISECOND),
    subject: oneLine(`[Tributary] ${moment}: ${incident.title}`.slice(0, SUBJECT_LENGTH_MAX)),
    text: `${linesOf(notice, tells).map(oneLine).join("\n")}\n`,
  };
}

/** By incident, channel and moment, of which a channel is told once each. */
function messageIdOf(
  { incident, channelId }: ToldNotice,
  moment: ToldNotice["moment"],
  { from }: MailTells,
): string {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  return `<${incident.publicId}.${channelId}.${moment.toLowerCase()}@${domain}>`;
}

/** What is broken, since when, whom and what it costs, whose it is, and what to do. */
function linesOf(notice: ToldNotice, { link }: MailTells): readonly string[] {
  const { incident, moment } = notice;
  return [
    incident.title,
    "",
    `Since:    ${toSecond(incident.startedAt)}, found ${toSecond(incident.detectedAt)}`,
    ...(incident.resolvedAt === null ? [] : [`Until:    ${toSecond(incident.resolvedAt)}`]),
    `Concerns: ${impactText(incident)}`,
    `Owner:    ${incident.ownerTeam} (${incident.ownerContact})`,
    `Runbook:  ${incident.runbook}`,
    ...(link === null ? [] : [`See:      ${link}`]),
    ...(moment === "ACKNOWLEDGED"
      ? [
          "",
          `${incident.acknowledgedBy} looks after it${incident.note ? `: ${incident.note}` : "."}`,
        ]
      : []),
    "",
    // What is gone is no evidence any more.
    ...(moment === "RESOLVED" ? [] : [...incident.evidence, ""]),
    `${incident.code} ${incident.subject}, ${noticeIdOf(notice)}`,
  ];
}

/** `2026-03-10 12:00:00 UTC`. */
function toSecond(text: string): string {
  return `${formatInstant(instantFromPg(text)).slice(0, 19).replace("T", " ")} UTC`;
}

/** Names of others may hold what would begin a line, and half characters. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").toWellFormed();
}
