import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../db/connection/client.ts";
import { findFreePort } from "../../scripts/faults/ports.ts";
import { registerDemoRetailer } from "../../src/demo/loadDemo.ts";
import { askGraph, saleOf, sendLines } from "../support/outside/asking.ts";
import {
  applyRights,
  createRetailDatabase,
  type Postgres15,
  startPostgres15,
} from "../support/outside/postgres15.ts";
import { type Program, startProgram } from "../support/outside/program.ts";
import { startServerProcess } from "../support/outside/serverProcess.ts";
import { untilIt } from "../support/outside/wait.ts";
import { runCli } from "../support/runCli.ts";

const SAMPLE = join(import.meta.dirname, "../../deploy/pgbouncer/pgbouncer.ini");
const TEST_TIMEOUT_MS = 180_000;
/** Sessions of the pool that gives them away: fewer than a server's lookups have connections. */
const FEW = 2;

let postgres: Postgres15;
let pooler: Program;
let port: number;
let admin: Sql;

const pooled = (role: string, database: string) =>
  `postgres://${role}@127.0.0.1:${port}/${database}`;

beforeAll(async () => {
  postgres = await startPostgres15();
  createRetailDatabase(postgres, "loyalty");
  await runCli(postgres.url("tributary_owner", "loyalty"), ["migrate"]);
  applyRights(postgres, "loyalty");
  admin = connect(postgres.url("postgres", "loyalty"), { max: 2, idleInTransactionMs: 0 });
  await registerDemoRetailer(admin);
  port = await findFreePort();
  const words = {
    "port=5432": `port=${postgres.port}`,
    "listen_port = 6432": `listen_port = ${port}`,
    "auth_type = scram-sha-256": "auth_type = trust\nunix_socket_dir =",
    "/etc/pgbouncer/userlist.txt": join(postgres.folder, "users"),
    "pool_mode=transaction pool_size=10": `pool_mode=transaction pool_size=${FEW}`,
  };
  let text = readFileSync(SAMPLE, "utf8");
  for (const [word, instead] of Object.entries(words)) {
    expect(text).toContain(word);
    text = text.replaceAll(word, instead);
  }
  writeFileSync(
    join(postgres.folder, "users"),
    ["tributary_app", "tributary_read", "postgres"].map((role) => `"${role}" ""\n`).join(""),
  );
  const path = join(postgres.folder, "pgbouncer.ini");
  writeFileSync(path, text);
  pooler = await startProgram(["pgbouncer", path], { port, user: "postgres" });
}, TEST_TIMEOUT_MS);
afterAll(async () => {
  await admin?.end();
  await pooler?.stop();
  await postgres?.stop();
});

test("through a pooler that keeps sessions a server works as it is, and pushes what it commits", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const server = await startServerProcess({
    dataDir: postgres.folder,
    env: {
      DATABASE_URL: pooled("tributary_app", "loyalty"),
      DATABASE_DIRECT_URL: postgres.url("tributary_app", "loyalty"),
    },
  });
  try {
    const email = "session@example.com";
    const sales = Array.from({ length: 20 }, (_, at) => saleOf(`session-${at}`, email));
    expect(new Set(await sendLines(server, sales))).toEqual(new Set(["APPLIED"]));
    const { data, errors } = await askGraph(server, "agent", PAGE, { by: { email } });
    expect(errors).toBeUndefined();
    expect(data.customer.orders.nodes).toHaveLength(20);
    await untilIt("the stream has come to the last change", async () => {
      const [row] = await admin<{ behind: boolean }[]>`
        select (select max(id) from outbox) > safe_id as behind from outbox_watermark`;
      return row?.behind === false;
    });
    expect(server.said()).not.toMatch(/a job failed|a batch failed/);
  } finally {
    await server.stop();
  }
});

const PAGE = `query($by: CustomerIdentifierInput!) { customer(by: $by) { id
  loyalty { tier { code } accounts { active pending } } orders(first: 50) { nodes { id lines { paid { amount } } } } } }`;

test.each([
  ["directly", () => postgres.url("tributary_app", "loyalty")],
  ["through a pooler that keeps sessions", () => pooled("tributary_app", "loyalty")],
])(
  "%s a statement, a lock and a sleeping transaction end in time, and leave no limit behind",
  async (_, url) => {
    const limits = {
      max: 1,
      statementTimeoutMs: 500,
      lockTimeoutMs: 100,
      idleInTransactionMs: 300,
    };
    const sql = connect(url(), limits);
    const other = connect(url(), { max: 1, idleInTransactionMs: 0 });
    const [{ locked } = { locked: "" }] = await admin<{ locked: string }[]>`
    insert into setting (key, value) values (${`lock-${Math.random()}`}, '1') returning key as locked`;
    try {
      await expect(sql`select pg_sleep(20)`).rejects.toMatchObject({ code: "57014" });
      const held = Promise.withResolvers<void>();
      const taken = Promise.withResolvers<void>();
      const holding = other.begin(async (tx) => {
        await tx`update setting set value = '2' where key = ${locked}`;
        taken.resolve();
        await held.promise;
      });
      await taken.promise;
      await expect(sql`update setting set value = '3' where key = ${locked}`).rejects.toMatchObject(
        {
          code: "55P03",
        },
      );
      held.resolve();
      await holding;
      const slept = Promise.withResolvers<void>();
      const asleep = Promise.withResolvers<void>();
      const sleeping = sql.begin(async (tx) => {
        await tx`update setting set value = '4' where key = ${locked}`;
        asleep.resolve();
        await slept.promise;
        await tx`select 1`;
      });
      const ended = expect(sleeping).rejects.toThrow();
      await asleep.promise;
      // The lock is free although nobody has said anything: the database has ended it.
      await untilIt("the row is free again", async () => {
        const rows = await admin.begin(
          (tx) =>
            tx`select 1 from setting where key = ${locked} and value = '2' for update skip locked`,
        );
        return rows.length === 1;
      });
      slept.resolve();
      await ended;
      await sql.end({ timeout: 1 });
      const next = connect(url(), { max: 1 });
      const [row] = await next<
        { limit: string }[]
      >`select current_setting('lock_timeout') as limit`;
      await next.end();
      expect(row?.limit).toBe("0");
    } finally {
      await Promise.all([sql.end({ timeout: 1 }), other.end({ timeout: 1 })]);
    }
  },
);

test("with the lookups through a pooler that gives sessions away, many readers share a few of them", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const server = await startServerProcess({
    dataDir: postgres.folder,
    env: {
      DATABASE_URL: pooled("tributary_read", "loyalty_read"),
      DATABASE_DIRECT_URL: postgres.url("tributary_app", "loyalty"),
      DATABASE_POOLING: "transaction",
    },
  });
  try {
    const emails = Array.from({ length: 12 }, (_, at) => `transaction-${at}@example.com`);
    const sales = emails.map((email, at) => saleOf(`transaction-${at}`, email));
    expect(new Set(await sendLines(server, sales))).toEqual(new Set(["APPLIED"]));
    for (let round = 0; round < 5; round += 1) {
      const pages = await Promise.all(
        emails.map((email) => askGraph(server, "agent", PAGE, { by: { email } })),
      );
      expect(pages.flatMap(({ errors }) => errors ?? [])).toEqual([]);
      expect(pages.map(({ data }) => data.customer.orders.nodes.length)).toEqual(
        emails.map(() => 1),
      );
    }
    const [row] = await admin<{ sessions: number }[]>`
      select count(*)::int as sessions from pg_stat_activity where usename = 'tributary_read'`;
    expect(row?.sessions).toBeGreaterThan(0);
    expect(row?.sessions).toBeLessThanOrEqual(FEW);
  } finally {
    await server.stop();
  }
  const sql = connect(pooled("tributary_read", "loyalty_read"), { max: 1, isSession: false });
  await expect(sql`select pg_sleep(20)`).rejects.toMatchObject({ code: "57014" });
  await sql.end();
});

test("a pooler that is not as DATABASE_POOLING says is refused with a sentence, before anything is read", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const cases = [
    { pooling: "session", role: "tributary_app", says: "gives sessions away between transactions" },
    {
      pooling: "transaction",
      role: "tributary_app",
      says: 'alter role "tributary_app" set statement_timeout = 1000;',
    },
  ];
  for (const { pooling, role, says } of cases) {
    const started = startServerProcess({
      dataDir: postgres.folder,
      env: {
        DATABASE_URL: pooled(role, "loyalty_read"),
        DATABASE_DIRECT_URL: postgres.url("tributary_app", "loyalty"),
        DATABASE_POOLING: pooling,
      },
    });
    await expect(started).rejects.toThrow(says);
  }
});
