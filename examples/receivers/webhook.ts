import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { Webhook } from "standardwebhooks";

/**
 * A receiver to begin from: it checks each message's signature, keeps what it says and that it came
 * in one transaction, and only then answers. So a message that comes twice counts once, and one
 * that was answered is never lost.
 *
 *   WEBHOOK_SECRET=whsec_... PORT=8080 node examples/receivers/webhook.ts
 */

/** Bytes of a message; ours are a few hundred. */
const BODY_BYTES_MAX = 65_536;

const webhook = new Webhook(process.env["WEBHOOK_SECRET"] ?? "");
const database = new DatabaseSync(process.env["DATABASE"] ?? "receiver.db");
database.exec(`
  create table if not exists seen (id text primary key) strict;
  create table if not exists tier (customer text primary key, code text, sequence int) strict;`);
const see = database.prepare("insert into seen values (?) on conflict do nothing");
const put = database.prepare(`
  insert into tier values (?, ?, ?) on conflict do update
     set code = excluded.code, sequence = excluded.sequence
   where excluded.sequence > tier.sequence`);

interface Message {
  readonly type: string;
  readonly data: {
    readonly id: string;
    readonly customerId: string;
    readonly sequence: number;
    readonly to?: string;
  };
}

function keep({ type, data }: Message): void {
  database.exec("begin");
  try {
    if (see.run(data.id).changes === 1 && type === "tier.changed") {
      put.run(data.customerId, data.to ?? null, data.sequence);
    }
    database.exec("commit");
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > BODY_BYTES_MAX) {
      response.writeHead(413).end();
      return;
    }
  }
  try {
    keep(webhook.verify(body, request.headers as Record<string, string>) as Message);
    response.writeHead(204).end();
  } catch (error) {
    // A wrong signature is refused for good; what we could not keep comes again.
    const isForged = (error as Error).name === "WebhookVerificationError";
    response.writeHead(isForged ? 401 : 500).end();
  }
});
server.listen(Number(process.env["PORT"] ?? 8080), "127.0.0.1", () => {
  console.log(`listening at ${JSON.stringify(server.address())}`);
});
