import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { insertSecret } from "../../db/queries/inbound/secrets.ts";
import { receivesSchema } from "../../src/domain/inbound/receives.ts";
import { ownerOf } from "../../src/messages/senderSecrets.ts";
import { SecretBox } from "../../src/platform/secretBox.ts";
import { withSql } from "../processes/sql.ts";
import { assertRight } from "../report/measure.ts";
import { SOURCE } from "./seed.ts";

/** How long what was answered may take until it is read, and how often that is looked at. */
const READ_WITHIN_MS = 60_000;
const LOOK_MS = 50;

/** The source of the bench as one that sends messages. @returns its id */
export async function receiveMessages(url: string, receives: object): Promise<number> {
  const settings = receivesSchema.parse({ connector: "standard_webhooks", ...receives });
  return await withSql(url, async (sql) => {
    const [row] = await sql<{ id: number }[]>`
      update source set receives = ${JSON.stringify(settings)}::text::jsonb
       where code = ${SOURCE} returning id`;
    return (row as { id: number }).id;
  });
}

/** The source of the bench as one that sends messages. @returns its secret */
export async function giveSecret(url: string, folder: string, receives: object): Promise<string> {
  const secret = randomBytes(24).toString("base64");
  const box = await SecretBox.open(join(folder, "secrets-key"));
  const sourceId = await receiveMessages(url, receives);
  const sealed = box.seal(secret, ownerOf(sourceId));
  await withSql(url, (sql) =>
    insertSecret(sql, { sourceId, kind: "PROOF", createdBy: "bench", ...sealed }, null),
  );
  return secret;
}

/**
 * Waits until so many messages are there, and everything that is stored is read.
 *
 * @throws WrongAnswers
 */
export async function untilRead(url: string, messages = 0): Promise<void> {
  await withSql(url, async (sql) => {
    const deadline = performance.now() + READ_WITHIN_MS;
    for (;;) {
      // Each by its own small index: looking must not take what is measured.
      const [left] = await sql<{ waiting: number; unread: number }[]>`
        select (select count(*)::int from inbound_message where state = 'RECEIVED') as waiting,
               (select count(*)::int from inbound_message where state = 'UNREAD') as unread`;
      assertRight("messages", left?.unread === 0 ? [] : [`${left?.unread} were not understood`]);
      if (left?.waiting === 0 && (messages === 0 || (await countOf(sql)) >= messages)) {
        return;
      }
      const isLate = performance.now() > deadline;
      assertRight("messages", isLate ? [`${left?.waiting} are not read`] : []);
      await delay(LOOK_MS);
    }
  });
}

async function countOf(sql: Parameters<Parameters<typeof withSql>[1]>[0]): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from inbound_message`;
  return row?.n ?? 0;
}
