import { fork } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { insertApiKey } from "../../db/queries/access/writeApiKeys.ts";
import { findFreePort } from "../../scripts/faults/ports.ts";
import type { Role } from "../../src/domain/access/viewer.ts";
import { createApiKey } from "../../src/server/auth/apiKeys.ts";
import { talkTo } from "./children.ts";
import { withSql } from "./sql.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");
const START_TIMEOUT_MS = 120_000;
const POLL_MS = 50;

/** As `npm start` has it. */
const NODE_FLAGS = ["--max-semi-space-size=64"];

/** The real server, started by us. */
export type RealServer = Awaited<ReturnType<typeof startRealServer>>;

/**
 * Starts src/main.ts on a free loopback port and a given database, everything else as it comes.
 *
 * @param dataDir for what the server keeps in its folder; nothing of the project's own is touched
 * @param env settings that are not as they come
 */
export async function startRealServer(
  url: string,
  dataDir: string,
  env: Readonly<Record<string, string>>,
) {
  const [port, metricsPort] = [await findFreePort(), await findFreePort()];
  const forked = fork(MAIN, [], {
    // Ends with this process, also when that is killed.
    execArgv: [...NODE_FLAGS, "--import", join(import.meta.dirname, "serverControl.ts")],
    serialization: "advanced",
    env: {
      ...{ PATH: process.env["PATH"], DATABASE_URL: url, TRIBUTARY_DATA_DIR: dataDir },
      ...{ HOST: "127.0.0.1", PORT: String(port), METRICS_PORT: String(metricsPort) },
      ...{ NODE_ENV: "production", ...env },
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const child = talkTo(forked, "the server");
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isReady(port))) {
    if (forked.exitCode !== null || performance.now() > deadline) {
      await child.stop();
      throw new Error("the server did not become ready; what it said stands above");
    }
    await delay(POLL_MS);
  }
  const metrics = async () => await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return {
    ...child,
    port,
    /** What it tells of itself, as scrapers get it. */
    metrics,
    /** One figure of that; NaN where it is not told. */
    figure: async (name: string): Promise<number> =>
      Number(new RegExp(`^${name} (\\S+)$`, "m").exec(await metrics())?.[1] ?? Number.NaN),
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
export async function readBatchCount(server: RealServer) {
  return {
    batches: await server.figure("tributary_ingest_batch_events_count"),
    events: await server.figure("tributary_ingest_batch_events_sum"),
  };
}

/**
 * Puts a key into the database, as `tributary keys` does: a sender's, or a till's of a
 * store. @returns the key
 */
export async function createBenchKey(url: string, role: Role, store: string | null = null) {
  const { key, prefix, hash } = createApiKey(randomBytes);
  const row = { id: randomUUID(), name: "bench", prefix, hash, role, sources: [], store };
  await withSql(url, (sql) => sql.begin((tx) => insertApiKey(tx, row)));
  return key;
}
