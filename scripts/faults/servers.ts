import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type DemoAuth, openDemoAuth } from "../../src/server/auth/demoAuth.ts";
import type { FaultyCluster } from "./cluster.ts";
import { findFreePort } from "./ports.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");
/** A start takes some three seconds on an idle machine. */
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const PROBE_TIMEOUT_MS = 2_500;
const POLL_MS = 50;

/** Processes of `src/main.ts` on one database. */
export interface Servers {
  readonly count: number;
  readonly demo: DemoAuth;
  /** The folder of the keys that they share. */
  readonly keys: string;
  portOf(server: number): number;
  /** SIGSTOP, and SIGCONT. */
  freeze(server: number): void;
  wake(server: number): void;
  /** SIGKILL. @returns when it is gone */
  kill(server: number): Promise<void>;
  start(server: number): void;
  /** Waits until `/readyz` says so. @throws Error when it does not in a minute */
  untilReady(server: number): Promise<void>;
  /** Ends that nobody asked for, a sentence each. */
  readonly ends: readonly string[];
  /** What a server wrote last. */
  logOf(server: number): string;
  stop(): Promise<void>;
}

/**
 * Starts them, ready when this returns. They share keys of tokens, as servers of one installation
 * do.
 */
export async function startServers(cluster: FaultyCluster, count: number): Promise<Servers> {
  const dataDir = join(cluster.folder, "keys");
  mkdirSync(dataDir);
  const demo = await openDemoAuth(dataDir);
  const ports = await Promise.all(Array.from({ length: count }, findFreePort));
  const children: ChildProcess[] = [];
  const ends: string[] = [];
  /** Whose end is ours. */
  const doomed = new Set<ChildProcess>();
  const portOf = (server: number) => ports[server] as number;
  const childOf = (server: number) => children[server] as ChildProcess;
  const fileOf = (server: number) => join(cluster.folder, `server-${server}.log`);

  const start = (server: number) => {
    const log = openSync(fileOf(server), "a");
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env["PATH"],
        DATABASE_URL: cluster.urlOf(server),
        TRIBUTARY_DATA_DIR: dataDir,
        PORT: String(portOf(server)),
        LOG_LEVEL: "warn",
        DELIVER_ALLOW_NETWORKS: "127.0.0.0/8",
      },
      stdio: ["ignore", log, log],
      // Ctrl-C in the terminal is for this program, which then ends its servers.
      detached: true,
    });
    closeSync(log);
    children[server] = child;
    cluster.noteServers(children.flatMap(({ pid }) => (pid === undefined ? [] : [pid])));
    child.once("exit", (code, signal) => {
      if (!doomed.has(child)) {
        ends.push(`server ${server} ended by itself: ${signal ?? code}`);
      }
    });
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    doomed.add(child);
    if (hasEnded(child)) {
      return;
    }
    const gone = once(child, "exit");
    child.kill(signal);
    // One that sleeps hears of it when it wakes up.
    child.kill("SIGCONT");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  };
  const untilReady = async (server: number) => {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    while (!(await isReady(portOf(server)))) {
      if (hasEnded(childOf(server)) || performance.now() > deadline) {
        throw new Error(`server ${server} is not ready; it said:\n${lastLines(fileOf(server))}`);
      }
      await delay(POLL_MS);
    }
  };
  const stop = async () => {
    await Promise.all(children.map((child) => end(child, "SIGTERM")));
  };
  try {
    for (let server = 0; server < count; server += 1) {
      start(server);
    }
    for (let server = 0; server < count; server += 1) {
      await untilReady(server);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    count,
    demo,
    keys: dataDir,
    portOf,
    freeze: (server) => void childOf(server).kill("SIGSTOP"),
    wake: (server) => void childOf(server).kill("SIGCONT"),
    kill: (server) => end(childOf(server), "SIGKILL"),
    start,
    untilReady,
    ends,
    logOf: (server) => lastLines(fileOf(server)),
    stop,
  };
}

const LAST_LINES = 15;

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-LAST_LINES).join("\n");
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function isReady(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    return (await fetch(`http://127.0.0.1:${port}/readyz`, { signal })).ok;
  } catch {
    return false;
  }
}
