import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { SenderSecrets } from "../../../src/messages/senderSecrets.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { runCli, runCliWith } from "../../support/runCli.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** Several commands are started by a test, each as a process of its own. */
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let sender: Sender;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-"));
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "standard_webhooks" });
  sender = await openSender(server, "vendor", receives);
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) =>
  runCli(server.database.url, args, undefined, { SECRETS_KEY_FILE: server.secretsKeyFile });

function sale(email: string, occurredAt: string) {
  const { source: _other, ...event } = soldEvent({
    occurredAt,
    customer: [{ kind: "email", value: email }],
  });
  return event;
}

describe("messages from files", () => {
  test("are stored once, read by the server, and count on the day they happened, whatever their age", async () => {
    const email = `${randomUUID()}@example.com`;
    const lines = join(folder, "lines.ndjson");
    const old = "2024-02-03T10:00:00Z";
    await writeFile(
      lines,
      `${JSON.stringify(sale(email, old))}\n\n${JSON.stringify(sale(email, old))}\n`,
    );
    const args = ["intake", "load", "--source", "vendor", "--lines", lines, "--json"];
    expect(JSON.parse((await run(...args)).stdout)).toEqual({ stored: 2, known: 0 });
    expect(JSON.parse((await run(...args)).stdout)).toEqual({ stored: 0, known: 2 });
    await server.messages.reader.readDue();
    expect(await sender.messages()).toMatchObject([
      { state: "READ", counts: { purchases: { APPLIED: 1 } } },
      { state: "READ", counts: { purchases: { APPLIED: 1 } } },
    ]);
    const { sql } = server.database;
    const events = await sql`
      select distinct mode, outcome from events where source_id = ${sender.id}`;
    expect(events).toMatchObject([{ mode: "BACKFILL", outcome: "APPLIED" }]);
  });

  test("that cannot be messages are named, and nothing is stored", async () => {
    const before = await sender.messages();
    const { exitCode, stderr } = await run("intake", "load", "--source", "vendor", "nowhere.json");
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("nowhere.json is no file")]);
    const other = await run("intake", "load", "--source", "shop", "package.json");
    expect(other.stderr).toContain("no source shop is set up to receive messages");
    expect(await sender.messages()).toEqual(before);
  });
});

describe("what was not understood", () => {
  test("is listed with its reason, shown as it came, and read again once that is mended", async () => {
    const body = JSON.stringify({
      type: "sale",
      data: sale("a@example.com", new Date().toISOString()),
    });
    const [id, at] = [randomUUID(), new Date()];
    await sender.post(body, {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(sender.secret).sign(id, at, body),
    });
    await sender.messages();
    const listed = await run("intake", "list", "--source", "vendor", "--state", "UNREAD", "--json");
    const [message] = JSON.parse(listed.stdout).messages;
    expect(message).toMatchObject({
      messageKey: id,
      faults: [{ reason: "UNKNOWN_TYPE", at: "type" }],
    });
    expect((await run("intake", "show", message.id)).stdout).toBe(body);
    // A time of the list is one that the list can be asked for.
    const from = ["--source", "vendor", "--from", message.receivedAt];
    const since = await run("intake", "list", ...from, "--json");
    expect(JSON.parse(since.stdout).messages).toMatchObject([{ id: message.id }]);
    expect((await run("intake", "list", ...from)).stdout).toContain(message.receivedAt);
    const text = await run("intake", "list", "--source", "vendor");
    expect(text.stdout).toContain("UNKNOWN_TYPE at type: type must be one of");
    const again = await run("intake", "replay", "--source", "vendor", "--json");
    expect(JSON.parse(again.stdout)).toEqual({ replayed: 1 });
    await server.messages.reader.readDue();
    expect((await sender.messages()).at(-1)).toMatchObject({ key: id, state: "UNREAD" });
  });
});

describe("a secret", () => {
  test("is made and shown once, good beside the one before, until that is ended", async () => {
    const made = JSON.parse((await run("secrets", "add", "vendor", "--generate", "--json")).stdout);
    expect(made).toEqual({
      source: "vendor",
      id: expect.any(String),
      secret: expect.stringMatching(/^whsec_/),
    });
    const listed = await run("secrets", "list", "vendor", "--json");
    expect(JSON.parse(listed.stdout).secrets).toHaveLength(2);
    expect(listed.stdout).not.toContain(made.secret);
    const ended = await run("secrets", "end", "vendor", made.id, "--json");
    expect(JSON.parse(ended.stdout)).toEqual({ source: "vendor", id: made.id, ended: true });
    const again = await run("secrets", "end", "vendor", made.id);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining("no secret")]);
    const nothing = await run("secrets", "add", "vendor");
    expect([nothing.exitCode, nothing.stderr]).toEqual([
      1,
      expect.stringContaining("on standard input"),
    ]);
    const { sql } = server.database;
    const [stored] = await sql<
      { sealed: Buffer }[]
    >`select sealed from sender_secret order by id desc limit 1`;
    expect(stored?.sealed.toString("latin1")).not.toContain(made.secret.slice("whsec_".length));
  });

  test("replaces the one before after the overlap", async () => {
    await run("secrets", "add", "vendor", "--generate", "--overlap", "0h");
    const listed = await run("secrets", "list", "vendor", "--json");
    const good = JSON.parse(listed.stdout).secrets.filter(
      ({ endsAt }: { endsAt: string | null }) => endsAt === null,
    );
    expect(good).toHaveLength(1);
  });

  test("to fetch with is shown to its host alone, proves no sender, and ends none that does", async () => {
    const baseUrl = "https://api.bigcommerce.com/stores/abcde";
    const receives = receivesSchema.parse({ connector: "bigcommerce", fetch: { baseUrl } });
    const store = await openSender(server, "store", receives, "s");
    const args = ["secrets", "add", "store", "--for", "fetch", "--overlap", "0h"];
    const env = { SECRETS_KEY_FILE: server.secretsKeyFile };
    const added = await runCliWith(server.database.url, args, { env, input: "t0ken\n" });
    expect(added).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("is good") });
    const listed = JSON.parse((await run("secrets", "list", "store", "--json")).stdout);
    const good = listed.secrets.filter(({ endsAt }: { endsAt: string | null }) => endsAt === null);
    expect(good.map((one: { for: string }) => one.for)).toEqual(["fetch", "proof"]);
    const box = await SecretBox.open(server.secretsKeyFile);
    const { sql } = server.database;
    const open = () => new SenderSecrets({ sql, box, log: createLogger({ level: "silent" }) });
    const at = (url: string) => ({ baseUrl: url, auth: { by: "bearer" } }) as const;
    expect(await open().toFetch(store.id, at(`${baseUrl}/v2`))).toBe("t0ken");
    for (const other of ["https://evil.example", "http://api.bigcommerce.com"]) {
      expect(await open().toFetch(store.id, at(other))).toBeNull();
    }
    expect(await open().toFetch(sender.id, at(baseUrl))).toBeNull();
    expect(await open().of(store.id)).toEqual(["s"]);
    // Whoever can write to the table makes no proof of it either: it is sealed for something else.
    await sql`update sender_secret set kind = 'PROOF' where kind = 'FETCH'`;
    expect(await open().of(store.id)).toEqual(["s"]);
    for (const [wrong, why] of [
      [["store", "--for", "fetch", "--generate"], "--generate"],
      [["vendor", "--for", "fetch"], "of vendor first"],
    ] as const) {
      const made = await runCliWith(server.database.url, ["secrets", "add", ...wrong], {
        ...{ env, input: "t0ken" },
      });
      expect([made.exitCode, made.stderr]).toEqual([1, expect.stringContaining(why)]);
    }
  });
});
