import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Sql } from "../../db/connection/client.ts";
import { startEmbedded } from "../../db/embedded/embedded.ts";
import { seedDatabase } from "../cases/seed.ts";

const TEMPLATE = "bench_template";
/** More than `npm start` gives one server: several of ours and those beside them are up at once. */
const CONNECTIONS_MAX = "400";

/** A PostgreSQL of our own with production settings, and copies of one seeded database. */
export type BenchCluster = {
  /** For figures about the server; on its maintenance database. */
  readonly admin: Sql;
  /** A folder for files of this run, removed with the cluster. */
  readonly folder: string;
  /** A fresh copy of the seeded database. @returns its URL */
  createCopy(name: string): Promise<string>;
  /** An empty database. @returns its URL */
  createEmpty(name: string): Promise<string>;
  dropCopy(name: string): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
};

/**
 * Starts the embedded PostgreSQL in a new temporary folder, with the settings `npm start` gives it (fsync and
 * synchronous_commit are on) but more connections, and seeds a database.
 *
 * `settings` are added for what a run wants to know of the server.
 * A watchdog removes both when this process is killed, even with -9: a shell that waits on a pipe which only
 * this process holds open.
 */
export async function startCluster(
  customers: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchCluster> {
  const folder = mkdtempSync(join(tmpdir(), "tributary-bench-"));
  // As root the server runs as another user, who must pass through.
  chmodSync(folder, 0o711);
  const watchdog = spawn(
    "/bin/sh",
    [
      "-c",
      'cat >/dev/null; pid=$(head -n 1 "$1/data/postgres/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" && sleep 1; rm -rf "$1"',
      "sh",
      folder,
    ],
    { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: "/" },
  );
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  const remove = () => {
    watchdog.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const embedded = await startEmbedded({
      dataDir: join(folder, "data"),
      settings: { max_connections: CONNECTIONS_MAX, ...settings },
    });
    const admin = connect(embedded.url, { max: 1, applicationName: "tributary-bench-admin" });
    const urlOf = (name: string) => {
      const url = new URL(embedded.url);
      url.pathname = `/${name}`;
      return url.href;
    };
    await assertProductionSettings(admin);
    const createEmpty = async (name: string) => {
      await admin`create database ${admin(name)} template template0 encoding 'UTF8' locale 'C.UTF-8'`;
      return urlOf(name);
    };
    await seedDatabase(await createEmpty(TEMPLATE), customers);
    return {
      admin,
      folder,
      createCopy: async (name) => {
        // Copied as files: through the log it would fill it just before the measuring.
        await admin`create database ${admin(name)} template ${admin(TEMPLATE)} strategy file_copy`;
        return urlOf(name);
      },
      createEmpty,
      dropCopy: async (name) => {
        await admin`drop database if exists ${admin(name)} with (force)`;
      },
      stop: async () => {
        await admin.end({ timeout: 1 });
        await embedded.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
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
