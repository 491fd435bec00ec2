import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../../db/connection/client.ts";
import { MigrationError, migrate, pendingMigrations, schemaAge } from "../../db/migrate.ts";
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

const tablesThere = async () => {
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
  expect(await tablesThere()).toEqual(["a", "b", "schema_migration"]);
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

/** A process of its own that migrates with the folder. */
const spawnMigration = () => {
  const db = join(import.meta.dirname, "../../db");
  const script = `
    import { connect } from "${db}/connection/client.ts";
    import { migrate } from "${db}/migrate.ts";
    await migrate(connect("${database.url}", { max: 1 }), { folder: "${folder}" });`;
  return spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: "ignore",
  });
};

test("a process that is frozen in the middle of a migration keeps nobody from starting", async () => {
  writeMigrations({ "0000_first": FIRST });
  await migrate(database.sql, { folder });
  writeMigrations({ "0000_first": FIRST, "0001_wide": "alter table a add y int;" });
  const held = await pause(database.url, (tx) => tx`lock table a in access share mode`);
  const child = spawnMigration();
  try {
    // It has the lock of the migrations and waits for the table: from here on it sleeps.
    await untilBlocked(database.sql);
    child.kill("SIGSTOP");
    await held.rollback();
    const startedMs = performance.now();
    expect(await migrate(database.sql, { folder })).toEqual(["0001_wide"]);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  } finally {
    child.kill("SIGKILL");
  }
});

test("a migration that waits for a long reader lets everybody else through meanwhile", async () => {
  writeMigrations({ "0000_first": FIRST });
  await migrate(database.sql, { folder });
  writeMigrations({ "0000_first": FIRST, "0001_wide": "alter table a add y int;" });
  const held = await pause(database.url, (tx) => tx`select count(*) from a`);
  const migrating = migrate(database.sql, { folder });
  await untilBlocked(database.sql);
  const startedMs = performance.now();
  await database.sql`insert into a values (2)`;
  expect(performance.now() - startedMs).toBeLessThan(2_500);
  await held.commit();
  expect(await migrating).toEqual(["0001_wide"]);
});

test("a migration that gets no lock changes nothing and says who to look for", async () => {
  const both = {
    "0000_first": FIRST,
    "0001_wide": `${SECOND}\n--> statement-breakpoint\nalter table a add y int;`,
  };
  writeMigrations({ "0000_first": FIRST });
  await migrate(database.sql, { folder });
  writeMigrations(both);
  const held = await pause(database.url, (tx) => tx`select count(*) from a`);
  await expect(migrate(database.sql, { folder, lockAttemptsMax: 1 })).rejects.toThrow(
    /0001_wide did not get its locks in 1 attempts: a backup, a report or an open transaction/,
  );
  expect(await tablesThere()).toEqual(["a", "schema_migration"]);
  await held.commit();
});

test("a role that owns no table starts on a current database, and is told who migrates another", async () => {
  writeMigrations({ "0000_first": FIRST });
  await migrate(database.sql, { folder });
  const role = `app_${randomBytes(4).toString("hex")}`;
  await database.sql.unsafe(`create role ${role}; grant select on schema_migration to ${role}`);
  const sql = connect(database.url, { max: 1 });
  try {
    await sql.unsafe(`set role ${role}`);
    expect(await migrate(sql, { folder })).toEqual([]);
    writeMigrations({ "0000_first": FIRST, "0001_second": SECOND });
    await expect(migrate(sql, { folder })).rejects.toThrow(
      /lacks 0001_second, and its tables belong to the role \w+\. Run npx tributary migrate as/,
    );
  } finally {
    await sql.end();
    await database.sql.unsafe(`drop owned by ${role}; drop role ${role}`);
  }
});

test("a database is pending, current or newer", async () => {
  writeMigrations({ "0000_first": FIRST, "0001_second": SECOND });
  await migrate(database.sql, { folder });
  expect(await schemaAge(database.sql, { folder })).toBe("current");
  writeMigrations({ "0000_first": FIRST });
  expect(await schemaAge(database.sql, { folder })).toBe("newer");
  writeMigrations({ "0000_first": FIRST, "0001_second": SECOND, "0002_third": "select 1" });
  expect(await schemaAge(database.sql, { folder })).toBe("pending");
  writeMigrations({ "0000_other": FIRST });
  await expect(schemaAge(database.sql, { folder })).rejects.toThrow(MigrationError);
});

test("a migration that fails leaves nothing of itself, and those before it stay", async () => {
  writeMigrations({
    "0000_first": FIRST,
    "0001_broken": `${SECOND}\n--> statement-breakpoint\ninsert into missing values (1);`,
  });
  await expect(migrate(database.sql, { folder })).rejects.toThrow(
    /0001_broken, statement 2 of 2, failed: relation "missing" does not exist/,
  );
  expect(await tablesThere()).toEqual(["a", "schema_migration"]);
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
  expect(await tablesThere()).not.toContain("b");
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
