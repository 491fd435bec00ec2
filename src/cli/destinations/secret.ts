import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { insertDestinationSecret } from "../../../db/queries/deliveries/destinations.ts";
import { secretOwnerOf } from "../../deliveries/destinationSecrets.ts";
import { kindOf } from "../../deliveries/kinds/kinds.ts";
import { findDestination } from "../../deliveries/operate.ts";
import { SecretBox } from "../../platform/secretBox.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";
import type { JsonOption } from "./act.ts";

/** Characters of one that the destination gave us. */
const SECRET_LENGTH_MAX = 4_000;

interface SecretOptions extends JsonOption {
  readonly generate?: true;
  readonly overlap?: number;
}

/** Seals a secret for the host that the set-up names by now. It is never shown again. */
export async function addSecret(
  code: string,
  options: SecretOptions,
  command: Command,
): Promise<void> {
  const given = options.generate === true ? null : (await text(process.stdin)).trim();
  if (given === "" || (given?.length ?? 0) > SECRET_LENGTH_MAX) {
    const problem = `give a secret of 1 to ${SECRET_LENGTH_MAX} characters on standard input, or --generate`;
    command.error(`error: ${problem}.`);
  }
  const { id, secret } = await withDatabase(async ({ sql, config }) => {
    const destination = await findDestination(sql, code);
    if (destination === null) {
      return command.error(
        `error: no destination ${code} is set up; \`destinations add\` it first.`,
      );
    }
    const kind = kindOf(destination.settings.sends.kind);
    if (kind.secret === null) {
      return command.error(`error: ${code} is of the kind ${kind.kind}, which has no secret.`);
    }
    const isOf = `${code} is of the kind ${kind.kind}: its secret is ${kind.secret}`;
    const secret = given ?? kind.newSecret?.();
    if (secret === undefined) {
      return command.error(`error: ${isOf}; give it on standard input.`);
    }
    const fault = kind.secretFault(secret);
    if (fault !== null) {
      command.error(`error: ${isOf}; it ${fault}.`);
    }
    const box = await SecretBox.open(config.secretsKeyFile);
    const sealed = box.seal(secret, secretOwnerOf(destination.id, destination.settings));
    const id = await sql.begin(async (tx) => {
      const row = { destinationId: destination.id, createdBy: operator(), ...sealed };
      const added = await insertDestinationSecret(tx, row, options.overlap ?? null);
      const details = { destination: code, secret: String(added) };
      const action = "destination.secret";
      await insertAudit(tx, { actor: operator(), action, leafId: null, details });
      return added;
    });
    return { id, secret };
  });
  const shown = options.generate === true ? { secret } : {};
  if (options.json === true) {
    console.log(JSON.stringify({ destination: code, id: String(id), ...shown }, null, 2));
    return;
  }
  console.log(`Secret ${id} of ${code} is good from now on.`);
  if (options.generate === true) {
    console.log(`Give it to the receiver; it is not shown again:\n${secret}`);
  }
}
