import type { DueNotice } from "../../db/queries/incidents/notices.ts";
import { signedRequest, webhook } from "../deliveries/kinds/webhook.ts";
import type { ChannelSettings, Moment } from "../domain/incident/channelSettings.ts";
import { countOf } from "../domain/incident/countOf.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import { moneyOf } from "../platform/money.ts";
import type { OutgoingRequest } from "../platform/outgoing/guardedConnections.ts";

/** Of what is told; another form has another number. */
const VERSION = 1;

/** What a channel is told, at once or when a row of it is due. */
export interface ToldNotice
  extends Pick<DueNotice, "id" | "channel" | "channelId" | "settings" | "createdAt"> {
  /** TEST: somebody wants to see whether it arrives. */
  readonly moment: Moment | "TEST";
  readonly incident: Omit<DueNotice["incident"], "id" | "code"> & { readonly code: string };
}

/** What a secret of a channel is, for whoever gives one. */
export function secretKindOf({ tells }: ChannelSettings): string {
  switch (tells.kind) {
    case "webhook":
      return webhook.secret;
    case "email":
      return "user:password, as its mail server wants them";
    default:
      return "the address of its incoming webhook, https://...";
  }
}

/** Whether a channel can be told without one. */
export function needsSecret({ tells }: ChannelSettings): boolean {
  return tells.kind !== "email";
}

/** Why a text cannot be a channel's secret; null: it can. */
export function channelSecretFault({ tells }: ChannelSettings, secret: string): string | null {
  if (tells.kind === "webhook") {
    return webhook.secretFault(secret);
  }
  if (tells.kind === "email") {
    return /^[^:\p{Cc}]+:[^\p{Cc}]+$/u.test(secret)
      ? null
      : "must be user:password, the user without a colon, in one line";
  }
  return URL.canParse(secret) && /^https?:$/.test(new URL(secret).protocol)
    ? null
    : "must be an address, https://...";
}

/**
 * Whose secret it is, as it is sealed with it: with the host that it is shown to, so that whoever
 * writes another address into the set-up is not shown it.
 */
export function channelSecretOwner(id: number, { tells }: ChannelSettings): string {
  return `alert-channel:${id}:${hostOf(tells)}`;
}

function hostOf(tells: ChannelSettings["tells"]): string {
  switch (tells.kind) {
    case "webhook":
      return new URL(tells.url).origin;
    case "email":
      return `smtp:${tells.security}:${tells.host.toLowerCase()}:${tells.port}`;
    default:
      return tells.kind;
  }
}

/** The id by which a receiver knows what it was told before. */
export function noticeIdOf({ id, channel }: Pick<DueNotice, "id" | "channel">): string {
  return `${channel}-notice-${id}`;
}

/** Ways that are requests. */
export type RequestTells = Exclude<ChannelSettings["tells"], { readonly kind: "email" }>;

/** The request that tells a notice; pure. @param nowSeconds of this try, since 1970 */
export function alertRequest(
  notice: ToldNotice,
  tells: RequestTells,
  secret: string,
  nowSeconds: number,
): OutgoingRequest {
  if (tells.kind === "webhook") {
    const body = JSON.stringify(documentOf(notice));
    const request = { url: new URL(tells.url), id: noticeIdOf(notice), body };
    return signedRequest(request, [secret], nowSeconds);
  }
  const text = sentencesOf(notice);
  const body =
    tells.kind === "slack"
      ? { text: text.map(escaped).join("\n") }
      : {
          type: "message",
          attachments: [
            {
              contentType: "application/vnd.microsoft.card.adaptive",
              content: {
                ...{ type: "AdaptiveCard", version: "1.4" },
                body: text.map((line) => ({ type: "TextBlock", text: line, wrap: true })),
              },
            },
          ],
        };
  return {
    ...{ method: "POST", url: new URL(secret), body: JSON.stringify(body) },
    headers: { "content-type": "application/json" },
  };
}

const WORDS: Readonly<Record<ToldNotice["moment"], string>> = {
  OPENED: "Broken",
  ACKNOWLEDGED: "Looked after",
  RESOLVED: "Mended",
  TEST: "A test",
};

/** What people read, a line each; without personal data, as incidents are. */
function sentencesOf(notice: ToldNotice): readonly string[] {
  const { incident, moment } = notice;
  return [
    `${WORDS[moment]}: ${incident.title}`,
    `${impactText(incident)}.`,
    ...(moment === "ACKNOWLEDGED"
      ? [`${incident.acknowledgedBy} looks after it${incident.note ? `: ${incident.note}` : "."}`]
      : []),
    ...(moment === "OPENED" ? incident.evidence : []),
    `Owner: ${incident.ownerTeam} (${incident.ownerContact}). Runbook: ${incident.runbook}`,
    `${incident.code} ${incident.subject}, ${noticeIdOf(notice)}`,
  ];
}

/** Whom it had to do with and what it costs: `2 orders, 1 customer, 10.50 GBP at risk`. */
export function impactText({
  orders,
  customers,
  amounts,
}: Pick<ToldNotice["incident"], "orders" | "customers" | "amounts">): string {
  const money = amounts.map(({ minor, currency }) => {
    const { amount, currencyCode } = moneyOf(BigInt(minor), currency);
    return `${amount} ${currencyCode}`;
  });
  const risk = money.length === 0 ? "" : `, ${money.join(" and ")} at risk`;
  return `${countOf(orders, "order")}, ${countOf(customers, "customer")}${risk}`;
}

/** As Slack wants texts that are no markup. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function documentOf({ incident, moment, createdAt }: ToldNotice) {
  const at = (text: string | null) => (text === null ? null : formatInstant(instantFromPg(text)));
  return {
    type: `incident.${moment.toLowerCase()}`,
    timestamp: at(createdAt),
    data: {
      ...{ version: VERSION, id: encodeGlobalId("Incident", incident.publicId) },
      ...{ code: incident.code, subject: incident.subject, title: incident.title },
      ...{ startedAt: at(incident.startedAt), detectedAt: at(incident.detectedAt) },
      ...{ acknowledgedAt: at(incident.acknowledgedAt), acknowledgedBy: incident.acknowledgedBy },
      ...{ note: incident.note, resolvedAt: at(incident.resolvedAt) },
      owner: { team: incident.ownerTeam, contact: incident.ownerContact },
      ...{ affectedCustomers: incident.customers, affectedOrders: incident.orders },
      amountsAtRisk: incident.amounts.map(({ minor, currency }) =>
        moneyOf(BigInt(minor), currency),
      ),
      ...{ evidence: incident.evidence, runbook: incident.runbook },
    },
  };
}
