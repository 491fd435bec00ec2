import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { listChannels, putChannelSecret } from "../../../db/queries/incidents/channels.ts";
import { newWebhookSecret } from "../../inbound/messages/signatures.ts";
import {
  channelSecretFault,
  channelSecretOwner,
  secretKindOf,
} from "../../incidents/alertRequest.ts";
import { SecretBox } from "../../platform/secretBox.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import type { JsonOption } from "./act.ts";

/** Characters of one that somebody gave us. */
const SECRET_LENGTH_MAX = 4_000;

/** Seals a channel's secret, in place of the one before. It is never shown again. */
export async function addChannelSecret(
  code: string,
  options: JsonOption & { readonly generate?: true },
  command: Command,
): Promise<void> {
  const given = options.generate === true ? null : (await text(process.stdin)).trim();
  if (given === "" || (given?.length ?? 0) > SECRET_LENGTH_MAX) {
    const problem = `give a secret of 1 to ${SECRET_LENGTH_MAX} characters on standard input`;
    command.error(`error: ${problem}, or --generate.`);
  }
  const secret = await withDatabase(async ({ sql, config }) => {
    const channel = (await listChannels(sql)).find((one) => one.code === code);
    if (channel === undefined) {
      return command.error(`error: no channel ${code} is set up (\`alertChannels\`).`);
    }
    const { id, settings } = channel;
    const isOf = `${code} is of the kind ${settings.tells.kind}: its secret is ${secretKindOf(settings)}`;
    if (given === null && settings.tells.kind !== "webhook") {
      return command.error(`error: ${isOf}; give it on standard input.`);
    }
    const secret = given ?? newWebhookSecret();
    const fault = channelSecretFault(settings, secret);
    if (fault !== null) {
      command.error(`error: ${isOf}; it ${fault}.`);
    }
    const box = await SecretBox.open(config.secretsKeyFile);
    const sealed = box.seal(secret, channelSecretOwner(id, settings));
    await sql.begin(async (tx) => {
      await putChannelSecret(tx, { channelId: id, createdBy: operator(), ...sealed });
      const row = { actor: operator(), action: "alert_channel.secret", leafId: null };
      await insertAudit(tx, { ...row, leafId: null, details: { channel: code } });
    });
    return secret;
  });
  const shown = options.generate === true ? { secret } : {};
  if (options.json === true) {
    console.log(JSON.stringify({ channel: code, ...shown }, null, 2));
    return;
  }
  console.log(`The secret of ${code} is good from now on.`);
  if (options.generate === true) {
    console.log(`Give it to the receiver; it is not shown again:\n${secret}`);
  }
}
