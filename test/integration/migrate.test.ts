import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../../db/connection/client.ts";
import { MigrationError, migrate, pendingMigrations } from "../../db/migrate.ts";
import { createEmptyDatabase, type TestDatabase } from "../support/database.ts";
import { pause, untilBlocked } from "../support/faults.ts";

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = mkdtempSync(join(tmpdir(), "tributary-migrations-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** Writes a folder as drizzle-kit does, with exactly these migrations. */
const writeMigrations = (migrations: Record<string, string>) => {
  mkdirSync(join(folder, "meta"), { recursive: true });
  const tags = Object.keys(migrations);
  for (const tag of tags) {
    writeFileSync(join(folder, `${tag}.sql`), migrations[tag] ?? "");
  }
  const entries = tags.map((tag, idx) => ({ idx, version: "7", when: 1, tag, breakpoints: true }));
  writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ entries }));
};

const FIRST = "create table a (x int);\n--> statement-breakpoint\ninsert into a values (1);";
const SECOND = "create table b (x int);";

const tables = async () => {
  const rows = await database.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  return rows.map(({ name }) => name);
};

test("migrations run in order, once, and say which ran", async () => {
  writeMigrations({ "0000_first": FIRST, "0001_second": SECOND });
  expect(await pendingMigrations(database.sql, { folder })).toEqual(["0000_first", "0001_second"]);
  expect(await migrate(database.sql, { folder })).toEqual(["0000_first", "0001_second"]);
  expect(await migrate(database.sql, { folder })).toEqual([]);
  expect(await pendingMigrations(database.sql, { folder })).toEqual([]);
  expect(await tables()).toEqual(["a", "b", "schema_migration"]);
  expect(await database.sql`select x from a`).toEqual([{ x: 1 }]);
});

test("processes that migrate at once apply each migration once", async () => {
  writeMigrations({ "0000_first": FIRST, "0001_second": SECOND });
  const pools = Array.from({ length: 6 }, () => connect(database.url, { max: 1 }));
  try {
    const applied = await Promise.all(pools.map((pool) => migrate(pool, { folder })));
    expect(applied.flat().sort()).toEqual(["0000_first", "0001_second"]);
    expect(await database.sql`select x from a`).toEqual([{ x: 1 }]);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
});

test("a process that is frozen while it holds the lock of the migrations keeps nobody from starting", async () => {
  await migrate(database.sql);
  const held = await pause(
    database.url,
    (tx) => tx`lock table schema_migration in access exclusive mode`,
  );
  const cli = join(import.meta.dirname, "../../src/cli/main.ts");
  const child = spawn(process.execPath, [cli, "migrate"], {
    env: { PATH: process.env["PATH"], DATABASE_URL: database.url },
    stdio: "ignore",
  });
  try {
    // It has the lock and waits for the table: from here on it sleeps.
    await untilBlocked(database.sql);
    child.kill("SIGSTOP");
    await held.rollback();
    const startedMs = performance.now();
    expect(await migrate(database.sql)).toEqual([]);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  } finally {
    child.kill("SIGKILL");
  }
});

test("a migration that fails leaves nothing of itself, and those before it stay", async () => {
  writeMigrations({
    "0000_first": FIRST,
    "0001_broken": `${SECOND}\n--> statement-breakpoint\ninsert into missing values (1);`,
  });
  await expect(migrate(database.sql, { folder })).rejects.toThrow(
    /0001_broken, statement 2 of 2, failed: relation "missing" does not exist/,
  );
  expect(await tables()).toEqual(["a", "schema_migration"]);
  writeMigrations({ "0000_first": FIRST, "0001_broken": SECOND });
  expect(await migrate(database.sql, { folder })).toEqual(["0001_broken"]);
});

test("an applied migration whose file was changed is refused and nothing runs", async () => {
  writeMigrations({ "0000_first": FIRST });
  await migrate(database.sql, { folder });
  writeMigrations({ "0000_first": `${FIRST}\n-- changed`, "0001_second": SECOND });
  await expect(migrate(database.sql, { folder })).rejects.toThrow(MigrationError);
  await expect(pendingMigrations(database.sql, { folder })).rejects.toThrow(
    /0000_first was changed after it had been applied/,
  );
  expect(await tables()).not.toContain("b");
});

test("line endings of a checkout do not count as a change", async () => {
  writeMigrations({ "0000_first": FIRST });
  await migrate(database.sql, { folder });
  writeMigrations({ "0000_first": FIRST.replaceAll("\n", "\r\n") });
  expect(await migrate(database.sql, { folder })).toEqual([]);
});

test("a migration merged late, before one that is applied, is refused", async () => {
  writeMigrations({ "0000_first": FIRST, "0001_second": SECOND });
  await migrate(database.sql, { folder });
  await database.sql`delete from schema_migration where tag = '0000_first'`;
  await expect(migrate(database.sql, { folder })).rejects.toThrow(
    /0000_first is older than 0001_second/,
  );
});

test("two migrations made at once on two branches are refused", async () => {
  writeMigrations({ "0000_first": FIRST });
  const entries = [
    { idx: 0, tag: "0000_first" },
    { idx: 0, tag: "0000_other" },
  ];
  writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ entries }));
  await expect(migrate(database.sql, { folder })).rejects.toThrow(
    /0000_other has idx 0 at place 1/,
  );
});

test("older code refuses a database that newer code has migrated", async () => {
  writeMigrations({ "0000_first": FIRST, "0001_second": SECOND });
  await migrate(database.sql, { folder });
  writeMigrations({ "0000_first": FIRST });
  await expect(migrate(database.sql, { folder })).rejects.toThrow(
    /0001_second, which this version of Tributary does not know/,
  );
});

test("a migration may take longer than the pool allows a request", async () => {
  writeMigrations({ "0000_slow": "select pg_sleep(0.2);" });
  const sql = connect(database.url, { max: 1, statementTimeoutMs: 50 });
  try {
    expect(await migrate(sql, { folder })).toEqual(["0000_slow"]);
    await expect(sql`select pg_sleep(10)`).rejects.toMatchObject({ code: "57014" });
  } finally {
    await sql.end();
  }
});
