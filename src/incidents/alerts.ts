import type { Sql } from "../../db/connection/client.ts";
import {
  type DueNotice,
  endNotice,
  keepQuiet,
  takeNotices,
} from "../../db/queries/incidents/notices.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
} from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Job } from "../platform/jobs.ts";
import type { Logger } from "../platform/logger.ts";
import type { GuardedConnections } from "../platform/outgoing/guardedConnections.ts";
import type { MailOutcome, SendMail } from "../platform/outgoing/guardedMail.ts";
import type { SecretBox } from "../platform/secretBox.ts";
import { alertMail, mailServerOf } from "./alertMail.ts";
import { alertRequest, channelSecretOwner, type ToldNotice } from "./alertRequest.ts";

/** How often it is looked whether anybody is to be told, milliseconds. */
const ALERTS_MS = 2_000;
/** Notices that are sent at once by one server. */
const TAKEN_MAX = 10;
/** How long one answer may take, milliseconds. */
const ANSWER_MS = 10_000;
/** How long sending one mail may take, milliseconds: servers keep strangers waiting. */
export const MAIL_MS = 20_000;
/** After which a notice that was taken and did not end is another server's, seconds. */
const LEASE_SECONDS = 60;
/** Between two tries, seconds: twice as long each time. */
const RETRY_SECONDS = { first: 5, longest: 600 } as const;
/** For how long it is tried: later nobody wants to be told. */
const TRIED_MICROS = MICROS_PER_DAY;
/** Characters of an answer that are kept. */
const ANSWER_LENGTH_MAX = 200;

export interface AlertDeps {
  readonly sql: Sql;
  readonly box: SecretBox;
  readonly connections: Pick<GuardedConnections, "send">;
  readonly sendMail: SendMail;
  readonly log: Logger;
  readonly now: () => Instant;
}

/**
 * Tells channels what is due, at most TAKEN_MAX notices.
 *
 * Guarantee: at least once, under an id that stays the same; of one incident in its order; killed
 * in between, another server tells it. What fails is tried for a day, and then given up visibly;
 * mail that is refused for good, at once.
 *
 * @returns how many were tried
 */
export async function sendAlerts(deps: AlertDeps): Promise<number> {
  const { sql, now } = deps;
  const at = now();
  await keepQuiet(sql, formatInstant(at));
  const notices = await takeNotices(sql, {
    now: formatInstant(at),
    until: formatInstant(addMicros(at, LEASE_SECONDS * MICROS_PER_SECOND)),
    limit: TAKEN_MAX,
  });
  await Promise.all(notices.map((notice) => tell(deps, notice)));
  return notices.length;
}

async function tell(deps: AlertDeps, notice: DueNotice): Promise<void> {
  const { sql, log, now } = deps;
  const { isTaken, isFinal, status, answer } = await tellChannel(deps, notice);
  const at = now();
  const isOver = isFinal || at - instantFromPg(notice.createdAt) >= TRIED_MICROS;
  const waitSeconds = Math.min(
    RETRY_SECONDS.first * 2 ** Math.min(notice.tries - 1, 20),
    RETRY_SECONDS.longest,
  );
  const dueAt = formatInstant(addMicros(at, waitSeconds * MICROS_PER_SECOND));
  if (!isTaken) {
    const { channel, tries, moment } = notice;
    log.warn({ channel, tries, moment, status, answer }, "an alert was not taken");
  }
  await endNotice(sql, {
    ...{ id: notice.id, tries: notice.tries, status, answer: answer.slice(0, ANSWER_LENGTH_MAX) },
    ...{ at: formatInstant(at), next: isTaken ? "SENT" : isOver ? "DROPPED" : { dueAt } },
  });
}

/** Tells a channel something now, by its secret, and says what came of it. Never rejects. */
export async function tellChannel(
  { box, connections, sendMail, now }: Pick<AlertDeps, "box" | "connections" | "sendMail" | "now">,
  notice: ToldNotice & Pick<DueNotice, "keyId" | "sealed">,
): Promise<MailOutcome> {
  const { keyId, sealed, channelId, settings, channel } = notice;
  const not = (answer: string) => ({ isTaken: false, isFinal: false, status: null, answer });
  let secret: string | null = null;
  if (keyId !== null && sealed !== null) {
    try {
      secret = box.open({ keyId, sealed }, channelSecretOwner(channelId, settings));
    } catch {
      return not(
        "Its secret cannot be opened: it is another host's, or SECRETS_KEY_FILE is another.",
      );
    }
  }
  const { tells } = settings;
  if (tells.kind === "email") {
    const sent = await sendMail(alertMail(notice, tells), mailServerOf(tells, secret));
    return { ...sent, answer: printed(sent.answer) };
  }
  if (secret === null) {
    return not(`It has no secret: \`tributary incidents secret ${channel}\` adds one.`);
  }
  const request = alertRequest(notice, tells, secret, Math.floor(now() / MICROS_PER_SECOND));
  const outcome = await connections.send(request, ANSWER_MS);
  return outcome.ok
    ? {
        isTaken: outcome.status >= 200 && outcome.status < 300,
        isFinal: false,
        status: outcome.status,
        answer: printed(outcome.body.toString("utf8")),
      }
    : not(outcome.problem);
}

/** What was answered, as text that the database can keep. */
function printed(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ").toWellFormed();
}

/** Tells channels of incidents, again and again. */
export function alertsJob(deps: AlertDeps): Job {
  return {
    name: "alerts",
    work: async () => ((await sendAlerts(deps)) === TAKEN_MAX ? 0 : ALERTS_MS),
  };
}
