import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeTestFolder } from "../support/cluster.ts";

const PROJECT = join(import.meta.dirname, "../..");
/** With a cluster to be made and a retailer to be made up, on a busy machine. */
const START_TIMEOUT_MS = 120_000;

let child: ChildProcess | undefined;
let group = 0;
const folder = makeTestFolder("npm-start");

afterEach(() => {
  try {
    // The whole group: what a failed test left running.
    process.kill(-group, "SIGKILL");
  } catch {
    // Nothing was left.
  }
  rmSync(folder, { recursive: true, force: true });
});

function isRunning(pid: number): boolean {
  try {
    // A process that ended and that nobody has waited for is not running.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

test("SIGTERM to npm alone ends the server and its database cleanly", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  const { DATABASE_URL: _, ...env } = process.env;
  child = spawn("npm", ["start"], {
    cwd: PROJECT,
    env: { ...env, NODE_ENV: "test", TRIBUTARY_DATA_DIR: folder, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  group = child.pid as number;
  let said = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    said += chunk.toString("utf8");
    if (said.includes("Ctrl-C stops everything.")) {
      break;
    }
  }
  const url = /Graph and query editor\s+(\S+)\/graphql/.exec(said)?.[1] as string;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const [line] = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n");
  const databasePid = Number(line);
  expect(isRunning(databasePid)).toBe(true);

  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
  expect(isRunning(databasePid)).toBe(false);
});
