import { fork } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "../../db/connection/client.ts";
import { insertApiKey } from "../../db/queries/access/writeApiKeys.ts";
import type { Role } from "../../src/domain/access/viewer.ts";
import { stopProcess } from "./children.ts";
import type { ServerAnswer, ServerQuestion } from "./serverControl.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");
const START_TIMEOUT_MS = 120_000;
const POLL_MS = 50;

/** As `npm start` has it. */
const NODE_FLAGS = ["--max-semi-space-size=64"];

/** The real server, started by us. */
export type RunningServer = {
  readonly port: number;
  /** Where it tells of itself. */
  readonly metricsPort: number;
  readonly pid: number;
  ask(question: ServerQuestion): Promise<ServerAnswer>;
  stop(): Promise<void>;
};

/**
 * Starts src/main.ts on a free loopback port and a given database, everything else as it comes.
 *
 * @param dataDir for what the server keeps in its folder; nothing of the project's own is touched
 * @param env settings that are not as they come
 */
export async function startRealServer(
  url: string,
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const port = await freePort();
  const metricsPort = await freePort();
  const child = fork(MAIN, [], {
    // Ends with this process, also when that is killed.
    execArgv: [...NODE_FLAGS, "--import", join(import.meta.dirname, "serverControl.ts")],
    serialization: "advanced",
    env: {
      PATH: process.env["PATH"],
      DATABASE_URL: url,
      TRIBUTARY_DATA_DIR: dataDir,
      HOST: "127.0.0.1",
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      NODE_ENV: "production",
      ...env,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stopProcess(child);
      throw new Error("the server did not become ready; what it said stands above");
    }
    await delay(POLL_MS);
  }
  return {
    port,
    metricsPort,
    pid: child.pid as number,
    ask: async (question) => {
      const answered = once(child, "message");
      child.send(question);
      return (await answered)[0] as ServerAnswer;
    },
    stop: () => stopProcess(child),
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Transactions of the group commit so far, and the events in them, as the server counts them. */
export async function readBatchCount(
  metricsPort: number,
): Promise<{ readonly batches: number; readonly events: number }> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const figure = (name: string) =>
    Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  return {
    batches: figure("ingest_batch_size_count"),
    events: figure("ingest_batch_size_sum"),
  };
}

/** Puts a key into the database, as `tributary keys` does: a sender's, or a till's of a store. @returns the key */
export async function createBenchKey(
  url: string,
  of: { readonly role: Exclude<Role, "till"> } | { readonly role: "till"; readonly store: string },
): Promise<string> {
  const prefix = randomBytes(6).toString("hex");
  const key = `trk_${prefix}_${randomBytes(32).toString("base64url")}`;
  const hash = createHash("sha256").update(key).digest();
  const sql = connect(url, { max: 1, applicationName: "tributary-bench-key" });
  try {
    await sql.begin((tx) =>
      insertApiKey(tx, {
        id: randomUUID(),
        name: "bench",
        prefix,
        hash,
        role: of.role,
        sources: [],
        store: of.role === "till" ? of.store : null,
      }),
    );
  } finally {
    await sql.end();
  }
  return key;
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
