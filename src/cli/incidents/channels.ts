import type { Command } from "commander";
import { uuidv7 } from "uuidv7";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { findChannelSecret, listChannels } from "../../../db/queries/incidents/channels.ts";
import { readClockMicros } from "../../../db/statements/readClock.ts";
import type { ChannelSettings } from "../../domain/incident/channelSettings.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { needsSecret, type ToldNotice } from "../../incidents/alertRequest.ts";
import { MAIL_MS, tellChannel } from "../../incidents/alerts.ts";
import { createAddressGuard } from "../../platform/outgoing/addressGuard.ts";
import { GuardedConnections } from "../../platform/outgoing/guardedConnections.ts";
import { createMailSender } from "../../platform/outgoing/guardedMail.ts";
import { SecretBox } from "../../platform/secretBox.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import { printable } from "../printable.ts";
import type { JsonOption } from "./act.ts";

/** Lists who is told, and whether each can be. */
export async function listAllChannels({ json }: JsonOption): Promise<void> {
  const rows = await withDatabase(({ sql }) => listChannels(sql));
  const channels = rows.map(({ code, settings, hasSecret }) => ({
    ...{ code, name: settings.name, kind: settings.tells.kind, where: whereOf(settings) },
    ...{ incidents: settings.incidents, moments: settings.moments, hasSecret },
    needsSecret: needsSecret(settings),
  }));
  if (channels.some((one) => one.needsSecret && !one.hasSecret)) {
    process.exitCode = 1;
  }
  if (json === true) {
    console.log(JSON.stringify({ channels }, null, 2));
    return;
  }
  if (channels.length === 0) {
    console.log("Nobody is told: `alertChannels` of the set-up says whom to tell.");
  }
  for (const { code, name, kind, where, incidents, moments, ...one } of channels) {
    const secret = one.hasSecret
      ? "has its secret"
      : one.needsSecret
        ? `has no secret: \`incidents secret ${code}\``
        : "has no secret, and is told without one";
    const to = where === null ? "" : ` ${where}`;
    console.log(printable(`${code}  ${name}: ${kind}${to}, ${secret}`));
    console.log(`  ${moments.join(", ")} of ${incidents.join(", ")}`);
  }
}

/** Where it is, as the set-up says; null: its secret is that. */
function whereOf({ tells }: ChannelSettings): string | null {
  switch (tells.kind) {
    case "webhook":
      return tells.url;
    case "email":
      return `${tells.to.join(", ")} by ${tells.host}:${tells.port} (${tells.security})`;
    default:
      return null;
  }
}

/** Tells a channel a test now, past its queue and its mutes. */
export async function testChannel(
  code: string,
  { json }: JsonOption,
  command: Command,
): Promise<void> {
  const { isTaken, status, answer } = await withDatabase(async ({ sql, config }) => {
    const channel = (await listChannels(sql)).find((one) => one.code === code);
    if (channel === undefined) {
      return command.error(`error: no channel ${code} is set up (\`alertChannels\`).`);
    }
    const { id, settings } = channel;
    const { keyId = null, sealed = null } = (await findChannelSecret(sql, id)) ?? {};
    const now = Math.round(await readClockMicros(sql)) as Instant;
    const notice = testNotice({ channelId: id, channel: code, settings }, now);
    const details = { channel: code };
    await sql.begin((tx) =>
      insertAudit(tx, { actor: operator(), action: "alert_channel.test", leafId: null, details }),
    );
    const reachOf = createAddressGuard(config.deliverAllowNetworks);
    const guard = { reachOf, setting: "DELIVER_ALLOW_NETWORKS" };
    const connections = new GuardedConnections(guard);
    const box = await SecretBox.open(config.secretsKeyFile);
    const tools = { box, connections, sendMail: createMailSender(guard, MAIL_MS), now: () => now };
    try {
      return await tellChannel(tools, { ...notice, keyId, sealed });
    } finally {
      connections.close();
    }
  });
  if (!isTaken) {
    process.exitCode = 1;
  }
  if (json === true) {
    console.log(JSON.stringify({ channel: code, isTaken, status, answer }, null, 2));
    return;
  }
  const said = [status, answer].filter((part) => part !== null && part !== "").join(" ");
  const verdict = isTaken ? "was told" : "was not told";
  console.log(printable(`${code} ${verdict}${said === "" ? "." : `: ${said}`}`));
}

/** What is told of nothing, by somebody who wants to see it arrive. */
function testNotice(
  channel: Pick<ToldNotice, "channelId" | "channel" | "settings">,
  now: Instant,
): ToldNotice {
  // As the database writes it.
  const at = formatInstant(now).replace("T", " ").replace("Z", "+00");
  return {
    ...{ ...channel, id: 0n, moment: "TEST", createdAt: at },
    incident: {
      ...{ publicId: uuidv7(), code: "TEST", subject: channel.channel },
      ...{ title: "Nothing is broken", ownerTeam: "you", ownerContact: operator() },
      ...{ runbook: "docs/guides/service-levels.md", startedAt: at, detectedAt: at },
      ...{ acknowledgedAt: null, acknowledgedBy: null, note: null, resolvedAt: null },
      ...{ customers: 0, orders: 0, amounts: [] },
      evidence: ["Somebody looks whether this arrives: nothing is to be done."],
    },
  };
}
