import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { connect } from "../connection/client.ts";
import { findBinaries } from "./binaries.ts";
import { isTokenAlive, makeToken, tryLock, withLock } from "./processes.ts";
import {
  initialise,
  readStatus,
  type ServerFiles,
  settle,
  startServer,
  stopServer,
} from "./server.ts";
import { decideServerUser } from "./serverUser.ts";

/** A running embedded server, as long as it is not stopped. */
export interface EmbeddedPostgres {
  /** Connection URL of the database `tributary`, with its password. */
  readonly url: string;
  /** Whether this call started the server; false when one was running on this folder already. */
  readonly started: boolean;
  /**
   * Leaves the server, and stops it unless another live process still uses it. Safe to call twice.
   */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the data, absolute or relative to the working directory; made when missing. */
  readonly dataDir: string;
  /** Server settings that differ from ours, for example for a throw-away cluster of tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const DATABASE = "tributary";

/**
 * Starts PostgreSQL 18 on a folder, or joins the one that runs there, and returns when it answers.
 *
 * - The first start makes the cluster; later ones keep its data. Password and port are remembered
 *   in the folder; the server listens on 127.0.0.1 only.
 * - Several processes may use one folder (the server, and an import beside it): each registers, and
 *   the last one to leave stops PostgreSQL. A process killed with -9 no longer counts: a server it
 *   left behind is joined and later stopped by the next one; a server killed itself recovers at
 *   start.
 * - Nobody may delete or move the folder while it is in use.
 *
 * @throws DatabaseUnusable: no PostgreSQL for this platform, folders the server may not enter, or
 *   what its log said when it did not start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const dataDir = resolve(options.dataDir);
  const isNew = !existsSync(dataDir);
  mkdirSync(dataDir, { recursive: true });
  // As root the server is another user: it passes through this folder, but cannot list it.
  if (isNew) {
    chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  }
  const home = realpathSync(dataDir);
  const files = filesOf(home);
  const user = decideServerUser([realpathSync(binaries.postgres), files.cluster]);

  const usersDir = join(home, "users");
  const lockPath = join(home, "lock");
  const token = makeToken();
  return await withLock(lockPath, async () => {
    const isRunning = (await settle(files)) === "ready";
    if (!isRunning) {
      initialise(files, binaries, user);
      await startServer(files, binaries, user, options.settings ?? {});
    }
    mkdirSync(usersDir, { recursive: true, mode: 0o700 });
    writeFileSync(join(usersDir, token), "");
    const leaveAtExit = () => leaveWithoutWaiting(files, usersDir, lockPath, token);
    process.once("exit", leaveAtExit);

    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= withLock(lockPath, async () => {
        process.removeListener("exit", leaveAtExit);
        rmSync(join(usersDir, token), { force: true });
        if (countUsers(usersDir) === 0) {
          await stopServer(files);
        }
      });
      return stopping;
    };
    try {
      const password = readFileSync(files.password, "utf8").trim();
      const { port } = readStatus(files);
      const url = await createDatabase(
        `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
        DATABASE,
      );
      return { url, started: !isRunning, stop };
    } catch (error) {
      process.removeListener("exit", leaveAtExit);
      rmSync(join(usersDir, token), { force: true });
      if (countUsers(usersDir) === 0) {
        await stopServer(files);
      }
      throw error;
    }
  });
}

/**
 * Makes a database (UTF8, with the server's own collation rules off: order never depends on the
 * machine) unless it exists.
 *
 * @param url any database of the same server, as a role that may create databases
 * @returns the URL of that database
 */
export async function createDatabase(url: string, name: string): Promise<string> {
  const sql = connect(url, { max: 1, applicationName: "tributary-create-database" });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (found === undefined) {
      await sql`create database ${sql(name)} encoding 'UTF8' locale 'C.UTF-8' template template0`;
    }
  } catch (error) {
    // Two processes may ask for it at once; the one that lost has what it wanted. 42P04: it exists.
    const code = (error as { code?: string }).code;
    if (code !== "42P04" && code !== "23505") {
      throw error;
    }
  } finally {
    await sql.end();
  }
  const withName = new URL(url);
  withName.pathname = `/${encodeURIComponent(name)}`;
  return withName.href;
}

function filesOf(home: string): ServerFiles {
  return {
    cluster: join(home, "postgres"),
    password: join(home, "password"),
    port: join(home, "port"),
    log: join(home, "postgres.log"),
  };
}

/** Live processes registered on this folder; the traces of killed ones are removed. */
function countUsers(usersDir: string): number {
  let alive = 0;
  for (const token of readdirSync(usersDir)) {
    if (isTokenAlive(token)) {
      alive += 1;
    } else {
      rmSync(join(usersDir, token), { force: true });
    }
  }
  return alive;
}

/**
 * For a process that ends without `stop()`, through an uncaught error: asks the server to stop,
 * though it cannot wait for it. When somebody holds the lock at this moment the server is left to
 * them.
 */
function leaveWithoutWaiting(
  files: ServerFiles,
  usersDir: string,
  lockPath: string,
  token: string,
): void {
  rmSync(join(usersDir, token), { force: true });
  const release = tryLock(lockPath);
  if (release === null) {
    return;
  }
  try {
    const { pid, status } = readStatus(files);
    if (countUsers(usersDir) === 0 && status !== "gone") {
      process.kill(pid, "SIGINT");
    }
  } finally {
    release();
  }
}
