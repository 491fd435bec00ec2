import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "../../db/migrate.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { schemaJob } from "../../src/server/health/schemaJob.ts";
import { makeTestFolder } from "../support/cluster.ts";
import { runCli } from "../support/runCli.ts";
import { SOURCE, startTestServer, type TestServer } from "../support/server.ts";

const FUTURE = "9999_of_a_newer_version";
const MIGRATIONS = join(import.meta.dirname, "../../db/migrations");
const SALES = 60;

let server: TestServer;
const folder = makeTestFolder("newer");

beforeAll(async () => {
  server = await startTestServer({ jobs: true });
  cpSync(MIGRATIONS, folder, { recursive: true });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/**
 * What a version to come may do: a column more in every table, a table, an index. Each in a
 * migration of its own, as what is locked must be free again soon (docs/guides/operate.md).
 */
async function migrateFurther(): Promise<void> {
  const tables = await server.database.sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
      and c.relname <> 'schema_migration'`;
  const further = [
    [FUTURE, 'create table "later" (id bigint primary key)'],
    ...tables.map(({ name }) => [
      `${FUTURE}_${name}`,
      `alter table "${name}" add "later" text default 'none' not null`,
    ]),
    [`${FUTURE}_index`, 'create index "orders_later" on "orders" ("later")'],
  ] as const;
  const path = join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(path, "utf8"));
  for (const [tag = "", statement = ""] of further) {
    const idx = journal.entries.length;
    journal.entries.push({ idx, version: "7", when: 1, tag, breakpoints: true });
    writeFileSync(join(folder, `${tag}.sql`), statement);
  }
  writeFileSync(path, JSON.stringify(journal));
  const tags = further.map(([tag]) => tag);
  expect(await migrate(server.database.sql, { folder })).toEqual(tags);
}

/** Of now: an old one would wait for an operator. */
const saleOf = (at: number) => ({
  source: SOURCE,
  eventId: `upgrade-${at}`,
  kind: "SOLD",
  occurredAt: new Date().toISOString(),
  references: [{ kind: "order", value: `U-${at}` }],
  customer: [{ kind: "email", value: `upgrade-${at % 7}@example.com` }],
  channel: "web",
  currencyCode: "GBP",
  lines: [{ id: "1", article: "mug", quantity: "1", gross: "20.00" }],
});

const PAGE = `query ($value: String!) { customer(by: { email: $value }) {
  orders(first: 3) { nodes { status total { amount } lines { paid { amount } } } }
  loyalty { tier { code } accounts { active } statement(from: "2026-01-01", to: "2026-12-31") { earned entries(first: 3) { nodes { points } } } }
  timeline(first: 5) { nodes { at sentence } } } }`;

async function sellAndRead(at: number): Promise<string> {
  const [result] = await server.receive([saleOf(at)]);
  const token = await server.token("agent");
  const variables = { value: `upgrade-${at % 7}@example.com` };
  const { errors } = await server.graphql({ query: PAGE, variables, token });
  return `${result?.outcome} ${result?.reason} ${JSON.stringify(errors ?? [])}`;
}

test("a server that runs goes on, ready, while and after a newer version migrates; one that starts refuses", async () => {
  const said: string[] = [];
  for (let at = 0; at < 14; at += 1) {
    said.push(await sellAndRead(at));
  }
  const migrating = migrateFurther();
  for (let at = 14; at < SALES; at += 1) {
    said.push(await sellAndRead(at));
  }
  await migrating;
  for (let at = SALES; at < SALES + 14; at += 1) {
    said.push(await sellAndRead(at));
  }
  expect(new Set(said)).toEqual(new Set(["APPLIED null []"]));

  const ready = await fetch(`${server.url}/readyz`);
  expect({ status: ready.status, ...((await ready.json()) as object) }).toMatchObject({
    status: 200,
    checks: {
      migrations: "newer: restart this server with the version that migrated the database",
    },
  });

  const lines: string[] = [];
  const log = createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } });
  const job = schemaJob({ sql: server.reads }, { log });
  await job.work();
  await job.work();
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    "a newer version has migrated the database: restart this server with that version; until then it goes on",
  ]);

  const { exitCode, stderr } = await runCli(server.database.url, ["start"]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringMatching(
      /^The database has the migration 9999_of_a_newer_version, which this version of Tributary does not know: .*\n$/,
    ),
  });
});
