import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Sql } from "../../db/connection/client.ts";
import { type EmbeddedPostgres, startEmbedded } from "../../db/embedded/embedded.ts";
import { migrate } from "../../db/migrate.ts";
import { registerDemoRetailer } from "../../src/demo/loadDemo.ts";
import { findFreePort } from "./ports.ts";

const CONNECTIONS_MAX = "300";
/** Of this program's own questions. */
const POOL_MAX = 4;
const SERVERS_FILE = "servers";

/**
 * How a database is restarted: `fast` ends its sessions and writes all down, `immediate` is a crash
 * with recovery.
 */
export type RestartKind = "fast" | "immediate";

/**
 * A PostgreSQL of our own, as `npm start` sets it up, with the demo's retailer and without its
 * customers.
 */
export interface FaultyCluster {
  /** A folder for whatever the run needs; removed with the cluster. */
  readonly folder: string;
  /** For what this program asks; it lives through restarts. */
  readonly sql: Sql;
  /** The name in `pg_stat_activity` of a server's sessions. */
  userOf(server: number): string;
  urlOf(server: number): string;
  /** Told which processes must not outlive this one. */
  noteServers(pids: readonly number[]): void;
  /** @returns when it takes connections again, at the same address */
  restart(kind: RestartKind): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts it in a new temporary folder, with production's settings: what is acknowledged is on the
 * disk. Each server gets a role of its own, so that the database tells which server holds what.
 *
 * A watchdog ends database and servers, also those that sleep, when this process is killed: a shell
 * that waits on a pipe which only this process holds open.
 */
export async function startFaultyCluster(servers: number): Promise<FaultyCluster> {
  const folder = mkdtempSync(join(tmpdir(), "tributary-faults-"));
  // As root the database runs as another user, who must pass through.
  chmodSync(folder, 0o711);
  const stopWatchdog = startWatchdog(folder);
  const dataDir = join(folder, "database");
  mkdirSync(dataDir, { mode: 0o711 });
  writeFileSync(join(dataDir, "port"), String(await findFreePort()));
  const start = () => startEmbedded({ dataDir, settings: { max_connections: CONNECTIONS_MAX } });
  let embedded: EmbeddedPostgres | undefined;
  let sql: Sql | undefined;
  const stop = async () => {
    await sql?.end({ timeout: 1 });
    await embedded?.stop();
    stopWatchdog();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    embedded = await start();
    const { url } = embedded;
    sql = connect(url, { max: POOL_MAX, applicationName: "tributary-faults" });
    await migrate(sql);
    await registerDemoRetailer(sql);
    const password = randomBytes(16).toString("hex");
    const userOf = (server: number) => `server_${server}`;
    for (let server = 0; server < servers; server += 1) {
      await sql.unsafe(`create role ${userOf(server)} superuser login password '${password}'`);
    }
    return {
      folder,
      sql,
      userOf,
      urlOf: (server) => {
        const own = new URL(url);
        own.username = userOf(server);
        own.password = password;
        return own.href;
      },
      noteServers: (pids) => writeFileSync(join(folder, SERVERS_FILE), `${pids.join("\n")}\n`),
      restart: async (kind) => {
        if (kind === "immediate") {
          await crash(sql as Sql);
        }
        await embedded?.stop();
        embedded = await start();
        if (embedded.url !== url) {
          throw new Error("the database came back at another address");
        }
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * PostgreSQL's "immediate" shutdown, SIGQUIT to its first process: nothing is written down, no
 * session is told.
 */
async function crash(sql: Sql): Promise<void> {
  const [row] = await sql<{ pid: number }[]>`
    select split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int as pid`;
  const { pid } = row as { pid: number };
  process.kill(pid, "SIGQUIT");
  while (isThere(pid)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function startWatchdog(folder: string): () => void {
  const watchdog = spawn(
    "/bin/sh",
    [
      "-c",
      `cat >/dev/null; for pid in $(cat "$1/${SERVERS_FILE}" 2>/dev/null); do kill -KILL "$pid"; done
       pid=$(head -n 1 "$1/database/postgres/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" && sleep 1; rm -rf "$1"`,
      "sh",
      folder,
    ],
    { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: "/" },
  );
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return () => watchdog.kill("SIGKILL");
}
