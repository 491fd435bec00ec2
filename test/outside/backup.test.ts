import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../db/connection/client.ts";
import { registerDemoRetailer } from "../../src/demo/loadDemo.ts";
import { askGraph, saleOf, sendLines } from "../support/outside/asking.ts";
import {
  applyRights,
  createRetailDatabase,
  giveToPostgres,
  type Postgres15,
  startPostgres15,
} from "../support/outside/postgres15.ts";
import { type ServerProcess, startServerProcess } from "../support/outside/serverProcess.ts";
import { untilIt } from "../support/outside/wait.ts";
import { runCli } from "../support/runCli.ts";
import { subscriber } from "../support/subscriber.ts";

const TEST_TIMEOUT_MS = 300_000;
const EMAIL = "kept@example.com";
const QUERY = `subscription($id: ID!, $after: String) {
  customerChanged(customerId: $id, after: $after) { ... on StreamChange { sequence } } }`;

interface Told {
  readonly customerChanged: { readonly sequence: number };
}

let postgres: Postgres15;
let backups: string;
/** Sales that were acknowledged before either backup began. */
let before: readonly ReturnType<typeof saleOf>[];
let customer: { readonly id: string; readonly streamCursor: string };
let cursorAfter: string;

async function readCustomer(server: ServerProcess) {
  const query = `query($by: CustomerIdentifierInput!) { customer(by: $by) { id streamCursor } }`;
  const { data } = await askGraph(server, "agent", query, { by: { email: EMAIL } });
  return data.customer as { id: string; streamCursor: string };
}

/** Backs the database up in both ways while a server takes purchases in. */
beforeAll(async () => {
  postgres = await startPostgres15();
  createRetailDatabase(postgres, "loyalty");
  await runCli(postgres.url("tributary_owner", "loyalty"), ["migrate"]);
  applyRights(postgres, "loyalty");
  const sql = connect(postgres.url("postgres", "loyalty"), { max: 1 });
  await registerDemoRetailer(sql);
  await sql.end();
  backups = join(postgres.folder, "backups");
  mkdirSync(backups);
  giveToPostgres(backups);
  chmodSync(backups, 0o700);
  const server = await startServerProcess({
    dataDir: postgres.folder,
    env: { DATABASE_URL: postgres.url("tributary_app", "loyalty") },
  });
  try {
    await sendLines(server, [saleOf("first", EMAIL)]);
    customer = await readCustomer(server);
    let sent = 0;
    let isOver = false;
    const acknowledged: ReturnType<typeof saleOf>[] = [];
    const sending = (async () => {
      while (!isOver) {
        sent += 1;
        const sale = saleOf(`backup-${sent}`, EMAIL);
        expect(await sendLines(server, [sale])).toEqual(["APPLIED"]);
        acknowledged.push(sale);
      }
    })();
    await untilIt("some sales are answered", () => acknowledged.length >= 20);
    before = [...acknowledged];
    const url = postgres.url("postgres", "loyalty");
    postgres.run("pg_dump", "-Fc", "-d", url, "-f", join(backups, "loyalty.dump"));
    const base = ["-c", "fast", "-X", "stream", "-D", join(backups, "base")];
    postgres.run("pg_basebackup", "-d", postgres.url("postgres", "postgres"), ...base);
    const enough = acknowledged.length + 20;
    await untilIt("sales come after the backup", () => acknowledged.length >= enough);
    isOver = true;
    await sending;
    cursorAfter = (await readCustomer(server)).streamCursor;
  } finally {
    await server.stop();
  }
}, TEST_TIMEOUT_MS);
afterAll(async () => {
  await postgres?.stop();
});

/** What must hold of a database that came back from a backup. */
async function tryOut(restored: Postgres15, database: string): Promise<void> {
  const url = restored.url("tributary_app", database);
  const verified = await runCli(url, ["verify"]);
  expect(verified, verified.stdout).toMatchObject({ exitCode: 0 });
  const sql = connect(url, { max: 1 });
  const server = await startServerProcess({
    dataDir: postgres.folder,
    env: { DATABASE_URL: url },
  });
  const token = await server.demo.sign({ role: "agent" });
  const clients = [subscriber(server.url, token), subscriber(server.url, token)] as const;
  try {
    const kept = await sql<{ id: string }[]>`
      select event_id as id from events where event_id like 'backup-%' and outcome = 'APPLIED'`;
    const ids = new Set(kept.map(({ id }) => id));
    expect(before.filter(({ eventId }) => !ids.has(eventId))).toEqual([]);

    // What was sent once is sent again, as senders do after an outage: it counts once.
    const again = [...before.slice(-5), saleOf("after-restore", EMAIL)];
    expect(new Set(await sendLines(server, again))).toEqual(new Set(["APPLIED"]));
    const [row] = await sql<{ last: number; orders: number }[]>`
      select (select seq::int from customer limit 1) as last, (select count(*)::int from orders) as orders`;
    const { last, orders } = row as { last: number; orders: number };
    // The first sale, those of the backup, and the new one.
    expect(orders).toBe(kept.length + 2);

    const { id } = customer;
    const resumed = clients[0].subscribe<Told>(QUERY, { id, after: customer.streamCursor });
    await resumed.until(({ events }) => events.at(-1)?.customerChanged.sequence === last);
    const told = resumed.events.map(({ customerChanged }) => customerChanged.sequence);
    expect(told).toEqual(Array.from({ length: last - 1 }, (_, at) => at + 2));
    const ahead = clients[1].subscribe<Told>(QUERY, { id, after: cursorAfter });
    await ahead.ended;
    expect(ahead.errors[0]?.extensions?.["code"]).toBe("BAD_CURSOR");
  } finally {
    for (const client of clients) {
      client.close();
    }
    await server.stop();
    await sql.end();
  }
}

test("a dump that was made under load gives everything back that was acknowledged before it", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const create = "create database restored encoding 'UTF8' template template0";
  postgres.psql("postgres", "-c", create);
  const url = postgres.url("postgres", "restored");
  postgres.run("pg_restore", "-d", url, "--exit-on-error", join(backups, "loyalty.dump"));
  await tryOut(postgres, "restored");
});

test("so does a base backup that was made under load", { timeout: TEST_TIMEOUT_MS }, async () => {
  const copy = await startPostgres15({ dataDir: join(backups, "base"), isNew: false });
  try {
    await tryOut(copy, "loyalty");
  } finally {
    await copy.stop();
  }
});
