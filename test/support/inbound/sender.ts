import { randomBytes } from "node:crypto";
import { insertSecret } from "../../../db/queries/inbound/secrets.ts";
import { askedAt, type Receives } from "../../../src/domain/inbound/receives.ts";
import type { FetchSettings } from "../../../src/domain/inbound/settings/fetch.ts";
import { fetchOwnerOf, ownerOf } from "../../../src/messages/senderSecrets.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import type { TestServer } from "../server.ts";

/** What became of a message, as the database has it. */
export interface MessageRow {
  readonly key: string;
  readonly topic: string | null;
  readonly state: string;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  readonly faults: readonly {
    readonly reason: string;
    readonly at: string;
    readonly problem: string;
  }[];
}

/** A system that sends messages in its own words to a server of tests. */
export interface Sender {
  readonly code: string;
  readonly id: number;
  readonly secret: string;
  readonly url: string;
  /** Posts to the source's own path, or below it. */
  post(body: string | Buffer, headers?: Record<string, string>): Promise<Response>;
  /** What became of all that it has sent, in the order of arrival, once all of it was read. */
  messages(): Promise<readonly MessageRow[]>;
}

/** Gives a source a secret that it is fetched with, for where it is set up to be fetched from. */
export async function addFetchSecret(
  server: TestServer,
  { id, code }: Pick<Sender, "id" | "code">,
  secret: string,
): Promise<void> {
  const settings = askedAt(server.catalog.source(code)?.receives as Receives) as FetchSettings;
  const box = await SecretBox.open(server.secretsKeyFile);
  const row = { sourceId: id, kind: "FETCH", createdBy: "test" } as const;
  await insertSecret(
    server.database.sql,
    { ...row, ...box.seal(secret, fetchOwnerOf(id, settings)) },
    null,
  );
}

const KINDS = ["shop", "loyalty", "email", "phone", "erp", "crm", "device"];

/**
 * Sets a source up whose messages are read by `receives`, with a secret.
 *
 * @param secret as the sender has it; else one of Standard Webhooks
 */
export async function openSender(
  server: TestServer,
  code: string,
  receives: Receives,
  secret = `whsec_${randomBytes(24).toString("base64")}`,
): Promise<Sender> {
  const { sql } = server.database;
  await registerSource(sql, {
    ...{ code, name: code, autoEnrol: true, receives },
    ...{ identifierRank: KINDS, createKinds: KINDS, trustedKinds: KINDS },
  });
  const [row] = await sql<{ id: number }[]>`select id from source where code = ${code}`;
  const id = (row as { id: number }).id;
  const box = await SecretBox.open(server.secretsKeyFile);
  await insertSecret(
    sql,
    { sourceId: id, kind: "PROOF", createdBy: "test", ...box.seal(secret, ownerOf(id)) },
    null,
  );
  await server.catalog.refresh();
  const url = `${server.url}/v1/webhooks/${code}`;
  return {
    ...{ code, id, secret, url },
    post: (body, headers = {}) =>
      fetch(url, {
        ...{ method: "POST", body },
        headers: { "content-type": "application/json", ...headers },
      }),
    messages: async () => {
      await server.messages.reader.idle();
      return await sql<MessageRow[]>`
        select message_key as key, topic, state, counts, coalesce(faults, '[]') as faults
          from inbound_message where source_id = ${id} order by inbound_message.id`;
    },
  };
}
