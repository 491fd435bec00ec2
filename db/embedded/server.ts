import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DatabaseUnusable } from "../connection/errors.ts";
import type { Binaries } from "./binaries.ts";
import { nameOfProcess } from "./processes.ts";
import type { ServerUser } from "./serverUser.ts";

/** Where the pieces of one embedded server lie; all absolute. */
export interface ServerFiles {
  /** PostgreSQL's own folder (PGDATA). */
  readonly cluster: string;
  /** Password of the superuser; only the owner of the folder can read it. */
  readonly password: string;
  /** The port of last time, so that a client configured once keeps working. */
  readonly port: string;
  readonly log: string;
}

const POLL_MS = 20;
/** Recovery after a crash replays at most `max_wal_size`; a slow disk needs minutes for that. */
const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 60_000;
const LOG_BYTES_MAX = 10_000_000;
const START_ATTEMPTS = 8;
const RETRY_DELAY_MS = 500;
/**
 * The most of the memory's quarter, megabytes.
 * `bench read --flat 1000000 --seconds 9 --customers 10000`, 2026-11-26: p50 on a million customers
 * is 1.28 times that on 10,000 with 512, 1.11 times with 2,048.
 */
const SHARED_BUFFERS_MB_MAX = 2_048;

/** Makes the cluster, unless it is there. An interrupted making is thrown away, never used. */
export function initialise(files: ServerFiles, binaries: Binaries, user: ServerUser): void {
  if (existsSync(join(files.cluster, "PG_VERSION"))) {
    return;
  }
  const unfinished = `${files.cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });

  const password = randomBytes(24).toString("base64url");
  const passwordForServer = `${files.password}.new`;
  writeFileSync(passwordForServer, `${password}\n`, { mode: 0o600 });
  mkdirSync(unfinished, { mode: 0o700 });
  if (user.owner !== null) {
    chownSync(passwordForServer, user.owner.uid, user.owner.gid);
    chownSync(unfinished, user.owner.uid, user.owner.gid);
  }
  const [program, ...words] = [...user.prefix, binaries.initdb];
  const made = spawnSync(
    program as string,
    [
      ...words,
      `--pgdata=${unfinished}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordForServer}`,
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--lc-messages=C",
    ],
    { ...identity(user), encoding: "utf8", env: serverEnvironment() },
  );
  rmSync(passwordForServer, { force: true });
  if (made.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new DatabaseUnusable(
      `The embedded PostgreSQL could not be set up: ${made.stderr || made.error}`,
    );
  }
  writeFileSync(files.password, password, { mode: 0o600 });
  chmodSync(files.password, 0o600);
  renameSync(unfinished, files.cluster);
}

/** What the server's own lock file says: `gone` when no server runs, whether stopped or killed. */
export function readStatus(files: ServerFiles): {
  pid: number;
  port: number;
  status: "starting" | "ready" | "stopping" | "gone";
} {
  const gone = { pid: 0, port: 0, status: "gone" } as const;
  const path = join(files.cluster, "postmaster.pid");
  let lines: string[];
  try {
    lines = readFileSync(path, "utf8").split("\n");
  } catch {
    return gone;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) {
    return { ...gone, status: "starting" };
  }
  // After a crash the same id may belong to any other program.
  if (nameOfProcess(pid) !== "postgres") {
    return gone;
  }
  const word = lines[7]?.trim() ?? "";
  const status = word === "ready" || word === "stopping" ? word : "starting";
  return { pid, port: Number(lines[3]), status };
}

/**
 * Starts the server on a free loopback port, the one of last time when it is still free. It gets a
 * session of its own: Ctrl-C in our terminal does not reach it, so requests still being answered
 * keep their database.
 *
 * @returns when it accepts connections.
 */
export async function startServer(
  files: ServerFiles,
  binaries: Binaries,
  user: ServerUser,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    removeStaleLock(files);
    const port = await choosePort(attempt === 1 ? readPort(files) : 0);
    if (existsSync(files.log) && statSync(files.log).size > LOG_BYTES_MAX) {
      truncateSync(files.log);
    }
    const logStart = existsSync(files.log) ? statSync(files.log).size : 0;
    const log = openSync(files.log, "a", 0o600);
    const merged = { ...defaultSettings(files, binaries, user), ...settings };
    const flags = Object.entries(merged).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const [program, ...words] = [...user.prefix, binaries.postgres];
    const child = spawn(
      program as string,
      [...words, "-D", files.cluster, "-p", `${port}`, ...flags],
      {
        ...identity(user),
        env: serverEnvironment(),
        cwd: "/",
        detached: true,
        stdio: ["ignore", log, log],
      },
    );
    closeSync(log);
    child.unref();
    if (await becomesReady(files, child)) {
      writeFileSync(files.port, `${port}\n`);
      return;
    }
    const said = readFileSync(files.log).subarray(logStart).toString("utf8");
    // After a kill -9 of the server its backends need a moment to notice and let go of the memory.
    const isTransient = said.includes("could not bind") || said.includes("is still in use");
    if (!isTransient || attempt === START_ATTEMPTS) {
      throw new DatabaseUnusable(
        `The embedded PostgreSQL did not start. Its log (${files.log}) says:\n${said}`,
      );
    }
    await delay(RETRY_DELAY_MS);
  }
}

/**
 * PostgreSQL removes a dead server's lock file itself, but takes a zombie or any process with the
 * same id for a live one and refuses to start. Removing it is safe: a server whose backends still
 * run is also recognised by its shared memory, which is tied to the folder.
 */
function removeStaleLock(files: ServerFiles): void {
  if (readStatus(files).status === "gone") {
    rmSync(join(files.cluster, "postmaster.pid"), { force: true });
  }
}

async function becomesReady(files: ServerFiles, child: ChildProcess): Promise<boolean> {
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!ended && performance.now() < deadline) {
    const { pid, status } = readStatus(files);
    // Before ours has written its own lock file, one of a killed server may still be read.
    if (status === "ready" && pid === child.pid) {
      return true;
    }
    await delay(POLL_MS);
  }
  return false;
}

/** Waits while a server that is starting or stopping, by anybody's hand, finishes doing so. */
export async function settle(files: ServerFiles): Promise<"ready" | "gone"> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const { status } = readStatus(files);
    if (status === "ready" || status === "gone") {
      return status;
    }
    if (performance.now() > deadline) {
      throw new DatabaseUnusable(
        `The embedded PostgreSQL is still ${status} after 5 minutes; see ${files.log}.`,
      );
    }
    await delay(POLL_MS);
  }
}

/** Stops the server: open transactions are rolled back, everything committed is on disk. */
export async function stopServer(files: ServerFiles): Promise<void> {
  const { pid, status } = readStatus(files);
  if (status === "gone") {
    return;
  }
  // SIGINT is PostgreSQL's "fast" shutdown; SIGTERM would wait for every client to leave by itself.
  process.kill(pid, "SIGINT");
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (readStatus(files).status !== "gone") {
    if (performance.now() > deadline) {
      process.kill(pid, "SIGQUIT");
      throw new DatabaseUnusable(
        `The embedded PostgreSQL did not stop within a minute and was ended at once; see ${files.log}. ` +
          "Nothing committed is lost: the next start recovers it.",
      );
    }
    await delay(POLL_MS);
  }
}

/**
 * An acknowledged purchase must survive a power cut, so `synchronous_commit` stays on; the rest
 * gives bulk ingestion room: fewer checkpoints, and write-ahead log that is compressed.
 */
function defaultSettings(files: ServerFiles, binaries: Binaries, user: ServerUser) {
  // In a container the machine has more than the server may take; 0 is told where nobody knows.
  const memory = Math.min(totalmem(), process.constrainedMemory() || totalmem());
  const quarterOfMemoryMb = Math.floor(memory / 4 / 1024 / 1024);
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: `${Math.min(SHARED_BUFFERS_MB_MAX, quarterOfMemoryMb)}MB`,
    synchronous_commit: "on",
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    wal_compression: accepts("wal_compression", "lz4", files, binaries, user) ? "lz4" : "pglz",
  };
}

/** Whether this build knows the value: not every platform's build has every compression. */
function accepts(
  name: string,
  value: string,
  files: ServerFiles,
  binaries: Binaries,
  user: ServerUser,
): boolean {
  const [program, ...words] = [...user.prefix, binaries.postgres];
  const flags = ["-D", files.cluster, "-c", `${name}=${value}`, "-C", name];
  const options = { ...identity(user), env: serverEnvironment(), cwd: "/" };
  return spawnSync(program as string, [...words, ...flags], options).status === 0;
}

/** PG* variables of the caller must not reach the server: PGDATA or PGOPTIONS would redirect it. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

/**
 * setpriv changes the user itself, because a capability is lost when the user is changed before.
 */
function identity(user: ServerUser): { uid?: number; gid?: number; cwd: string } {
  return { cwd: "/", ...(user.owner !== null && user.prefix.length === 0 ? user.owner : {}) };
}

function readPort(files: ServerFiles): number {
  try {
    const port = Number(readFileSync(files.port, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

/** @param wanted 0: any free port. A taken port is replaced by a free one. */
function choosePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" && wanted !== 0) {
        resolve(choosePort(0));
      } else {
        reject(error);
      }
    });
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : wanted));
    });
  });
}
