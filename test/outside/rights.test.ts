import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../db/connection/client.ts";
import { addFeedLines, closeFeed, openFeed } from "../../db/queries/deliveries/feed.ts";
import { registerDemoRetailer } from "../../src/demo/loadDemo.ts";
import { askGraph, saleOf, sendLines } from "../support/outside/asking.ts";
import {
  applyRights,
  createRetailDatabase,
  type Postgres15,
  startPostgres15,
} from "../support/outside/postgres15.ts";
import { startServerProcess } from "../support/outside/serverProcess.ts";
import { untilIt } from "../support/outside/wait.ts";
import { runCli } from "../support/runCli.ts";

const QUERIES = join(import.meta.dirname, "../../db");
const TEST_TIMEOUT_MS = 180_000;
/** Kept by nobody but the migrator; the servers only look. */
const MIGRATORS = new Set(["schema_migration"]);
/** The two that the servers own, for their partitions. */
const OWNED = new Set(["intakes", "outbox", "intakes_default"]);

let postgres: Postgres15;
let app: Sql;

beforeAll(async () => {
  postgres = await startPostgres15();
  createRetailDatabase(postgres, "loyalty");
  // The server that starts makes nothing that the owner has not made.
  const early = await runCli(postgres.url("tributary_app", "loyalty"), ["verify"]);
  expect(early.stderr).toContain("run `npx tributary migrate` first");
  const migrated = await runCli(postgres.url("tributary_owner", "loyalty"), ["migrate"]);
  expect(migrated).toMatchObject({ exitCode: 0 });
  applyRights(postgres, "loyalty");
  app = connect(postgres.url("tributary_app", "loyalty"), { max: 2 });
}, TEST_TIMEOUT_MS);
afterAll(async () => {
  await app?.end();
  await postgres?.stop();
});

/** Tables by what our statements do with them, read from their text. */
function readStatements(tables: ReadonlySet<string>) {
  const done = new Map<string, Set<string>>();
  const note = (table: string | undefined, verb: string) => {
    if (table !== undefined && tables.has(table)) {
      done.set(table, (done.get(table) ?? new Set()).add(verb));
    }
  };
  const files = ["queries", "statements"].flatMap((folder) =>
    readdirSync(join(QUERIES, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => readFileSync(join(QUERIES, folder, path), "utf8")),
  );
  const verbs = [
    ["INSERT", /(?:insert into\s+|insertInto\(\s*")"?([a-z_]+)/g],
    ["UPDATE", /(?:\bupdate\s+|updateBy\(\s*")"?([a-z_]+)/g],
    ["UPDATE", /insert into\s+([a-z_]+)[^`]*?do update/g],
    ["UPDATE", /insertInto\(\s*"([a-z_]+)"(?:(?!insertInto\().)*?do\s+update/gs],
    ["DELETE", /delete from\s+"?([a-z_]+)/g],
  ] as const;
  for (const file of files) {
    const text = file.replaceAll(/\/\*\*.*?\*\//gs, "");
    for (const [verb, pattern] of verbs) {
      for (const [, table] of text.matchAll(pattern)) {
        note(table, verb);
      }
    }
  }
  return done;
}

test("the servers' role may do what our statements do, and takes back only what they take back", async () => {
  const rows = await app<{ name: string; verb: string; may: boolean }[]>`
    select c.relname as name, verb, has_table_privilege('tributary_app', c.oid, verb) as may
    from pg_class c cross join unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE}'::text[]) verb
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`;
  const names = new Set(rows.map(({ name }) => name));
  const done = readStatements(names);
  expect(done.size).toBeGreaterThan(35);
  const missing = rows.filter(({ name, verb, may }) => !may && done.get(name)?.has(verb));
  const surplus = rows.filter(
    ({ name, verb, may }) =>
      may && ["DELETE", "TRUNCATE"].includes(verb) && !done.get(name)?.has(verb),
  );

  expect(missing).toEqual([]);
  expect(surplus.filter(({ name }) => !OWNED.has(name) && !/^(intakes|outbox)/.test(name))).toEqual(
    [],
  );
  expect(
    rows.filter(({ name, verb, may }) => MIGRATORS.has(name) && may && verb !== "SELECT"),
  ).toEqual([]);
});

test("what was recorded once, and the tables themselves, are out of the servers' reach", async () => {
  const refused = [
    "update entry set points = 1",
    "delete from audit",
    "update tier_change set to_tier = 'GOLD'",
    "truncate entry",
    "alter table ruleset_version disable trigger all",
    "drop trigger entry_append_only on entry",
    "alter table customer add column mine text",
    "create or replace function refuse_ledger_change() returns trigger language plpgsql as $$ begin return new; end $$",
    "set session_replication_role = replica",
    "insert into schema_migration (idx, tag, checksum) values (9999, 'x', 'y')",
    "set role tributary_owner",
  ];
  for (const statement of refused) {
    await expect(app.unsafe(statement), statement).rejects.toMatchObject({ code: "42501" });
  }
  const reader = connect(postgres.url("tributary_read", "loyalty"), { max: 1 });
  try {
    for (const statement of ["select 1 from api_key", "update customer set seq = 1"]) {
      await expect(reader.unsafe(statement), statement).rejects.toMatchObject({
        code: expect.stringMatching(/42501|25006/),
      });
    }
  } finally {
    await reader.end();
  }
});

test("a file of another feed is read into tables of the servers' session, and of no reader's", async () => {
  const session = await app.reserve();
  try {
    await openFeed(session);
    const line = { knownBy: "hash", line: 1, fields: {} };
    expect(await addFeedLines(session, [line])).toEqual([]);
    await closeFeed(session);
  } finally {
    session.release();
  }
  const reader = connect(postgres.url("tributary_read", "loyalty"), { max: 1 });
  try {
    await expect(reader`create temporary table mine (id int)`).rejects.toMatchObject({
      code: expect.stringMatching(/42501|25006/),
    });
  } finally {
    await reader.end();
  }
});

test("a server and the commands work as the servers' role, and the rights survive being run again", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  await registerDemoRetailer(app);
  // What a server had made before the rights are run again, and what a later version adds.
  applyRights(postgres, "loyalty");
  const url = postgres.url("tributary_app", "loyalty");
  const server = await startServerProcess({
    dataDir: postgres.folder,
    env: { DATABASE_URL: url, LOG_LEVEL: "info" },
  });
  try {
    const email = "one@example.com";
    expect(await sendLines(server, [saleOf("r-1", email), saleOf("r-2", email)])).toEqual([
      "APPLIED",
      "APPLIED",
    ]);
    const customer = { email };
    const given = await askGraph(
      server,
      "supervisor",
      `mutation($adjust: AdjustPointsInput!, $tier: OverrideTierInput!) {
        adjustPoints(input: $adjust) { userErrors { code } } overrideTier(input: $tier) { userErrors { code } } }`,
      {
        adjust: { customer, points: "5", reason: "r", idempotencyKey: "a" },
        tier: {
          ...{ customer, tier: "GOLD", reason: "r", idempotencyKey: "b" },
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
    );
    expect(given).toMatchObject({
      data: { adjustPoints: { userErrors: [] }, overrideTier: { userErrors: [] } },
    });
    const key = await runCli(url, [
      "keys",
      "create",
      "--role",
      "ingest",
      "--sources",
      "erp",
      "--name",
      "erp",
    ]);
    expect(key.exitCode).toBe(0);
    const partitionsMade = async () => {
      const [row] = await app<{ made: number }[]>`
        select count(*)::int as made from pg_inherits where inhparent = 'intakes'::regclass`;
      return (row?.made ?? 0) > 3;
    };
    await untilIt("the partitions of the days to come are made", partitionsMade);
    await untilIt("the stream has come to the last change", async () => {
      const [row] = await app<{ behind: boolean }[]>`
        select (select max(id) from outbox) > safe_id as behind from outbox_watermark`;
      return row?.behind === false;
    });
    const verified = await runCli(url, ["verify"]);
    expect(verified).toMatchObject({ exitCode: 0 });
    expect(server.said()).not.toMatch(/permission denied|must be owner|a job failed/);
  } finally {
    await server.stop();
  }
  applyRights(postgres, "loyalty");
  await app`select 1 from outbox_watermark`;
});

test("a table that a later version adds is the servers' to use at once", async () => {
  const owner = connect(postgres.url("tributary_owner", "loyalty"), { max: 1 });
  try {
    await owner.unsafe(`
      create table later (id bigint generated always as identity primary key, word text);
      alter table intakes add column later text; alter table outbox add column later text`);
    await app`insert into later (word) values ('x')`;
    await app`update later set word = 'y'`;
    await expect(app`delete from later`).rejects.toMatchObject({ code: "42501" });
  } finally {
    await owner.end();
  }
});
