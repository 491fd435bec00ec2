import { fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type DemoAuth, openDemoAuth } from "../../src/server/auth/demoAuth.ts";
import type { Held } from "./control.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");
/** The old generation's bound, megabytes: what leaks a little fills it soon. */
const HEAP_MB = 160;
/** Making the cluster and the demo retailer takes some ten seconds on an idle machine. */
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** `npm start` on a folder of its own, with a small heap. */
export interface SoakedServer {
  readonly port: number;
  readonly dataDir: string;
  readonly demo: DemoAuth;
  /** What it holds once all garbage is gone. */
  held(): Promise<Held>;
  /** Settles when the process ends, with how it ended. */
  readonly ended: Promise<string>;
  /** Ends it with its database and removes the folder. */
  stop(): Promise<void>;
}

/** Starts the server, with its embedded PostgreSQL and the demo retailer, on a free port. */
export async function startSoakedServer(): Promise<SoakedServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "tributary-soak-"));
  // As root the database runs as another user, who must pass through.
  chmodSync(dataDir, 0o711);
  const port = await freePort();
  const child = fork(MAIN, [], {
    execArgv: [
      `--max-old-space-size=${HEAP_MB}`,
      "--import",
      join(import.meta.dirname, "control.ts"),
    ],
    env: {
      PATH: process.env["PATH"],
      TRIBUTARY_DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: "error",
      DELIVER_ALLOW_NETWORKS: "127.0.0.0/8",
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code, signal]) => String(signal ?? `code ${code}`));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
      await stop();
      throw new Error("the server did not become ready; what it said stands above");
    }
    await delay(POLL_MS);
  }
  return {
    port,
    dataDir,
    demo: await openDemoAuth(dataDir),
    held: async () => {
      const answered = once(child, "message");
      child.send("held");
      const [answer] = await Promise.race([
        answered,
        ended.then((how) => {
          throw new Error(`the server ended: ${how}`);
        }),
      ]);
      return answer as Held;
    },
    ended,
    stop,
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
