import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, type Sql } from "../../db/connection/client.ts";

/** A database of one test file. */
export interface TestDatabase {
  readonly sql: Sql;
  readonly url: string;
  /** Closes `sql` and removes the database, whoever is still connected. For `afterAll`. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Connections of `sql` at most. */
  readonly max?: number;
}

const POOL_SIZE = 10;

/** A database with all tables and no rows, a copy of the one migrated once for the run. */
export async function cloneTemplateDatabase(
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  return await makeDatabase(inject("templateName"), options);
}

/** A database without any table, for tests of the migrator. */
export async function createEmptyDatabase(
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  return await makeDatabase("template0", options);
}

async function makeDatabase(template: string, options: TestDatabaseOptions): Promise<TestDatabase> {
  const adminUrl = inject("adminUrl");
  const name = `${inject("databasePrefix")}${randomBytes(6).toString("hex")}`;
  // The template's encoding and locale come along; template0 takes ours, as createDatabase does.
  await asAdmin(adminUrl, (admin) =>
    template === "template0"
      ? admin`create database ${admin(name)} template template0 encoding 'UTF8' locale 'C.UTF-8'`
      : copyDatabase(admin, template, name),
  );
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const sql = connect(address.href, {
    max: options.max ?? POOL_SIZE,
    applicationName: "tributary-test",
    // Tests hold transactions open for as long as they like.
    idleInTransactionMs: 0,
  });
  return {
    sql,
    url: address.href,
    drop: async () => {
      await sql.end({ timeout: 0 });
      await asAdmin(adminUrl, (admin) => admin`drop database ${admin(name)} with (force)`);
    },
  };
}

/** Copies a database nobody is connected to, as files: through the log it would take longer. */
export async function copyDatabase(admin: Sql, template: string, name: string): Promise<void> {
  await admin`create database ${admin(name)} template ${admin(template)} strategy file_copy`;
}

async function asAdmin(url: string, run: (admin: Sql) => PromiseLike<unknown>): Promise<void> {
  const admin = connect(url, { max: 1, applicationName: "tributary-test-admin" });
  try {
    await run(admin);
  } finally {
    await admin.end();
  }
}
