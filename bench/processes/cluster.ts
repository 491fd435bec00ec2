import { tmpdir } from "node:os";
import type { Sql } from "../../db/connection/client.ts";
import { startTestCluster } from "../../test/support/cluster.ts";
import { seedDatabase } from "../cases/seed.ts";
import { openSql, withSql } from "./sql.ts";

const TEMPLATE = "bench_template";
/** More than `npm start` gives one server: several of ours and those beside them are up at once. */
const CONNECTIONS_MAX = "400";

/** A PostgreSQL of our own with production settings, and copies of one seeded database. */
export type BenchCluster = Awaited<ReturnType<typeof startCluster>>;

/**
 * Starts the embedded PostgreSQL in a new temporary folder, with the settings `npm start` gives it
 * (fsync and synchronous_commit are on) but more connections.
 *
 * @param customers of the database that is copied
 * @param settings of the server that a run wants beside them
 */
export async function startCluster(
  customers: number,
  settings: Readonly<Record<string, string>> = {},
) {
  const all = { max_connections: CONNECTIONS_MAX, ...settings };
  const cluster = await startTestCluster({ name: "bench", settings: all, parent: tmpdir() });
  // For figures about the server; on its maintenance database.
  const admin = openSql(cluster.url);
  const urlOf = (name: string) => Object.assign(new URL(cluster.url), { pathname: name }).href;
  const stop = async () => {
    await admin.end({ timeout: 1 });
    await cluster.stop();
  };
  const createEmpty = async (name: string) => {
    await admin`create database ${admin(name)} template template0 encoding 'UTF8' locale 'C.UTF-8'`;
    return urlOf(name);
  };
  try {
    await assertProductionSettings(admin);
  } catch (error) {
    await stop();
    throw error;
  }
  let template: Promise<void> | undefined;
  const seed = async () => {
    await withSql(await createEmpty(TEMPLATE), (sql) => seedDatabase(sql, customers));
  };
  return {
    ...{ admin, folder: cluster.folder, createEmpty, stop },
    /** A fresh copy of the seeded database. @returns its URL */
    createCopy: async (name: string): Promise<string> => {
      // By whoever is the first to ask: some cases have databases of their own alone.
      template ??= seed();
      await template;
      // Copied as files: through the log it would fill it just before the measuring.
      await admin`create database ${admin(name)} template ${admin(TEMPLATE)} strategy file_copy`;
      return urlOf(name);
    },
    drop: async (name: string): Promise<void> => {
      await admin`drop database if exists ${admin(name)} with (force)`;
    },
  };
}

/** Figures of a database that may forget what it acknowledged would be worth nothing. */
async function assertProductionSettings(sql: Sql): Promise<void> {
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting <> 'on'`;
  if (rows.length > 0) {
    throw new Error(`not production settings: ${rows.map((row) => row.name).join(", ")} is off`);
  }
}
