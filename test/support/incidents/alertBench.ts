import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import {
  listChannels,
  putChannelSecret,
  putChannels,
} from "../../../db/queries/incidents/channels.ts";
import { alertChannel } from "../../../src/domain/incident/channelSettings.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { channelSecretOwner } from "../../../src/incidents/alertRequest.ts";
import { type AlertDeps, MAIL_MS, sendAlerts } from "../../../src/incidents/alerts.ts";
import type { Sign } from "../../../src/incidents/signs.ts";
import { noteSigns } from "../../../src/incidents/watch.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { GuardedConnections } from "../../../src/platform/outgoing/guardedConnections.ts";
import { createMailSender } from "../../../src/platform/outgoing/guardedMail.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";
import { transact } from "../../../src/platform/transact.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../database.ts";

const OWN = ["127.0.0.0/8"];

interface Notice {
  readonly moment: string;
  readonly state: "SENT" | "DROPPED" | "WAITS";
  readonly status: number | null;
  readonly answer: string | null;
}

/** A database of its own whose channels are told by what the product tells them by. */
export interface AlertBench {
  readonly database: TestDatabase;
  clear(): Promise<void>;
  /** Sets a channel up, as `tells` says. */
  channel(code: string, tells: object, secret: string | null, more?: object): Promise<void>;
  /** What a look sees. */
  note(signs: readonly Sign[], now: Instant): Promise<void>;
  /** Tells what is due. @returns how many were tried */
  send(now: Instant, networks?: readonly string[]): Promise<number>;
  /** What came of it, in order. */
  notices(): Promise<readonly Notice[]>;
}

/** A sign that something is broken since `startedAt`. */
export function signOf(startedAt: Instant): Sign {
  return {
    ...{ code: "DEAD_LETTERS", subject: "crm", title: "CRM <refused> messages for good" },
    owner: { team: "CRM", contact: "crm@example.com" },
    ...{ runbook: "docs/runbooks/destinations.md", startedAt, evidence: ["1 message."] },
    impact: { customers: 1, orders: 2, amounts: [{ currency: "GBP", minor: "1050" }] },
  };
}

export async function startAlertBench(): Promise<AlertBench> {
  const database = await cloneTemplateDatabase();
  const { sql } = database;
  const box = await SecretBox.open(join(tmpdir(), `tributary-test-${process.pid}-secrets-key`));
  return {
    database,
    clear: async () => {
      await sql`
        truncate incident, alert_channel, alert_channel_secret, alert_notice, incident_mute`;
    },
    channel: async (code, tells, secret, more = {}) => {
      const settings = alertChannel.parse({ code, name: code, tells, ...more });
      await sql.begin(async (tx) => {
        await putChannels(tx, [{ code, settings }]);
        const { id = 0 } = (await listChannels(tx)).find((one) => one.code === code) ?? {};
        if (secret !== null) {
          const sealed = box.seal(secret, channelSecretOwner(id, settings));
          await putChannelSecret(tx, { channelId: id, createdBy: "test", ...sealed });
        }
      });
    },
    note: async (signs, now) => {
      const seen = { signs, unknown: new Map() };
      await transact(sql, (tx) => noteSigns(tx, { newPublicId: uuidv7 }, { seen, now }));
    },
    send: async (now, networks = OWN) => {
      const guard = {
        ...{ reachOf: createAddressGuard(networks), setting: "DELIVER_ALLOW_NETWORKS" },
      };
      const connections = new GuardedConnections(guard);
      const deps: AlertDeps = {
        ...{ sql, box, connections, log: createLogger({ level: "silent" }), now: () => now },
        sendMail: createMailSender(guard, MAIL_MS),
      };
      return await sendAlerts(deps);
    },
    notices: () => sql<Notice[]>`
      select moment, status, answer, case when sent_at is not null then 'SENT'
        when dropped_at is not null then 'DROPPED' else 'WAITS' end as state
      from alert_notice order by id`,
  };
}
